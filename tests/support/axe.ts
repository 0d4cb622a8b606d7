import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "@playwright/test";
import type { AxeResults, Result, RunOptions } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Scheme = "light" | "dark";

/** In the dark a page has other colours and nothing else: only the rules on colours can come to something else there. */
const rules: Readonly<Record<Scheme, RunOptions>> = {
  light: {
    runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations", "incomplete"],
  },
  dark: {
    runOnly: { type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] },
    resultTypes: ["violations", "incomplete"],
  },
};

/** The sizes at which pages are examined. Colours are the same at all. */
const widths: Readonly<Record<Scheme, readonly number[]>> = { light: [320, 768, 1280], dark: [1280] };

/** What axe finds on a page, light at three widths and dark: what breaks a rule, and every contrast that cannot be told. */
export async function axeFindings(browser: Browser, address: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await openFor(browser, colorScheme);
    await page.goto(address);
    for (const width of widths[colorScheme]) {
      await page.setViewportSize({ width, height: 900 });
      found.push(
        ...(await axeOn(page, colorScheme)).map((finding) => `${colorScheme}, ${width}: ${finding}`),
      );
    }
    await page.context().close();
  }
  return found;
}

/** A page that can be examined: a site's own policy lets no script run, not even the one that examines it. */
export async function openFor(browser: Browser, colorScheme: Scheme): Promise<Page> {
  const context = await browser.newContext({ colorScheme, bypassCSP: true });
  return context.newPage();
}

/** What axe finds on a page of `openFor` as it stands. */
export async function axeOn(page: Page, colorScheme: Scheme): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations, incomplete } = await examine(page, colorScheme);
  const doubts = incomplete.filter(({ id }) => id.startsWith("color-contrast"));
  // A cell that is half out of sight at one end of a wide table can be judged at the other end.
  const doubtsThere =
    doubts.length > 0 && (await scrollTables(page)) ? await examine(page, colorScheme) : undefined;
  const there = new Set(doubtsThere?.incomplete.flatMap(places));
  return [
    ...violations.flatMap(places),
    ...doubts.flatMap(places).filter((place) => !doubtsThere || there.has(place)),
  ];
}

function examine(page: Page, colorScheme: Scheme): Promise<AxeResults> {
  return page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules[colorScheme],
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
