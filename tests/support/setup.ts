import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.ts";

/**
 * Playwright's global setup: finds the browser once for a run, makes the room in which all its temporary folders lie, and compiles
 * the press into it, laid out as its package is. The workers, which inherit the environment, take all three from there.
 *
 * @returns what removes the room
 */
export default async function setup(): Promise<() => void> {
  process.env.STET_CHROMIUM = await findBrowser();
  const room = realpathSync(mkdtempSync(join(tmpdir(), "stet-tests-")));
  // Servers that the tests start read sites as users of their own.
  chmodSync(room, 0o755);
  process.env.STET_ROOM = room;
  process.env.STET_PRESS = compilePress(join(room, "press"));
  return () => rmSync(room, { recursive: true, force: true, maxRetries: 3 });
}

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

function compilePress(folder: string): string {
  const options = ["-p", "src", "--outDir", join(folder, "lib"), "--declaration", "false"];
  execFileSync("node_modules/.bin/tsc", options, { stdio: ["ignore", "inherit", "inherit"] });
  for (const name of packaged) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(realpathSync("node_modules"), join(folder, "node_modules"));
  return folder;
}
