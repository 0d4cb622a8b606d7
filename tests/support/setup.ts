import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.ts";
import { compilePress } from "./compile.ts";

/** Where Linux has a folder that is memory. */
const memory = "/dev/shm";

/** What the temporary folders of a run may come to, in bytes, and more. */
const roomy = 6 * 1024 ** 3;

/**
 * Playwright's global setup: finds the browser once for a run, makes the room in which all its temporary folders lie, and compiles
 * the press into it, laid out as its package is. The workers, which inherit the environment, take all three from there.
 *
 * @returns what removes the room
 */
export default async function setup(): Promise<() => void> {
  process.env.STET_CHROMIUM = await findBrowser();
  const room = realpathSync(mkdtempSync(join(isRoomy() ? memory : tmpdir(), "stet-tests-")));
  // Servers that the tests start read sites as users of their own.
  chmodSync(room, 0o755);
  process.env.STET_ROOM = room;
  // The browser keeps its profiles there, too.
  process.env.TMPDIR = room;
  process.env.STET_PRESS = compilePress(process.env.STET_COVERAGE ?? join(room, "press"));
  return () => rmSync(room, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Whether temporary folders may lie in memory: a disk takes ten times as long for a small file, and much longer to write it anew.
 * A machine may have none, or little of it, or run no program from it, and whoever names a folder wants that one.
 */
function isRoomy(): boolean {
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > roomy && runsPrograms(memory);
}

function runsPrograms(folder: string): boolean {
  const place = mkdtempSync(join(folder, "stet-tests-"));
  const program = join(place, "program");
  writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(place, { recursive: true });
  return status === 0;
}
