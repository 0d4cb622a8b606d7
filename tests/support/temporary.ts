import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/**
 * A new folder for a test. It goes with the process that made it, and with the run's room, in which it lies, if that process is
 * killed.
 *
 * @returns its real path
 */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(process.env.STET_ROOM ?? tmpdir(), "stet-")));
  folders.push(folder);
  return folder;
}
