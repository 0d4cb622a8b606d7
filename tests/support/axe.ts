import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "@playwright/test";
import type { AxeResults, Result, RunOptions } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const rules: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations", "incomplete"],
};

/** The sizes at which pages are examined. */
const widths = [320, 768, 1280];

/** What axe finds on a page, light and dark, at three widths: what breaks a rule, and every contrast that cannot be told. */
export async function axeFindings(browser: Browser, address: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    // The page's own policy lets no script run, not even the one that examines it.
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(axe);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await findings(page)).map((finding) => `${colorScheme}, ${width}: ${finding}`));
    }
    await context.close();
  }
  return found;
}

async function findings(page: Page): Promise<string[]> {
  const { violations, incomplete } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    rules,
  );
  return [...violations, ...incomplete.filter(({ id }) => id.startsWith("color-contrast"))].flatMap(places);
}

function places({ id, nodes }: Result): string[] {
  return nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`);
}
