import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * A publication in two languages: a paper for each.
 */

function article(headline: string, day: number, more: string, text: string): string {
  return `---\nheadline: ${headline}\ndate: 2024-03-0${day}\n${more}---\n${text}\n`;
}

const went = "The boats went out, and came back at night.";
const gaeen = "کشتیاں گئیں اور رات کو واپس آئیں۔";

const articles = {
  "wall.md": article(
    "The wall is breached",
    5,
    "section: Harbour\nauthors: [ines]\ntopics: [Ships]\nseries: {name: The quay}\ntranslations: [{language: ur, url: deewar}]\n",
    went,
  ),
  "deewar.md": article(
    "دیوار ٹوٹ گئی",
    5,
    "section: بندرگاہ\nauthors: [ines]\nlanguage: ur\ntopics: [جہاز]\ntranslations: [{language: en, url: wall}]\n",
    gaeen,
  ),
  "ferry.md": article("The ferry is back", 4, "section: Harbour\ntopics: [Ships]\n", went),
  "kashti.md": article(
    "کشتی لوٹ آئی",
    3,
    "section: Harbour\nlanguage: ur\ncorrections: [{date: 2024-03-04, text: دن غلط تھا}]\n",
    gaeen,
  ),
  "toll.md": article("The toll is too high", 2, "section: Opinion\nauthors: [Omar Reed]\n", went),
};

const files = {
  "pages/about.md": "# About us\n\nFive people on the quay.\n",
  "pages/ur/about.md": "# ہمارے بارے میں\n\nگھاٹ پر پانچ لوگ۔\n",
  "authors.yaml":
    "ines: {name: Ines Marlow, about: {en: Writes of ships, ur: جہازوں پر لکھتی ہیں}}\nomar: {name: Omar Reed}\n",
};

const { "metadata.yaml": written = "" } = examplesIn("docs/languages.md");
const metadata = `cards: none\n${written}`;

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, files, metadata, args: ["--strict"] });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

/** The headlines of a page's lists and stories. */
const headlines = (page: Page) => page.locator("main .list a, main .story :is(h2, h3) a").allTextContents();

test("a theme's own part leads to the lists of the paper that it stands in", () => {
  const themed = buildSite({
    articles,
    metadata,
    files: {
      ...files,
      "theme/parts.js": `export const footer = ({ html, link, publication }) => html\`<footer>\${publication.language} \${link(publication.home + "archive/index.html")}</footer>\`;\n`,
    },
  });
  const footOf = (path: string) =>
    /.*<footer>(.*?)<\/footer>/s.exec(readFileSync(join(themed.output, path), "utf8"))?.[1];
  expect(footOf("index.html")).toBe("en archive/index.html");
  expect(footOf("ur/index.html")).toBe("ur ../ur/archive/index.html");
  expect(footOf("deewar/index.html")).toBe("ur ../ur/archive/index.html");
});

test("each paper goes by its own name, and says what it is in its own language", () => {
  const english = ["The Harbour Courier", "News of the harbour"];
  const urdu = ["بندرگاہ کا قاصد", "بندرگاہ کی خبریں"];
  for (const [home, [title, description]] of [
    ["", english],
    ["ur/", urdu],
  ] as const) {
    const front = read(`${home}index.html`);
    expect(/<title>(.*?)<\/title>/.exec(front)?.[1]).toBe(title);
    expect(/<h1><a class="name"[^>]*>(.*?)<\/a><\/h1>/.exec(front)?.[1]).toBe(title);
    expect(/<meta name="description" content="(.*?)">/.exec(front)?.[1]).toBe(description);
    expect(/<p class="edition"><time[^>]*>[^<]*<\/time> · (.*?)<\/p>/.exec(front)?.[1]).toBe(description);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(front)?.[1] ?? "");
    expect(data).toMatchObject({ "@type": "WebSite", name: title, description });
    expect(JSON.parse(read(`${home}feed.json`))).toMatchObject({ title, description });
    expect(read(`${home}feed.xml`)).toContain(`<title>${title}</title>`);
    expect(read(`${home}archive/index.html`)).toContain(` · ${title}</title>`);
  }
  expect(read("kashti/index.html")).toContain('<meta property="og:site_name" content="بندرگاہ کا قاصد">');
  expect(read("wall/index.html")).toContain('<meta property="og:site_name" content="The Harbour Courier">');
  expect(JSON.parse(read("deewar/article.json")).citation["container-title"]).toBe("بندرگاہ کا قاصد");
  const names = [
    ...read("sitemap-news.xml").matchAll(/<loc>.*?\/(\w+)\/<\/loc>.*?<news:name>(.*?)<\/news:name>/g),
  ];
  expect(names.map(([, slug, name]) => [slug, name]).sort()).toEqual([
    ["deewar", "بندرگاہ کا قاصد"],
    ["ferry", "The Harbour Courier"],
    ["wall", "The Harbour Courier"],
  ]);
});

test("a title that the first language has no words for is an error, and a description in another says so", () => {
  const titled = (lines: string) =>
    buildSite({
      articles,
      files: { "authors.yaml": files["authors.yaml"] },
      metadata: `url: https://example.org/\nlanguages: [en, ur]\ncards: none\n${lines}`,
    });
  expect(titled("title: {ur: قاصد}\n").stderr).toContain(
    "metadata.yaml:4:8: the title has no words in en (add `en: Some words`)",
  );
  const { output } = titled("title: Courier\ndescription: News of the harbour\n");
  const front = readFileSync(join(output, "ur/index.html"), "utf8");
  expect(front).toContain('<span lang="en" dir="ltr">News of the harbour</span></p>');
});

const switchOf = (page: Page) => page.locator("body > header nav [hreflang]");

test("each paper's front page has its own articles, in its own language and direction", async ({ page }) => {
  await page.goto(`${served.address}/`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await headlines(page)).toEqual([
    "The wall is breached",
    "The ferry is back",
    "The toll is too high",
  ]);
  await page.goto(`${served.address}/ur/`);
  await expect(page.locator("html")).toHaveAttribute("lang", "ur");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  expect(await headlines(page)).toEqual(["دیوار ٹوٹ گئی", "کشتی لوٹ آئی"]);
  await page.getByRole("link", { name: "دیوار ٹوٹ گئی" }).click();
  await expect(page).toHaveURL(`${served.address}/deewar/index.html`);
});

test("the masthead and the menu of an article lead to its own paper", async ({ page }) => {
  const entries = page.locator("body > header a");
  await page.goto(`${served.address}/kashti/`);
  await expect(entries).toHaveText([
    "بندرگاہ کا قاصد",
    "بندرگاہ",
    "ہمارے بارے میں",
    "آرکائیو",
    "تلاش",
    "English",
  ]);
  const places = await entries.evaluateAll((links) =>
    links.map((link) => (link as HTMLAnchorElement).pathname),
  );
  expect(places).toEqual([
    "/ur/index.html",
    "/ur/sections/harbour/index.html",
    "/about-ur/index.html",
    "/ur/archive/index.html",
    "/ur/search/index.html",
    "/index.html",
  ]);
  const foot = page.locator("body > footer a");
  const below = await foot.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  expect(below).toEqual([
    "/ur/corrections/index.html",
    "/about-ur/index.html",
    "/ur/feed.xml",
    "/ur/feed.json",
  ]);
});

for (const [path, title, listed] of [
  ["/sections/harbour/", "Harbour", ["The wall is breached", "The ferry is back"]],
  ["/ur/sections/harbour/", "بندرگاہ", ["دیوار ٹوٹ گئی", "کشتی لوٹ آئی"]],
  ["/sections/opinion/", "Opinion", ["The toll is too high"]],
  ["/ur/sections/opinion/", "رائے", []],
  ["/authors/ines-marlow/", "Ines Marlow", ["The wall is breached"]],
  ["/ur/authors/ines-marlow/", "Ines Marlow", ["دیوار ٹوٹ گئی"]],
  ["/topics/ships/", "Ships", ["The wall is breached", "The ferry is back"]],
  ["/ur/topics/جہاز/", "جہاز", ["دیوار ٹوٹ گئی"]],
  ["/series/the-quay/", "The quay", ["The wall is breached"]],
  ["/archive/2024/03/", "March 2024", ["The wall is breached", "The ferry is back", "The toll is too high"]],
  ["/ur/archive/2024/03/", "مارچ 2024", ["دیوار ٹوٹ گئی", "کشتی لوٹ آئی"]],
  ["/corrections/", "Corrections log", []],
  ["/ur/corrections/", "تمام تصحیحات", ["کشتی لوٹ آئی"]],
] as const) {
  test(`${path} has the articles of its paper alone`, async ({ page }) => {
    await page.goto(served.address + path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.locator("html")).toHaveAttribute("lang", path.startsWith("/ur/") ? "ur" : "en");
    expect(await headlines(page)).toEqual(listed);
  });
}

test("an author who writes in one language has no list in the other paper", () => {
  expect(existsSync(join(site.output, "authors/omar-reed/index.html"))).toBe(true);
  expect(readdirSync(join(site.output, "ur/authors")).sort()).toEqual(["index.html", "ines-marlow"]);
  expect(existsSync(join(site.output, "ur/series"))).toBe(false);
});

for (const [from, to] of [
  ["/", "/ur/index.html"],
  ["/ur/", "/index.html"],
  ["/wall/", "/deewar/index.html"],
  ["/deewar/", "/wall/index.html"],
  ["/ferry/", "/ur/index.html"],
  ["/about/", "/about-ur/index.html"],
  ["/ur/sections/opinion/", "/sections/opinion/index.html"],
  ["/archive/2024/03/", "/ur/archive/2024/03/index.html"],
  ["/authors/ines-marlow/", "/ur/authors/ines-marlow/index.html"],
  ["/authors/omar-reed/", "/ur/index.html"],
  ["/topics/", "/ur/topics/index.html"],
  ["/series/", "/ur/index.html"],
  ["/search/", "/ur/search/index.html"],
  ["/ur/corrections/", "/corrections/index.html"],
  ["/check/", "/ur/index.html"],
  ["/404.html", "/ur/index.html"],
] as const) {
  test(`the switch of ${from} leads to ${to}`, async ({ page }) => {
    await page.goto(served.address + from);
    const link = switchOf(page);
    const isUrdu = await page.locator("html[lang=ur]").count();
    await expect(link).toHaveText(isUrdu ? "English" : "اردو");
    for (const name of ["lang", "hreflang"]) await expect(link).toHaveAttribute(name, isUrdu ? "en" : "ur");
    await expect(link).toHaveAttribute("dir", isUrdu ? "ltr" : "rtl");
    await link.click();
    await expect(page).toHaveURL(served.address + to);
  });
}

for (const [path, own, other] of [
  ["index.html", "en https://example.org/", "ur https://example.org/ur/"],
  ["ur/index.html", "en https://example.org/", "ur https://example.org/ur/"],
  ["wall/index.html", "en https://example.org/wall/", "ur https://example.org/deewar/"],
  ["deewar/index.html", "en https://example.org/wall/", "ur https://example.org/deewar/"],
  ["about-ur/index.html", "en https://example.org/about/", "ur https://example.org/about-ur/"],
] as const) {
  test(`${path} names its versions, and the one in English for all other languages`, () => {
    const links = read(path).matchAll(/<link rel="alternate" hreflang="(.*?)" href="(.*?)">/g);
    expect([...links].map(([, language, url]) => `${language} ${url}`).sort()).toEqual([
      own,
      other,
      own.replace("en ", "x-default "),
    ]);
  });
}

test("an article without a translation, and a list, name no versions", () => {
  for (const path of ["ferry/index.html", "ur/archive/index.html"])
    expect(read(path)).not.toContain('<link rel="alternate" hreflang');
});

test("each paper has its feeds, with its articles alone, and its pages name them", async ({ page }) => {
  const titles = (path: string) => {
    const { items, language, home_page_url } = JSON.parse(read(path));
    return [language, home_page_url, ...items.map(({ title }: { title: string }) => title)];
  };
  expect(titles("feed.json")).toEqual([
    "en",
    "https://example.org/",
    "The wall is breached",
    "The ferry is back",
    "The toll is too high",
  ]);
  expect(titles("ur/feed.json")).toEqual(["ur", "https://example.org/ur/", "دیوار ٹوٹ گئی", "کشتی لوٹ آئی"]);
  expect(titles("ur/topics/جہاز/feed.json")).toEqual([
    "ur",
    "https://example.org/ur/topics/%D8%AC%DB%81%D8%A7%D8%B2/",
    "دیوار ٹوٹ گئی",
  ]);
  expect(read("ur/feed.xml")).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ur">');
  await page.goto(`${served.address}/deewar/`);
  const feed = page.locator("link[type='application/feed+json']");
  expect(await feed.evaluate((link) => (link as HTMLLinkElement).href)).toBe(
    `${served.address}/ur/feed.json`,
  );
});

test("each paper searches its own articles", async ({ page }) => {
  await page.goto(`${served.address}/ur/search/?q=${encodeURIComponent("رات")}`);
  await expect(page.locator("#results a")).toHaveCount(2);
  await page.locator("#results a", { hasText: "دیوار" }).click();
  await expect(page).toHaveURL(`${served.address}/deewar/index.html`);
  await page.goto(`${served.address}/ur/search/?q=night`);
  await expect(page.getByRole("status")).toHaveText("کوئی مضمون نہیں ملا۔");
  await page.goto(`${served.address}/search/?q=night`);
  await expect(page.locator("#results a")).toHaveCount(3);
});

test("where no page is, both papers say so, and lead on", async ({ page }) => {
  await page.goto(`${served.address}/404.html`);
  const urdu = page.locator("main [lang=ur][dir=rtl]").first();
  await expect(urdu.getByRole("heading")).toHaveText("صفحہ نہیں ملا");
  await urdu.getByRole("link", { name: "آرکائیو" }).click();
  await expect(page).toHaveURL(`${served.address}/ur/archive/index.html`);
});

test("front.ur.yaml is the front page in Urdu", async ({ page }) => {
  const own = buildSite({
    articles,
    files: {
      ...files,
      "front.yaml": "lead: toll\n",
      "front.ur.yaml": "lead: kashti\nnotice: آج کشتی نہیں چلے گی\n",
    },
    metadata,
    args: ["--strict"],
  });
  expect(own.stderr).toBe("");
  const server = await serve(own.output);
  await page.goto(`${server.address}/ur/`);
  await expect(page.locator(".lead h2")).toHaveText("کشتی لوٹ آئی");
  await expect(page.locator(".notice")).toHaveText("آج کشتی نہیں چلے گی");
  await page.goto(`${server.address}/`);
  await expect(page.locator(".lead h2")).toHaveText("The toll is too high");
  await server.close();
});

test("one article alone in a language stands on its paper's front page in full, and verify compares it", async ({
  page,
}) => {
  const { "kashti.md": _, ...others } = articles;
  const own = buildSite({ articles: others, files, metadata, args: ["--strict"] });
  expect(own.stderr).toBe("");
  const server = await serve(own.output);
  await page.goto(`${server.address}/ur/`);
  await expect(page.locator(".e-content")).toContainText(gaeen);
  await page.getByRole("link", { name: "Ines Marlow" }).first().click();
  await expect(page).toHaveURL(`${server.address}/ur/authors/ines-marlow/index.html`);
  await server.close();
  const base = "https://example.org/";
  expect(brokenLinks(linksOf(own.output, base), own.output, base)).toEqual([]);
  const verify = () => runStet(["verify", own.folder, "--site", own.output, "--own-sources"]);
  expect(verify().stdout).toContain("every word stands");
  const file = join(own.output, "ur/index.html");
  writeFileSync(file, readFileSync(file, "utf8").replace("رات کو", "دن کو"));
  expect(verify().stderr).toContain('deewar/source.md:10: a word is changed: expected "رات", found "دن"');
});

test("no link is dead, the sitemap has both papers, and verify agrees with and without the sources", () => {
  const base = "https://example.org/";
  expect(brokenLinks(linksOf(site.output, base), site.output, base)).toEqual([]);
  const pages = [...read("sitemap.xml").matchAll(/<loc>https:\/\/example\.org\/(ur\/[^<]*)/g)];
  expect(pages.map(([, path]) => path)).toEqual([
    "ur/",
    "ur/archive/",
    "ur/sections/",
    "ur/topics/",
    "ur/authors/",
    "ur/corrections/",
    "ur/search/",
    "ur/archive/2024/03/",
    "ur/sections/harbour/",
    "ur/sections/opinion/",
    "ur/topics/%D8%AC%DB%81%D8%A7%D8%B2/",
    "ur/authors/ines-marlow/",
  ]);
  const versions = [...read("sitemap.xml").matchAll(/<url><loc>([^<]*)<\/loc>(.*?)<\/url>/g)]
    .map(([, url, rest = ""]) => [
      url,
      ...[...rest.matchAll(/hreflang="([^"]*)" href="([^"]*)"/g)].map((m) => m.slice(1).join(" ")),
    ])
    .filter(({ length }) => length > 1);
  const both = (en: string, ur: string) => [
    `en https://example.org/${en}`,
    `ur https://example.org/${ur}`,
    `x-default https://example.org/${en}`,
  ];
  expect(versions.map(([url, ...rest]) => [url, ...rest.sort()])).toEqual([
    ["https://example.org/wall/", ...both("wall/", "deewar/")],
    ["https://example.org/deewar/", ...both("wall/", "deewar/")],
    ["https://example.org/", ...both("", "ur/")],
    ["https://example.org/about/", ...both("about/", "about-ur/")],
    ["https://example.org/ur/", ...both("", "ur/")],
    ["https://example.org/about-ur/", ...both("about/", "about-ur/")],
  ]);
  for (const args of [[], ["--own-sources"]])
    expect(runStet(["verify", site.folder, "--site", site.output, ...args]).stdout).toContain(
      "every word stands",
    );
});

for (const [what, file, from, to, said] of [
  [
    "a headline on the front page in Urdu",
    "ur/index.html",
    "کشتی لوٹ آئی</a>",
    "کشتی ڈوب گئی</a>",
    'ur/: the headline in the list is "کشتی ڈوب گئی", article.json says "کشتی لوٹ آئی"',
  ],
  [
    "a headline in the section's list in Urdu",
    "ur/sections/harbour/index.html",
    "دیوار ٹوٹ گئی",
    "دیوار بچ گئی",
    'ur/sections/harbour/: the headline in the list is "دیوار بچ گئی", article.json says "دیوار ٹوٹ گئی"',
  ],
  [
    "a word in the feed in Urdu",
    "ur/feed.xml",
    "رات کو",
    "دن کو",
    "ur/feed.xml: a word of deewar is changed: expected",
  ],
  [
    "an article that the archive in Urdu does not name",
    "ur/archive/2024/03/index.html",
    "kashti/index.html",
    "deewar/index.html",
    "ur/archive/: the list does not name the article kashti",
  ],
  [
    "an order that is not that of time in the feed in Urdu",
    "ur/feed.json",
    "https://example.org/deewar/",
    "https://example.org/wall/",
    "ur/feed.json: article 1 is wall, and by the articles' dates it is deewar",
  ],
] as const) {
  test(`verify finds ${what}`, () => {
    const folder = join(temporaryFolder(), "site");
    cpSync(site.output, folder, { recursive: true });
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
    expect(before).toContain(from);
    writeFileSync(path, before.replaceAll(from, to));
    const { stderr, status } = runStet(["verify", site.folder, "--site", folder, "--own-sources"]);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
  });
}

test("verify finds that a paper's front page is gone, also from the list of files", () => {
  const folder = join(temporaryFolder(), "site");
  cpSync(site.output, folder, { recursive: true });
  const sums = join(folder, "SHA256SUMS");
  writeFileSync(sums, readFileSync(sums, "utf8").replace(/.* ur\/index\.html\n/, ""));
  const { stderr } = runStet(["verify", site.folder, "--site", folder, "--own-sources"]);
  expect(stderr).toContain("SHA256SUMS: it does not list ur/index.html");
});

test("axe finds nothing on the front pages and on an article", async ({ browser }) => {
  for (const path of ["/", "/ur/", "/deewar/", "/ur/sections/opinion/", "/404.html"])
    expect(await axeFindings(browser, served.address + path), path).toEqual([]);
});

test("a page of two papers has at most 4,600 bytes besides its text, with brotli 11", () => {
  for (const path of [
    "wall/index.html",
    "deewar/index.html",
    "ur/archive/2024/03/index.html",
    "ur/index.html",
  ]) {
    const html = read(path).replace(/<article.*<\/article>|<ul class="list dated">.*?<\/ul>/s, "");
    expect(brotliCompressSync(html).length, path).toBeLessThanOrEqual(4600);
  }
});

const plain = { "wall.md": article("The wall is breached", 5, "", went) };

for (const [what, given, said] of [
  [
    "a language that differs from the first",
    "language: ur\nlanguages: [en, ur]\n",
    "metadata.yaml:3:11: `language` is ur, and `languages` begins with en (remove it, or let the list begin with it)",
  ],
  [
    "a language named twice",
    "languages: [en, ur, UR]\n",
    'metadata.yaml:3:21: the language "UR" is named twice (name it once)',
  ],
  ["no language", "languages: []\n", "metadata.yaml:3:12: `languages` names none (name one, or remove it)"],
  [
    "what is no list",
    "languages: en\n",
    'metadata.yaml:3:12: `languages` must be a list of languages, not "en" (write each item on a line of its own that begins with `- `)',
  ],
  ["neither key", "", "metadata.yaml:1:1: `language` is missing (add it)"],
  [
    "a language whose folder is another's",
    "languages: [en, search]\n",
    'metadata.yaml:3:17: the language "search" cannot name a folder of the site (write another tag, such as one with a country)',
  ],
] as const) {
  test(`the build refuses ${what}`, () => {
    const { status, stderr, folder } = buildSite({
      articles: plain,
      metadata: `title: The Post\nurl: https://example.org/\n${given}`,
    });
    expect(status).toBe(1);
    expect(stderr.replaceAll(`${folder}/`, "").split("\n")).toContain(said);
  });
}

/** What a build says. */
function told(more: Record<string, string>, own = files as Record<string, string>): string[] {
  const { stderr, folder } = buildSite({ articles: { ...articles, ...more }, files: own, metadata });
  return stderr
    .replaceAll(`${folder}/`, "")
    .split("\n")
    .filter((line) => /^\S+: /.test(line));
}

test("a language that is not listed is told, and its article stands in the first paper", () => {
  expect(
    told({ "quai.md": article("Le quai est fermé", 1, "language: fr\n", "Les bateaux sont rentrés.") }),
  ).toEqual([
    "articles/quai.md: warning: the language fr is not listed, and stands in the paper in en (add it to `languages` in metadata.yaml, or correct it)",
  ]);
});

test("a translation that does not answer is told, and one that is said to be in another language", () => {
  expect(told({ "wall.md": articles["wall.md"].replace(/translations.*\n/, "") })).toEqual([
    'articles/deewar.md:8:36: warning: the translation "wall" does not name this article (add `{language: ur, url: deewar}` to its `translations`)',
  ]);
  expect(told({ "wall.md": articles["wall.md"].replace("language: ur", "language: fa") })).toEqual([
    'articles/wall.md:8:36: warning: the translation "deewar" is in ur, not in fa (write `language: ur`)',
  ]);
});

test("a slug that is the folder of a paper is refused, and a paper without an article told", () => {
  expect(told({ "ur.md": article("Two letters", 1, "", went) })).toEqual([
    "articles/ur.md: the slug `ur` is the folder of a paper (give another `slug`)",
  ]);
  const { stderr, folder } = buildSite({ articles: plain, metadata });
  expect(stderr.replaceAll(`${folder}/`, "")).toContain("no article is in ur");
});

test("an old address cannot be that of a paper's own pages", () => {
  const aliases = "aliases: [/ur/, /ur/archive/old.html, /ur/2019/toll.html]\n";
  expect(told({ "toll.md": articles["toll.md"].replace("section:", `${aliases}section:`) })).toEqual([
    'articles/toll.md: the old address "/ur/" is the front page\'s (remove it there)',
    'articles/toll.md: the old address "/ur/archive/old.html" is taken by the site\'s own pages (remove it there)',
  ]);
});

test("a front page of a language that is not listed is told", () => {
  expect(told({}, { ...files, "front.fr.yaml": "lead: wall\n" })).toEqual([
    "front.fr.yaml: warning: no paper has this front page (call it front.yaml or front.ur.yaml, or add its language to `languages`)",
  ]);
});

test("languages of one make the site of language", () => {
  const one = "title: The Post\nurl: https://example.org/\n";
  const [written, listed] = ["language: en\n", "languages: [en]\n"].map((line) => {
    const { output } = buildSite({ articles: plain, metadata: one + line });
    return readFileSync(join(output, "SHA256SUMS"), "utf8");
  });
  expect(listed).toBe(written);
});
