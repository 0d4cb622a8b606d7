import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite, plainMetadata, rebuildSite } from "../support/build.ts";

/*
 * Links within the site: each leads to a page, a heading or a file, or the build stops.
 */

const article = (headline: string, text: string, more = "") =>
  `---\nheadline: ${headline}\ndate: 2024-05-01\n${more}---\n${text}\n`;

const earlier = (...of: Parameters<typeof article>) => article(...of).replace("2024-05-01", "2023-01-01");

function writeArticle(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, "articles", name), text);
}

const metadata = `${plainMetadata}cards: none\n`;

/** What a build said, with the folder's own path taken out. */
function told({ stderr, folder }: BuiltSite): string[] {
  return stderr
    .replaceAll(`${folder}/articles/`, "")
    .split("\n")
    .filter((line) => /^\S+:(?:\d+:)? (?!notice)/.test(line));
}

test.describe("links that lead somewhere", () => {
  let site: BuiltSite;
  const read = (path: string) => readFileSync(join(site.output, path), "utf8");
  const linksOf = (html: string) =>
    [
      ...html
        .slice(html.indexOf('class="e-content'))
        .matchAll(/<a href="([^"]*)"(?: data-link="([^"]*)")?(?: data-file="[^"]*")?>([^<]*)/g),
    ].map(([, href, written, text]) => `${text} ${href}${written === undefined ? "" : ` (${written})`}`);

  test.beforeAll(() => {
    site = buildSite({
      metadata: metadata.replace("example.org/", "example.org/news/"),
      args: ["--strict"],
      articles: {
        "tides/ebb.md": article(
          "Ebb",
          [
            "[file](../quay/wall.md), [head](../quay/wall.md#über-uns), [wire](storm.txt), [page](../wall/),",
            "[index](../wall/index.html#北京), [list](../topics/tides/), [root](/news/archive/),",
            "[here](#the-moon), [note](#fn1), [top](#), [whole](https://example.org/news/wall),",
            "[old](/news/2019/wall.html), [source](../wall/source.md), [away](https://example.org/shop/),",
            "[table](tables/high%20water.csv), [report](../quay/report.pdf).[^1]\n\n## The Moon\n\n[^1]: A note.",
          ].join("\n"),
          "topics: [Tides]\ntranslations: [{language: fr, url: wall}]\n",
        ),
        "tides/storm.txt":
          "date 2024-04-01 Storm. Call a@b.example or see https://example.org/news/wall/ for more.",
        "tides/tables/high water.csv": "a,b\n1,2\n",
        "quay/wall.md": article(
          "Wall",
          "## Über uns\n\nA.\n\n## 北京\n\nC.",
          "aliases: [/2019/wall.html]\nlanguage: fr\ntranslations: [{language: en, url: ebb}]\n",
        ),
        "quay/report.pdf": Buffer.from("%PDF-1.4\0\xff", "latin1"),
      },
    });
    expect(told(site)).toEqual([]);
    expect(site.status).toBe(0);
  });

  test("a file's name becomes its article's address, and so does a path of the server", () => {
    expect(linksOf(read("ebb/index.html")).slice(0, 16)).toEqual([
      "file ../wall/index.html (../quay/wall.md)",
      "head ../wall/index.html#%C3%BCber-uns (../quay/wall.md#%C3%BCber-uns)",
      "wire ../storm/index.html (storm.txt)",
      "page ../wall/",
      "index ../wall/index.html#%E5%8C%97%E4%BA%AC",
      "list ../topics/tides/",
      "root ../archive/index.html (/news/archive/)",
      "here #the-moon",
      "note #fn1",
      "top #",
      "whole https://example.org/news/wall",
      "old ../2019/wall.html (/news/2019/wall.html)",
      "source ../wall/source.md",
      "away https://example.org/shop/",
      "table high%20water.csv (tables/high%20water.csv)",
      "report report.pdf (../quay/report.pdf)",
    ]);
    expect(read("wall/index.html")).toContain('<h2 id="über-uns" class="body">Über uns</h2>');
  });

  test("feeds and ninjs.json have whole addresses", () => {
    expect(read("feed.xml")).toContain(
      "href=&quot;https://example.org/news/wall/index.html#%C3%BCber-uns&quot;",
    );
    expect(read("feed.xml")).toContain("href=&quot;https://example.org/news/ebb/report.pdf&quot;");
    expect(read("ebb/ninjs.json")).toContain("https://example.org/news/storm/index.html");
    expect(read("feed.xml") + read("ebb/ninjs.json")).not.toContain("data-link");
    expect(JSON.parse(read("ebb/article.json")).translations).toEqual([
      { language: "fr", url: "https://example.org/news/wall/" },
    ]);
  });

  test("a file that an article links to lies beside its page, byte for byte, and in SHA256SUMS", () => {
    expect(readFileSync(join(site.output, "ebb/report.pdf")).toString("latin1")).toBe("%PDF-1.4\0\xff");
    expect(read("ebb/high water.csv")).toBe("a,b\n1,2\n");
    expect(read("SHA256SUMS")).toContain("  ebb/report.pdf\n");
    expect(existsSync(join(site.output, "wall/report.pdf"))).toBe(false);
  });

  test("what an unchanged page links to is looked at again when it goes away", () => {
    const wall = readFileSync(join(site.folder, "articles/quay/wall.md"), "utf8");
    const rebuilt = buildSite({
      metadata,
      articles: {
        "a.md": article("One", "See [two](b.md#part)."),
        // Not beside it in time: a page names its neighbours' addresses anyway.
        "b.md": earlier("Two", "## Part\n\nText."),
        "c.md": wall.replace(/translations: .*\n/, ""),
      },
    });
    expect(rebuilt.stderr).toBe("");
    const { folder } = rebuilt;
    rebuildSite(folder);
    writeArticle(folder, "b.md", earlier("Two", "## Parts\n\nText."));
    const renamed = rebuildSite(folder);
    expect(told(renamed)).toEqual([
      'a.md:5:11: the link "b.md#part" leads to no heading of b.md (did you mean `b.md#parts`?)',
    ]);
    writeArticle(folder, "b.md", earlier("Two", "## Part\n\nText.", "slug: other\n"));
    expect(rebuildSite(folder).status).toBe(0);
    expect(readFileSync(join(folder, "dist/a/index.html"), "utf8")).toContain(
      'href="../other/index.html#part"',
    );
    rmSync(join(folder, "articles/b.md"));
    expect(told(rebuildSite(folder))).toEqual([
      'a.md:5:11: the link "b.md#part" leads to no page and no file of the site (correct it, or take it out)',
    ]);
  });
});

test("a link that leads nowhere stops the build, with its place and what may be meant; all of a run are told", () => {
  const site = buildSite({
    metadata,
    articles: {
      "bridge.md": article(
        "Bridge",
        [
          "See [gone](../nope/) and [anchor](#nowhere) and [typo](htp://x) and [empty]().",
          "[page](../habour/), [file](harbor.md), [head](harbour.md#The-mole) and [pdf](repot.pdf).",
          "",
          "- A [list](../topics/),",
          "  [whole](https://example.org/harbor/) and [picture](quay.png).",
          "",
          "A note[^1] and [a name][name], <https://example.org/none/>, [bad](https://).",
          "",
          "[^1]: With a [link](other.md).",
          "",
          "[name]: nothing.html",
        ].join("\n"),
        "translations: [{language: fr, url: habour}]\n",
      ),
      "harbour.md": article("Harbour", "## The mole\n\nText. [Draft](draft.md), [next](next.md)."),
      "draft.md": article("Draft", "See [next](next.md) and [nothing](none.md).", "status: draft\n"),
      "next.md": article("Next", "Text.").replace("2024-05-01", "2120-01-01"),
      "report.pdf": "%PDF",
      "quay.png": "not looked at",
    },
  });
  expect(site.status).toBe(1);
  expect(told(site).map((line) => line.replace(/ \(correct it, or take it out\)$/, ""))).toEqual([
    'bridge.md:4:36: the translation "https://example.org/habour/" leads to no page and no file of the site (did you mean `harbour`?)',
    'bridge.md:6:12: the link "../nope/" leads to no page and no file of the site',
    'bridge.md:6:35: the link "#nowhere" leads to no heading of this text',
    'bridge.md:6:56: the link "htp://x" has a scheme that no browser opens (did you mean `http:`?)',
    "bridge.md:6:76: a link has no address (write one, `[words](address)`, or only the words)",
    'bridge.md:7:8: the link "../habour/" leads to no page and no file of the site (did you mean `../harbour/`?)',
    'bridge.md:7:28: the link "harbor.md" leads to no page and no file of the site (did you mean `harbour.md`?)',
    'bridge.md:7:47: the link "harbour.md#The-mole" leads to no heading of harbour.md (did you mean `harbour.md#the-mole`?)',
    'bridge.md:7:78: the link "repot.pdf" leads to no page and no file of the site (did you mean `report.pdf`?)',
    'bridge.md:10:11: the link "https://example.org/harbor/" leads to no page and no file of the site (did you mean `../harbour/`?)',
    'bridge.md:10:54: the link "quay.png" leads to a picture, which has no page (show it: `![description](quay.png)`)',
    'bridge.md:12:1: the link "nothing.html" leads to no page and no file of the site',
    'bridge.md:12:33: the link "https://example.org/none/" leads to no page and no file of the site',
    'bridge.md:12:67: the link "https://" is no web address (correct it)',
    'bridge.md:14:21: the link "other.md" leads to no page and no file of the site',
    'draft.md:6:35: warning: the link "none.md" leads to no page and no file of the site',
    'harbour.md:7:15: the link "draft.md" leads to a draft: draft.md (take the link out until then)',
    'harbour.md:7:33: the link "next.md" leads to an article of 2120-01-01, which is to come: next.md (take the link out until then)',
  ]);
});

test("articles and pages link to each other by their files, and to what is copied as it is", () => {
  const site = buildSite({
    metadata,
    args: ["--strict"],
    articles: {
      "a.md": article("One", "[about](../pages/about.md#us), [key](/keys/desk.asc), [us](../about/)."),
    },
    files: {
      "pages/about.md": "# About\n\n## Us\n\n[one](../articles/a.md) and [again](../a/).\n",
      "files/keys/desk.asc": "KEY\n",
    },
  });
  expect(site.stderr).toBe("");
  expect(readFileSync(join(site.output, "a/index.html"), "utf8")).toContain(
    '<a href="../about/index.html#us" data-link="../pages/about.md#us">about</a>, <a href="../keys/desk.asc" data-link="/keys/desk.asc">key</a>',
  );
  expect(readFileSync(join(site.output, "about/index.html"), "utf8")).toContain(
    '<a href="../a/index.html" data-link="../articles/a.md">one</a>',
  );
});

test("a mention of the site's own address in a text is a warning, for nobody wrote a link", () => {
  const site = buildSite({
    metadata,
    articles: { "a.txt": "date 2024-05-01 One.\n\nMore: https://example.org/gone/ or www.example.org." },
  });
  expect(site.status).toBe(0);
  expect(told(site)).toEqual([
    'a.txt:3:7: warning: the address "https://example.org/gone/" leads to no page and no file of the site (correct it, or take it out)',
  ]);
});

test("files beside articles: one that nothing links is told; two of one name, or one named as the page's own, stop the build", () => {
  const idle = buildSite({
    metadata,
    articles: { "a.md": article("One", "Text."), "b/data.csv": "a\n", "c.html": "x" },
  });
  expect(told(idle)).toEqual([
    "b/data.csv: warning: no article links to this file (link it in one, or move it away)",
    "c.html: a file of unknown kind (articles are .txt or .md, metadata .yaml; move everything else away)",
  ]);
  const clash = buildSite({
    metadata,
    articles: {
      "a.md": article("One", "[x](b/data.csv) [y](c/data.csv) [z](b/article.json)"),
      "b/data.csv": "1\n",
      "c/data.csv": "2\n",
      "b/article.json": "{}",
    },
  });
  expect(told(clash)).toEqual([
    "a.md:5:21: b/data.csv and c/data.csv have one name, and both would go beside the page (rename one of them)",
    'a.md:5:37: the link "b/article.json" leads to a file with the name of one of the page\'s own (give it another name)',
  ]);
});
