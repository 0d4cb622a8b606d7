import { execFileSync } from "node:child_process";
import { cpSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the package holds besides compiled code. */
const packaged = [
  "bin",
  "schemas",
  "package.json",
  "package-lock.json",
  "_includes/style.css",
  "_includes/search.js",
  "_includes/check.js",
  "_includes/check-text.js",
  "_includes/check-markdown.js",
  "_includes/check-inline.js",
  "_includes/check-compare.js",
];

/**
 * Compiles the press into a folder, laid out as its package is, and beside it the programs that tests run in processes of their own, so that
 * nothing that starts reads TypeScript.
 *
 * @returns the folder
 * @throws where the compiler fails
 */
export function compilePress(folder: string): string {
  const config = join(folder, "..", "tsconfig.json");
  const options = {
    extends: resolve("src/tsconfig.json"),
    compilerOptions: {
      rootDir: resolve("."),
      outDir: join(folder, "lib"),
      typeRoots: [resolve("node_modules/@types")],
      declaration: false,
      // What counts the branches that the tests run finds their lines by these.
      sourceMap: process.env.STET_COVERAGE !== undefined,
      // Types are what `npm run check` checks: here they would take most of the time.
      noCheck: true,
    },
    include: ["src", "_includes", "tests/support/publish"].map((name) => resolve(name)),
  };
  writeFileSync(config, JSON.stringify(options));
  execFileSync("node_modules/.bin/tsc", ["-p", config], { stdio: ["ignore", "inherit", "inherit"] });
  for (const name of packaged) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(realpathSync("node_modules"), join(folder, "node_modules"));
  return folder;
}
