import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "../address/paths.ts";
import { error, type Fault, PressError } from "../faults/fault.ts";
import type { OwnFile } from "../source/files.ts";

/** Files that are written when all others stand. */
const comeLater = [paths.sums, paths.signature];

/**
 * Copies the publication's own files into a site whose other files stand. A copy, never a link: who edits the file would edit the site.
 *
 * @param made the paths of the site's other files
 * @throws PressError if one of them would take the place of another file of the site
 */
export function placeFiles(files: readonly OwnFile[], made: () => Iterable<string>, folder: string): void {
  if (files.length === 0) return;
  const faults = clashes(files, new Set([...made(), ...comeLater]));
  if (faults.length > 0) throw new PressError(faults);
  for (const { path, file } of files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(file, place);
  }
}

function clashes(files: readonly OwnFile[], made: ReadonlySet<string>): Fault[] {
  const taken = new Set([...made].map(folded));
  const folders = new Set([...taken].flatMap(foldersOf));
  return files.flatMap(({ path, shown }) => {
    const own = folded(path);
    const around = foldersOf(own).find((folder) => taken.has(folder));
    const reason = taken.has(own)
      ? `the site has a file ${path} of its own`
      : folders.has(own)
        ? `the site has a folder ${path}/ of its own`
        : around !== undefined && `the site has a file ${around} of its own, which cannot be a folder`;
    return reason ? [error({ file: shown }, reason, "rename it, or remove it")] : [];
  });
}

/** Some file systems take names for the same that differ in case or normal form. */
function folded(path: string): string {
  return path.normalize("NFKC").toLowerCase();
}

/** Every folder that a file lies in. */
function foldersOf(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}
