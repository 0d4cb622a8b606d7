import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { foreignLanguage } from "../../src/press/text/foreign-name.ts";
import { type BuiltSite, buildSite, plainMetadata } from "../support/build.ts";
import { paperArticles, paperFiles, paperMetadata } from "../support/paper.ts";
import { type Served, serve } from "../support/serve.ts";

/* How pages of lists stand on a screen, and what leads on from those that found nothing yet. */

const urdu =
  "---\nheadline: پل گیارہ ہفتے بعد کھل گیا\nstandfirst: کشتیاں گئیں\nlanguage: ur\ndate: 2026-11-25\nsection: Harbour\ntopics: [Bread, پانی]\nauthors: [{ name: Ines Marlow }]\n---\nکشتیاں گئیں اور رات کو واپس آئیں۔\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({
    articles: { ...(await paperArticles()), "pul.md": urdu },
    files: paperFiles,
    metadata: paperMetadata,
  });
  expect(site.stderr).not.toMatch(/error|warning/);
  served = await serve(site.output);
});
test.afterAll(() => served.close());

/** Where the starts of elements' boxes are, each once: their left sides on a page from left to right. */
function starts(page: Page, selector: string): Promise<number[]> {
  return page
    .locator(selector)
    .evaluateAll((all) => [...new Set(all.map((item) => Math.round(item.getBoundingClientRect().left)))]);
}

test("headline and standfirst of the other direction begin at one end", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${served.address}/topics/bread/`);
  const ends = await page
    .locator('.dated li[lang="ur"] > :is(a, p)')
    .evaluateAll((all) => all.map((item) => Math.round(item.getBoundingClientRect().right)));
  expect(ends).toHaveLength(2);
  expect(ends[0]).toBe(ends[1]);
});

test("dates stand in one place: a column before the headlines on a desk, below them on a phone", async ({
  page,
}) => {
  for (const path of ["/topics/bread/", "/sections/harbour/", "/archive/2026/11/", "/404.html"]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(served.address + path);
    const [[date = 0, ...dates], [headline = 0, ...headlines]] = [
      await starts(page, ".dated small"),
      await starts(page, ".dated li > a"),
    ];
    expect([dates, headlines], path).toEqual([[], []]);
    expect(headline - date).toBeGreaterThan(100);
    // A date of several lines does not push the standfirst away from its headline.
    const gaps = () =>
      page.locator(".dated li:has(p)").evaluateAll((all) =>
        all.map((item) => {
          const [link, deck] = [item.querySelector("a"), item.querySelector("p")];
          return Math.round(
            (deck?.getBoundingClientRect().top ?? 0) - (link?.getBoundingClientRect().bottom ?? 0),
          );
        }),
      );
    const before = await gaps();
    await page.locator(".dated time").evaluateAll((all) => {
      for (const time of all) time.textContent = "one two three four five six seven eight";
    });
    expect(await gaps(), path).toEqual(before);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await starts(page, ".dated small"), path).toHaveLength(1);
    const below = await page
      .locator(".dated li")
      .evaluateAll((all) =>
        all.map(
          (item) => item.lastElementChild?.matches("small") && item.lastElementChild.getBoundingClientRect(),
        ),
      );
    expect(below.every((box) => box)).toBe(true);
  }
});

test("topics, authors, sections and months stand in columns, with their counts", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${served.address}/topics/`);
  await expect(page.locator(".names li")).toHaveText([
    "Bread 27 articles",
    "Ships 14 articles",
    "Weather 14 articles",
    "پانی 1 article",
  ]);
  expect((await starts(page, ".names a")).length).toBeGreaterThanOrEqual(2);
  await page.goto(`${served.address}/archive/`);
  expect(await starts(page, ".names a")).toHaveLength(2);
  await page.setViewportSize({ width: 320, height: 900 });
  expect(await starts(page, ".names a")).toHaveLength(1);
});

test("the page for lost addresses leads to the search, the archive and the newest articles, from any depth", async ({
  page,
}) => {
  await page.goto(`${served.address}/no/such/page/`);
  const main = page.getByRole("main");
  await expect(main.getByRole("heading")).toHaveText(["Page not found", "Latest articles"]);
  await expect(main.locator(".dated a")).toHaveText([
    "پل گیارہ ہفتے بعد کھل گیا",
    "Harbour wall breached as storm surge tops the 1953 mark",
    "Ministers agree to publish the peat survey after eleven years",
    "Grain prices fall for a third month, and bakers say nobody has noticed",
    "The swifts that did not come back",
    "A library on a boat sails again",
  ]);
  await main.locator(".dated a").nth(1).click();
  await expect(page).toHaveURL(`${served.address}/harbour-wall-breached-as-storm-surge-top/index.html`);
  await page.goto(`${served.address}/no/such/page/`);
  await main.getByRole("link", { name: "Search" }).click();
  await expect(page).toHaveURL(`${served.address}/search/index.html`);
});

test("the search page shows sections, topics and the newest articles until a word is typed", async ({
  page,
  browser,
}) => {
  const headings = ["Search", "Sections", "Topics", "Latest articles"];
  const main = page.getByRole("main");
  await page.goto(`${served.address}/search/`);
  await expect(main.getByRole("heading")).toHaveText(headings);
  await expect(main.getByRole("link", { name: "Culture" })).toHaveAttribute(
    "href",
    "../sections/culture/index.html",
  );
  await expect(main.locator("#start .dated li")).toHaveCount(6);
  await page.getByRole("searchbox").fill("boats");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByRole("status")).toHaveText("Results: 40");
  await expect(main.getByRole("heading")).toHaveText(["Search"]);
  await page.goBack();
  await expect(main.getByRole("heading")).toHaveText(headings);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${served.address}/search/`);
  await expect(plain.getByRole("main").getByRole("heading")).toHaveText(headings);
  await context.close();
});

test("a page says where it stands: in the menu, in the foot, or by the way that leads to it", async ({
  page,
}) => {
  const marked: [path: string, where: string[]][] = [
    ["/archive/", ["Archive page"]],
    ["/archive/2026/11/", ["Archive true"]],
    ["/search/", ["Search page"]],
    ["/corrections/", ["Corrections page"]],
    ["/sections/harbour/", ["Harbour page"]],
    ["/about/", ["About us page", "Code of ethics page"]],
    ["/topics/bread/", []],
  ];
  for (const [path, where] of marked) {
    await page.goto(served.address + path);
    const found = await page
      .locator("[aria-current]")
      .evaluateAll((all) => all.map((link) => `${link.textContent} ${link.getAttribute("aria-current")}`));
    expect(found, path).toEqual(where);
  }
  await expect(page.getByRole("navigation", { name: "You are here" }).getByRole("link")).toHaveText([
    "Front page",
    "Topics",
  ]);
});

test("what list pages need stands on them alone", () => {
  const read = (path: string) => readFileSync(join(site.output, path), "utf8");
  expect(read("topics/bread/index.html")).toContain(".dated li");
  for (const path of ["index.html", "about/index.html", "a-library-on-a-boat-sails-again/index.html"])
    expect(read(path)).not.toContain(".dated li");
});

test("lists without an entry are not built, and nothing leads to them", () => {
  const { status, output } = buildSite({
    articles: { "boats.txt": " date 2024-03-09 The boats went out.\n" },
    metadata: `${plainMetadata}cards: none\n`,
  });
  expect(status).toBe(0);
  for (const folder of ["topics", "authors", "sections"])
    expect(existsSync(join(output, folder)), folder).toBe(false);
  for (const path of ["archive/index.html", "sitemap.xml", "search/index.html"])
    expect(readFileSync(join(output, path), "utf8"), path).not.toMatch(/(?:topics|authors|sections)\//);
});

test("a topic, a name and the publication's own name in another script say their language", async () => {
  const read = (path: string) => readFileSync(join(site.output, path), "utf8");
  expect(read("topics/index.html")).toMatch(/<a lang="ur" dir="rtl" href="[^"]+">پانی<\/a>/);
  expect(read("topics/index.html")).toMatch(/<a href="[^"]+">Bread<\/a>/);
  expect(read("search/index.html")).toMatch(/<a lang="ur" dir="rtl" href="[^"]+">پانی<\/a>/);
  expect(read("topics/پانی/index.html")).toContain('<h1 lang="ur" dir="rtl">پانی</h1>');
  expect(read("topics/bread/index.html")).toContain("<h1>Bread</h1>");
  expect(read("pul/index.html")).toContain(
    '<a class="name" lang="en" dir="ltr" href="../index.html">The Harbour Courier</a>',
  );
  expect(read("pul/index.html")).toContain('<bdi lang="en" dir="ltr"><span class="p-author h-card">');
  expect(read("pul/index.html")).toMatch(
    /rel="tag" lang="en" dir="ltr" href="[^"]+">Bread<\/a>، <a class="p-category" rel="tag" href/,
  );
  expect(read("index.html")).toContain('<a class="name" href="index.html">The Harbour Courier</a>');
});

test("a name's language is one that may be meant, else its script alone", () => {
  const told: [name: string, around: string, candidates: string[], language: string | undefined][] = [
    ["پانی", "en", ["en", "ur"], "ur"],
    ["پانی", "en", [], "und-Arab"],
    ["Ines Marlow", "ur", ["en"], "en"],
    ["Ines Marlow", "de", ["en"], undefined],
    ["BBC اردو", "ur", ["en"], undefined],
    ["東京", "en", ["ja"], "ja"],
    ["東京", "zh-Hant", ["ja"], undefined],
    ["トーキョー", "zh-Hans", [], "und-Jpan"],
    ["2024", "fa", ["en"], undefined],
    ["Ελλάδα", "en", ["el"], undefined],
    ["Ferries", "sr", ["en"], undefined],
  ];
  for (const [name, around, candidates, language] of told)
    expect(foreignLanguage(name, around, candidates), `${name} in ${around}`).toBe(language);
});
