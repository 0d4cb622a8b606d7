import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** What a copy of the project has. */
const copied = [
  "bin",
  "schemas",
  "src",
  "_includes",
  ".eleventy.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tests/support",
];

/**
 * Copies the project, so that a test can change its files; its packages are shared. In place of the project's own publication stands
 * the tests', of one article.
 */
export function copyProject(): string {
  const folder = temporaryFolder();
  for (const name of copied) cpSync(join(project, name), join(folder, name), { recursive: true });
  for (const name of ["src/articles", "src/theme"])
    rmSync(join(folder, name), { recursive: true, force: true });
  const publication = join(project, "tests/fixtures/publication");
  cpSync(join(publication, "articles"), join(folder, "src/articles"), { recursive: true });
  mkdirSync(join(folder, "_data"));
  cpSync(join(publication, "metadata.yaml"), join(folder, "_data/metadata.yaml"));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}
