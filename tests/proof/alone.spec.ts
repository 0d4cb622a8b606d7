import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Served, servedFolder } from "../../src/press/proof/served.ts";
import { verify } from "../../src/press/proof/verify.ts";
import { buildSite, plainMetadata } from "../support/build.ts";

/*
 * A site is held against itself, with no source at hand: each file in turn is missing, is none of the press', or says something else.
 */

let site: string;

test.beforeAll(() => {
  const built = buildSite({
    articles: {
      "ferry.txt": "date 2023-12-02 The ferry sails at nine.\n",
      "ferry.yaml": "headline: Ferry\ntopics: [Ships]\nseries: {name: Crossings, part: 1}\n",
      "quay.md": "---\ndate: 2023-12-02\n---\n# Quay\n\nThe quay is wet.\n",
      "storm.md":
        "---\nheadline: Storm\nkind: live\nlive: {refresh: 60}\ndate: 2023-12-01T10:00Z\n---\nIt blows.\n\n## 14:05 Rain\n\nIt rains.\n",
      "gone.md":
        "---\nheadline: Gone\ndate: 2023-12-01\nstatus: withdrawn\nwithdrawal: {date: 2023-12-02, text: It was wrong.}\n---\nIt was.\n",
      "nihon.txt": "date 2023-11-30 船は九時に出る。\n",
      "nihon.yaml": "headline: 船\nlanguage: ja\n",
    },
    files: { "pages/about.md": "# About\n\nThe paper.\n" },
    metadata: `${plainMetadata}cards: none\nsearch: off\n`,
    args: ["--now", "2023-12-03T00:00Z"],
  });
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
  site = built.output;
});

/** What a file becomes; nothing where it is missing. */
type Change = (text: string) => string | Buffer | undefined;

/** What verifying the site finds, a line to a fault, where one of its files is another. */
async function found(path: string, change: Change): Promise<string[]> {
  const folder = servedFolder(site);
  const changed = change(readFileSync(join(site, path), "utf8"));
  const served: Served = {
    ...folder,
    name: "SITE/",
    read: async (asked) => {
      if (asked.join("/") !== path) return folder.read(asked);
      return changed === undefined ? undefined : Buffer.from(changed);
    },
  };
  const { faults } = await verify(served);
  return faults.map(({ file, line, reason }) => `${file}${line === undefined ? "" : `:${line}`}: ${reason}`);
}

/** Puts one text for another, which must be there. */
const put =
  (from: string | RegExp, to: string): Change =>
  (text) => {
    const after = text.replace(from, () => to);
    expect(after !== text, `${from} is there`).toBe(true);
    return after;
  };

const json =
  (change: (record: Record<string, unknown>) => void): Change =>
  (text) => {
    const record = JSON.parse(text);
    change(record);
    return JSON.stringify(record);
  };

const rows: [what: string, path: string, change: Change, says: string][] = [
  ["a feed that is none", "feed.xml", () => "<rss/>", "SITE/feed.xml: this is no feed of Stet's"],
  ["a feed that is no JSON", "feed.json", () => "{", "SITE/feed.json: this is no feed of Stet's"],
  [
    "an entry of another address",
    "feed.xml",
    put("<id>https://example.org/quay/</id>", "<id>https://example.org/pier/</id>"),
    'SITE/feed.xml: the entry "https://example.org/pier/" is no article of the site',
  ],
  [
    "an entry without an address",
    "feed.xml",
    put("<id>https://example.org/quay/</id>", "<id>quay</id>"),
    'SITE/feed.xml: the entry "quay" is no article of the site',
  ],
  [
    "a feed of fewer articles",
    "feed.json",
    json((feed) => {
      (feed.items as unknown[]).pop();
    }),
    "SITE/feed.json: it has 3 articles, and feed.xml has 4",
  ],
  ["a list that is missing", "archive/index.html", () => undefined, "SITE/archive/: the file is missing"],
  [
    "a list that leads nowhere",
    "archive/2023/12/index.html",
    put('href="../../../quay/index.html"', 'href="http://["'),
    'SITE/archive/2023/12/: the list leads to "http://[", which is no article of the site',
  ],
  [
    "a list that leads deeper",
    "archive/2023/12/index.html",
    put('href="../../../quay/index.html"', 'href="../../../quay/more/"'),
    'SITE/archive/2023/12/: the list leads to "../../../quay/more/", which is no article of the site',
  ],
  [
    "a list whose link has no address",
    "archive/2023/12/index.html",
    put('<a href="../../../quay/index.html"', "<a"),
    'SITE/archive/2023/12/: the list leads to "", which is no article of the site',
  ],
  [
    "a series that lost an article",
    "series/crossings/index.html",
    put(/<li>(?:(?!<li>).)*ferry\/index.*?<\/li>/s, ""),
    "SITE/series/crossings/: the list does not name the article ferry",
  ],
  [
    "names that are none",
    "check/articles.json",
    () => "{}",
    "SITE/check/articles.json: this is no list of Stet's",
  ],
  [
    "an article without a name",
    "check/articles.json",
    (text) => JSON.stringify(JSON.parse(text).filter(([slug]: string[]) => slug !== "quay")),
    'SITE/check/articles.json: the headline of quay is not there, article.json says "Quay"',
  ],
  [
    "a name that is another",
    "check/articles.json",
    put('"Quay"', '"Pier"'),
    'SITE/check/articles.json: the headline of quay is "Pier", article.json says "Quay"',
  ],
  [
    "news of another address",
    "sitemap-news.xml",
    put("https://example.org/quay/", "https://example.org/pier/"),
    'SITE/sitemap-news.xml: the entry "https://example.org/pier/" is no article of the site',
  ],
  [
    "news without an address",
    "sitemap-news.xml",
    put("https://example.org/quay/", "quay"),
    'SITE/sitemap-news.xml: the entry "quay" is no article of the site',
  ],
  [
    "a date that is none",
    "quay/article.json",
    json((record) => {
      record.published = "soon";
    }),
    'SITE/feed.xml: the date of quay is "2023-12-02T10:00:00Z", article.json says "soon"',
  ],
  [
    "a record that is no JSON",
    "quay/article.json",
    () => "{",
    "SITE/quay/article.json: this is no record of Stet's",
  ],
  [
    "a record without a citation",
    "quay/article.json",
    json((record) => {
      delete record.citation;
    }),
    'SITE/quay/article.json: citation.title is "", its headline is "Quay"',
  ],
  [
    "a record with a word more",
    "quay/article.json",
    json((record) => {
      record.text = ["The quay is wet. Twice."];
    }),
    'SITE/quay/article.json: text is not the same: found "Twice.", expected "" as its source has it',
  ],
  [
    "a record with a word less",
    "quay/article.json",
    json((record) => {
      record.text = ["The quay is"];
    }),
    'SITE/quay/article.json: text is not the same: found "", expected "wet." as its source has it',
  ],
  [
    "agencies' record without a headline",
    "quay/ninjs.json",
    json((record) => {
      record.headlines = [];
    }),
    'SITE/quay/ninjs.json: headlines is not the same: found "", expected "Quay" as article.json has it',
  ],
  [
    "a head that says nothing",
    "quay/index.html",
    put('<meta name="DC.title" content="Quay">', '<meta name="DC.title">'),
    'SITE/quay/: the headline in DC.title is "", article.json says "Quay"',
  ],
  [
    "a header without a date",
    "quay/index.html",
    put(/(<time class="dt-published") datetime="[^"]*"/, '<time class="dt-published"'),
    'SITE/quay/: the published in time.dt-published is "", article.json says "2023-12-02"',
  ],
  [
    "data for search engines that are no JSON",
    "quay/index.html",
    put(
      /(<script type="application\/ld\+json">)[\s\S]*?(?=<\/script>)/,
      '<script type="application/ld+json">{',
    ),
    "SITE/quay/: the page's SHA-256 is ",
  ],
  [
    "data for search engines that are a number",
    "quay/index.html",
    put(
      /(<script type="application\/ld\+json">)[\s\S]*?(?=<\/script>)/,
      '<script type="application/ld+json">1',
    ),
    "SITE/quay/: the page's SHA-256 is ",
  ],
  [
    "a page that is not UTF-8",
    "quay/index.html",
    (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])]),
    "SITE/quay/: the page is not valid UTF-8",
  ],
  [
    "a source that is not UTF-8",
    "quay/source.md",
    (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff])]),
    "SITE/quay/source.md:7: byte 0xFF is not valid UTF-8",
  ],
  ["a proof that is no JSON", "proof.json", () => "[", "SITE/proof.json: this is no proof of Stet's"],
  [
    "a proof that is another's",
    "proof.json",
    () => '{"version":1,"articles":[]}',
    "SITE/proof.json: this is no proof of Stet's at totals",
  ],
  [
    "an edition with drafts",
    "proof.json",
    json((proof) => {
      proof.drafts = true;
    }),
    "SITE/proof.json: this is an edition with drafts, which is for editors alone",
  ],
  [
    "digests that are none",
    "SHA256SUMS",
    () => "abc\n",
    "SITE/SHA256SUMS:1: this is no line of Stet's: a digest, two spaces, a new name",
  ],
  [
    "digests that leave out a page",
    "SHA256SUMS",
    put(/.*quay\/index\.html\n/, ""),
    "SITE/SHA256SUMS: it does not list quay/index.html",
  ],
  [
    "a front page that names no article",
    "index.html",
    put(/<link rel="canonical" href="[^"]*">/, '<link rel="canonical" href="nowhere">'),
    "SITE/: its SHA-256 is ",
  ],
  [
    "an account of a storm that is missing",
    "storm/live.xml",
    () => undefined,
    "SITE/storm/live.xml: the file is missing",
  ],
  [
    "an account of a storm that is none",
    "storm/live.xml",
    () => "<rss/>",
    "SITE/storm/live.xml: this is no feed of Stet's",
  ],
  [
    "an account of another storm",
    "storm/live.xml",
    put(/<id>https:\/\/example\.org\/storm\/#/, "<id>https://example.org/quay/#"),
    'SITE/storm/live.xml: the entry "https://example.org/quay/#14-05-rain" is none of storm',
  ],
  [
    "an account that says more",
    "storm/live.xml",
    put("It rains.", "It pours."),
    'SITE/storm/live.xml: the entry "Rain" does not say what the source says',
  ],
  [
    "a page that loads itself again, and says more",
    "storm/live.html",
    put("It rains.", "It pours."),
    'SITE/storm/live.html: a word is changed: expected "rains.", found "pours."',
  ],
  [
    "a text in characters that was changed",
    "nihon/index.html",
    put("九時", "十時"),
    'SITE/nihon/source.txt:1: a word is changed: expected "船は九時に出る。", found "船は十時に出る。" in SITE/nihon/',
  ],
];

test("a site that nobody changed is true to itself", async () => {
  expect(await found("index.html", (text) => text)).toEqual([]);
});

for (const [what, path, change, says] of rows) {
  test(what, async () => {
    const lines = await found(path, change);
    // Of a digest no more is expected than that it is told.
    expect(lines.map((line) => line.slice(0, says.endsWith(" ") ? says.length : undefined))).toContain(says);
  });
}
