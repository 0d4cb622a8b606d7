/** The part of Eleventy's dev server that Stet uses; it ships no types of its own. */
declare module "@11ty/eleventy-dev-server" {
  export interface Options {
    port?: number;
    domDiff?: boolean;
    showVersion?: boolean;
    onRequest?: Record<string, (request: { url: URL }) => Answer | undefined>;
    messageOnStart?: (about: { hosts?: readonly string[] }) => string;
    logger?: Record<"info" | "log" | "error", (message: string) => void>;
  }

  export interface Answer {
    status: number;
    headers: Record<string, string>;
    body: string;
  }

  export default class EleventyDevServer {
    static getServer(name: string, folder: string, options?: Options): EleventyDevServer;
    serve(port: number): Promise<void>;
    reload(event: { files: readonly string[] }): void;
    close(): Promise<void>;
  }
}
