import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import Parser from "rss-parser";
import type { BreadcrumbList, NewsArticle, NewsMediaOrganization, WebSite, WithContext } from "schema-dts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/** What breaks a page that escapes too little, too much or twice. */
const headline = 'He said "no" \\ & <b></script> 🙂';

const text = `“Our door is open,” the harbour master said, but he said "no" \\ & <b></script> 🙂 all the same.

The ferries carried 1,043 people on Saturday. None was hurt, and the pier <is> safe & sound.

It took 12 boats; the harbour has ten.`;

const metadata = `title: The Quay
url: https://example.org/news/
language: en-GB
description: News from the harbour
publisher:
  name: Quay Press
  url: https://quay.example/
  logo: https://quay.example/logo.png
contact: desk@quay.example
license: CC-BY-4.0
policies:
  principles: https://quay.example/principles
  corrections: https://quay.example/corrections
  ethics: https://quay.example/ethics
  verification: https://quay.example/facts
  masthead: https://quay.example/people
  ownership: https://quay.example/owners
fediverse: "@quay@social.example"
security:
  expires: 2027-06-30T00:00:00Z
  policy: https://quay.example/security
trust:
  belongto:
    - https://press.example/
  social:
    - https://social.example/@quay
    - https://video.example/quay
  controlledby: https://holding.example/
`;

const everything = `headline: ${JSON.stringify(headline)}
standfirst: The harbour master's "no" & what came of it
date: 2023-12-02
updated: 2023-12-03
authors:
  - name: Ada Müller
    url: https://ada.example/?a=1&b=2
  - name: José "Pepe" O’Neill
dateline: KABUL
section: World
topics:
  - Harbours & ferries
  - C++
source:
  name: The Wire
  url: https://wire.example/1?x=1&y=2
license: https://licence.example/a?b&c
acknowledge: ["markup: HTML"]
corrections:
  - date: 2023-12-04
    text: The number of boats was wrong.
    was: 11 boats
    now: 12 boats
  - date: 2023-12-05
    text: The pier's state was missing.
translations:
  - language: fa-AF
    url: https://example.org/news/fa/
`;

const bare = "date 2023-11-01 Nothing but a text with a date, and six more words.";

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({
    metadata,
    articles: {
      "everything.txt": text,
      "everything.yaml": everything,
      "bare.txt": bare,
      "bare.yaml": 'headline: Nothing but a text\nlanguage: prs\nacknowledge: ["script: Latin"]\n',
    },
  });
  expect(site.stderr).toBe("");
  expect(site.status).toBe(0);
});

function file(...path: string[]): string {
  return readFileSync(join(site.output, ...path), "utf8");
}

interface Read {
  title: string;
  metas: [name: string, content: string][];
  links: { rel: string; href: string; type?: string; hreflang?: string }[];
  jsonLd: unknown[];
}

/** Opens a page in the browser and reads its head as a program would. */
async function open(page: Page, ...path: string[]): Promise<Read> {
  await page.goto(pathToFileURL(join(site.output, ...path)).href);
  return page.evaluate(() => {
    const attribute = (element: Element, name: string) => element.getAttribute(name) ?? "";
    return {
      title: document.title,
      metas: [...document.querySelectorAll("meta[name],meta[property]")].map((meta): [string, string] => [
        attribute(meta, "name") || attribute(meta, "property"),
        attribute(meta, "content"),
      ]),
      links: [...document.querySelectorAll("link")].map((link) => ({
        rel: link.rel,
        href: attribute(link, "href"),
        ...(link.type && { type: link.type }),
        ...(link.hreflang && { hreflang: link.hreflang }),
      })),
      jsonLd: [...document.querySelectorAll("script[type='application/ld+json']")].map((script) =>
        JSON.parse(script.textContent),
      ),
    };
  });
}

function all(read: Read, name: string): string[] {
  return read.metas.filter(([key]) => key === name).map(([, content]) => content);
}

function texts(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).allTextContents();
}

test.describe("a headline with all that can break comes back the same", () => {
  test("from HTML, JSON-LD, Open Graph and Dublin Core", async ({ page }) => {
    const read = await open(page, "everything", "index.html");
    expect(await texts(page, "h1")).toEqual([headline]);
    expect(read.title).toBe(`${headline} · The Quay`);
    expect(read.jsonLd).toEqual([expect.objectContaining({ headline })]);
    expect(all(read, "og:title")).toEqual([headline]);
    expect(all(read, "DC.title")).toEqual([headline]);
  });

  test("from the front page, the lists and the log of corrections", async ({ page }) => {
    await open(page, "index.html");
    expect(await texts(page, "h1")).toEqual(["The Quay"]);
    expect(await texts(page, ".lead h2")).toEqual([headline]);
    for (const list of [["archive", "2023", "12"], ["authors", "ada-müller"], ["corrections"]]) {
      await open(page, ...list, "index.html");
      await expect(page.locator("main ul.list a", { hasText: headline }).first()).toHaveText(headline);
    }
  });

  test("from both feeds and article.json", async () => {
    const atom = await new Parser().parseString(file("feed.xml"));
    expect(atom.items[0]?.title).toBe(headline);
    expect(JSON.parse(file("feed.json")).items[0].title).toBe(headline);
    const record = JSON.parse(file("everything", "article.json"));
    expect(record.headline).toBe(headline);
    expect(record.citation.title).toBe(headline);
  });

  test("from the plain citation, and from BibTeX with what LaTeX would take for commands escaped", async ({
    page,
  }) => {
    await open(page, "everything", "index.html");
    expect(await texts(page, "details:last-of-type p")).toEqual([
      `Ada Müller, José "Pepe" O’Neill. “${headline}.” The Quay, 2023-12-02. https://example.org/news/everything/`,
    ]);
    expect(await texts(page, "details:last-of-type code")).toEqual([
      `@article{everything,
  title = {{He said \\textquotedbl{}no\\textquotedbl{} \\textbackslash{} \\& \\textless{}b\\textgreater{}\\textless{}/script\\textgreater{} 🙂}},
  author = {{Ada Müller} and {José \\textquotedbl{}Pepe\\textquotedbl{} O’Neill}},
  journal = {The Quay},
  date = {2023-12-02},
  year = {2023},
  language = {en-GB},
  url = {https://example.org/news/everything/}
}`,
    ]);
  });

  test("from the alternative text of its card", async ({ page }) => {
    const read = await open(page, "everything", "index.html");
    expect(all(read, "og:image:alt")).toEqual([headline]);
  });
});

const publisher: NewsMediaOrganization = {
  "@type": "NewsMediaOrganization",
  name: "Quay Press",
  url: "https://quay.example/",
  logo: "https://quay.example/logo.png",
  publishingPrinciples: "https://quay.example/principles",
  correctionsPolicy: "https://quay.example/corrections",
  ethicsPolicy: "https://quay.example/ethics",
  verificationFactCheckingPolicy: "https://quay.example/facts",
  masthead: "https://quay.example/people",
  ownershipFundingInfo: "https://quay.example/owners",
};

const article: WithContext<NewsArticle> = {
  "@context": "https://schema.org",
  "@type": "NewsArticle",
  "@id": "https://example.org/news/everything/",
  url: "https://example.org/news/everything/",
  mainEntityOfPage: "https://example.org/news/everything/",
  headline,
  description: `The harbour master's "no" & what came of it`,
  articleSection: "World",
  keywords: ["Harbours & ferries", "C++"],
  dateline: "KABUL",
  locationCreated: { "@type": "Place", name: "KABUL" },
  datePublished: "2023-12-02",
  dateModified: "2023-12-05",
  author: [
    { "@type": "Person", name: "Ada Müller", url: "https://ada.example/?a=1&b=2" },
    {
      "@type": "Person",
      name: 'José "Pepe" O’Neill',
      url: "https://example.org/news/authors/jos%C3%A9-pepe-oneill-ea436227/",
    },
  ],
  publisher,
  inLanguage: "en-GB",
  image: ["https://example.org/news/everything/card.png"],
  wordCount: 44,
  isAccessibleForFree: true,
  license: "https://licence.example/a?b&c",
  creditText: "The Wire",
  isBasedOn: "https://wire.example/1?x=1&y=2",
  encoding: [
    {
      "@type": "MediaObject",
      encodingFormat: "text/plain",
      contentUrl: "https://example.org/news/everything/source.txt",
      sha256: "8d7f95e42615d1eabcc84b4830aeccc3c442fff758d292efb86aa579bf86144f",
    },
  ],
  correction: [
    { "@type": "CorrectionComment", text: "The pier's state was missing.", datePublished: "2023-12-05" },
    { "@type": "CorrectionComment", text: "The number of boats was wrong.", datePublished: "2023-12-04" },
  ],
  publishingPrinciples: "https://quay.example/principles",
};

test.describe("JSON-LD", () => {
  test("an article with everything, alone on its page and of one type", async ({ page }) => {
    expect((await open(page, "everything", "index.html")).jsonLd).toEqual([article]);
  });

  test("an article with nothing but a headline and a date has no empty keys", async ({ page }) => {
    const least: WithContext<NewsArticle> = {
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      "@id": "https://example.org/news/bare/",
      url: "https://example.org/news/bare/",
      mainEntityOfPage: "https://example.org/news/bare/",
      headline: "Nothing but a text",
      datePublished: "2023-11-01",
      dateModified: "2023-11-01",
      publisher,
      inLanguage: "prs",
      image: ["https://example.org/news/bare/card.png"],
      wordCount: 11,
      isAccessibleForFree: true,
      license: "https://creativecommons.org/licenses/by/4.0/",
      encoding: [
        {
          "@type": "MediaObject",
          encodingFormat: "text/plain",
          contentUrl: "https://example.org/news/bare/source.txt",
          sha256: "8300be28470d5d7c66fa5205c01682c551c67a2eac6ed2bac405e962cf657d44",
        },
      ],
      publishingPrinciples: "https://quay.example/principles",
    };
    const read = await open(page, "bare", "index.html");
    expect(read.jsonLd).toEqual([least]);
  });

  test("all that Google recommends for an article is there", async ({ page }) => {
    const [data] = (await open(page, "everything", "index.html")).jsonLd;
    for (const key of ["author", "dateModified", "datePublished", "headline", "image"]) {
      expect(data, key).toHaveProperty(key);
    }
    expect(data).toHaveProperty("author[0].name");
    expect(data).toHaveProperty("author[1].url");
  });

  test("the front page is the site and names its publisher", async ({ page }) => {
    const website: WithContext<WebSite> = {
      "@context": "https://schema.org",
      "@type": "WebSite",
      "@id": "https://example.org/news/",
      url: "https://example.org/news/",
      name: "The Quay",
      inLanguage: "en-GB",
      description: "News from the harbour",
      publisher,
    };
    const read = await open(page, "index.html");
    expect(read.jsonLd).toEqual([website]);
    expect(read.links.filter(({ rel }) => rel === "canonical")).toEqual([
      { rel: "canonical", href: "https://example.org/news/" },
    ]);
  });

  test("a list tells the way to it", async ({ page }) => {
    const trail: WithContext<BreadcrumbList> = {
      "@context": "https://schema.org",
      "@type": "BreadcrumbList",
      itemListElement: [
        { "@type": "ListItem", position: 1, name: "Front page", item: "https://example.org/news/" },
        { "@type": "ListItem", position: 2, name: "Archive", item: "https://example.org/news/archive/" },
        {
          "@type": "ListItem",
          position: 3,
          name: "December 2023",
          item: "https://example.org/news/archive/2023/12/",
        },
      ],
    };
    expect((await open(page, "archive", "2023", "12", "index.html")).jsonLd).toEqual([trail]);
  });
});

test.describe("the head of an article with everything", () => {
  let read: Read;
  test.beforeEach(async ({ page }) => {
    read = await open(page, "everything", "index.html");
  });

  test("Open Graph", () => {
    expect(read.metas.filter(([name]) => /^(?:og|article|twitter|fediverse):/.test(name))).toEqual([
      ["og:type", "article"],
      ["og:title", headline],
      ["og:description", `The harbour master's "no" & what came of it`],
      ["og:url", "https://example.org/news/everything/"],
      ["og:site_name", "The Quay"],
      ["og:locale", "en_GB"],
      ["og:image", "https://example.org/news/everything/card.png"],
      ["og:image:alt", headline],
      ["og:image:width", "1200"],
      ["og:image:height", "630"],
      ["article:published_time", "2023-12-02"],
      ["article:modified_time", "2023-12-05"],
      ["article:section", "World"],
      ["article:tag", "Harbours & ferries"],
      ["article:tag", "C++"],
      ["twitter:card", "summary_large_image"],
      ["fediverse:creator", "@quay@social.example"],
    ]);
  });

  test("Dublin Core, and the author by a name of its own", () => {
    expect(read.metas.filter(([name]) => name.startsWith("DC.") || name === "author")).toEqual([
      ["DC.type", "newspaperArticle"],
      ["DC.title", headline],
      ["DC.creator", "Ada Müller"],
      ["DC.creator", 'José "Pepe" O’Neill'],
      ["DC.date.issued", "2023-12-02"],
      ["DC.language", "en-GB"],
      ["DC.publisher", "Quay Press"],
      ["DC.rights", "https://licence.example/a?b&c"],
      ["DC.subject", "Harbours & ferries"],
      ["DC.subject", "C++"],
      ["author", 'Ada Müller, José "Pepe" O’Neill'],
    ]);
    expect(read.links).toContainEqual({ rel: "schema.DC", href: "http://purl.org/dc/elements/1.1/" });
  });

  test("links", () => {
    const named = ["canonical", "cite-as", "license", "author", "alternate"];
    expect(read.links.filter(({ rel }) => named.includes(rel))).toEqual([
      { rel: "canonical", href: "https://example.org/news/everything/" },
      { rel: "alternate", type: "application/atom+xml", href: "../feed.xml" },
      { rel: "alternate", type: "application/feed+json", href: "../feed.json" },
      { rel: "cite-as", href: "https://example.org/news/everything/" },
      { rel: "license", href: "https://licence.example/a?b&c" },
      { rel: "author", href: "https://ada.example/?a=1&b=2" },
      { rel: "author", href: "https://example.org/news/authors/jos%C3%A9-pepe-oneill-ea436227/" },
      { rel: "alternate", type: "text/plain", href: "source.txt" },
      { rel: "alternate", type: "application/json", href: "article.json" },
      { rel: "alternate", href: "https://example.org/news/everything/", hreflang: "en-GB" },
      { rel: "alternate", href: "https://example.org/news/everything/", hreflang: "x-default" },
      { rel: "alternate", href: "https://example.org/news/fa/", hreflang: "fa-AF" },
    ]);
  });

  test("robots and description", () => {
    expect(all(read, "robots")).toEqual(["max-image-preview:large"]);
    expect(all(read, "description")).toEqual([`The harbour master's "no" & what came of it`]);
  });
});

test("an article with nothing but a headline and a date has no empty tags", async ({ page }) => {
  const read = await open(page, "bare", "index.html");
  expect(read.metas).toEqual([
    ["viewport", "width=device-width,initial-scale=1"],
    ["robots", "max-image-preview:large"],
    ["DC.type", "newspaperArticle"],
    ["DC.title", "Nothing but a text"],
    ["DC.date.issued", "2023-11-01"],
    ["DC.language", "prs"],
    ["DC.publisher", "Quay Press"],
    ["DC.rights", "https://creativecommons.org/licenses/by/4.0/"],
    ["og:type", "article"],
    ["og:title", "Nothing but a text"],
    ["og:url", "https://example.org/news/bare/"],
    ["og:site_name", "The Quay"],
    ["og:locale", "prs"],
    ["og:image", "https://example.org/news/bare/card.png"],
    ["og:image:alt", "Nothing but a text"],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
    ["article:published_time", "2023-11-01"],
    ["article:modified_time", "2023-11-01"],
    ["twitter:card", "summary_large_image"],
    ["fediverse:creator", "@quay@social.example"],
  ]);
});

test("both feeds are found from every page", async ({ page }) => {
  for (const path of [
    "index.html",
    "404.html",
    "bare/index.html",
    "archive/index.html",
    "corrections/index.html",
  ]) {
    const { links } = await open(page, path);
    const types = links.filter(({ rel }) => rel === "alternate").map(({ type }) => type);
    expect(types, path).toEqual(expect.arrayContaining(["application/atom+xml", "application/feed+json"]));
  }
});

test("dates and authors are the same everywhere", async ({ page }) => {
  await open(page, "everything", "index.html");
  const entry = page.locator("main > article.h-entry");
  await expect(entry.locator(".dt-published")).toHaveAttribute("datetime", "2023-12-02");
  await expect(entry.locator(".dt-updated")).toHaveAttribute("datetime", "2023-12-05");
  expect(await texts(page, ".p-author")).toEqual(["Ada Müller", 'José "Pepe" O’Neill']);

  const record = JSON.parse(file("everything", "article.json"));
  expect([record.published, record.updated, record.modified]).toEqual([
    "2023-12-02",
    "2023-12-03",
    "2023-12-05",
  ]);
  expect(record.authors.map(({ name }: { name: string }) => name)).toEqual([
    "Ada Müller",
    'José "Pepe" O’Neill',
  ]);

  const [item] = JSON.parse(file("feed.json")).items;
  // Feeds know instants only: a day is noon or so of it in all the world.
  expect([item.date_published, item.date_modified]).toEqual(["2023-12-02T10:00:00Z", "2023-12-05T10:00:00Z"]);
  expect(item.authors).toEqual([
    { name: "Ada Müller", url: "https://ada.example/?a=1&b=2" },
    {
      name: 'José "Pepe" O’Neill',
      url: "https://example.org/news/authors/jos%C3%A9-pepe-oneill-ea436227/",
    },
  ]);
});

test("the visible text is an h-entry", async ({ page }) => {
  await open(page, "everything", "index.html");
  const entry = page.locator(".h-entry");
  await expect(entry).toHaveCount(1);
  await expect(entry.locator("h1.p-name")).toHaveText(headline);
  await expect(entry.locator(".p-summary")).toHaveText(`The harbour master's "no" & what came of it`);
  expect(await texts(page, ".h-entry .share .u-url")).toEqual(["https://example.org/news/everything/"]);
  await expect(entry.locator(".e-content")).toContainText("The ferries carried 1,043 people");
  expect(await texts(page, ".h-entry .p-author.h-card .p-name")).toEqual([
    "Ada Müller",
    'José "Pepe" O’Neill',
  ]);
  expect(await texts(page, ".h-entry .p-category")).toEqual(["Harbours & ferries", "C++"]);
});

test("corrections stand on the article, newest first, with what was and what is", async ({ page }) => {
  await open(page, "everything", "index.html");
  const corrections = page.locator(".e-content section.corrections");
  expect(await corrections.locator("p").allTextContents()).toEqual([
    "5 December 2023: The pier's state was missing.",
    "4 December 2023: The number of boats was wrong. Was: 11 boats Now: 12 boats",
  ]);
  expect(await corrections.locator("del").allTextContents()).toEqual(["11 boats"]);
  expect(await corrections.locator("ins").allTextContents()).toEqual(["12 boats"]);
  await open(page, "corrections", "index.html");
  expect(await texts(page, "main ul.list li a")).toEqual([headline, headline]);
  expect(await texts(page, "main ul.list time")).toEqual(["5 December 2023", "4 December 2023"]);
});

test("Mozilla's reader view has title, byline, date, language, every word and the corrections", async ({
  page,
}) => {
  await open(page, "everything", "index.html");
  const library = readFileSync("node_modules/@mozilla/readability/Readability.js", "utf8");
  const view: Record<string, string> = await page.evaluate(
    `(() => { ${library}; return new Readability(document.cloneNode(true)).parse(); })()`,
  );
  expect(view).toMatchObject({
    title: headline,
    byline: 'Ada Müller, José "Pepe" O’Neill',
    publishedTime: "2023-12-02",
    lang: "en-GB",
    siteName: "Quay Press",
    excerpt: `The harbour master's "no" & what came of it`,
  });
  const words = view.textContent?.split(/\s+/).join(" ") ?? "";
  for (const paragraph of text.split("\n\n")) expect(words).toContain(paragraph);
  expect(words).toContain("5 December 2023: The pier's state was missing.");
  expect(words).toContain("Was: 11 boats Now: 12 boats");
});

/**
 * What Zotero's Embedded Metadata translator makes of a page that has no translator of its own: Dublin Core first, then Open
 * Graph. `og:type` alone would make a journal article of it; Highwire's tags or a guess by the byline would win over neither.
 *
 * @see https://www.zotero.org/support/dev/exposing_metadata
 */
function zotero(read: Read) {
  const first = (...names: string[]) =>
    names.map((name) => all(read, name)[0]).find((value) => value !== undefined);
  const prefix = read.links.find(({ rel }) => rel === "schema.DC")?.href;
  expect(prefix, "the prefix DC is declared").toBe("http://purl.org/dc/elements/1.1/");
  expect(read.metas.filter(([name]) => name.startsWith("citation_"))).toEqual([]);
  return {
    itemType: first("DC.type") ?? (first("og:type") === "article" ? "journalArticle" : "webpage"),
    title: first("DC.title", "og:title"),
    creators: all(read, "DC.creator"),
    date: first("DC.date.issued"),
    publicationTitle: first("DC.source", "og:site_name"),
    section: first("article:section"),
    language: first("DC.language"),
    rights: first("DC.rights"),
    abstractNote: first("og:description"),
    url: first("og:url"),
    tags: all(read, "DC.subject"),
  };
}

test("Zotero takes it for a newspaper article, with all its fields", async ({ page }) => {
  expect(zotero(await open(page, "everything", "index.html"))).toEqual({
    itemType: "newspaperArticle",
    title: headline,
    creators: ["Ada Müller", 'José "Pepe" O’Neill'],
    date: "2023-12-02",
    publicationTitle: "The Quay",
    section: "World",
    language: "en-GB",
    rights: "https://licence.example/a?b&c",
    abstractNote: `The harbour master's "no" & what came of it`,
    url: "https://example.org/news/everything/",
    tags: ["Harbours & ferries", "C++"],
  });
});

test("article.json has the citation as CSL-JSON", () => {
  expect(JSON.parse(file("everything", "article.json")).citation).toEqual({
    id: "https://example.org/news/everything/",
    type: "article-newspaper",
    title: headline,
    author: [{ literal: "Ada Müller" }, { literal: 'José "Pepe" O’Neill' }],
    "container-title": "The Quay",
    publisher: "Quay Press",
    abstract: `The harbour master's "no" & what came of it`,
    issued: { "date-parts": [[2023, 12, 2]] },
    language: "en-GB",
    section: "World",
    keyword: "Harbours & ferries, C++",
    license: "https://licence.example/a?b&c",
    URL: "https://example.org/news/everything/",
  });
});
