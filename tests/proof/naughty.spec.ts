import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { articlePage } from "../../src/outputs/article.ts";
import { markdownFaults } from "../../src/press/account/markdown-words.ts";
import { illustrate, loadRecords } from "../../src/press/build/load-site.ts";
import { placesOf } from "../../src/press/build/places.ts";
import { type Fault, isFault } from "../../src/press/faults/fault.ts";
import type { ArticleImages } from "../../src/press/pictures/article-images.ts";
import type { ProcessedImage } from "../../src/press/pictures/make-image.ts";
import { provePage } from "../../src/press/proof/prove.ts";
import type { Article } from "../../src/press/record/article.ts";
import { readArticleMetadata } from "../../src/press/record/metadata.ts";
import { clock } from "../../src/press/record/now.ts";
import { leafOf } from "../../src/press/site/neighbours.ts";
import { frameOf, type Site } from "../../src/press/site/site.ts";
import { imageFaults, imagesOf } from "../../src/press/source/figures.ts";
import { growthFaults, parseMarkdown, readMarkdown } from "../../src/press/source/markdown.ts";
import { read, type Source } from "../../src/press/source/utf8.ts";
import { readWire } from "../../src/press/source/wire.ts";
import { type Entry, openStore } from "../../src/press/store/store.ts";
import { buildSite, plainMetadata } from "../support/build.ts";
import { checkRandom, isFixed } from "../support/random.ts";
import { temporaryFolder } from "../support/temporary.ts";

const require = createRequire(import.meta.url);
const naughtyStrings: string[] = require("big-list-of-naughty-strings/blns.json");
const commonMark: { markdown: string }[] = require("commonmark-spec").tests;

const texts = [
  ...naughtyStrings.map((text, index) => ({ name: `naughty-${index + 1}`, text })),
  ...commonMark.map(({ markdown }, index) => ({ name: `commonmark-${index + 1}`, text: markdown })),
];

/** Text as YAML: double quotes take what JSON writes. */
const yaml = (text: string) => JSON.stringify(text);

/** White space as pages fold it. */
const folded = (text: string) => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");

/** Each text in every place that an article has for one. */
function articlesOf(name: string, text: string): Record<string, string> {
  const metadata = "headline: Headline\ndate: 2023-12-02\n";
  return {
    [`${name}-wire.txt`]: `date 2023-12-02 ${text}`,
    [`${name}-wire.yaml`]: "headline: Headline\n",
    [`${name}-markdown.md`]: `---\n${metadata}---\n${text}`,
    [`${name}-headline.txt`]: "Text.",
    [`${name}-headline.yaml`]: `headline: ${yaml(text)}\ndate: 2023-12-02\nstandfirst: ${yaml(text)}\n`,
    [`${name}-topic.txt`]: "Text.",
    [`${name}-topic.yaml`]: `${metadata}topics: [${yaml(text)}]\n`,
  };
}

/** Warnings and notices. */
const isMild = (line: string) => / (?:warning|notice): /.test(line);

/** The articles that a build's errors name, each with whether every error gives a line. */
function refusedBy(stderr: string): Map<string, boolean> {
  const refused = new Map<string, boolean>();
  for (const line of stderr.split("\n")) {
    const match = /articles\/((?:naughty|commonmark)-\d+-\w+)\.\w+:(\d+:)?/.exec(line);
    if (!match?.[1] || isMild(line)) continue;
    const whole = / (?:the file is empty|the file holds nothing but white space|no text stands after)/.test(
      line,
    );
    refused.set(match[1], (refused.get(match[1]) ?? true) && (match[2] !== undefined || whole));
  }
  return refused;
}

/** What a page's headline, standfirst and topic say. */
function visible(html: string): { headline: string; standfirst: string; topic: string } {
  const found = { headline: "", standfirst: "", topic: "" };
  let into: keyof typeof found | undefined;
  const parser = new Parser({
    onopentag(name, { class: classes = "" }) {
      if (name === "h1") into = "headline";
      else if (name === "p" && classes.includes("p-summary")) into = "standfirst";
      else if (name === "a" && classes.includes("p-category")) into = "topic";
    },
    ontext(text) {
      if (into) found[into] += text;
    },
    onclosetag(name) {
      if (name === "h1" || name === "p" || name === "a") into = undefined;
    },
  });
  parser.write(html);
  return found;
}

// The machine may be busy with other things.
test.setTimeout(600_000);

test("461 naughty strings and the 652 examples of CommonMark, as bodies, headlines, standfirsts and topics", () => {
  expect([naughtyStrings.length, commonMark.length]).toEqual([461, 652]);
  const refused = new Map<string, boolean>();
  const all = texts.flatMap(({ name, text }) => Object.entries(articlesOf(name, text)));
  const build = () =>
    buildSite({
      articles: Object.fromEntries(all.filter(([file]) => !refused.has(file.replace(/\.\w+$/, "")))),
      metadata: `${plainMetadata}search: off\ncards: none\n`,
    });
  let site = build();
  // Faults of pages show only when those of sources are gone.
  for (let round = 0; site.status !== 0 && round < 3; round++) {
    // What is refused, is refused as a text that no page could show, not by a page that fails its proof.
    expect(site.stderr).not.toContain("this is a fault of the press");
    const found = refusedBy(site.stderr);
    expect([...found].filter(([, placed]) => !placed)).toEqual([]);
    for (const [name, placed] of found) refused.set(name, placed);
    site = build();
  }
  const errors = site.stderr.split("\n").filter((line) => line.startsWith(site.folder) && !isMild(line));
  expect(errors).toEqual([]);
  expect(site.status).toBe(0);

  const lost: string[] = [];
  let built = 0;
  const proof = JSON.parse(readFileSync(join(site.output, "proof.json"), "utf8"));
  const slugs = new Set<string>(proof.articles.map((article: { slug: string }) => article.slug));
  for (const { name, text } of texts) {
    for (const place of ["wire", "markdown", "headline", "topic"]) {
      const slug = `${name}-${place}`;
      if (refused.has(slug)) continue;
      if (!slugs.has(slug)) {
        lost.push(slug);
        continue;
      }
      built++;
      const page = visible(readFileSync(join(site.output, slug, "index.html"), "utf8"));
      const stands =
        place === "headline"
          ? page.headline === folded(text) && page.standfirst === folded(text)
          : place === "topic"
            ? page.topic === folded(text)
            : true;
      if (!stands) lost.push(slug);
    }
  }
  console.log(
    `${texts.length * 4} articles: ${built} built with nothing lost, ${refused.size} refused with file and line`,
  );
  expect(lost).toEqual([]);
  expect(built + refused.size).toBe(texts.length * 4);
  expect(built).toBeGreaterThan(3500);
});

/** What the press's steps make of a text. */
type Outcome = { faults: Fault[]; proof?: Fault[]; body?: string };

/** All images are there. */
const anyImage: Entry<ProcessedImage> = {
  value: {
    width: 1,
    height: 1,
    sources: [],
    fallback: { file: "0123456789abcdef-1.png", width: 1, height: 1 },
  },
  files: new Map(),
};

let folder: string;
let site: Site;
let template: Article;
const images = new Map<string, ArticleImages>();

test.beforeAll(async () => {
  folder = temporaryFolder();
  const articles = join(folder, "articles");
  mkdirSync(articles);
  writeFileSync(join(articles, "x.txt"), "date 2023-12-02 Text.");
  writeFileSync(join(folder, "metadata.yaml"), plainMetadata);
  const store = openStore(join(folder, "store"));
  const loaded = await loadRecords(placesOf(folder), "site", clock(), store);
  const [article] = loaded.records?.articles ?? [];
  if (!loaded.records || !article) throw new Error(JSON.stringify(loaded.faults));
  ({ site } = await illustrate(loaded.records, store));
  template = article;
});

/** Takes a text through the press, step by step, as a build does. */
function press(data: Buffer, form: "wire" | "markdown"): Outcome {
  const file = form === "wire" ? "x.txt" : "x.md";
  const source = read(file, data);
  if (isFault(source)) return { faults: [source] };
  const faults = form === "wire" ? wireFaults(source) : markdownProblems(source);
  if (faults.length > 0) return { faults };
  const path = join(folder, "case");
  writeFileSync(path, data);
  const { sha256, bytes } = source;
  const article: Article = {
    ...template,
    form,
    file,
    path,
    sha256,
    bytes,
    sourceName: `source${file.slice(1)}`,
  };
  const html = articlePage(leafOf(article, { ...site, images }), frameOf(site));
  return {
    faults: [],
    proof: provePage({ form, file, text: source.text, page: "x/index.html", html }).faults,
    body: html,
  };
}

function wireFaults(source: Source): Fault[] {
  const copy = readWire(source);
  return isFault(copy) ? [copy] : [];
}

function markdownProblems(source: Source): Fault[] {
  const parts = readMarkdown(source);
  if (isFault(parts)) return [parts];
  const { frontMatter } = parts;
  const metadata = frontMatter && readArticleMetadata(source.file, frontMatter.text, frontMatter.line);
  if (Array.isArray(metadata)) return metadata;
  const tokens = parseMarkdown(parts.body);
  const named = imagesOf(tokens, parts.bodyLine);
  images.set(template.slug, new Map(named.map(({ src }) => [src, anyImage])));
  return [...markdownFaults(source), ...imageFaults(source.file, named), ...growthFaults(source, tokens)];
}

/** Words that no other text holds, so that a lost one cannot hide behind its double. */
const word = "W";

const wirePieces = [
  ...[word, `${word} `, " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", "\n \t\n", "    "],
  ...[
    "*",
    "_",
    "`",
    "<AP>",
    "</p>",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "{{ x }}",
    "{% raw",
    "---",
    "===",
    "- 30 -",
    "1986. ",
  ],
  ...[
    "(c)",
    '"',
    "”",
    "“",
    "'",
    "\u00a0",
    "\u2028",
    "\u3000",
    "\u200c",
    "\u200d",
    "\ufeff",
    "é",
    "سلام",
    "नमस्ते",
    "漢字",
    "🙂",
  ],
  ...["date 2023-12-02 ", "date 5 ", "$&", "\\"],
];

const markdownPieces = [
  ...[
    word,
    `${word} `,
    word,
    `${word} `,
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\n\n",
    "    ",
    "  \n",
    "\\\n",
    "\\",
    "\u00a0",
  ],
  ...["*", "**", "_", "__", "~~", "~", "`", "``", "```", "\n```\n", "~~~", "# ", "\n===\n", "\n---\n", "***"],
  ...[
    "> ",
    "- ",
    "+ ",
    "1. ",
    "2. ",
    "7) ",
    "[",
    "]",
    "[]",
    "(",
    ")",
    "](",
    "](<",
    '"',
    "'",
    ": ",
    "!",
    "![",
    "^",
    "^[",
  ],
  ...[
    `[${word}](/u)`,
    `[${word}](/u "${word}")`,
    "[a]",
    "[b]",
    "[a][b]",
    "\n[a]: /u\n",
    `\n[b]: <v> '${word}'\n`,
  ],
  ...[
    "[^1]",
    "[^2]",
    `\n[^1]: ${word}\n`,
    `\n\n[^2]: ${word}\n\n    ${word}\n`,
    `^[${word}]`,
    `![${word}](i.png)`,
  ],
  ...[
    `\n\n![${word}](i.png "${word} | ${word}")\n\n`,
    "|",
    "\n| a | b |\n|---|---|\n|",
    "|:-:|",
    "\\|",
    "---",
  ],
  ...[
    "<http://x.org/%C3%A4>",
    "<a@b.c>",
    "<b>",
    "<!-- ",
    "&amp;",
    "&nbsp;",
    "&#0;",
    "&copy",
    "{{ x }}",
    "é",
    "🙂",
  ],
];

/** A text of pieces, each word in it made its own. */
function copyOf(pieces: readonly string[], most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: most }).map((parts) => {
    let count = 0;
    return parts.join("").replaceAll(word, () => `qz${count++}w`);
  });
}

/** The own words of a text that its page holds neither in its text nor in an attribute. In Markdown, names of notes and links are marks. */
function missing(text: string, html: string, form: "wire" | "markdown"): string[] {
  const own = text.match(/qz\d+w/g) ?? [];
  const isName = (each: string) =>
    form === "markdown" && new RegExp(`\\[[^\\]]*${each}[^\\]]*\\]`).test(text);
  return own.filter((each) => !html.includes(each) && !isName(each));
}

const wholeFile = /^(?:the file is empty|the file holds nothing but white space|no text stands after)/;

/**
 * Runs a seeded search, and prints and checks what came of it.
 *
 * @returns how many were built
 */
function search(
  name: string,
  runs: number,
  arbitrary: fc.Arbitrary<Buffer>,
  form: "wire" | "markdown",
): number {
  let built = 0;
  let refused = 0;
  const outcomes = fc.property(arbitrary, (data) => {
    const { faults, proof = [], body } = press(data, form);
    if (body === undefined) {
      refused++;
      return faults.every((fault) => fault.line !== undefined || wholeFile.test(fault.reason));
    }
    built++;
    const lost = missing(data.toString("utf8"), body, form);
    if (proof.length > 0 || lost.length > 0) throw new Error(JSON.stringify({ proof, lost }));
    return true;
  });
  checkRandom(outcomes, runs);
  console.log(
    `${name}: ${runs} cases, ${built} built with nothing lost, ${refused} refused with file and line`,
  );
  expect(built + refused).toBe(runs);
  return built;
}

/** The figures of a run, as docs/proof.md tells those of the fixed seed. */
function inProof(runs: number, built: number): void {
  const [all, good, bad] = [runs, built, runs - built].map((count) => count.toLocaleString("en"));
  const told = `| ${all}: ${good} built with nothing lost, ${bad} refused, 0 lost |`;
  expect(readFileSync("docs/proof.md", "utf8")).toContain(told);
}

const bytesOf = (text: string) => Buffer.from(text, "utf8");

test("8,000 random wire copies", () => {
  const built = search("wire copy", 8_000, copyOf(wirePieces, 40).map(bytesOf), "wire");
  if (isFixed) inProof(8_000, built);
});

test("10,000 random Markdown texts", () => {
  const built = search("Markdown", 10_000, copyOf(markdownPieces, 25).map(bytesOf), "markdown");
  if (isFixed) inProof(10_000, built);
});

test("4,000 texts of random bytes and of random characters", () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((data) => Buffer.from(data));
  const characters = fc.string({ unit: "binary", maxLength: 40 }).map(bytesOf);
  const wire = search("bytes as wire copy", 2_000, fc.oneof(bytes, characters), "wire");
  const markdown = search("bytes as Markdown", 2_000, fc.oneof(bytes, characters), "markdown");
  if (isFixed) inProof(4_000, wire + markdown);
});
