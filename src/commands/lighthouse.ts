import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { browserArguments, findBrowser } from "../../tests/support/browser.ts";
import { serve } from "../../tests/support/serve.ts";
import { readArguments } from "./arguments.ts";

const help = `
npm run lighthouse -- [options]

Measures an article's page with Lighthouse, as a phone on a slow network, and beside it a bare page that holds the same
text and no style. Exit status 1 if a figure is missed: 100 in all four categories, CLS 0, TBT 0, FCP = LCP, and an LCP of at most
1.15 times the bare page's.

  --site DIR   the built site (dist)
  --page SLUG  the article (taliban-afghan-missions-india)
  --runs N     how often each page is measured (5)
  --help       this text
`;

/** The largest ratio of a page's LCP to that of the same text without style. */
const largestRatio = 1.15;

const categories = ["performance", "accessibility", "best-practices", "seo"];

const { values } = readArguments(help, {
  site: { type: "string", default: "dist" },
  page: { type: "string", default: "taliban-afghan-missions-india" },
  runs: { type: "string", default: "5" },
});

const file = join(values.site, values.page, "index.html");
const runs = Number(values.runs);
if (!existsSync(file) || !Number.isInteger(runs) || runs < 1) {
  console.error(
    existsSync(file)
      ? `--runs ${values.runs} is no number of runs`
      : `${file} is not there; run \`npm run build\` first`,
  );
  process.exit(2);
}

const bare = barePage(readFileSync(file, "utf8"));
const served = await serve(values.site, { "/bare/": bare });
const port = await freePort();
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: [...browserArguments, `--remote-debugging-port=${port}`],
});

const pages: Result[] = [];
const bares: Result[] = [];
try {
  for (let run = 1; run <= runs; run++) {
    // By turns, so that whatever else the machine does falls on both.
    pages.push(await measure(`/${values.page}/`, categories));
    bares.push(await measure("/bare/", ["performance"]));
    console.log(`run ${run}: LCP ${round(lcp(pages.at(-1)))} ms, bare page ${round(lcp(bares.at(-1)))} ms`);
  }
} finally {
  await browser.close();
  await served.close();
}

const missed = report();
if (missed > 0) process.exitCode = 1;

/** Prints every figure beside what is asked of it; returns how many are missed. */
function report(): number {
  const quiet = quietest(pages);
  const [fcp, shift, blocked] = [
    "first-contentful-paint",
    "cumulative-layout-shift",
    "total-blocking-time",
  ].map((name) => quiet.audits[name]?.numericValue ?? Number.NaN);
  const ratio = median(pages.map(lcp)) / median(bares.map(lcp));
  const rows: [name: string, value: string, good: boolean][] = [
    ...categories.map((category): [string, string, boolean] => {
      const score = (quiet.categories[category]?.score ?? 0) * 100;
      return [category, `${round(score)} of 100`, score === 100];
    }),
    ["cumulative layout shift", String(shift), shift === 0],
    ["total blocking time", `${round(blocked)} ms`, blocked === 0],
    ["first contentful paint", `${round(fcp)} ms`, true],
    [
      "largest contentful paint",
      `${round(lcp(quiet))} ms, to equal the first`,
      round(lcp(quiet)) === round(fcp),
    ],
    [
      "beside a bare page",
      `median ${round(median(pages.map(lcp)))} ms to ${round(median(bares.map(lcp)))} ms, ${ratio.toFixed(3)} times, at most ${largestRatio}`,
      ratio <= largestRatio,
    ],
  ];
  console.log(`Lighthouse ${quiet.lighthouseVersion}, /${values.page}/, the quietest of ${runs} runs`);
  for (const [name, value, good] of rows) console.log(`${good ? "  " : "✗ "}${name.padEnd(26)}${value}`);
  for (const audit of failures(quiet)) console.log(`✗ ${audit}`);
  return rows.filter(([, , good]) => !good).length;
}

/** The run that other work on the machine disturbed least: such work only ever adds to what a page seems to take. */
function quietest(results: readonly Result[]): Result {
  const noise = (result: Result) =>
    (result.audits["total-blocking-time"]?.numericValue ?? Number.NaN) + lcp(result);
  const [first] = [...results].sort((a, b) => noise(a) - noise(b));
  if (!first) throw new Error("no run");
  return first;
}

/** The audits that take a category below 100. */
function failures(result: Result): string[] {
  return Object.values(result.categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { score = null, title } = result.audits[id] ?? {};
      return weight > 0 && score !== null && score < 1 ? [`${id}: ${title}`] : [];
    }),
  );
}

async function measure(path: string, onlyCategories: string[]): Promise<Result> {
  const run = await lighthouse(served.address + path, { port, onlyCategories, logLevel: "error" });
  if (!run || run.lhr.runtimeError)
    throw new Error(run?.lhr.runtimeError?.message ?? "Lighthouse gave no result");
  return run.lhr;
}

function lcp(result: Result | undefined): number {
  return result?.audits["largest-contentful-paint"]?.numericValue ?? Number.NaN;
}

/** The page's body as it is, in a document with neither style nor metadata. */
function barePage(html: string): string {
  const title = /<title>.*?<\/title>/s.exec(html)?.[0] ?? "";
  const body = /<body>.*<\/body>/s.exec(html)?.[0] ?? "";
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${title}`;
  return `<!DOCTYPE html><html lang="en"><head>${head}<link rel="icon" href="/icon.svg"></head>${body}</html>`;
}

function median(numbers: readonly (number | undefined)[]): number {
  const sorted = numbers.map((number) => number ?? Number.NaN).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(number = Number.NaN): string {
  return String(Math.round(number));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
