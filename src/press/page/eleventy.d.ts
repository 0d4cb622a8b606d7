/** The part of Eleventy's interface that Stet uses; Eleventy 3 ships no types of its own. */
declare module "@11ty/eleventy" {
  export interface UserConfig {
    globalData: Record<string, unknown>;
    ignores: Set<string>;
    benchmarkManager: { get(group: string): { setIsVerbose(verbose: boolean): void } };
    addGlobalData(name: string, data: unknown): void;
    addExtension(extension: string, options: { key: string }): void;
    setTemplateFormats(formats: string[]): void;
    on(
      event: "eleventy.before",
      handler: (event: { directories: { output: string } }) => Promise<void>,
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
