import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { error, PressError } from "../faults/fault.ts";
import { exists, shown } from "./beside.ts";
import { onDisk } from "./disk-error.ts";
import { isMarked, MARK } from "./mark.ts";

type Objection = [reason: string, remedy: string];

/**
 * Refuses an output folder that a build must not replace: one that Stet did not write, or that holds or lies in
 * something that matters.
 *
 * @param output the folder that the site is to stand in; it need not exist, its parent must
 * @param sources the folders and files that the build reads: the output may neither hold them nor lie in them
 * @param precious folders in which the output may lie, but which it must not hold
 * @throws PressError with the reason
 */
export function checkOutput(
  output: string,
  sources: readonly string[] = [],
  precious: readonly string[] = [],
): void {
  const path = resolve(output);
  const found = onDisk(
    output,
    () => objectionToPlace(path, sources) ?? objectionToFolder(path, [...precious, ...sources]),
  );
  if (found !== undefined) throw new PressError([error({ file: output }, ...found)]);
}

function objectionToPlace(path: string, sources: readonly string[]): Objection | undefined {
  const parent = dirname(path);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) {
    return [`there is no folder ${shown(parent)} to build it in`, "create that folder first"];
  }
  const around = sources.find((source) => holds(source, parent));
  if (around === undefined) return undefined;
  return [`lies in ${shown(around)}, which the build reads`, "build into a folder outside the sources"];
}

function objectionToFolder(path: string, precious: readonly string[]): Objection | undefined {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return undefined;
  if (entry.isSymbolicLink()) {
    return [`is a symbolic link to ${readlinkSync(path)}`, "give the path of the folder itself"];
  }
  if (!entry.isDirectory()) return ["is not a folder", "move it away, or build into another folder"];
  return objectionToHolding(path, precious) ?? objectionToContent(path, entry);
}

function objectionToHolding(path: string, precious: readonly string[]): Objection | undefined {
  const named = new Map([
    [homedir(), "your home folder"],
    [process.cwd(), "the folder you are in"],
    ...precious.map((inner): [string, string] => [inner, `${shown(inner)}, which the build reads`]),
  ]);
  for (const [inner, what] of named) {
    if (holds(path, inner)) return [`holds ${what}`, "build into a folder of its own, such as dist"];
  }
  return undefined;
}

function objectionToContent(path: string, entry: Stats): Objection | undefined {
  if (entry.dev !== statSync(dirname(path)).dev) return ["is a mount point", "build into a folder inside it"];
  const names = readdirSync(path);
  if (names.length > 0 && !isMarked(path)) {
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
