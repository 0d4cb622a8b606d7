import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { diffArrays } from "diff";
import { newMarkdown } from "../../src/press/source/markdown.ts";
import { browserArguments, findBrowser } from "../support/browser.ts";
import { importInto } from "../support/import.ts";
import { type Piece, piecesOf } from "./words-lost/sources.ts";

/*
 * Counts the words that an import loses in silence. Another system's export is read a second way, by a browser and by the reference parser of
 * Markdown; the words that a browser shows of each public piece must stand in its article, or the report must name them:
 *
 *   npx tsx tests/tools/words-lost.ts EXPORT… [--list]
 */

interface Told {
  losses: { kind: string; what: string }[];
  pictures: { alt: string; caption?: string }[];
  faults: { file: string; reason: string }[];
}

interface Count {
  pieces: number;
  words: number;
  refused: number;
  told: number;
  silent: number;
}

const list = process.argv.includes("--list");
const markdown = newMarkdown();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...browserArguments] });
const page = await browser.newPage();
await page.route("**/*", (route) => route.abort());
page.on("console", (message) => {
  if (message.type() === "warning") console.error(message.text());
});
// The loader of TypeScript names inner functions by a helper that the browser's page does not have.
await page.evaluate("globalThis.__name = (made) => made");
let silent = 0;
for (const path of process.argv.slice(2).filter((word) => !word.startsWith("--"))) {
  const count = await countIn(path, page);
  silent += count.silent;
  const { pieces, words, refused, told } = count;
  console.log(
    `${path}: ${pieces} pieces, ${words} words; refused by name ${refused} pieces, told as lost ${told} words, lost in silence ${count.silent} words`,
  );
}
await browser.close();
process.exitCode = silent > 0 ? 1 : 0;

async function countIn(path: string, on: Page): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "words-lost-"));
  const articles = join(folder, "articles");
  const report = join(folder, "report.json");
  importInto(articles, ["--types", "post,page", "--date", "2020-01-01", "--report", report, path]);
  const told: Told[] = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : [];
  const ledger: Record<string, { file: string }> = existsSync(join(articles, ".stet-import.json"))
    ? JSON.parse(readFileSync(join(articles, ".stet-import.json"), "utf8")).pieces
    : {};
  const count: Count = { pieces: 0, words: 0, refused: 0, told: 0, silent: 0 };
  for (const piece of await piecesOf(path, on)) await add(piece, count, { articles, ledger, told, on });
  rmSync(folder, { recursive: true });
  return count;
}

interface Import {
  articles: string;
  ledger: Record<string, { file: string }>;
  told: Told[];
  on: Page;
}

/** Adds a piece to the count, and lists what it lost in silence. */
async function add(piece: Piece, count: Count, { articles, ledger, told, on }: Import): Promise<void> {
  count.pieces += 1;
  const source = wordsIn(`${await shown(piece.title, on)} ${await shown(piece.html, on)}`);
  count.words += source.length;
  const files = Object.entries(ledger).filter(([id]) => id.replace(/#[0-9a-f]{12}$/, "").endsWith(piece.id));
  const named = told.flatMap(({ losses, pictures, faults }) => [
    ...losses.map(({ what }) => what),
    ...pictures.map(({ alt, caption = "" }) => `${alt} ${caption}`),
    ...faults.map(({ file, reason }) => `${file} ${reason}`),
  ]);
  if (files.length === 0) {
    const name = piece.title || piece.id.replace(/^\//, "");
    const whole = Object.keys(ledger).length === 0 && told.some(({ faults }) => faults.length > 0);
    if (whole || source.length === 0 || named.some((what) => what.includes(name) || name.includes(what))) {
      count.refused += 1;
      return;
    }
  }
  const texts = files.map(([, { file }]) => readFileSync(join(articles, file), "utf8"));
  const written = wordsIn((await Promise.all(texts.map((text) => articleText(text, on)))).join(" "));
  const lost = lostOf(source, written, named.map(wordsIn));
  count.told += lost.told;
  count.silent += lost.silent.flat().length;
  if (list) for (const run of lost.silent) console.log(`  ${piece.id} ${piece.title}: ${run.join(" ")}`);
}

/** The words of an article: its front matter as it stands, and its text as pages have it, with the words of its pictures. */
async function articleText(file: string, on: Page): Promise<string> {
  const [, front = "", body = file] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file) ?? [];
  const html = markdown.render(body);
  const pictures = [...html.matchAll(/ (?:alt|title)="([^"]*)"/g)].map(([, words]) => words);
  return `${front} ${await shown(html, on)} ${await shown(pictures.join(" "), on)}`;
}

/** What a browser shows of HTML. */
function shown(html: string, on: Page): Promise<string> {
  return on.evaluate((source) => {
    document.body.innerHTML = source;
    for (const details of document.querySelectorAll("details")) details.open = true;
    // The call of a note and a button touch the word before them, and are none of it.
    for (const apart of document.querySelectorAll("sup:has(a), [download]")) apart.before(" ");
    // biome-ignore lint/performance/useDomNodeTextContent: what a browser shows is what counts.
    return document.body.innerText;
  }, html);
}

function wordsIn(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** What of a source is not in what was written: how many words the report names, and the rest, in the order of the source. */
function lostOf(
  source: string[],
  written: string[],
  named: string[][],
): { told: number; silent: string[][] } {
  const spare = counted(written);
  for (const word of source) spare.set(word, (spare.get(word) ?? 0) - 1);
  const missing = new Map([...spare].filter(([, count]) => count < 0));
  if (missing.size === 0) return { told: 0, silent: [] };
  let told = 0;
  const silentRuns: string[][] = [];
  for (const { removed, value } of diffArrays(source, written)) {
    if (!removed) continue;
    const run = value.filter((word) => take(missing, word));
    if (run.length === 0) continue;
    const rest = unnamed(run, named);
    told += run.length - rest.length;
    if (rest.length > 0) silentRuns.push(rest);
  }
  return { told, silent: silentRuns };
}

function counted(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function take(missing: Map<string, number>, word: string): boolean {
  const count = missing.get(word) ?? 0;
  if (count < 0) missing.set(word, count + 1);
  return count < 0;
}

/** What is left of a run of words without what the report names, one thing after the other. */
function unnamed(run: string[], named: string[][]): string[] {
  for (let end = run.length; end > 0; end--)
    if (isNamed(run.slice(0, end), named)) return unnamed(run.slice(end), named);
  return run;
}

/** Whether the report names a run of words: all of it, or the beginning of it where a report cuts long texts off. */
function isNamed(run: string[], named: string[][]): boolean {
  const line = ` ${run.join(" ")} `;
  return named.some((words) => {
    const told = ` ${words.join(" ")} `;
    if (told.includes(line) || run.every((word) => words.includes(word))) return true;
    const text = words.slice(words.length > 12 ? 4 : 1, -1);
    return text.length >= 3 && line.includes(` ${text.join(" ")} `);
  });
}
