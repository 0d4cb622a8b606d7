import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { error, type Fault, PressError, warning } from "../faults/fault.ts";

/*
 * A build writes into `.dist.staging`, beside `dist`. Publishing renames `dist` to `.dist.previous`, the staging
 * folder to `dist`, and the previous site to `.dist.removing`, which is then removed. So `.dist.previous` is
 * always a whole site, and the other two are always rubbish: whatever a killed build leaves can be put right.
 *
 * Everything here blocks on purpose: nothing of this process, no signal handler either, runs between two renames,
 * and removing 30,000 files this way takes a third of the processor time of `fs.promises.rm`.
 */

/** A file that every built site has at its top; a folder without it is never replaced nor removed. */
const MARK = "proof.json";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/** The hidden file or folder of Stet's own beside an output folder: `.dist.lock` for `dist`. */
export function beside(output: string, what: "staging" | "previous" | "removing" | "lock"): string {
  const folder = resolve(output);
  return join(dirname(folder), `.${basename(folder)}.${what}`);
}

/**
 * Refuses an output folder that a build must not replace: one that Stet did not write, or that holds or lies in
 * something that matters.
 *
 * @param output the folder that the site is to stand in; it need not exist, its parent must
 * @param sources the folders and files that the build reads
 * @throws PressError with the reason
 */
export function checkOutput(output: string, sources: readonly string[]): void {
  let found: Objection | undefined;
  try {
    const path = resolve(output);
    found = objectionToPlace(path, sources) ?? objectionToFolder(path, sources);
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
  if (found !== undefined) throw new PressError([error({ file: output }, ...found)]);
}

type Objection = [reason: string, remedy: string];

function objectionToPlace(path: string, sources: readonly string[]): Objection | undefined {
  const parent = dirname(path);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    return [`there is no folder ${shown(parent)} to build it in`, "create that folder first"];
  }
  const around = sources.find((source) => holds(source, parent));
  if (around === undefined) return undefined;
  return [`lies in ${shown(around)}, which the build reads`, "build into a folder outside the sources"];
}

function objectionToFolder(path: string, sources: readonly string[]): Objection | undefined {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return undefined;
  if (entry.isSymbolicLink()) {
    return [`is a symbolic link to ${readlinkSync(path)}`, "give the path of the folder itself"];
  }
  if (!entry.isDirectory()) return ["is not a folder", "move it away, or build into another folder"];

  const precious = new Map([
    [PROJECT, "the project"],
    [homedir(), "your home folder"],
    [process.cwd(), "the folder you are in"],
    ...sources.map((source): [string, string] => [source, `${shown(source)}, which the build reads`]),
  ]);
  for (const [inner, what] of precious) {
    if (holds(path, inner)) return [`holds ${what}`, "build into a folder of its own, such as dist"];
  }
  if (entry.dev !== statSync(dirname(path)).dev) return ["is a mount point", "build into a folder inside it"];

  const names = readdirSync(path);
  if (names.length > 0 && !isSite(path)) {
    const reason = `is not empty, and Stet did not write it (it has no ${MARK})`;
    return [reason, "empty it, or build into another folder"];
  }
  if (names.includes(".git")) {
    return [
      "holds a Git repository, which a build would delete",
      "keep the repository outside the built site",
    ];
  }
  return undefined;
}

/**
 * Puts right what a killed build left beside the output folder. Call it at the start of every command, under the
 * lock. Nothing is awaited inside: called from an exit handler, it does all its work.
 *
 * @returns "restored" if the output folder was missing and the previous site stands there again
 * @throws PressError if a folder that Stet did not write stands where the previous site belongs
 */
export async function recover(output: string): Promise<"nothing" | "restored"> {
  try {
    const previous = beside(output, "previous");
    remove(beside(output, "removing"));
    retire(beside(output, "staging"), output);
    if (isSite(output)) retire(previous, output);
    if (!exists(previous)) return "nothing";
    if (exists(output)) {
      checkOutput(output, []);
      rmdirSync(output);
    }
    renameSync(previous, resolve(output));
    syncParent(output);
    return "restored";
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
}

/**
 * Makes the empty folder in which a build writes the new site: beside the output folder, so that it can be renamed
 * into its place. `recover` must have run.
 *
 * @param sources the folders and files that the build reads; the output may neither hold them nor lie in them
 * @returns the absolute path of the staging folder, the same for every build of this output
 * @throws PressError if the output folder is refused (see `checkOutput`), or the disk does not let us
 */
export async function openStaging(output: string, sources: readonly string[]): Promise<string> {
  checkOutput(output, sources);
  const staging = beside(output, "staging");
  try {
    mkdirSync(staging);
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
  return staging;
}

/**
 * Puts a finished site in the place of the old one, with two renames, and removes the old one. Hosts can go on
 * reading: each read gets the old site or the new one, except in the instant between the renames (some ten
 * microseconds), when there is none. Links inside the old site are removed, never followed.
 *
 * A process killed at any point leaves the old site or the new one, whole, once `recover` has run. For a power
 * loss nothing is promised: the files are not flushed (30,000 of them would take 7 seconds), so that files of the
 * last half minute may come back empty; then build again.
 *
 * @param staging what `openStaging` gave, with the whole site in it
 * @returns a warning if the old site could not be removed: the new one stands all the same
 * @throws PressError if the disk does not let us; the old site stands then
 */
export async function publish(staging: string, output: string): Promise<Fault[]> {
  await hearSignals();
  if (!isSite(staging)) throw new Error(`${staging} has no ${MARK}: this is not a finished site`);
  // Once more, since the build began somebody may have put something there.
  checkOutput(output, []);
  try {
    swap(staging, resolve(output), beside(output, "previous"));
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
  try {
    retire(beside(output, "previous"), output);
  } catch (thrown) {
    return [notRemoved(output, thrown)];
  }
  return [];
}

/** What is left of the old site stands where its removal stopped: before it was renamed, or after. */
function notRemoved(output: string, thrown: unknown): Fault {
  const previous = beside(output, "previous");
  const left = exists(previous) ? previous : beside(output, "removing");
  const reason = `the old site could not be removed: ${thrown instanceof Error ? thrown.message : thrown}`;
  return warning({ file: shown(left) }, reason, "the new site stands; remove this folder by hand");
}

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

/**
 * Lets a signal that came while the process was busy have its say. Signals are heard when the event loop polls,
 * which it does at least once between two immediates, not before the first.
 */
async function hearSignals(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** The two renames. If the second fails, the first is undone. */
function swap(staging: string, output: string, previous: string): void {
  const replaces = exists(output);
  if (replaces) renameSync(output, previous);
  try {
    renameSync(staging, output);
  } catch (thrown) {
    if (replaces) renameSync(previous, output);
    throw thrown;
  }
  // The new name has to be on the disk before the old site goes.
  syncParent(output);
}

/**
 * Removes a folder of ours, if it is there. It is renamed first: a half-removed site is never taken for a whole one,
 * and what a stopped build is still about to write finds no folder.
 */
function retire(folder: string, output: string): void {
  if (!exists(folder)) return;
  const removing = beside(output, "removing");
  renameSync(folder, removing);
  remove(removing);
}

/** Removes a file or folder, if it is there; of a symbolic link the link, never what it points to. */
function remove(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) empty(path);
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Removes what a folder holds, as far as that is easy; `rmSync` does the rest, with patience. On Node 20 it asks the disk thrice
 * about each file, which is a tenth of the price of a build after one edit.
 */
function empty(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) unlinkSync(path);
      else {
        empty(path);
        rmdirSync(path);
      }
    }
  } catch {
    // Somebody writes into the folder, or may not remove what is in it.
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isSite(folder: string): boolean {
  return (
    lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
    lstatSync(join(folder, MARK), { throwIfNoEntry: false })?.isFile() === true
  );
}

/** Whether a path is a folder or lies in it, by identity on the disk: links and letter case do not deceive it. */
function holds(folder: string, path: string): boolean {
  const outer = statSync(folder, { throwIfNoEntry: false, bigint: true });
  if (outer === undefined || !exists(path)) return false;
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const inner = statSync(at, { bigint: true });
    if (inner.dev === outer.dev && inner.ino === outer.ino) return true;
    if (at === dirname(at)) return false;
  }
}

function syncParent(output: string): void {
  const handle = openSync(dirname(resolve(output)), "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A path as the maintainer would type it: relative if it lies under the working folder. */
function shown(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short === "" || short.startsWith("..") ? resolve(path) : short;
}
