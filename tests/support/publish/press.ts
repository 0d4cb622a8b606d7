/*
 * A small press for the tests: `press.ts OUTPUT VERSION PAGES [hold|busy|fail|exit]` builds a site of so many pages that all
 * name the version. hold: waits for a line on standard input before it publishes; busy: gets a SIGINT right before,
 * when it has no time to listen; fail: throws while a page is still to be written; exit: calls
 * process.exit half-way.
 */
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { withLock } from "../../../src/press/publish/lock.ts";
import { openStaging, publish } from "../../../src/press/publish/publish.ts";
import { recover } from "../../../src/press/publish/recover.ts";

const [output = "", version = "", pages = "0", how] = process.argv.slice(2);

async function writePage(staging: string, page: number): Promise<void> {
  const folder = join(staging, `page-${page}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.html"), `version ${version}, page ${page}\n`.repeat(200));
}

/** A page that is under way when another one fails the build: it makes its folder long after. */
async function writeLater(staging: string): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await setImmediate();
  await writePage(staging, 1000);
}

async function build(): Promise<void> {
  if ((await recover(output)) === "restored") console.log("restored");
  const staging = await openStaging(output, []);
  const writing = Array.from({ length: Number(pages) }, (_, page) => writePage(staging, page));
  if (how === "fail") {
    await Promise.all(writing);
    void writeLater(staging);
    throw new Error("a template threw");
  }
  if (how === "exit") process.exit(3);
  await Promise.all(writing);
  await writeFile(join(staging, "proof.json"), `{"version":"${version}"}\n`);
  console.log("staged");
  if (how === "hold") await once(process.stdin, "data");
  if (how === "busy") process.kill(process.pid, "SIGINT");
  await publish(staging, output);
  console.log("published");
}

try {
  await withLock(output, build);
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}
if (how === "hold") process.stdin.destroy();
