import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/* Lists of a text's headings. */

const { "articles/wall.md": wall = "" } = examplesIn("docs/long.md");

const articles = {
  "wall.md": wall,
  "plain.md": wall.replace("contents: true\n", "").replace("The wall that nobody built", "Another wall"),
  "short.md": "---\nheadline: A short one\ndate: 2026-10-04\ncontents: true\n---\n## Alone\n\nA text.\n",
  "divar.md":
    "---\nheadline: دیوار\ndate: 2026-10-03\nlanguage: ur\ncontents: true\n---\n## پہلا منصوبہ\n\nیہ لکھا گیا۔\n\n## دوسرا منصوبہ\n\nیہ بھی۔\n",
};

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles });
  expect(site.status, site.stderr).toBe(0);
  served = await serve(site.output);
});

test.afterAll(() => served.close());

test("a list of headings stands above the text where it is asked for, and leads to them", async ({
  page,
  browser,
}) => {
  await page.goto(`${served.address}/wall/`);
  const contents = page.getByRole("navigation", { name: "Contents" });
  await expect(contents.getByRole("listitem")).toHaveText(["The first plan", "Who paid", "The second plan"]);
  await contents.getByRole("link", { name: "Who paid" }).click();
  await expect(page).toHaveURL(`${served.address}/wall/#who-paid`);
  await expect(page.locator(":target")).toHaveText("Who paid");
  await page.goto(`${served.address}/divar/`);
  await expect(page.getByRole("navigation", { name: "فہرست" }).getByRole("link")).toHaveText([
    "پہلا منصوبہ",
    "دوسرا منصوبہ",
  ]);
  for (const path of ["plain/", "short/"]) {
    await page.goto(`${served.address}/${path}`);
    await expect(page.locator(".contents")).toHaveCount(0);
  }
  for (const path of ["wall/", "divar/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
});

test("it is no part of the text: the proof holds, and feeds have the text alone", () => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const { items } = JSON.parse(readFileSync(join(site.output, "feed.json"), "utf8"));
  const entry = items.find(({ id }: { id: string }) => id.endsWith("/wall/"));
  expect(entry.content_html).toMatch(/^<p>It was planned twice\.<\/p>/);
});

test("`contents` is true or false", () => {
  const { stderr } = buildSite({ articles: { "a.md": wall.replace("contents: true", "contents: yes") } });
  expect(stderr).toContain("articles/a.md:4:11: `contents` must be `true` or `false`");
});
