import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { joinPieces, markdownCopy } from "../../src/press/account/markdown-words.ts";
import { wireWords } from "../../src/press/account/wire-words.ts";
import type { ProofFile, ProofRecord } from "../../src/press/proof/proof-json.ts";
import { type BuiltSite, buildSite, plainMetadata, type SiteSources } from "../support/build.ts";
import { sampleSite, sourcesOf } from "../support/pages.ts";

/*
 * What readers see, in a real browser: every word of every article, in each way that a page is read.
 */

/** More articles than this are not all looked at, but a sample of as many. */
const most = 200;

/**
 * The articles to look at: all, or those with the smallest digests. The sample hangs on the texts alone, so that it is the same
 * on every machine and on every day, and another one as soon as the texts are others.
 */
function sampleOf(records: readonly ProofRecord[]): ProofRecord[] {
  return [...records].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)).slice(0, most);
}

/** An article on a built site, and what its page must show. */
interface Shown {
  slug: string;
  address: string;
  /** The source's words, with the marks of notes. */
  words: string[];
}

/** Scripts, and what readers trip over. */
const ownArticles = {
  "scripts.txt": [
    "date 2023-12-02 Ελληνικά, русский язык, Tiếng Việt, naïve café, e\u0301t\u00e9.",
    "日本語の文章は空白なしで書かれています。漢字とかな。 한국어는 띄어 씁니다.",
    "No-break\u00a0space, U+3000\u3000space, zero-width\u200bspace, soft\u00adhyphen, 🙂 👨\u200d👩\u200d👧 🇦🇫.",
    "5*3*2 <AP> {{ msg }} {% raw 1986. A great year - 30 - (c) &amp; &lt; ``quoted''",
    `One word of 500 letters: ${"abcdefghij".repeat(50)}.`,
    "    four spaces  and   runs\tof\tspace\nand a soft line break",
  ].join("\n\n"),
  "scripts.yaml": "headline: Scripts\nauthors:\n  - name: A. Writer\n",
  "devanagari.txt":
    "date 2023-12-02 अफ़ग़ानिस्तान के राजनयिक मिशनों का नियंत्रण तालिबान ने ले लिया। क्षत्रिय, ज्ञान और श्री। " +
    "मुंबई और हैदराबाद के वाणिज्य दूतावास काम कर रहे हैं, और विदेश मंत्रालय के संपर्क में हैं।\n\n".repeat(5),
  "devanagari.yaml": "headline: नियंत्रण\nlanguage: hi\n",
  "pashto.txt":
    "date 2023-12-02 د افغانستان ډیپلوماتیک ماموریتونه، «ښوونځي» او ۱۲۳. می\u200cخواهم بدانم. " +
    "په ممبی او حیدراباد کې قونسلګرۍ فعالې دي، او د بهرنیو چارو له وزارت سره اړیکه لري.\n\n".repeat(5),
  "pashto.yaml": "headline: ماموریتونه\nlanguage: ps\n",
  "markdown.md": `---
headline: Marks
date: 2023-12-02
---
# One *head*ing

A[^a] note^[In *the* text.] and a[^a] \`code  span\` with **bold**ness and ~~struck~~[link](https://example.net/x?a=b "title").

${"A paragraph of some length, for a reader view takes its article by the weight of its paragraphs, and by little else. ".repeat(4)}

[^a]: Two

    paragraphs.

3. three
4. four

| a | b |
|---|---|
| c | d \\| e |

\`\`\`
code
  block
\`\`\`
`,
};

function built(articles: SiteSources["articles"], metadata: string): BuiltSite {
  const site = buildSite({ articles, metadata });
  expect(site.status, site.stderr).toBe(0);
  return site;
}

const plain = `${plainMetadata}search: off\ncards: none\n`;

let articles: Shown[] = [];

test.beforeAll(() => {
  test.setTimeout(300_000);
  const sites = [
    built(sourcesOf("publication").articles, plain),
    built({ ...sourcesOf("page/en").articles, ...ownArticles }, plain),
    sampleSite("fa"),
  ];
  articles = sites.flatMap(({ output }) => {
    const proof: ProofFile = JSON.parse(readFileSync(join(output, "proof.json"), "utf8"));
    return sampleOf(proof.articles).map(({ slug, source, form }) => {
      const text = readFileSync(join(output, source), "utf8");
      const words = form === "wire" ? wireWords(text) : joinPieces(markdownCopy(text).pieces);
      const address = pathToFileURL(join(output, slug, "index.html")).href;
      return { slug, address, words: words.map((word) => word.text) };
    });
  });
});

const split = (text: string) => text.match(/[^ \t\r\n]+/g) ?? [];

/** A note's mark as the source's account has it: a page writes its number in the language's digits. */
const withMarks = (text: string) =>
  text.replace(/\[[۰-۹]+\]/g, (mark) =>
    mark.replace(/[۰-۹]/g, (digit) => String("۰۱۲۳۴۵۶۷۸۹".indexOf(digit))),
  );

/** The words that a person sees in the article's body, and those of its corrections at the end. */
async function seen(page: Page): Promise<{ body: string[]; corrections: string[] }> {
  // What is seen, not what is there: hence not `textContent`.
  // biome-ignore lint/performance/useDomNodeTextContent: layout is what it is about
  const body = await page.locator("main > article > .e-content").innerText();
  const section = page.locator(".e-content > section.corrections");
  // biome-ignore lint/performance/useDomNodeTextContent: likewise
  const corrections = split((await section.count()) === 0 ? "" : await section.innerText());
  return { body: split(withMarks(body)), corrections };
}

/** The way back from a note, which leads nowhere on paper. */
const wayBack = "[\u21a9\ufe0e]";

/** Opens every article and says what a reader misses there, or sees too much. */
async function missed(
  page: Page,
  look: (page: Page) => Promise<void> = async () => {},
  isPaper = false,
): Promise<string[]> {
  const problems: string[] = [];
  for (const { slug, address, words } of articles) {
    await page.goto(address);
    await look(page);
    const { body, corrections } = await seen(page);
    const expected = [...words, ...corrections].filter((word) => !isPaper || word !== wayBack);
    const at = expected.findIndex((word, index) => word !== body[index]);
    if (at >= 0) problems.push(`${slug}: word ${at} is ${body[at]}, not ${expected[at]}`);
    else if (body.length > expected.length) problems.push(`${slug}: ${body[expected.length]} is too much`);
  }
  return problems;
}

test("the articles under test hold 9 texts, in Latin, Greek, Cyrillic, Arabic, Devanagari, Han and Hangul script", () => {
  expect(articles.map(({ slug }) => slug).sort()).toEqual([
    "devanagari",
    "markdown",
    "mobile-library",
    "night-ferry",
    "north-quay-bridge",
    "pashto",
    "qanat",
    "scripts",
    "winter-timetable",
  ]);
  for (const { words } of articles) expect(words.length).toBeGreaterThan(10);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [320, 1280]) {
    test(`every word is seen in a ${colorScheme} scheme at ${width} pixels`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await missed(page)).toEqual([]);
    });
  }
}

test("every word is seen with CSS off", async ({ page }) => {
  const withoutStyle = (each: Page) =>
    each.evaluate(() => {
      for (const style of document.querySelectorAll("style, link[rel=stylesheet]")) style.remove();
      for (const element of document.querySelectorAll("[style]")) element.removeAttribute("style");
    });
  expect(await missed(page, withoutStyle)).toEqual([]);
});

test("every word is seen in what is printed", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  expect(await missed(page, async () => {}, true)).toEqual([]);
});

/**
 * What a PDF tells of a text: signs of the Latin, Greek and Cyrillic scripts, without white space and hyphens, for a line of it
 * ends where the paper does. Of other scripts it holds shapes in the order of ink, or nothing where a font is missing.
 */
function inked(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\u0021-\u052f\u1e00-\u206f]|[\u00a0\u00ad\u2000-\u2011\u2028-]/gu, "");
}

/** What stands before an item of a list. */
const marker = /^(?:\d+\.|[•◦▪])/u;

/** How far a text stands in another one, in its order and with nothing between but the markers of lists. */
function standing(expected: string, printed: string): number {
  let best = 0;
  for (
    let start = printed.indexOf(expected.slice(0, 20));
    start >= 0;
    start = printed.indexOf(expected.slice(0, 20), start + 1)
  ) {
    let [at, position] = [0, start];
    while (at < expected.length) {
      if (printed[position] !== expected[at])
        position += marker.exec(printed.slice(position, position + 5))?.[0].length ?? 0;
      if (printed[position] !== expected[at]) break;
      at++;
      position++;
    }
    best = Math.max(best, at);
  }
  return best;
}

test("every letter of Latin, Greek and Cyrillic script is in the PDF, in its order", async ({ page }) => {
  const problems: string[] = [];
  for (const { slug, address, words } of articles) {
    await page.goto(address);
    if ((await page.locator("html").getAttribute("dir")) === "rtl") continue;
    const links = await page
      .locator('.e-content a[href^="http"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
    const printed = links.reduce((rest: string, link) => rest.replace(inked(`(${link})`), ""), inked(text));
    const expected = inked(words.filter((word) => word !== wayBack).join(" "));
    const length = standing(expected, printed);
    if (length < expected.length)
      problems.push(
        `${slug}: after ${expected.slice(Math.max(0, length - 30), length)} there is no ${expected.slice(length, length + 20)}`,
      );
  }
  expect(problems).toEqual([]);
});

test("a reader view has every word and every correction, the title, the byline, the language and the date", async ({
  page,
}) => {
  const folder = "node_modules/@mozilla/readability";
  const library = readFileSync(`${folder}/Readability.js`, "utf8");
  const offer = readFileSync(`${folder}/Readability-readerable.js`, "utf8");
  const offered: string[] = [];
  for (const { slug, address, words } of articles) {
    await page.goto(address);
    // A browser offers its reader view for texts of some length only.
    if (!(await page.evaluate(`(() => { ${offer}; return isProbablyReaderable(document); })()`))) continue;
    offered.push(slug);
    const { corrections } = await seen(page);
    const own = await page.evaluate(() => ({
      title: document.querySelector("h1")?.textContent,
      byline: [...document.querySelectorAll("header .p-author")].map((author) => author.textContent),
      lang: document.documentElement.lang,
      publishedTime: document.querySelector("time.dt-published")?.getAttribute("datetime"),
    }));
    const view: Record<string, string> = await page.evaluate(`(() => {
      ${library};
      const view = new Readability(document.cloneNode(true)).parse();
      const place = document.body.appendChild(document.createElement("div"));
      place.innerHTML = view.content;
      return { ...view, text: place.innerText };
    })()`);
    expect(view.title, slug).toBe(own.title);
    expect(view.lang, slug).toBe(own.lang);
    expect(view.publishedTime, slug).toBe(own.publishedTime);
    for (const name of own.byline) expect(view.byline, slug).toContain(name);
    const text = withMarks(split(view.text ?? "").join(" "));
    expect(text, slug).toContain([...words, ...corrections].join(" "));
  }
  expect(offered).toHaveLength(9);
});

test("of more than 200 articles those with the smallest digests are looked at", () => {
  const records = Array.from({ length: 1000 }, (_, index): ProofRecord => {
    const sha256 = ((index * 7919) % 1000).toString(16).padStart(64, "0");
    return { slug: `a${index}`, source: "", form: "wire", sha256, bytes: 0, words: 0, page: "" };
  });
  const sample = sampleOf(records);
  expect(sample).toHaveLength(200);
  expect(sample[0]?.slug).toBe("a0");
  expect(sample.at(-1)?.sha256).toBe((199).toString(16).padStart(64, "0"));
  expect(sampleOf([...records].reverse())).toEqual(sample);
});
