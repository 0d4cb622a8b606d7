import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.ts";
import { compilePress } from "./compile.ts";

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
  process.env.STET_PRESS = compilePress(process.env.STET_COVERAGE ?? join(room, "press"));
  return () => rmSync(room, { recursive: true, force: true, maxRetries: 3 });
}
