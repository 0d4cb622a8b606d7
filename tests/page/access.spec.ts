import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page, test } from "@playwright/test";
import type { AxeResults, Result, RunOptions } from "axe-core";
import { sampleSite } from "../support/pages.ts";
import { type Served, serve } from "../support/serve.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const rules: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations", "incomplete"],
};

const samples = {
  en: { article: "/winter-timetable/", "front page": "/", sampler: "/night-ferry/" },
  fa: { article: "/mobile-library/", "front page": "/", sampler: "/qanat/" },
} as const;

for (const language of ["en", "fa"] as const) {
  test.describe(language, () => {
    let served: Served;
    test.beforeAll(async () => {
      served = await serve(sampleSite(language).output);
    });
    test.afterAll(() => served.close());

    for (const colorScheme of ["light", "dark"] as const) {
      for (const [name, path] of Object.entries(samples[language])) {
        test(`axe finds nothing on the ${name}, ${colorScheme}, at 320, 768 and 1280 pixels`, async ({
          browser,
        }) => {
          // The page's own policy lets no script run, not even the one that examines it.
          const context = await browser.newContext({ colorScheme, bypassCSP: true });
          const page = await context.newPage();
          await page.goto(served.address + path);
          await page.evaluate(axe);
          for (const width of [320, 768, 1280]) {
            await page.setViewportSize({ width, height: 900 });
            expect(await findings(page), `${width} pixels wide`).toEqual([]);
          }
          await context.close();
        });
      }
    }
  });
}

/** What breaks a rule, and every contrast that cannot be told. */
async function findings(page: Page): Promise<string[]> {
  const { violations, incomplete } = await examine(page);
  const doubts = incomplete.filter(({ id }) => id.startsWith("color-contrast"));
  // A cell that is half out of sight at one end of a wide table can be judged at the other end.
  const doubtsThere = doubts.length > 0 && (await scrollTables(page)) ? await examine(page) : undefined;
  const there = new Set(doubtsThere?.incomplete.flatMap(places));
  return [
    ...violations.flatMap(places),
    ...doubts.flatMap(places).filter((place) => !doubtsThere || there.has(place)),
  ];
}

function examine(page: Page): Promise<AxeResults> {
  return page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules,
  );
}

function places({ id, nodes }: Result): string[] {
  return nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`);
}

/** Scrolls wide tables to their other end; tells whether there are any. */
function scrollTables(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll(".table")].filter(
      (table) => table.scrollWidth > table.clientWidth,
    );
    for (const table of wide) {
      const away = table.scrollLeft === 0 ? table.scrollWidth : 0;
      table.scrollLeft = getComputedStyle(table).direction === "rtl" ? -away : away;
    }
    return wide.length > 0;
  });
}
