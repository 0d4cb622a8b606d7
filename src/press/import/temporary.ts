import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;
let files = 0;

/** A path for a file or a folder that goes when the process ends. */
export function temporaryFile(name: string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "stet-import-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  files += 1;
  return join(folder, `${name}-${files}`);
}
