import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { countOf, readArguments } from "../../src/cli/arguments.ts";
import { browserArguments, findBrowser } from "../support/browser.ts";
import { serve } from "../support/serve.ts";
import { median } from "./bench/measure.ts";
import { bestScore, failures } from "./lighthouse/scores.ts";

const help = `
npm run lighthouse -- [options]

Measures an article's page with Lighthouse, as a phone on a slow network, and beside it a bare page that holds the same
text and no style. Exit status 1 if a figure is missed: 100 in all four categories, CLS 0, TBT 0, FCP = LCP, and an LCP of at most
1.15 times the bare page's. Of the runs count the best scores and the least TBT, the largest CLS, and the median LCP; a bare page
that blocks tells of a busy machine. Uses the browser of the tests, which find or install one.

  --site DIR   the built site (dist)
  --page SLUG  the article (the newest)
  --runs N     how often each page is measured (7)
  --help       this text
`;

/** The largest ratio of a page's LCP to that of the same text without style. */
const largestRatio = 1.15;

const categories = ["performance", "accessibility", "best-practices", "seo"];

const { values } = readArguments(help, process.argv.slice(2), {
  site: { type: "string", default: "dist" },
  page: { type: "string" },
  runs: { type: "string", default: "7" },
});

const runs = countOf("runs", values.runs);
const slug = values.page ?? newest(values.site);
const file = join(values.site, slug, "index.html");
if (!existsSync(file)) {
  console.error(`${file} is not there; run \`npm run build\` first`);
  process.exit(2);
}

const bare = barePage(readFileSync(file, "utf8"));
const served = await serve(values.site, { extra: { "/bare/": bare } });
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
    const page = await measure(`/${slug}/`, categories);
    const bare = await measure("/bare/", ["performance"]);
    pages.push(page);
    bares.push(bare);
    const blocked = round(value(page, "total-blocking-time"));
    console.log(
      `run ${run}: LCP ${round(lcp(page))} ms, TBT ${blocked} ms; bare page's LCP ${round(lcp(bare))} ms`,
    );
  }
} finally {
  await browser.close();
  await served.close();
}

const missed = report();
if (missed > 0) process.exitCode = 1;

/** Prints every figure beside what is asked of it; returns how many are missed. */
function report(): number {
  // Other work on the machine only ever adds to what a page seems to take: the least of the runs is the page's own.
  const shift = Math.max(...pages.map((result) => value(result, "cumulative-layout-shift")));
  const blocking = (results: readonly Result[]) =>
    Math.min(...results.map((result) => value(result, "total-blocking-time")));
  const apart = Math.min(...pages.map((result) => lcp(result) - value(result, "first-contentful-paint")));
  const ratio = median(pages.map(lcp)) / median(bares.map(lcp));
  const rows: [name: string, value: string, good: boolean][] = [
    ...categories.map((name): [string, string, boolean] => {
      const score = bestScore(pages, name);
      return [name, `${round(score)} of 100`, score === 100];
    }),
    ["cumulative layout shift", String(shift), shift === 0],
    [
      "total blocking time",
      `${round(blocking(pages))} ms, the bare page's ${round(blocking(bares))} ms`,
      blocking(pages) === 0,
    ],
    ["largest paint", apart === 0 ? "with the first" : `${round(apart)} ms after the first`, apart === 0],
    [
      "largest contentful paint",
      `${round(median(pages.map(lcp)))} ms, the bare page's ${round(median(bares.map(lcp)))} ms: ${ratio.toFixed(3)} times, at most ${largestRatio}`,
      ratio <= largestRatio,
    ],
  ];
  console.log(`Lighthouse ${pages[0]?.lighthouseVersion}, /${slug}/, ${runs} ${runs === 1 ? "run" : "runs"}`);
  for (const [name, value, good] of rows) console.log(`${good ? "  " : "✗ "}${name.padEnd(26)}${value}`);
  for (const audit of categories.flatMap((name) => failures(pages, name))) console.log(`✗ ${audit}`);
  return rows.filter(([, , good]) => !good).length;
}

/** One run. Lighthouse now and then misses the start of a load on a busy machine, and asks to be run again. */
async function measure(path: string, onlyCategories: string[], tries = 3): Promise<Result> {
  const run = await lighthouse(served.address + path, { port, onlyCategories, logLevel: "error" });
  const problem = run ? run.lhr.runtimeError : { message: "Lighthouse gave no result" };
  if (run && !problem) return run.lhr;
  if (tries > 1) return measure(path, onlyCategories, tries - 1);
  throw new Error(problem?.message);
}

function lcp(result: Result): number {
  return value(result, "largest-contentful-paint");
}

function value(result: Result, audit: string): number {
  return result.audits[audit]?.numericValue ?? Number.NaN;
}

/** The page's body as it is, in a document with neither style nor metadata. */
function barePage(html: string): string {
  const title = /<title>.*?<\/title>/s.exec(html)?.[0] ?? "";
  const body = /<body>.*<\/body>/s.exec(html)?.[0] ?? "";
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${title}`;
  return `<!DOCTYPE html><html lang="en"><head>${head}<link rel="icon" href="/icon.svg"></head>${body}</html>`;
}

/** The first article in a site's proof; none where there is no site. */
function newest(site: string): string {
  const file = join(site, "proof.json");
  const proof: { articles: { slug: string }[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { articles: [] };
  return proof.articles[0]?.slug ?? "";
}

function round(number: number): string {
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
