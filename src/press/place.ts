import { fileURLToPath } from "node:url";
import { error, PressError } from "./faults/fault.ts";

/**
 * Refuses a project folder in which Eleventy would find none of its files: it makes addresses of paths by writing `file:` before them,
 * and in an address `%`, `#`, `?` and `\` mean something else.
 *
 * @param folder the project's absolute path
 * @throws PressError with the characters that have to go
 */
export function checkPlace(folder: string): void {
  if (survives(folder)) return;
  const marks = [...new Set(folder.match(/[%#?\\]/g))].map((mark) => `\`${mark}\``).join(", ");
  const what = marks === "" ? "a character that cannot be seen" : marks;
  throw new PressError([
    error(
      { file: folder },
      `Eleventy finds no file in a folder with ${what} in its path`,
      "rename the folder",
    ),
  ]);
}

/** Whether a path that is taken for an address leads to the same place. */
function survives(path: string): boolean {
  try {
    return fileURLToPath(`file:${path}`) === path;
  } catch {
    return false;
  }
}
