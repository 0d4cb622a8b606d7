import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  host,
  list,
  type Marks,
  marksOf,
  pages,
  type Seen,
  type Site,
  show,
  stripped,
  visit,
} from "../support/frames.ts";
import { runStet } from "../support/press.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { type Vector, vectors } from "../support/vectors.ts";

/*
 * Hostile text in every place of an article that takes text. The whole site that comes of it is opened in the browser, each page
 * in a frame, with its content policy and without: a page must be safe before any policy is.
 */

const require = createRequire(import.meta.url);
const naughty: string[] = require("big-list-of-naughty-strings/blns.json");

const harmful = vectors.filter((vector) => !vector.refused);
const texts = [...harmful.map((vector) => vector.text), ...naughty];

/** Of one build: the articles that it refused, and the folder of those that it took. */
interface Pressed {
  refused: Map<string, string>;
  output: string;
}

/** An article's files, by their ending. */
type Files = Record<string, string>;

let folder: string;
/** A site without any hostile text: what its pages are made of is what pages may be made of. */
let plain: Site;
let hostile: Site & Pressed;

// On a quiet machine this takes less than a minute in all.
test.describe.configure({ timeout: 480_000 });

test.beforeAll(async () => {
  test.setTimeout(480_000);
  folder = temporaryFolder();
  const articles = new Map(texts.map((text, index) => [nameOf(index), article(index, text)]));
  const sampler = await press("plain", new Map(Object.entries(samplers)));
  expect(sampler.refused).toEqual(new Map());
  plain = await show(sampler.output);
  const pressed = await press("hostile", articles);
  hostile = { ...(await show(pressed.output)), ...pressed };
});

test.afterAll(async () => {
  for (const site of [plain, hostile]) {
    await site?.close();
  }
  if (folder) await rm(folder, { recursive: true, force: true });
});

test("every vector is pressed; naughty strings are pressed or refused with their place", () => {
  const refused = [...hostile.refused].map(([name, reason]) => ({ index: Number(name.slice(1)), reason }));
  const taken = texts.length - refused.length;
  console.log(
    `${taken} of ${texts.length} hostile texts pressed, in every field; ${refused.length} of ${texts.length} refused`,
  );
  // Comments are refused in Markdown, for they are notes to the desk; in wire copy they are text.
  const isComment = ({ reason }: { reason: string }) =>
    reason.includes(".md:") && reason.includes("a comment would be");
  // What Markdown reads as the address of a link must lead somewhere.
  const isDeadLink = ({ reason }: { reason: string }) => reason.includes("leads to no page and no file");
  const unexpected = refused.filter((one) => !isComment(one) && !isDeadLink(one));
  expect(unexpected.filter(({ index }) => index < harmful.length)).toEqual([]);
  expect(refused.filter(isDeadLink).length).toBeLessThan(10);
  for (const { index, reason } of refused) {
    expect.soft(reason, texts[index]).toMatch(/^\S+\.(txt|md|yaml)(:\d+){0,2}: /);
  }
});

test("vectors with a control character or a bidi override are refused, in the text and in the metadata", async () => {
  const unfit = vectors.filter((vector) => vector.refused);
  const articles = new Map<string, Files>();
  for (const { id, text } of unfit) {
    articles.set(`w${id}`, { txt: `${text}\n`, yaml: metadata({ headline: "Text" }) });
    articles.set(`m${id}`, { md: `${text}\n`, yaml: metadata({ headline: "Text" }) });
    articles.set(`h${id}`, { txt: "Text\n", yaml: metadata({ headline: text }) });
  }
  const { refused } = await press("unfit", articles);
  console.log(`${refused.size} of ${articles.size} texts with forbidden characters refused`);
  expect([...articles.keys()].filter((name) => !refused.has(name))).toEqual([]);
});

test("addresses that are no web addresses are refused wherever metadata take one", async () => {
  const addresses = harmful.filter(
    (vector) => /^[a-z&#;0-9]+[:&]/i.test(vector.text) && vector.class === "schemes",
  );
  const fields: Record<string, (url: string) => object> = {
    author: (url) => ({ authors: [{ name: "A", url }] }),
    source: (url) => ({ source: { name: "A", url } }),
    translation: (url) => ({ translations: [{ language: "fr", url }] }),
    license: (license) => ({ license }),
  };
  const articles = new Map<string, Files>();
  for (const { id, text } of addresses) {
    for (const [field, make] of Object.entries(fields)) {
      articles.set(`${field}${id}`, { txt: "Text\n", yaml: metadata({ headline: "Text", ...make(text) }) });
    }
  }
  const { refused } = await press("addresses", articles);
  console.log(`${refused.size} of ${articles.size} hostile addresses in metadata refused`);
  expect(articles.size).toBeGreaterThanOrEqual(40);
  expect([...articles.keys()].filter((name) => !refused.has(name))).toEqual([]);
});

test("without any content policy, no page runs anything, asks anyone for anything, or is made of anything of the text's making", async ({
  page,
}) => {
  const known = new Set(
    (await visit(page, plain, (await pages(plain)).map(stripped))).flatMap(({ made }) => made),
  );
  // Of the pages of single sections, topics and authors, which one template makes alike, every third.
  const [single, others] = divide(await pages(hostile), (path) =>
    /^(sections|topics|authors)\/[^/]+\//.test(path),
  );
  const paths = [...others, ...single.filter((_, index) => index % 3 === 0)];
  const found = await visit(page, hostile, paths.map(stripped));
  report("without a content policy", paths.length, found, known, await marksOf(page));
});

test("with the content policy the same holds, and no page breaks its own policy", async ({ page }) => {
  const known = new Set((await visit(page, plain, await pages(plain))).flatMap(({ made }) => made));
  // The articles of the vectors, and every list but the pages of single sections, topics and authors: those did nothing without it.
  const paths = (await pages(hostile)).filter((path) =>
    /^t\d/.test(path)
      ? Number(path.slice(1, 5)) < harmful.length
      : !/^(sections|topics|authors)\/[^/]+\//.test(path),
  );
  const found = await visit(page, hostile, paths);
  report("with the content policy", paths.length, found, known, await marksOf(page));
});

function report(
  condition: string,
  opened: number,
  found: readonly Seen[],
  known: ReadonlySet<string>,
  marks: Marks,
): void {
  const { ran, asked, broken } = marks;
  const unknown = found.flatMap(({ path, made }) =>
    made.filter((name) => !known.has(name)).map((name) => `${path}: ${name}`),
  );
  const all = found.reduce((sum, { made }) => sum + made.length, 0);
  console.log(
    `${condition}: ${ran.length} calls of ${opened} pages executed, ${asked.length} requests off origin, ` +
      `${unknown.length} of ${all} elements and attributes unknown, on ${found.length} pages`,
  );
  // Of the vectors a few are refused, as comments in Markdown.
  expect(found.length).toBeGreaterThan(harmful.length * 0.9);
  expect(ran).toEqual([]);
  expect(asked).toEqual([]);
  expect(unknown).toEqual([]);
  expect(broken).toEqual([]);
}

test("feeds and data, opened in the browser, run nothing and ask for nothing", async ({ page }) => {
  const { ran, asked } = await marksOf(page);
  const files = (await list(hostile.output)).filter(
    (path) => !path.includes("/") && /\.(xml|json)$/.test(path),
  );
  const sources = (await list(hostile.output)).filter((path) =>
    /\/(source\.(txt|md)|article\.json)$/.test(path),
  );
  const opened = [...files, ...sources.slice(0, 40)];
  for (const path of opened) await page.goto(`${hostile.address}/${path}`);
  console.log(
    `${ran.length} executed and ${asked.length} asked, of ${opened.length} feeds, sources and records`,
  );
  expect(ran).toEqual([]);
  expect(asked).toEqual([]);
});

test("the search page, without its policy, shows hostile text as text and takes hostile queries", async ({
  page,
}) => {
  const articles = new Map(harmful.map(({ text }, index) => [nameOf(index), article(index, text)]));
  const searched = await show((await press("searched", articles, "on")).output);
  const { ran, asked } = await marksOf(page);
  const queries = [
    "script",
    "onerror",
    "javascript",
    "xss",
    ...harmful.filter(({ id }) => id % 20 === 0).map(({ text }) => text),
  ];
  let shown = 0;
  const made = new Set<string>();
  try {
    for (const query of queries) {
      await page.goto(`${searched.address}/search/index.html?stripped&q=${encodeURIComponent(query)}`);
      await expect(page.getByRole("status")).toHaveText(/^(Results: \d+|No articles found\.)$/);
      for (const name of await page.evaluate(results)) made.add(name);
      shown += await page.getByRole("main").getByRole("listitem").count();
    }
  } finally {
    await searched.close();
  }
  console.log(
    `search: ${ran.length} of ${queries.length} queries executed anything, ${asked.length} requests off origin, ${shown} results shown`,
  );
  expect(shown).toBeGreaterThan(30);
  expect(ran).toEqual([]);
  expect(asked).toEqual([]);
  expect([...made].sort()).toEqual([
    "a href",
    "li",
    "li dir",
    "li lang",
    "mark",
    "p",
    "p class",
    "small",
    "time datetime",
  ]);
});

test("headlines stand on their pages as they were written", async ({ page }) => {
  await page.goto(`${hostile.address}/${host}`);
  const taken = texts
    .map((text, index) => ({ text, name: nameOf(index) }))
    .filter(({ name }) => !hostile.refused.has(name));
  const shown = await page.evaluate(
    headlines,
    taken.map(({ name }) => `/${name}/index.html`),
  );
  const wanted = taken.map(({ text }) => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, ""));
  const right = wanted.filter((text, index) => text === shown[index]);
  console.log(`${right.length} of ${taken.length} hostile headlines stand as they were written`);
  expect(shown).toEqual(wanted);
});

test("the same vectors come through on a page that escapes nothing, so that none coming through means something", async ({
  page,
}) => {
  await writeNaive(join(folder, "naive"), harmful);
  const naive = await show(join(folder, "naive"));
  try {
    const found = await visit(page, naive, await pages(naive));
    const { ran, asked } = await marksOf(page);
    const through = new Set([...ran, ...asked].map((mark) => Number(/\d+$/.exec(mark)?.[0])));
    console.log(
      `${through.size} of ${harmful.length} vectors run or ask on ${found.length} pages that escape nothing; the others ` +
        "need a template language, a folding of letters, or another browser",
    );
    expect(through.size).toBeGreaterThanOrEqual(120);
  } finally {
    await naive.close();
  }
});

/** Those that are, and those that are not. */
function divide<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

function nameOf(index: number): string {
  return `t${String(index).padStart(4, "0")}`;
}

/** A web address like any other, for those who escape it. */
const address = `https://example.org/?'&quot;&#34;&apos;onmouseover=__xss(0);&colon;{{x}}#javascript:__xss(0)`;

/** One text in all fields of an article, and beside the next one in its body, so that each is in wire copy and in Markdown. */
function article(index: number, text: string): Files {
  const body = `${text}\n\n${texts[index + 1] ?? ""}\n`;
  const yaml = metadata({
    headline: text,
    standfirst: text,
    dateline: text,
    section: text,
    topics: [text],
    authors: [{ name: text, url: address }],
    source: { name: text, url: address },
    translations: [{ language: "fr", url: address }],
    license: address,
    corrections: [{ date: "2023-12-03", text }],
  });
  return index % 2 === 0 ? { txt: body, yaml } : { md: body, yaml };
}

function metadata(fields: object): string {
  const lines = Object.entries({ date: "2023-12-02", ...fields });
  return `${lines.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join("\n")}\n`;
}

/** Articles that use all that an article can be made of. */
const samplers: Record<string, Files> = {
  wire: {
    txt: "The first paragraph.\n\nThe second one.\n",
    yaml: metadata({
      headline: "A headline",
      standfirst: "A standfirst",
      dateline: "KABUL",
      section: "World",
      topics: ["One", "Two"],
      authors: [{ name: "Ada", url: "https://example.org/ada" }, { name: "Bea" }, { name: "Клео" }],
      source: { name: "An agency", url: "https://example.org/agency" },
      corrections: [{ date: "2023-12-03", text: "A word was wrong.", now: "first paragraph" }],
      translations: [{ language: "fr", url: "https://example.org/fr" }],
      license: "CC-BY-4.0",
      updated: "2023-12-04",
    }),
  },
  markdown: {
    md: `A paragraph with *emphasis*, **weight**, \`code\`, a [link](https://example.org/ "title"), <https://example.org/>, a@example.org
and a note.[^1] A line  
break.

## A heading

### A smaller one

#### The smallest

> A quotation

- An item
  1. A numbered one

3. A number

\`\`\`js
code
\`\`\`

    code

---

| a | b |
| - | - |
| c | d |

[^1]: The note.
`,
    yaml: metadata({ headline: "Another headline", topics: ["One"], authors: [{ name: "Ada" }] }),
  },
  "right to left": {
    txt: "An English paragraph, which is the longer one.\n\nالجسر مفتوح.\n",
    yaml: metadata({
      headline: "الجسر مفتوح",
      standfirst: "قال رئيس البلدية",
      acknowledge: ["script: Arabic"],
    }),
  },
};

/**
 * Builds a site of the articles. Where some are refused, it is built again without them, so that the others are seen.
 *
 * @param name of the folder that the site goes to
 * @param search `on` for a site with a search page
 */
async function press(name: string, articles: ReadonlyMap<string, Files>, search = "off"): Promise<Pressed> {
  const output = join(folder, name);
  const sources = join(folder, `${name}-sources`);
  const publication = join(folder, `${name}.yaml`);
  await mkdir(sources, { recursive: true });
  const settings = {
    title: "Stet",
    url: "https://example.org/",
    language: "en",
    cards: "none",
    search,
  };
  await writeFile(
    publication,
    Object.entries(settings)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(""),
  );
  for (const [slug, files] of articles) {
    for (const [ending, content] of Object.entries(files))
      await writeFile(join(sources, `${slug}.${ending}`), content);
  }
  const refused = new Map<string, string>();
  // Faults of reading hide those of the proof, so there may be more than one round.
  for (let round = 0; round < 3; round++) {
    if (refused.size === articles.size) return { refused, output };
    const faults = build(sources, publication, output);
    if (faults === undefined) return { refused, output };
    const found = [...articles.keys()].filter((slug) => faults.has(slug));
    expect(found, [...faults.values()].join("\n")).not.toEqual([]);
    for (const slug of found) {
      refused.set(slug, faults.get(slug) ?? "");
      for (const ending of Object.keys(articles.get(slug) ?? {}))
        await rm(join(sources, `${slug}.${ending}`));
    }
  }
  throw new Error(`${name} does not build, and the faults do not end`);
}

/** Runs the build; undefined if it succeeds, else the first error of each article, by its name. */
function build(articles: string, metadataFile: string, output: string): Map<string, string> | undefined {
  const paths = [`--articles=${articles}`, `--metadata=${metadataFile}`, `--output=${output}`];
  const { status, stderr } = runStet(["build", ...paths]);
  if (status === 0) return undefined;
  const faults = new Map<string, string>();
  for (const line of stderr.split("\n")) {
    const [, place = "", slug = "", rest = ""] =
      /^(\S*?([a-z]+\d+)\.(?:txt|md|yaml)[:\d]*): (.*)$/.exec(line) ?? [];
    if (slug !== "" && !/^(warning|notice):/.test(rest) && !faults.has(slug))
      faults.set(slug, `${place}: ${rest}`);
  }
  if (faults.size === 0)
    throw new Error(`the build failed without naming an article:\n${stderr.slice(0, 4000)}`);
  return faults;
}

/** In the browser: the elements and attributes that the results of a search are made of. */
function results(): string[] {
  return [...document.querySelectorAll("main li, main li *")].flatMap(({ localName, attributes }) =>
    attributes.length === 0 ? [localName] : [...attributes].map(({ name }) => `${localName} ${name}`),
  );
}

/** In the browser: the headline of each page. */
async function headlines(paths: readonly string[]): Promise<(string | null | undefined)[]> {
  const parser = new DOMParser();
  const shown: (string | null | undefined)[] = [];
  const headline = (page: string) =>
    parser.parseFromString(page, "text/html").querySelector("h1")?.textContent;
  for (let start = 0; start < paths.length; start += 20) {
    const some = paths.slice(start, start + 20).map(async (path) => (await fetch(path)).text());
    shown.push(...(await Promise.all(some)).map(headline));
  }
  return shown;
}

/** Pages as a careless press would make them: each vector in an attribute, a link, an element and a script's data. */
async function writeNaive(output: string, all: readonly Vector[]): Promise<void> {
  await mkdir(output, { recursive: true });
  for (const { id, text } of all) {
    const page =
      `<!doctype html><title>x</title><p title="${text}">x</p><a href="${text}">x</a><p>${text}</p>` +
      `<script type="application/ld+json">{"headline":"${text}"}</script>`;
    await writeFile(join(output, `${id}.html`), page);
  }
}
