import { lstatSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { error, PressError } from "../faults/fault.ts";
import { shown } from "./beside.ts";

/**
 * A file that every folder of Stet's own has at its top: a built site, what is to become one, and what was one. It is the first
 * file there, empty until the site is proved, and the last to be removed: a folder without it is never replaced nor removed.
 */
export const MARK = "proof.json";

/** Marks a new, empty folder as Stet's own. */
export function mark(folder: string): void {
  writeFileSync(join(folder, MARK), "");
}

/** Whether a path is a folder, and no symbolic link, with Stet's mark. */
export function isMarked(folder: string): boolean {
  return (
    lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
    lstatSync(join(folder, MARK), { throwIfNoEntry: false })?.isFile() === true
  );
}

/** Whether a folder is a whole site: its mark was written last. */
export function isFinished(folder: string): boolean {
  return isMarked(folder) && lstatSync(join(folder, MARK)).size > 0;
}

/**
 * Refuses what Stet did not make in a place where it keeps its own. An empty folder passes: a build was killed before it marked it.
 *
 * @throws PressError with the place
 */
export function checkOwn(path: string): void {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined || isMarked(path)) return;
  if (!entry.isDirectory() || readdirSync(path).length > 0) throw new PressError([foreign(path)]);
}

/** What is wrong with a file or folder that is not Stet's own. */
export function foreign(path: string) {
  const reason = "stands in a place that Stet needs, and Stet did not make it";
  return error({ file: shown(path) }, reason, "move it away, or build into another folder");
}
