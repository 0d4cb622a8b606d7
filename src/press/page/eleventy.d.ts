/** The part of Eleventy's interface that Stet uses; Eleventy 3 ships no types of its own. */
declare module "@11ty/eleventy" {
  export interface UserConfig {
    benchmarkManager: { get(group: string): { setIsVerbose(verbose: boolean): void } };
    addGlobalData(name: string, data: unknown): void;
    /** A template that is no file. What `render` is given, its own pagination decides. */
    addTemplate(name: string, template: { data: object; render: (data: never) => unknown }): void;
    setTemplateFormats(formats: string[]): void;
    setUseGitIgnore(use: boolean): void;
    on(
      event: "eleventy.before",
      handler: (event: { directories: { output: string } }) => Promise<void> | void,
    ): void;
  }

  export interface Options {
    configPath?: string;
    quietMode?: boolean;
    config?: (eleventyConfig: UserConfig) => void | Promise<void>;
  }

  /** What `toJSON` has of a page. */
  export interface Result {
    /** Where the page would go; `false` for one that goes nowhere. */
    outputPath: string | false;
    content: string | Buffer;
  }

  export class Eleventy {
    constructor(input: string, output: string, options?: Options);
    disableLogger(): void;
    toJSON(): Promise<Result[]>;
  }
}
