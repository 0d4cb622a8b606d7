import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { firstArticle, firstSite } from "../support/pages.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { bestScore, failures } from "../tools/lighthouse/scores.ts";

/*
 * `npm run lighthouse` as it is typed, with one run of each page. On a busy machine its clock tells of the machine: here count what
 * no clock decides, and that the verdict is that of the figures.
 */

const project = fileURLToPath(new URL("../../", import.meta.url));

/** What the command says of a site, its exit status, and the figures that it marks as missed. */
interface Measured {
  said: string;
  status: number;
  missed: string[];
}

let whole: Measured;
let speechless: Measured;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const site = firstSite().output;
  const copy = join(temporaryFolder(), "site");
  cpSync(site, copy, { recursive: true });
  const file = join(copy, firstArticle, "index.html");
  const page = readFileSync(file, "utf8");
  expect(page).toContain('<html lang="en"');
  writeFileSync(file, page.replace('<html lang="en"', "<html"));
  // Most of a run is waiting, as a phone on a slow network does, so both wait at once.
  [whole, speechless] = await Promise.all([lighthouse(site), lighthouse(copy)]);
});

const figures = [
  "performance",
  "accessibility",
  "best-practices",
  "seo",
  "cumulative layout shift",
  "total blocking time",
  "largest paint",
  "largest contentful paint",
];

test("a wire article's page has full scores but for the clock's, no layout shift, and a paint beside the bare page's", () => {
  const { said, status, missed } = whole;
  expect(said).toMatch(/^Lighthouse \d+\.\d+\.\d+, \/north-quay-bridge\/, 1 run$/m);
  expect(said).toMatch(/^..performance {15}\d+ of 100$/m);
  expect(said).toMatch(/^ {2}accessibility {13}100 of 100$/m);
  expect(said).toMatch(/^ {2}best-practices {12}100 of 100$/m);
  expect(said).toMatch(/^ {2}seo {23}100 of 100$/m);
  expect(said).toMatch(/^ {2}cumulative layout shift {3}0$/m);
  expect(said).toMatch(/^..total blocking time {7}\d+ ms, the bare page's \d+ ms$/m);
  expect(said).toMatch(/^..largest paint {13}(?:with the first|\d+ ms after the first)$/m);
  const paint =
    /^..largest contentful paint {2}(\d+) ms, the bare page's (\d+) ms: (\d\.\d{3}) times, at most 1\.15$/m;
  const [, ours, bares, ratio] = (paint.exec(said) ?? []).map(Number);
  expect(ratio, said).toBeCloseTo((ours ?? 0) / (bares ?? 0), 1);
  expect(status, said).toBe(missed.length === 0 ? 0 : 1);
  // No cross stands in a run that is good.
  expect(said.includes("✗"), said).toBe(missed.length > 0);
});

test("of several runs each category's best one counts, and tells what it misses", () => {
  const audits = {
    speed: { score: 0.98, title: "Is fast" },
    shift: { score: 1, title: "Stands still" },
    contrast: { score: 0, title: "Can be read" },
    manual: { score: null, title: "Ask a reader" },
    weightless: { score: 0, title: "Does not count" },
  };
  const all = Object.keys(audits).map((id) => ({ id, weight: id === "weightless" ? 0 : 1 }));
  const worse = {
    ...audits,
    contrast: { score: 1, title: "Can be read" },
    shift: { score: 0, title: "Stands still" },
  };
  const runs = [
    {
      categories: { performance: { score: 1, auditRefs: all }, seo: { score: 0.9, auditRefs: all } },
      audits,
    },
    {
      categories: { performance: { score: 0.5, auditRefs: all }, seo: { score: 0.8, auditRefs: all } },
      audits: worse,
    },
  ];
  expect(bestScore(runs, "performance")).toBe(100);
  expect(failures(runs, "performance")).toEqual([]);
  expect(bestScore(runs, "seo")).toBe(90);
  expect(failures(runs, "seo")).toEqual(["speed: Is fast", "contrast: Can be read"]);
});

test("a page that tells no language misses its score, by the audit's name", () => {
  const { said, status, missed } = speechless;
  expect(missed).toContain("accessibility");
  expect(said).toContain("✗ html-has-lang: `<html>` element does not have a `[lang]` attribute");
  expect(status).toBe(1);
});

/** Measures a site's first article. */
function lighthouse(site: string): Promise<Measured> {
  const command = `npm run --silent lighthouse -- --site '${site}' --runs 1`;
  return new Promise((resolve) => {
    execFile("bash", ["-c", command], { cwd: project }, (error, stdout, stderr) => {
      const missed = figures.filter((name) => stdout.includes(`\n✗ ${name.padEnd(26)}`));
      resolve({ said: stdout + stderr, status: Number(error?.code ?? 0), missed });
    });
  });
}
