import { lstatSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

/** The hidden file or folder of Stet's own beside an output folder: `.dist.lock` for `dist`. */
export function beside(output: string, what: "staging" | "previous" | "removing" | "lock"): string {
  const folder = resolve(output);
  return join(dirname(folder), `.${basename(folder)}.${what}`);
}

/** A path as the maintainer would type it: relative if it lies under the working folder. */
export function shown(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short === "" || short.startsWith("..") ? resolve(path) : short;
}

/** Whether anything has this path, a dangling symbolic link too. */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
