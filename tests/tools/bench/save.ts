import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { addressOf } from "../../support/address.ts";
import { browserArguments, findBrowser } from "../../support/browser.ts";

/** What lies between a change on the page and the next save, in milliseconds: the search index is made meanwhile. */
const pause = 2_000;

/** How long a save may take, in milliseconds, before something must be wrong. */
const limit = 60_000;

/** What `npm start` runs, without npm. */
const startCommand = ["bin/stet.js", "start"];

/**
 * Times what a writer waits for: runs `npm start`, opens an article in a browser, saves it with one more line, and waits until the
 * line is seen. The preview lies beside the articles while it is needed; the article is as it was in the end.
 *
 * @param cwd the project's folder, in which the press keeps what it remembers
 * @returns the seconds of each save
 * @throws Error with what `npm start` said, if it ends; if a line never comes; or if there is no browser
 */
export async function timeSave(
  articlesFolder: string,
  metadataFile: string,
  saves: number,
  cwd: string,
): Promise<number[]> {
  const name = readdirSync(articlesFolder).sort().find(isCopy);
  if (name === undefined) throw new Error(`${articlesFolder} has no wire copy`);
  const file = join(articlesFolder, name);
  const before = readFileSync(file);
  const room = mkdtempSync(join(dirname(resolve(articlesFolder)), "save-"));
  const output = join(room, "preview");
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...browserArguments] });
  const server = start({ articles: articlesFolder, metadata: metadataFile, output, port: "0" }, cwd);
  try {
    const page = await browser.newPage();
    await page.goto(`${await addressOf(server)}${name.replace(/\.txt$/, "")}/`);
    const seconds: number[] = [];
    for (let save = 0; save < saves; save++) seconds.push(await timeOne(file, page));
    return seconds;
  } finally {
    await browser.close();
    await end(server);
    writeFileSync(file, before);
    rmSync(room, { recursive: true, force: true });
  }
}

function isCopy(name: string): boolean {
  return name.endsWith(".txt");
}

function start(options: Readonly<Record<string, string>>, cwd: string): ChildProcess {
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  return spawn(process.execPath, [...startCommand, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
}

async function timeOne(file: string, page: Page): Promise<number> {
  await setTimeout(pause);
  const line = `Saved as ${randomBytes(8).toString("hex")}.`;
  const started = performance.now();
  appendFileSync(file, `\n\n${line}\n`);
  await page.getByText(line).waitFor({ timeout: limit });
  return (performance.now() - started) / 1000;
}

/** Ends the server, and waits until the processes that it started have ended, too. */
async function end(server: ChildProcess): Promise<void> {
  if (server.stdout?.closed && server.stderr?.closed) return;
  server.kill();
  await once(server, "close");
}
