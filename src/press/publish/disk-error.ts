import { dirname, resolve } from "node:path";
import { error, PressError } from "../faults/fault.ts";
import { beside, shown } from "./beside.ts";

/** What the disk's refusals mean to a maintainer: the reason and the remedy for each system error. */
const DISK_ERRORS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOSPC: ["the disk is full", "free some space"],
  EDQUOT: ["the disk quota is used up", "free some space"],
  EROFS: ["the file system is read-only", "make it writable, or build into another folder"],
  EACCES: ["permission denied", "give this user the right to read and write there"],
  EPERM: ["permission denied", "give this user the right to read and write there"],
  EMFILE: ["too many open files", "raise the limit, for instance with: ulimit -n 4096"],
  ENFILE: ["too many open files on this machine", "close other programs, or raise the system's limit"],
  EBUSY: ["is in use, or a mount point", "build into a folder inside it"],
  EXDEV: [
    "cannot be renamed, as it lies on another file system layer",
    "remove it, or build into another folder",
  ],
  EIO: ["the disk does not work", "check the disk"],
  ENAMETOOLONG: ["the name is too long", "build into a folder with a shorter name"],
  ENOLCK: ["the file system knows no locks", "build into a folder on another disk"],
  ENOTSUP: ["the file system knows no locks", "build into a folder on another disk"],
};

/**
 * Turns a full or read-only disk, a missing right or too many open files into an error that names the path and
 * the remedy.
 *
 * @param thrown what was caught; its causes are searched too
 * @param output the output folder: the place, where the error names no path
 * @returns undefined if `thrown` is something else
 */
export function diskError(thrown: unknown, output: string): PressError | undefined {
  for (let at = thrown; at instanceof Error; at = causeOf(at)) {
    if (at instanceof PressError) return undefined;
    const { code, path } = at as NodeJS.ErrnoException;
    const meaning = code === undefined ? undefined : DISK_ERRORS[code];
    if (meaning === undefined) continue;
    const [reason, remedy] = meaning;
    return new PressError([error({ file: refusing(path, output) }, reason, remedy)]);
  }
  return undefined;
}

/**
 * Does work that writes to the disk.
 *
 * @param output the output folder
 * @throws what the work throws; where the disk refused it, as an error with its path and a remedy
 */
export function onDisk<T>(output: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
}

/** The path to show: of our own files beside the output, which nobody knows by name, the folder they are in. */
function refusing(path: string | undefined, output: string): string {
  if (path === undefined) return output;
  const isOwn = [beside(output, "lock"), beside(output, "staging")].some((own) => path.startsWith(own));
  return shown(isOwn && dirname(path) === dirname(resolve(output)) ? dirname(path) : path);
}

/** What an error was made from: the standard `cause`, or Eleventy's `originalError`. */
function causeOf(thrown: Error): unknown {
  return thrown.cause ?? ("originalError" in thrown ? thrown.originalError : undefined);
}
