import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Copies the project, so that a test can change its files; its packages are shared. It goes with the tests' process. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "stet-project-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const name of [
    "bin",
    "schemas",
    "src",
    "_includes",
    "_data",
    ".eleventy.ts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tests/support",
  ]) {
    cpSync(join(project, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}
