import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault } from "../faults/fault.ts";
import { isLeftover } from "./folder.ts";

/** A file that is copied into the site as it is. */
export interface OwnFile {
  /** Its path below the folder, and below the site's root. */
  path: string;
  /** How messages name it. */
  shown: string;
  /** Absolute. */
  file: string;
}

/** Names that begin with a dot and are meant to be published. */
const dotted = new Set([".well-known", ".nojekyll", ".htaccess"]);

/** What no name of a file on a site has: `SHA256SUMS` could not list it, or no address leads to it. */
const unfit = /[\p{Cc}\p{Surrogate}\\]/u;

/**
 * Lists the files that are copied into the site as they are, and accounts for every file in their folder and those below it. No
 * symbolic link is followed. A publication needs no such folder.
 *
 * @param folder the folder, and how messages name it
 */
export function listFiles(folder: { path: string; shown: string }): { files: OwnFile[]; faults: Fault[] } {
  const files: OwnFile[] = [];
  const faults: Fault[] = [];
  if (!existsSync(folder.path)) return { files, faults };
  if (!statSync(folder.path).isDirectory())
    return {
      files,
      faults: [error({ file: folder.shown }, "this is no folder", "files/ is a folder of files")],
    };
  const take = (below: string) => {
    for (const entry of entriesOf(join(folder.path, below))) {
      if (isLeftover(entry.name)) continue;
      const path = below + entry.name;
      const shown = `${folder.shown}/${path}`;
      const problem = problemOf(shown, entry);
      if (problem) faults.push(problem);
      else if (entry.isDirectory()) take(`${path}/`);
      else files.push({ path, shown, file: join(folder.path, path) });
    }
  };
  take("");
  return { files, faults };
}

/** A folder's entries in the order of their names, by code unit, the same on every machine. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function problemOf(file: string, entry: Dirent): Fault | undefined {
  if (entry.isSymbolicLink()) return error({ file }, "a symbolic link", "copy what it leads to here");
  if (!entry.isFile() && !entry.isDirectory())
    return error({ file }, "this is not a regular file", "remove it");
  if (unfit.test(entry.name))
    return error({ file }, "the name has a character that no address has", "rename it");
  if (entry.name.startsWith(".") && !dotted.has(entry.name))
    return error({ file }, "a hidden file: its name begins with a dot", "rename it, or move it away");
  return undefined;
}
