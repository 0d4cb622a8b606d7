import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Removes from a folder whatever does not stay, and folders that are empty then. Of a symbolic link the link goes, never what it
 * points to.
 *
 * @param stays asked about each path in the folder, with slashes; of a folder that stays, all stays
 * @returns whether anything is left
 */
export function sweep(folder: string, stays: (path: string) => boolean): boolean {
  if (!existsSync(folder)) return false;
  const left = readdirSync(folder, { withFileTypes: true }).filter((entry) => {
    const { name } = entry;
    if (stays(name)) return true;
    if (entry.isDirectory()) return sweep(join(folder, name), (path) => stays(`${name}/${path}`));
    rmSync(join(folder, name));
    return false;
  });
  if (left.length === 0) rmdirSync(folder);
  return left.length > 0;
}
