import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { examplesIn } from "../support/examples.ts";
import { paperArticles, paperFiles, paperMetadata, sectionNames } from "../support/paper.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const { "metadata.yaml": written = "", "front.yaml": front = "" } = examplesIn("docs/front.md");
const metadata = `cards: none\nsearch: off\n${written}`;

/** An article of one sentence. */
function article(
  headline: string,
  date: string,
  more = "",
  text = "The boats went out, and came back at night.",
): string {
  return `---\nheadline: ${headline}\ndate: ${date}\n${more}---\n${text}\n`;
}

const articles = {
  "a9.md": article("Nine", "2024-03-09", "section: Harbour\n"),
  "a8.md": article("Eight", "2024-03-08", "section: Opinion\nstandfirst: More than seven\n"),
  "a7.md": article("هفت", "2024-03-07", "section: Harbour\nlanguage: fa\n", "قایق‌ها رفتند و شب برگشتند."),
  "a6.md": article("Six", "2024-03-06"),
  "a5.md": article("Five", "2024-03-05", "section: Harbour\n"),
  "a4.md": article("Four", "2024-03-04", "section: Harbour\n"),
  "loaf.md": article("Loaf", "2024-03-03", "topics: [Bread]\n"),
  "toll.md": article("Toll", "2024-03-02", "section: Opinion\n"),
  "ferry-returns.md": article("Ferry", "2024-03-01", "section: Harbour\nauthors: [{ name: Ines Marlow }]\n"),
  "a0.md": article("None", "2024-02-01", "topics: [Bread]\n"),
};

const pages = { "pages/about.md": "# About us\n\nFive people on the quay.\n" };

const read = (site: BuiltSite, path: string) => readFileSync(join(site.output, path), "utf8");

test.describe("a paper of forty articles", () => {
  let site: BuiltSite;
  let served: Served;

  test.beforeAll(async () => {
    site = buildSite({ articles: await paperArticles(), files: paperFiles, metadata: paperMetadata });
    expect(site.stderr).toBe("");
    served = await serve(site.output);
  });

  test.afterAll(() => served.close());

  test("leads with the newest, four stories beside it, and a block for each section in its order", async ({
    page,
  }) => {
    await page.goto(`${served.address}/`);
    await expect(page).toHaveTitle("The Harbour Courier");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("The Harbour Courier");
    await expect(page.locator(".edition")).toHaveText(
      "24 November 2026 · News from the coast, and every word of it checked",
    );
    const lead = page.locator("main article").first();
    await expect(lead.getByRole("heading", { level: 2 })).toHaveText(
      "Harbour wall breached as storm surge tops the 1953 mark",
    );
    await expect(lead).toContainText("By Ines Marlow · 24 November 2026");
    await expect(lead.getByRole("img")).toHaveJSProperty("complete", true);
    await expect(page.locator(".beside h3")).toHaveText([
      "Ministers agree to publish the peat survey after eleven years",
      "Grain prices fall for a third month, and bakers say nobody has noticed",
      "The swifts that did not come back",
      "A library on a boat sails again",
    ]);
    await expect(page.locator(".block > h2")).toHaveText([...sectionNames]);
    await expect(page.locator(".block h3").first()).toHaveText(
      "Ferry returns to the north quay after eleven weeks",
    );
    await expect(page.locator("main article")).toHaveCount(23);
    const headlines = await page.locator("main article :is(h2, h3)").allTextContents();
    expect(new Set(headlines).size).toBe(23);
    await page.getByRole("heading", { name: "Opinion" }).getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Opinion");
  });

  test("travels in under 5,000 bytes, and its style stands in no other page", () => {
    expect(brotliCompressSync(read(site, "index.html")).length).toBeLessThan(5_000);
    expect(read(site, "index.html")).toContain(".beside{");
    for (const path of ["about/index.html", "archive/index.html"])
      expect(read(site, path)).not.toContain(".beside{");
  });

  test("stands in columns where there is room, and fits 320 pixels", async ({ page }) => {
    await page.goto(`${served.address}/`);
    const left = async (selector: string) =>
      Math.round((await page.locator(selector).first().boundingBox())?.x ?? -1);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await left(".beside")).toBeGreaterThan(await left(".lead"));
    expect(await left(".block:nth-child(3)")).toBeGreaterThan(await left(".block:nth-child(2)"));
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await left(".beside")).toBe(await left(".lead"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test("on paper no story is parted", async ({ page }) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(`${served.address}/`);
    for (const story of [page.locator(".lead"), page.locator(".block .story").first()])
      await expect(story).toHaveCSS("break-inside", "avoid");
  });

  test("axe finds nothing", async ({ browser }) => {
    expect(await axeFindings(browser, `${served.address}/`)).toEqual([]);
  });

  test("no link is dead, and the policy of the host lets its style in", () => {
    const base = "https://example.org/";
    expect(brokenLinks(linksOf(site.output, base), site.output, base)).toEqual([]);
    const own = /style-src ([^;]*)/.exec(read(site, "index.html"))?.[1] ?? "";
    for (const hash of own.split(" ")) expect(read(site, "_headers")).toContain(hash);
  });
});

test.describe("front.yaml", () => {
  let site: BuiltSite;
  let served: Served;

  test.beforeAll(async () => {
    site = buildSite({ articles, files: { ...pages, "front.yaml": front }, metadata });
    expect(site.stderr).toBe("");
    served = await serve(site.output);
  });

  test.afterAll(() => served.close());

  test("says what leads, which blocks follow, and a notice", async ({ page }) => {
    await page.goto(`${served.address}/`);
    await expect(page.locator(".notice")).toHaveText("The ferry does not sail today.");
    await expect(page.locator(".lead h2")).toHaveText("Ferry");
    await expect(page.locator(".beside h3")).toHaveText(["Nine", "Eight", "هفت", "Six"]);
    await expect(page.locator(".block > h2")).toHaveText(["Harbour", "Bread", "Read on"]);
    const stories = (index: number) => page.locator(".block").nth(index).locator("h3");
    await expect(stories(0)).toHaveText(["Five", "Four"]);
    await expect(stories(1)).toHaveText(["None"]);
    await expect(stories(2)).toHaveText(["Toll", "Loaf"]);
    await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://example.org/");
  });

  test("its language is the publication's, and a story in another says so", async ({ page }) => {
    await page.goto(`${served.address}/`);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    const story = page.locator(".beside article").nth(2);
    await expect(story).toHaveAttribute("lang", "fa");
    await expect(story).toHaveAttribute("dir", "rtl");
    await expect(page.locator(".beside article").first()).not.toHaveAttribute("lang");
  });

  test("verify finds a standfirst that somebody changed there", () => {
    const file = join(site.output, "index.html");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.replace("More than seven", "More than nine"));
    const { stderr, status } = runStet(["verify", site.folder, "--site", site.output, "--own-sources"]);
    writeFileSync(file, whole);
    expect(stderr).toContain(
      'the standfirst in the list is "More than nine", article.json says "More than seven"',
    );
    expect(status).toBe(1);
  });
});

test("of one article alone the front page is that article in full, in the publication's language", async ({
  page,
}) => {
  const site = buildSite({
    articles: { "a7.md": articles["a7.md"] },
    metadata: "title: The Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n",
    files: { "front.yaml": "notice: The ferry does not sail today.\n" },
  });
  expect(site.stderr).toBe("");
  const served = await serve(site.output);
  await page.goto(`${served.address}/`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("main > article")).toHaveAttribute("lang", "fa");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("هفت");
  await expect(page.locator("main article p", { hasText: "شب برگشتند" })).toBeVisible();
  await expect(page.locator(".notice")).toHaveText("The ferry does not sail today.");
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://example.org/a7/");
  await served.close();
  const file = join(site.output, "index.html");
  writeFileSync(file, readFileSync(file, "utf8").replace("شب برگشتند", "شب ماندند"));
  expect(runStet(["verify", site.folder, "--site", site.output, "--own-sources"]).stderr).toContain(
    'a word is changed: expected "برگشتند.", found "ماندند."',
  );
});

test("what front.yaml names and the site does not have is told with its place", () => {
  const wrong = `lead: ferry-retruns
blocks:
  - { section: Harbor }
  - { topic: Brad }
  - { articles: [toll, held, later] }
`;
  const withheld = {
    "held.md": article("Held", "2024-03-01", "status: draft\n"),
    "later.md": article("Later", "2100-03-01"),
  };
  const site = buildSite({
    articles: { ...articles, ...withheld },
    files: { ...pages, "front.yaml": wrong },
    metadata,
  });
  expect(placesIn(site)).toEqual([
    'front.yaml:1:7: there is no article "ferry-retruns" (did you mean `ferry-returns`?)',
    'front.yaml:3:16: there is no section "Harbor" (did you mean `Harbour`?)',
    'front.yaml:4:14: no article has the topic "Brad" (did you mean `Bread`?)',
    'front.yaml:5:24: the article "held" is withheld: it is a draft (name another, or publish it)',
    'front.yaml:5:30: the article "later" is withheld: it is dated 2100-03-01 (name another, or publish it)',
  ]);
  const odd = `leed: toll
blocks:
  - { section: Harbour, topic: Bread }
  - { serial: The quay }
  - { topic: Bread, count: many, pictures: no }
`;
  const other = buildSite({ articles, files: { ...pages, "front.yaml": odd }, metadata });
  expect(placesIn(other)).toEqual([
    "front.yaml:1:1: unknown key `leed` (did you mean `lead`?)",
    "front.yaml:3:5: `blocks` must have one of `section`, `topic`, `series`, `kind` and `articles`, not a map of keys",
    "front.yaml:4:5: `blocks` must have one of `section`, `topic`, `series`, `kind` and `articles`, not a map of keys",
    "front.yaml:4:7: unknown key `serial` (did you mean `series`?)",
    'front.yaml:5:28: `blocks.count` must be a number from 1 to 99, not "many"',
    'front.yaml:5:44: `blocks.pictures` must be `true` or `false`, not "no"',
  ]);
});

/** What a build that stops says, from the publication's folder on. */
function placesIn({ stderr, folder, status }: BuiltSite): string[] {
  expect(status).toBe(1);
  const lines = stderr.replaceAll(`${folder}/`, "").split("\n");
  return lines.filter((line) => /^[\w/.]+:\d/.test(line)).sort();
}
