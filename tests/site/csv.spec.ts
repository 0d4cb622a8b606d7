import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/* Tables of comma-separated values in a text. */

const head = (more = "") => `---\nheadline: The quay in figures\ndate: 2026-10-05\n${more}---\n`;

const { "articles/figures.md": figures = "" } = examplesIn("docs/attachments.md");

const articles = {
  "figures.md": figures,
  "adad.md": `${head("language: ur\n")}یہ ہے:\n\n\`\`\`csv\nسال,کشتیاں\n۱۸۷۱,۹\n۱۸۷۲,۱۲\n\`\`\`\n`,
};

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, args: ["--strict"] });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

test("a table has its caption, its head, rows named by their first cells, and numbers below one another", async ({
  page,
  browser,
}) => {
  await page.goto(`${served.address}/figures/`);
  await expect(page.getByRole("table", { name: "Boats and goods" })).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveText(["Year", "Boats", "Goods, in tons", "Master"]);
  await expect(page.getByRole("rowheader")).toHaveText(["1871", "1872", "1873"]);
  await expect(page.getByRole("cell")).toHaveText([
    "9",
    "1,200",
    "Ada [Brine]",
    "12",
    "950",
    'Tom "Red" Sedge',
    "7",
    "",
    "Ines Marlow",
  ]);
  for (const name of ["9", "1,200"])
    await expect(page.getByRole("cell", { name, exact: true })).toHaveCSS("text-align", "end");
  await expect(page.getByRole("cell", { name: "Ines Marlow" })).toHaveCSS("text-align", "start");
  for (const path of ["figures/", "adad/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
});

test("each cell is proved, and a changed one is told", async ({ page }) => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const record = JSON.parse(readFileSync(join(site.output, "figures/article.json"), "utf8"));
  expect(record.text.slice(0, 7)).toEqual([
    "What the ledger says.",
    "Boats and goods",
    "Year",
    "Boats",
    "Goods, in tons",
    "Master",
    "1871",
  ]);
  await page.goto(`${served.address}/check/?figures`);
  await expect(page.getByRole("status")).toHaveText("Every word of the source text stands on the page.");
  const built = buildSite({ articles });
  const file = join(built.output, "figures/index.html");
  writeFileSync(file, readFileSync(file, "utf8").replace("1,200", "1,300"));
  const told = runStet(["verify", built.folder, "--site", built.output, "--own-sources"]);
  expect(told.stderr).toContain('expected "1,200", found "1,300"');
});

for (const [values, place, reason] of [
  ["a,b\n1", 7, "the row has 1 cell, and the table's first row has 2"],
  ["a,b\n1,2,3", 7, "the row has 3 cells, and the table's first row has 2"],
  ['a,b\n"1,2', 7, "a cell's quotes are not closed (end it with a second `\"`)"],
  ['a,b\n"1"2,3', 7, "something stands behind a cell's closing quotes (put the cell in quotes"],
  ['a,b\n1"2,3', 7, "a quotation mark stands within a cell (put the cell in quotes"],
  ["", 6, "the table of comma-separated values is empty (write its rows, or remove it)"],
  [Array(1003).fill("a,b").join("\n"), 6, "the table has 1003 rows, and may have 1000"],
  [
    Array(41).fill("a").join(","),
    6,
    "the table has 41 columns, and may have 40 (put it beside the article as a file",
  ],
] as const) {
  test(`a table is refused with its line: ${reason}`, () => {
    const { status, stderr } = buildSite({ articles: { "a.md": `${head()}\`\`\`csv\n${values}\n\`\`\`\n` } });
    expect(status).toBe(1);
    expect(stderr).toContain(`articles/a.md:${place}:`);
    expect(stderr).toContain(reason);
  });
}
