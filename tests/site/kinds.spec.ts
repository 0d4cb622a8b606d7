import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const {
  "articles/paint.md": paint,
  "articles/column.md": column,
  "articles/quay-2.md": two,
  "articles/keeper.md": keeper,
  "articles/ferryman.md": ferryman,
} = examplesIn("docs/kinds.md") as Record<string, string>;

function piece(headline: string, day: number, more: string, text = "The boats went out."): string {
  return `---\nheadline: ${headline}\ndate: 2026-10-0${day}\n${more}---\n${text}\n`;
}

const articles = {
  "paint.md": paint ?? "",
  "column.md": column ?? "",
  "quay-2.md": two ?? "",
  "quay-1.md": piece("Nine summers", 3, "series: { name: The quay, part: 1 }\nsection: Harbour\n"),
  "quay-4.md": piece("What the tide left", 4, "series: { name: The quay, part: 4 }\n"),
  "ghat.md": piece("گھاٹ", 1, "language: ur\nkind: interview\n", "کشتیاں گئیں اور رات کو واپس آئیں۔"),
  "first.md": piece("One lamp", 1, "series: { name: Lamps }\n"),
  "second.md": piece("Two lamps", 2, "series: { name: Lamps }\nkind: report\nsection: Report\n"),
};

const front =
  "blocks:\n  - kind: opinion\n  - { kind: interview, title: They said }\n  - series: Lamps\nlead: quay-4\n";
const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, metadata, files: { "front.yaml": front } });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string, folder = site.output) => readFileSync(join(folder, path), "utf8");

function typeOf(slug: string): unknown {
  const [, json = ""] =
    /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read(`${slug}/index.html`)) ?? [];
  return JSON.parse(json);
}

test("a part that is missing is told, and nothing else", () => {
  expect(site.stderr).toBe(
    `${site.folder}/articles/quay-4.md: warning: "The quay" has no part 3 before part 4 (correct the number, or write what is missing)\n1 warning\n`,
  );
});

test("an article of a kind says so above its headline, and in lists", async ({ page }) => {
  await page.goto(`${served.address}/column/`);
  await expect(page.locator("article header .section")).toHaveText("Opinion");
  await expect(page.locator("article header .note")).toHaveText("Content warning: Tells of a drowning.");
  await page.goto(`${served.address}/ghat/`);
  await expect(page.locator("article header .section")).toHaveText("انٹرویو");
  // A section of the same name says it already.
  await page.goto(`${served.address}/second/`);
  await expect(page.locator("article header .section")).toHaveText("Report");
  await page.goto(`${served.address}/archive/2026/10/`);
  await expect(page.locator(".list li").filter({ hasText: "Let the ferry wait" })).toHaveText(
    "Opinion Let the ferry wait Content warning: Tells of a drowning. 5 October 2026",
    { useInnerText: true },
  );
  await expect(page.locator(".list li").first()).toHaveText(
    "Sponsored · Brine & Sons A paint that lasts 6 October 2026",
    { useInnerText: true },
  );
});

test("machines read the kind, too", () => {
  expect(typeOf("column")).toMatchObject({ "@type": "OpinionNewsArticle" });
  expect(typeOf("ghat")).toMatchObject({ "@type": "NewsArticle" });
  expect(typeOf("paint")).toMatchObject({
    "@type": "AdvertiserContentArticle",
    sponsor: { "@type": "Organization", name: "Brine & Sons" },
  });
  expect(JSON.parse(read("column/ninjs.json"))).toMatchObject({ genres: [{ name: "opinion" }] });
  expect(JSON.parse(read("column/article.json"))).toMatchObject({
    genre: "opinion",
    warning: "Tells of a drowning.",
  });
});

test("a sponsored article is out of the news: its links say so, and feeds and the front page leave it out", async ({
  page,
}) => {
  await page.goto(`${served.address}/paint/`);
  await expect(page.locator("article header .section")).toHaveText("Sponsored · Brine & Sons");
  await expect(page.getByRole("link", { name: "Ours" })).toHaveAttribute("rel", "sponsored");
  for (const path of ["feed.xml", "feed.json", "sitemap-news.xml", "index.html", "column/index.html"])
    expect(read(path), path).not.toContain("A paint that lasts");
  const among = buildSite({ articles, metadata: `${metadata}sponsored: among\n` });
  for (const path of ["feed.xml", "feed.json", "sitemap-news.xml", "index.html", "column/index.html"])
    expect(read(path, among.output), path).toContain("A paint that lasts");
});

test("the front page has blocks of a kind and of a series", async ({ page }) => {
  await page.goto(served.address);
  await expect(page.locator(".lead h2")).toHaveText("What the tide left");
  await expect(page.locator(".block h2")).toHaveText(["They said", "Lamps"]);
  const few = buildSite({
    articles,
    metadata,
    files: { "front.yaml": "blocks: [{ series: lamps }, { kind: review }, { series: Lamp }]\n" },
  });
  expect(few.stderr).toContain('no article is of the kind "review" (name another kind, or remove the block)');
  expect(few.stderr).toContain('there is no series "Lamp" (did you mean `Lamps`?)');
  expect(few.stderr).toContain("2 errors");
});

test("a part of a series leads to the series and to the parts around it", async ({ page }) => {
  await page.goto(`${served.address}/quay-2/`);
  const header = page.locator("article header");
  await expect(header.getByText("Part 2 of 4")).toHaveText("The quay · Part 2 of 4");
  const turns = page.getByRole("navigation", { name: "The quay" });
  await expect(turns.getByRole("listitem")).toHaveText([
    "Part 1 of 4: Nine summers",
    "Part 4 of 4: What the tide left",
  ]);
  await header.getByRole("link", { name: "The quay" }).click();
  await expect(page).toHaveTitle("The quay · The Test Post");
  await expect(page.locator(".list a")).toHaveText([
    "Nine summers",
    "Who paid for the stones",
    "What the tide left",
  ]);
  await page.getByRole("navigation", { name: "You are here" }).getByRole("link", { name: "Series" }).click();
  await expect(page.locator(".list li")).toHaveText(["Lamps 2 articles", "The quay 3 articles"]);
  await page.getByRole("link", { name: "Lamps" }).click();
  await expect(page.locator(".list a")).toHaveText(["One lamp", "Two lamps"]);
  expect(typeOf("quay-2")).toMatchObject({
    isPartOf: {
      "@type": "CreativeWorkSeries",
      name: "The quay",
      url: "https://example.org/series/the-quay/",
    },
    position: 2,
  });
});

test("slips in a series and a sponsor without an advertisement are told with their places", () => {
  const built = buildSite({
    articles: {
      "a.md": piece("One", 1, "series: { name: The quay, part: 1 }\n"),
      "b.md": piece("Another", 2, "series: { name: The quay, part: 1 }\n"),
      "c.md": piece("A third", 3, "series: { name: the quay }\n"),
    },
    metadata,
  });
  expect(built.stderr.replaceAll(`${built.folder}/`, "").split("\n").sort()).toEqual([
    "",
    "2 warnings",
    'articles/b.md: warning: "The quay" has part 1 in articles/a.md, too (give each part a number of its own)',
    'articles/c.md: warning: the series "the quay" has parts, and this article says none (add `part:` with its number)',
  ]);
  const refused = buildSite({
    articles: {
      "a.md": piece("One", 1, "kind: sponsored\n"),
      "b.md": piece("Two", 1, "sponsor: Brine & Sons\n"),
      "c.md": piece("Three", 1, "kind: colunm\n"),
      "d.md": piece("Four", 1, "series: { name: The quay, part: 0 }\n"),
    },
    metadata,
  });
  expect(refused.status).toBe(1);
  for (const reason of [
    "articles/a.md:4:7: the article is sponsored, and nobody is named (add `sponsor: NAME`)",
    "articles/b.md:4:10: there is a sponsor, and the article is not sponsored (write `kind: sponsored`, or remove the sponsor)",
    "articles/c.md:4:7: `kind` must be one of `news`, `report`,",
    "articles/d.md:4:33: `series.part` must be a number from 1 to 9999, not",
  ])
    expect(refused.stderr).toContain(reason);
});

test("a part that a series' page leaves out is told, without the sources too", () => {
  const built = buildSite({ articles, metadata });
  const file = join(built.output, "series/the-quay/index.html");
  const page = readFileSync(file, "utf8");
  writeFileSync(file, page.replace(/<li(?:(?!<li).)*Who paid for the stones.*?<\/li>/s, ""));
  const told = runStet(["verify", built.folder, "--site", built.output, "--own-sources"]);
  expect(told.stderr).toContain("series/the-quay/: the list does not name the article quay-2");
});

test("all of it verifies, leads somewhere, and is open to everyone", async ({ browser }) => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const base = "https://example.org/";
  expect(brokenLinks(linksOf(site.output, base), site.output, base)).toEqual([]);
  for (const path of ["column/", "paint/", "quay-2/", "series/", "series/the-quay/", ""]) {
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
  }
});

test("the questions of an interview stand apart, and an obituary says who lived from when to when", async ({
  browser,
  page,
}) => {
  const asked = `${keeper}\n> **Q:** A quotation is no question.\n\n**Q:** Shall we go?\n`;
  const built = buildSite({
    articles: { "keeper.md": keeper ?? "", "asked.md": asked, "ferryman.md": ferryman ?? "" },
    metadata,
  });
  expect(built.stderr.replaceAll(`${built.folder}/`, "")).toBe(
    'articles/asked.md:18: warning: nobody answers "Q: Shall we go?" (begin the answer with who gives it, as in `**A:** Because …`; if it is right, add to the metadata: acknowledge: ["question: Q: Shall we go?"])\n1 warning\n',
  );
  const there = await serve(built.output);
  await page.goto(`${there.address}/keeper/`);
  await expect(page.locator(".e-content p.q")).toHaveText(["Q: Were you ever afraid?", "Q: And since then?"]);
  await page.goto(`${there.address}/ferryman/`);
  await expect(page.locator("article header .by").first()).toHaveText("Tom Sedge, 1931 – 4 October 2026");
  for (const path of ["keeper/", "ferryman/"])
    expect(await axeFindings(browser, `${there.address}/${path}`), path).toEqual([]);
  await there.close();
  const [, json = ""] =
    /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read("ferryman/index.html", built.output)) ??
    [];
  expect(JSON.parse(json).about).toEqual({
    "@type": "Person",
    name: "Tom Sedge",
    birthDate: "1931",
    deathDate: "2026-10-04",
  });
});

test("a life that ends before it begins, or after it is told of, is an error", () => {
  const life = (born: string, died: string, kind = "obituary") =>
    piece("A life", 1, `kind: ${kind}\nobituary: { name: Tom Sedge, born: ${born}, died: ${died} }\n`);
  const built = buildSite({
    articles: {
      "a.md": life("1931", "1930-02-01"),
      "b.md": life("1931-02-29", "2026"),
      "c.md": life("1931", "2026-10-02"),
      "d.md": life("1931", "2026", "report"),
    },
    metadata,
  });
  for (const reason of [
    "articles/a.md:5:48: the death in 1930-02-01 is before the birth in 1931 (correct one of the two)",
    'articles/b.md:5:36: `born`: "1931-02-29": February 1931 has 28 days (write a year, or a day as YYYY-MM-DD)',
    "articles/c.md:5:48: the death in 2026-10-02 is after the article's date 2026-10-01 (correct one of the two)",
    "articles/d.md:5:11: `obituary` is for `kind: obituary` only (remove it)",
  ])
    expect(built.stderr).toContain(reason);
});
