import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { listKey } from "../../src/press/build/unchanged.ts";
import type { Article } from "../../src/press/record/article.ts";
import { byMonth, listings } from "../../src/press/site/listings.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";

/** Two of one day, in three months of two years; the files' names are not in their order. */
const articles = {
  "a-last-in-time.txt": " date 2021-03-04 The ferry left the quay at night.\n\nNobody was on board.\n",
  "a-last-in-time.yaml": [
    "headline: The night ferry",
    "authors: [{ name: Ada Writer }, { name: Zarghuna Amiri }]",
    "topics: [Water, C++]",
    "translations: [{ language: fr, url: https://example.org/fr/ferry/ }]",
    "",
  ].join("\n"),
  "same-day-b.txt": " date 2021-03-03 The second of two that day.\n",
  "same-day-b.yaml": "headline: Bravo\nstandfirst: Of the same day.\ntopics: [water]\n",
  "same-day-a.txt": " date 2021-03-03 The first of two that day.\n",
  "same-day-a.yaml": "headline: Alpha\nlanguage: en\ntopics: [C]\nauthors: [{ name: Ada Writer }]\n",
  "zy-farsi.txt": " date 2021-01-09 نمایندگی‌ها در هند بسته شده‌اند.\n",
  "zy-farsi.yaml": "headline: نمایندگی‌ها\nlanguage: fa\ntopics: [آب]\n",
  "zz-first-in-time.txt": " date 2020-12-31 The mill stood still.\n",
  "zz-first-in-time.yaml":
    "headline: The mill\ncorrections: [{ date: 2021-01-02, text: The mill is a wind mill. }]\n",
};

const metadata =
  "title: The Test Post\nurl: https://example.org/a/b/\nlanguage: en\ncalendars: [gregorian, persian]\ncards: none\nsearch: off\n";

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({ articles, metadata });
  expect(site.status, site.stderr).toBe(0);
});

/** Opens a page from disk, which only relative links survive. */
async function open(page: Page, path: string, folder = site.output): Promise<void> {
  await page.goto(pathToFileURL(join(folder, path)).href);
}

test.describe("the archive", () => {
  test("has the years, newest first, with their months and how many articles each has", async ({ page }) => {
    await open(page, "archive/index.html");
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { level: 2 })).toHaveText(["2021", "2020"]);
    await expect(main.locator(".list li")).toHaveText([
      "March 2021 3 articles",
      "January 2021 1 article",
      "December 2020 1 article",
    ]);
  });

  test("leads to a month, and the month back to the archive", async ({ page }) => {
    await open(page, "archive/index.html");
    await page.getByRole("link", { name: "March 2021" }).click();
    await expect(page).toHaveTitle("March 2021 · The Test Post");
    await expect(page.getByRole("main")).toContainText("3 articles");
    await expect(page.locator(".list a")).toHaveText(["The night ferry", "Alpha", "Bravo"]);
    await expect(page.getByRole("main")).toContainText("Of the same day.");
    await page
      .getByRole("navigation", { name: "You are here" })
      .getByRole("link", { name: "Archive" })
      .click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Archive");
  });

  test("leads to topics and authors, which stand in the order of their names", async ({ page }) => {
    await open(page, "archive/index.html");
    await page.getByRole("link", { name: "Topics" }).click();
    await expect(page.locator(".list li")).toHaveText([
      "C 1 article",
      "C++ 1 article",
      "Water 2 articles",
      "آب 1 article",
    ]);
    await page.getByRole("link", { name: "Water" }).click();
    await expect(page.locator(".list a")).toHaveText(["The night ferry", "Bravo"]);
    await open(page, "authors/index.html");
    await expect(page.locator(".list li")).toHaveText(["Ada Writer 2 articles", "Zarghuna Amiri 1 article"]);
    await page.getByRole("link", { name: "Ada Writer" }).click();
    await expect(page.locator(".list a")).toHaveText(["The night ferry", "Alpha"]);
  });
});

test.describe("an article", () => {
  test("leads to the one before it in time and the one after", async ({ page }) => {
    await open(page, "same-day-b/index.html");
    const turn = page.getByRole("navigation", { name: "More articles" });
    await expect(turn.getByRole("link")).toHaveText(["نمایندگی‌ها", "Alpha"]);
    await expect(turn.getByRole("link", { name: "نمایندگی‌ها" })).toHaveAttribute("lang", "fa");
    await turn.getByRole("link", { name: "Alpha" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alpha");
    await turn.getByRole("link", { name: "The night ferry" }).click();
    await expect(turn.getByRole("link")).toHaveText(["Alpha"]);
  });

  test("leads to its authors and topics", async ({ page }) => {
    await open(page, "a-last-in-time/index.html");
    await page.getByRole("link", { name: "Zarghuna Amiri" }).click();
    await expect(page.locator(".list a")).toHaveText(["The night ferry"]);
    await open(page, "a-last-in-time/index.html");
    await page.getByRole("link", { name: "C++", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("C++");
  });

  test("names its translations, itself among them", async ({ page }) => {
    await open(page, "a-last-in-time/index.html");
    const alternates = page.locator("link[rel=alternate][hreflang]");
    const named = await alternates.evaluateAll((links) =>
      links.map((link) => `${link.getAttribute("hreflang")} ${link.getAttribute("href")}`),
    );
    expect(named).toEqual([
      "en https://example.org/a/b/a-last-in-time/",
      "x-default https://example.org/a/b/a-last-in-time/",
      "fr https://example.org/fr/ferry/",
    ]);
    await expect(page.getByRole("link", { name: "français" })).toHaveAttribute("hreflang", "fr");
  });
});

test("the corrections log has every correction, in the article's own language", async ({ page }) => {
  await open(page, "corrections/index.html");
  await expect(page.locator(".list li")).toHaveText([/The mill.*The mill is a wind mill\..*2 January 2021/]);
});

test("the page for what is not there is not indexed, and its links begin at the server's root", async ({
  page,
}) => {
  await open(page, "404.html");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  await expect(page.locator("meta[name=robots]")).toHaveAttribute("content", "noindex");
  await expect(page.locator("link[rel=canonical]")).toHaveCount(0);
  const links = page.getByRole("link", { name: "Archive" });
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
    "/a/b/archive/index.html",
    "/a/b/archive/index.html",
  ]);
});

test("a list has an address of its own, and says where it stands", async ({ page }) => {
  await open(page, "archive/2021/03/index.html");
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute(
    "href",
    "https://example.org/a/b/archive/2021/03/",
  );
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(data ?? "")).toEqual({
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: [
      { "@type": "ListItem", position: 1, name: "Front page", item: "https://example.org/a/b/" },
      { "@type": "ListItem", position: 2, name: "Archive", item: "https://example.org/a/b/archive/" },
      {
        "@type": "ListItem",
        position: 3,
        name: "March 2021",
        item: "https://example.org/a/b/archive/2021/03/",
      },
    ],
  });
});

test.describe("with the keyboard", () => {
  for (const path of ["index.html", "archive/index.html", "topics/water/index.html", "404.html"]) {
    test(`on ${path} the first link leads past the navigation, and every stop shows an outline`, async ({
      page,
    }) => {
      await open(page, path);
      await page.keyboard.press("Tab");
      const skip = page.getByRole("link", { name: "Skip to content" });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport({ ratio: 1 });
      const stops = await page.locator("a, button, summary, input").count();
      for (let stop = 0; stop < stops; stop++) {
        const focused = page.locator(":focus");
        await expect(focused).toHaveCount(1);
        const outline = await focused.evaluate((element) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          return `${outlineStyle} ${outlineWidth}`;
        });
        expect(outline).toBe("solid 2px");
        await page.keyboard.press("Tab");
      }
      await skip.focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement)),
      ).toBe(true);
    });
  }
});

test.describe("a publication in Persian", () => {
  let persian: BuiltSite;
  test.beforeAll(() => {
    const texts = metadata
      .replace("language: en", "language: fa")
      .replace("[gregorian, persian]", "[persian, gregorian]");
    persian = buildSite({ articles, metadata: texts });
    expect(persian.status, persian.stderr).toBe(0);
  });

  for (const path of [
    "index.html",
    "archive/index.html",
    "archive/2021/03/index.html",
    "topics/index.html",
    "404.html",
  ]) {
    test(`${path} runs from right to left, and never scrolls sideways`, async ({ page }) => {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await open(page, path, persian.output);
        const { scrollWidth, clientWidth } = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      }
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    });
  }

  test("counts and dates in its own digits, and keeps other articles' language and direction", async ({
    page,
  }) => {
    await open(page, "archive/2021/03/index.html", persian.output);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("مارس ۲۰۲۱");
    await expect(page.locator(".list time").first()).toHaveText("۱۴ اسفند ۱۳۹۹ (۴ مارس ۲۰۲۱)");
    const item = page.locator(".list li").nth(1);
    await expect(item).toHaveAttribute("lang", "en");
    await expect(item).toHaveAttribute("dir", "ltr");
    await expect(item.locator("time")).toHaveText("13 Esfand 1399 (3 March 2021)");
  });
});

/** A record with what lists look at. */
function record(number: number): Article {
  const day = `2020-01-${String((number % 28) + 1).padStart(2, "0")}`;
  return {
    slug: `article-${String(number).padStart(4, "0")}`,
    date: { iso: day, day },
    topics: ["Water"],
    authors: [],
  } as unknown as Article;
}

test.describe("a list of more than 100", () => {
  const ofTopic = (count: number) => {
    const records = Array.from({ length: count }, (_, number) => record(count - 1 - number));
    return listings(records).filter((listing) => listing.kind === "topic");
  };

  test("is cut from the oldest on, so that full pages keep their articles and their address", () => {
    const pages = (count: number) =>
      ofTopic(count).map(({ folder, articles: [newest, ...rest] }) => [
        folder,
        rest.length + 1,
        newest?.slug,
      ]);
    expect(pages(199)).toEqual([["topics/water/", 199, "article-0198"]]);
    expect(pages(200)).toEqual([
      ["topics/water/page-1/", 100, "article-0099"],
      ["topics/water/", 100, "article-0199"],
    ]);
    expect(pages(301)).toEqual([
      ["topics/water/page-1/", 100, "article-0099"],
      ["topics/water/page-2/", 100, "article-0199"],
      ["topics/water/", 101, "article-0300"],
    ]);
  });

  test("makes its newest page anew for one article more, and an older one only where its link to the newest changes", () => {
    const keys = (count: number) => ofTopic(count).map((listing) => listKey(listing, ""));
    const [first, second, newest] = keys(301);
    expect(keys(302).slice(0, 2)).toEqual([first, second]);
    expect(keys(302)[2]).not.toBe(newest);
    expect(keys(400)[0]).toBe(first);
    expect(keys(400)[1]).not.toBe(second);
  });

  test("100,000 articles of one month come to 1,000 pages", () => {
    const records = Array.from({ length: 100_000 }, (_, number) => record(100_000 - 1 - number));
    expect(byMonth(records)).toHaveLength(1);
    const pages = listings(records).filter((listing) => listing.kind === "month");
    expect(pages).toHaveLength(1000);
    expect(Math.max(...pages.map((listing) => listing.articles.length))).toBe(100);
  });

  test.describe("on the site", () => {
    let long: BuiltSite;
    const made = (number: number): [string, string][] => [
      [
        `n${number}.txt`,
        ` date 2020-01-${String(1 + Math.floor(number / 10)).padStart(2, "0")} Text ${number}.\n`,
      ],
      [`n${number}.yaml`, `headline: Headline ${number}\ntopics: [Water]\n`],
    ];
    test.beforeAll(() => {
      const sources = Object.fromEntries(Array.from({ length: 205 }, (_, number) => made(number)).flat());
      long = buildSite({ articles: sources, metadata });
      expect(long.status, long.stderr).toBe(0);
    });

    test("turns from page to page and back", async ({ page }) => {
      await open(page, "topics/water/index.html", long.output);
      await expect(page.getByRole("main")).toContainText("205 articles · Page 1 of 2");
      await expect(page.locator(".list li")).toHaveCount(105);
      const turn = page.getByRole("navigation", { name: "Pages" });
      await turn.getByRole("link", { name: "Older articles" }).click();
      await expect(page).toHaveTitle("Water · 1 January 2020 – 10 January 2020 · The Test Post");
      await expect(page.locator("link[rel=canonical]")).toHaveAttribute(
        "href",
        "https://example.org/a/b/topics/water/page-1/",
      );
      await expect(page.locator(".list li")).toHaveCount(100);
      await page.locator(".list a").first().click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Headline 90");
      await page.goBack();
      await turn.getByRole("link", { name: "Newer articles" }).click();
      await expect(page.getByRole("main")).toContainText("205 articles");
    });

    test("a new article changes the newest page of each list, and no older one", () => {
      const before = digests(long.output);
      for (const [name, content] of made(205)) writeFileSync(join(long.folder, "articles", name), content);
      const { status, stderr } = rebuildSite(long.folder);
      expect(status, stderr).toBe(0);
      const after = digests(long.output);
      const changed = Object.keys(after).filter(
        (path) => before[path] !== undefined && after[path] !== before[path],
      );
      expect(changed.filter((path) => /^(archive|topics|authors|corrections)\//.test(path)).sort()).toEqual([
        "archive/2020/01/index.html",
        "archive/index.html",
        "topics/index.html",
        "topics/water/index.html",
      ]);
      expect(Object.keys(before)).toContain("topics/water/page-1/index.html");
      expect(Object.keys(before)).toContain("archive/2020/01/page-1/index.html");
    });
  });
});

/** The digest of each page. */
function digests(output: string): Record<string, string> {
  const pages = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".html"),
  );
  return Object.fromEntries(
    pages.map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(join(output, path)))
        .digest("hex"),
    ]),
  );
}
