import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { parseAtomFeed, parseJsonFeed } from "feedsmith";
import Parser from "rss-parser";
import { newsSitemap } from "../../src/outputs/news-sitemap.ts";
import { sitemapFiles } from "../../src/outputs/sitemap.ts";
import type { Article } from "../../src/press/record/article.ts";
import { listings } from "../../src/press/site/listings.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

const metadata = `title: Quay & Harbour
url: https://example.org/news/
language: en
description: News <from> the harbour
publisher:
  name: Quay Press
  url: https://quay.example/?a=1&b=2
license: CC-BY-4.0
cards: publication
`;

const harbour = `headline: The harbour & its 12 boats
standfirst: What the master said
date: 2023-12-02
authors:
  - name: Ada Müller
    url: https://ada.example/?a=1&b=2
topics: [Ferries & boats]
corrections:
  - date: 2023-12-05
    text: The number of boats was wrong.
    was: 11 boats
    now: 12 boats
`;

const harbourText = `The master said ]]> and <b> & "no".\n\nIt took 12 boats: 5 < 6.`;

const notes = `---
headline: Notes from the quay
date: 2023-12-01T09:30:00+05:00
license: https://licence.example/
---

A [list](../harbour/index.html) and a [page](https://other.example/?a=1&b=2).[^1]

![The quay](quay.png)

[^1]: A note.
`;

/** One pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

/** Enough articles for the oldest to fall out of the feeds. */
const older = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => {
    const number = String(index + 1).padStart(2, "0");
    const day = String((index % 28) + 1).padStart(2, "0");
    const month = index < 28 ? "01" : "02";
    return [`older-${number}.txt`, `date 2023-${month}-${day} Older article number ${number}.`];
  }),
);

const articles = {
  "harbour.txt": harbourText,
  "harbour.yaml": harbour,
  "notes.md": notes,
  "more-notes.md": notes.replace("2023-12-01T09:30:00+05:00", "2023-11-30").replace("A note", "Another note"),
  "quay.png": picture,
  "persian.txt": " date 2023-10-01 سلام دنیا.",
  "persian.yaml": "headline: سلام دنیا\nlanguage: fa\n",
  ...older,
};

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({ articles, metadata });
  expect(site.status, site.stderr).toBe(0);
});

function file(name: string): string {
  return readFileSync(join(site.output, name), "utf8");
}

/** Reads XML with the browser's own parser, which knows namespaces and forgives nothing. */
async function readXml(page: Page, xml: string, namespace: string, path: string): Promise<string[]> {
  await page.goto("about:blank");
  return page.evaluate(
    ([xml = "", namespace = "", path = ""]) => {
      const document = new DOMParser().parseFromString(xml, "application/xml");
      const error = document.querySelector("parsererror");
      if (error) throw new Error(error.textContent);
      const found = document.evaluate(path, document, (prefix) =>
        prefix === "xml" ? "http://www.w3.org/XML/1998/namespace" : namespace,
      );
      const texts: string[] = [];
      for (let node = found.iterateNext(); node; node = found.iterateNext())
        texts.push(node.textContent ?? "");
      return texts;
    },
    [xml, namespace, path],
  );
}

const atom = (page: Page, path: string) =>
  readXml(page, file("feed.xml"), "http://www.w3.org/2005/Atom", path);

test.describe("the Atom feed", () => {
  test("is well-formed and tells of itself all that RFC 4287 asks for", async ({ page }) => {
    expect(await atom(page, "/a:feed/@xml:lang")).toEqual(["en"]);
    expect(await atom(page, "/a:feed/a:id")).toEqual(["https://example.org/news/"]);
    expect(await atom(page, "/a:feed/a:title")).toEqual(["Quay & Harbour"]);
    expect(await atom(page, "/a:feed/a:subtitle")).toEqual(["News <from> the harbour"]);
    expect(await atom(page, "/a:feed/a:updated")).toEqual(["2023-12-05T10:00:00Z"]);
    expect(await atom(page, "/a:feed/a:author/a:name")).toEqual(["Quay Press"]);
    expect(await atom(page, "/a:feed/a:author/a:uri")).toEqual(["https://quay.example/?a=1&b=2"]);
    expect(await atom(page, "/a:feed/a:generator")).toEqual(["Stet"]);
    expect(await atom(page, "/a:feed/a:rights")).toEqual([
      "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    ]);
    expect(await atom(page, "/a:feed/a:link[@rel='self'][@type='application/atom+xml']/@href")).toEqual([
      "https://example.org/news/feed.xml",
    ]);
    expect(await atom(page, "/a:feed/a:link[@rel='alternate']/@href")).toEqual(["https://example.org/news/"]);
    expect(await atom(page, "/a:feed/a:link[@rel='license']/@href")).toEqual([
      "https://creativecommons.org/licenses/by/4.0/",
    ]);
  });

  test("tells of an entry all that the article has", async ({ page }) => {
    const entry = "/a:feed/a:entry[1]";
    expect(await atom(page, `${entry}/@xml:lang`)).toEqual(["en"]);
    expect(await atom(page, `${entry}/*[not(self::a:content)]`)).toEqual([
      "https://example.org/news/harbour/",
      "The harbour & its 12 boats",
      "2023-12-02T10:00:00Z",
      "2023-12-05T10:00:00Z",
      "Ada Müllerhttps://ada.example/?a=1&b=2",
      "",
      "",
      "What the master said",
    ]);
    expect(await atom(page, `${entry}/a:link[@rel='alternate']/@href`)).toEqual([
      "https://example.org/news/harbour/",
    ]);
    expect(await atom(page, `${entry}/a:category/@term`)).toEqual(["Ferries & boats"]);
    expect(await atom(page, `${entry}/a:content/@type`)).toEqual(["html"]);
    expect(await atom(page, `${entry}/a:content`)).toEqual([
      "<p>The master said ]]&gt; and &lt;b&gt; &amp; &quot;no&quot;.</p><p>It took 12 boats: 5 &lt; 6.</p>" +
        '<section class="corrections"><h2>Corrections</h2><p><time datetime="2023-12-05">5 December 2023</time>: ' +
        "The number of boats was wrong. Was: <del>11 boats</del> Now: <ins>12 boats</ins></p></section>",
    ]);
  });

  test("keeps the offset of an instant, the language and a licence of its own", async ({ page }) => {
    const entry = "/a:feed/a:entry[a:title='Notes from the quay'][1]";
    expect(await atom(page, `${entry}/a:published`)).toEqual(["2023-12-01T09:30:00+05:00"]);
    expect(await atom(page, `${entry}/a:rights`)).toEqual(["licence.example, https://licence.example/"]);
    expect(await atom(page, "/a:feed/a:entry[@xml:lang='fa']/a:title")).toEqual(["سلام دنیا"]);
  });

  test("a feed reader finds the newest 50, with their full text", async () => {
    const feed = await new Parser().parseString(file("feed.xml"));
    expect(feed).toMatchObject({ title: "Quay & Harbour", feedUrl: "https://example.org/news/feed.xml" });
    expect(feed.items).toHaveLength(50);
    expect(feed.items.slice(0, 5).map(({ title }) => title)).toEqual([
      "The harbour & its 12 boats",
      "Notes from the quay",
      "Notes from the quay",
      "سلام دنیا",
      "Older article number 50.",
    ]);
    expect(feed.items[0]).toMatchObject({
      link: "https://example.org/news/harbour/",
      id: "https://example.org/news/harbour/",
      author: "Ada Müller",
      pubDate: "2023-12-02T10:00:00.000Z",
      summary: "What the master said",
      contentSnippet: expect.stringContaining('The master said ]]> and <b> & "no".'),
    });
  });

  test("feedsmith reads the same from it as from the JSON feed", () => {
    const xml = parseAtomFeed(file("feed.xml"));
    const json = parseJsonFeed(file("feed.json"));
    const read = (xml.entries ?? []).map(({ id, title, summary, content, published, updated }) => ({
      id,
      title: title?.value,
      ...(summary && { summary: summary.value }),
      content_html: content?.value,
      date_published: published,
      date_modified: updated,
    }));
    expect(json.items).toHaveLength(50);
    expect(json.items).toEqual(read.map((item) => expect.objectContaining(item)));
  });
});

test.describe("the JSON feed", () => {
  test("tells of itself and of an article all that they have", () => {
    const feed = JSON.parse(file("feed.json"));
    expect({ ...feed, items: [] }).toEqual({
      version: "https://jsonfeed.org/version/1.1",
      title: "Quay & Harbour",
      home_page_url: "https://example.org/news/",
      feed_url: "https://example.org/news/feed.json",
      description: "News <from> the harbour",
      language: "en",
      authors: [{ name: "Quay Press", url: "https://quay.example/?a=1&b=2" }],
      items: [],
    });
    expect(feed.items[0]).toEqual({
      id: "https://example.org/news/harbour/",
      url: "https://example.org/news/harbour/",
      title: "The harbour & its 12 boats",
      summary: "What the master said",
      content_html: expect.stringMatching(/^<p>The master said .*<ins>12 boats<\/ins><\/p><\/section>$/),
      date_published: "2023-12-02T10:00:00Z",
      date_modified: "2023-12-05T10:00:00Z",
      authors: [{ name: "Ada Müller", url: "https://ada.example/?a=1&b=2" }],
      tags: ["Ferries & boats"],
      language: "en",
      image: "https://example.org/news/card.png",
    });
  });

  test("Markdown comes as HTML that can stand anywhere: addresses are absolute and no id is there twice", () => {
    const { items } = JSON.parse(file("feed.json"));
    const contents: string[] = items.map((item: { content_html: string }) => item.content_html);
    const [, newer = "", other = ""] = contents;
    expect(newer).toContain('<a href="https://example.org/news/harbour/index.html">list</a>');
    expect(newer).toContain('<a href="https://other.example/?a=1&amp;b=2">page</a>');
    expect(newer).toContain('<a href="https://example.org/news/notes/#fn1" role="doc-noteref">');
    expect(other).toContain('<a href="https://example.org/news/more-notes/#fn1" role="doc-noteref">');
    expect(newer).toMatch(/<img src="https:\/\/example\.org\/news\/notes\/images\/[^"]+"/);
    const attributes = contents.join("").match(/ (?:href|src|srcset)="[^"]*"/g) ?? [];
    expect(attributes.filter((attribute) => !attribute.includes('="https://'))).toEqual([]);
    expect(contents.join("")).not.toMatch(/ id="/);
  });
});

test("a topic has feeds with the same entries as the site's, which its page names", () => {
  const folder = "topics/ferries-boats-5de423d6";
  const feed = JSON.parse(file(`${folder}/feed.json`));
  expect({ ...feed, items: [] }).toEqual({
    version: "https://jsonfeed.org/version/1.1",
    title: "Quay & Harbour: Ferries & boats",
    home_page_url: `https://example.org/news/${folder}/`,
    feed_url: `https://example.org/news/${folder}/feed.json`,
    language: "en",
    authors: [{ name: "Quay Press", url: "https://quay.example/?a=1&b=2" }],
    items: [],
  });
  expect(feed.items).toEqual(JSON.parse(file("feed.json")).items.slice(0, 1));
  expect(parseAtomFeed(file(`${folder}/feed.xml`)).entries?.map(({ id }) => id)).toEqual([
    "https://example.org/news/harbour/",
  ]);
  const page = file(`${folder}/index.html`);
  for (const [name, type] of [
    ["feed.xml", "application/atom+xml"],
    ["feed.json", "application/feed+json"],
  ])
    expect(page).toMatch(
      new RegExp(
        `<link rel="alternate" type="${type?.replace("+", "\\+")}" title="Ferries &amp; boats: [^"]*" href="${name}">`,
      ),
    );
});

test("an entry keeps its id and its dates when its headline changes", async () => {
  const changed = buildSite({
    articles: {
      ...articles,
      "harbour.yaml": harbour.replace("The harbour & its 12 boats", "Quite another headline of 12"),
    },
    metadata,
  });
  const ids = (xml: string) =>
    parseAtomFeed(xml).entries?.map(({ id, published, updated }) => [id, published, updated]);
  const after = readFileSync(join(changed.output, "feed.xml"), "utf8");
  expect(after).toContain("<title>Quite another headline of 12</title>");
  expect(ids(after)).toEqual(ids(file("feed.xml")));
});

test("characters that XML cannot hold come as references, and as replacements where there are none", async ({
  page,
}) => {
  const odd = buildSite({ articles: { "odd.txt": "date 2023-12-02 Before \ufffe between \uffff after." } });
  expect(odd.status, odd.stderr).toBe(0);
  const xml = readFileSync(join(odd.output, "feed.xml"), "utf8");
  expect(await readXml(page, xml, "http://www.w3.org/2005/Atom", "//a:entry/a:title | //a:content")).toEqual([
    "Before \ufffd between \ufffd after.",
    "<p>Before &#xfffe; between &#xffff; after.</p>",
  ]);
});

const sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

test.describe("the sitemap", () => {
  test("has every page but 404, and the day of every true change", async ({ page }) => {
    const xml = file("sitemap.xml");
    const places = await readXml(page, xml, sitemap, "/s:urlset/s:url/s:loc");
    const days = await readXml(page, xml, sitemap, "/s:urlset/s:url/s:lastmod");
    expect(places.slice(50)).toEqual([
      "https://example.org/news/persian/",
      "https://example.org/news/more-notes/",
      "https://example.org/news/notes/",
      "https://example.org/news/harbour/",
      "https://example.org/news/",
      "https://example.org/news/archive/",
      "https://example.org/news/topics/",
      "https://example.org/news/authors/",
      "https://example.org/news/corrections/",
      "https://example.org/news/search/",
      "https://example.org/news/archive/2023/12/",
      "https://example.org/news/archive/2023/11/",
      "https://example.org/news/archive/2023/10/",
      "https://example.org/news/archive/2023/02/",
      "https://example.org/news/archive/2023/01/",
      "https://example.org/news/topics/ferries-boats-5de423d6/",
      "https://example.org/news/authors/ada-m%C3%BCller/",
    ]);
    expect(days.slice(50)).toEqual([
      "2023-10-01",
      "2023-11-30",
      "2023-12-01T09:30:00+05:00",
      "2023-12-05",
      "2023-12-05",
      "2023-12-02",
      "2023-12-02",
      "2023-12-02",
      "2023-12-05",
      "2023-12-02",
      "2023-11-30",
      "2023-10-01",
      "2023-02-22",
      "2023-01-28",
      "2023-12-02",
      "2023-12-02",
    ]);
  });

  test("is an index past 50,000 addresses, and its full files stay as they are", async ({ page }) => {
    const many = (count: number) => {
      const articles = Array.from({ length: count }, (_, index) => articleNumber(count - index));
      return sitemapFiles({
        publication: {
          url: "https://example.org/",
          home: "",
          papers: [],
          search: true,
        } as unknown as Parameters<typeof sitemapFiles>[0]["publication"],
        articles,
        listings: listings(articles),
      });
    };
    const files = many(50_001);
    expect(files.map(({ path }) => path)).toEqual(["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
    const [index, first, second] = files.map(({ xml }) => xml);
    expect(await readXml(page, index ?? "", sitemap, "/s:sitemapindex/s:sitemap/s:loc")).toEqual([
      "https://example.org/sitemap-1.xml",
      "https://example.org/sitemap-2.xml",
    ]);
    expect(await readXml(page, first ?? "", sitemap, "/s:urlset/s:url/s:loc")).toHaveLength(50_000);
    const rest = await readXml(page, second ?? "", sitemap, "/s:urlset/s:url/s:loc");
    expect(rest.slice(0, 2)).toEqual(["https://example.org/article-50001/", "https://example.org/"]);
    expect(many(50_100)[1]?.xml).toBe(first);
  });
});

test("the news sitemap has the articles of the newest day and of the day before it, and no others", async ({
  page,
}) => {
  const xml = file("sitemap-news.xml");
  const texts = (path: string) => readXml(page, xml, "http://www.google.com/schemas/sitemap-news/0.9", path);
  expect(await readXml(page, xml, sitemap, "/s:urlset/s:url/s:loc")).toEqual([
    "https://example.org/news/harbour/",
    "https://example.org/news/notes/",
  ]);
  expect(await texts("//s:news/s:title")).toEqual(["The harbour & its 12 boats", "Notes from the quay"]);
  expect(await texts("//s:news/s:publication_date")).toEqual(["2023-12-02", "2023-12-01T09:30:00+05:00"]);
  expect(await texts("//s:publication/s:name")).toEqual(["Quay & Harbour", "Quay & Harbour"]);
  expect(await texts("//s:publication/s:language")).toEqual(["en", "en"]);
});

test("a news sitemap names languages as its format does", () => {
  const languages = ["en-GB", "fa", "prs", "pt-BR", "zh", "zh-Hant", "zh-HK"];
  const articles = languages.map((language, index) => ({
    ...articleNumber(index),
    headline: "Fish",
    language,
  }));
  const publication = {
    url: "https://example.org/",
    title: "The Quay",
    language: "en",
    titles: { en: "The Quay" },
    descriptions: {},
    papers: [{ language: "en", home: "" }],
    home: "",
  };
  const [made] = newsSitemap({ publication, articles } as unknown as Parameters<typeof newsSitemap>[0]);
  const xml = String(made?.render());
  expect([...xml.matchAll(/<news:language>([^<]*)</g)].map(([, name]) => name)).toEqual([
    "en",
    "fa",
    "prs",
    "pt",
    "zh-cn",
    "zh-tw",
    "zh-tw",
  ]);
});

/** Of an article, no more than a sitemap looks at. */
function articleNumber(number: number): Article {
  const date = { iso: "2023-12-02", day: "2023-12-02" };
  return {
    slug: `article-${number}`,
    date,
    modified: date,
    topics: [],
    authors: [],
    corrections: [],
    translations: [],
  } as unknown as Article;
}
