import { expect, test } from "@playwright/test";
import { slugProblem } from "../../src/press/address/slug.ts";
import type { Fault } from "../../src/press/faults/fault.ts";
import { slugOf } from "../../src/press/import/write.ts";
import { checkFacts } from "../../src/press/record/facts.ts";
import { siftArticleMetadata } from "../../src/press/record/metadata.ts";
import { type Growth, growth } from "../support/growth.ts";
import { importDry, readWhole } from "../support/readers.ts";

/*
 * Every reader takes time and memory in proportion to a text's size, whatever the text repeats; what it finds names the file.
 */

/** The exponent by which time and memory may grow. */
const limit = 1.3;

/** What one article may cost: processor time in seconds, allocations in bytes. */
const budget = { time: 10, memory: 1e9 };

/** The characters of a smallest text; a largest one has sixteen times as many. */
const fewest = 1_500;

type Made = (count: number) => string;

/** A text of one piece again and again. */
const repeated =
  (piece: string): Made =>
  (count) =>
    piece.repeat(count);

/** A text of pieces that differ by their number. */
const numbered =
  (piece: (index: number) => string): Made =>
  (count) =>
    Array.from({ length: count }, (_, index) => piece(index)).join("");

const between =
  (before: string, made: Made, after: string): Made =>
  (count) =>
    before + made(count) + after;

/** Pieces, with the number of them in a smallest text where it is not told by their length. */
type Pieces = Record<string, string | [Made, number]>;

interface Reader {
  read: (text: string) => readonly Fault[];
  /** The files that a fault may name. */
  files: RegExp;
  pieces: Pieces;
}

const feed = (body: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Wire</title><link>https://wire.example/</link><description>d</description>
<item><title>One</title><link>https://wire.example/one</link><pubDate>Sat, 02 Dec 2023 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[${body}]]></content:encoded></item></channel></rss>
`;

const jsonFeed = (body: string) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "Wire",
    items: [{ id: "1", title: "One", date_published: "2023-12-02T10:00:00Z", content_html: body }],
  });

const readers: Record<string, Reader> = {
  "wire copy": {
    read: (text) => readWhole("wire", ` date 2023-12-02 ${text}`, "headline: Ferry\n"),
    files: /^articles\/a\.txt$/,
    pieces: {
      words: "word ",
      paragraphs: "word\n\n",
      lines: "word\n",
      "white space": " \n",
      isolates: "\u2066a\u2069 ",
      numbers: "1,234 ",
    },
  },
  Markdown: {
    read: (text) => readWhole("markdown", `---\nheadline: Ferry\ndate: 2023-12-02\n---\n\n${text}.\n`),
    files: /^articles\/a\.md$/,
    pieces: {
      "notes in the text": "^[aa]\n\n",
      headings: "# h\n\n",
      "brackets that open": "[a",
      links: "[a](/b) ",
      "links that open": "[a](",
      "rows of a table": "| a | b |\n|---|---|\n",
      "quotations in one another": "> ",
      items: "- a\n",
      "numbered items": "1. a\n",
      "stars that open": "*a ",
      "backticks of all lengths": [numbered((index) => `${"`".repeat(index % 40)}a`), 70],
      "angle brackets": "<a",
      "definitions and notes": [
        numbered((index) => `[a${index}] b[^${index}]\n\n[a${index}]: /u\n\n[^${index}]: n\n\n`),
        40,
      ],
    },
  },
  "front matter": {
    read: (text) => readWhole("markdown", `---\n${text}---\n\nText.\n`),
    files: /^articles\/a\.md$/,
    pieces: { keys: [numbered((index) => `k${index}: v\n`), 200] },
  },
  metadata: {
    read: (text) => siftArticleMetadata("a.yaml", text).faults,
    files: /^a\.yaml$/,
    pieces: {
      "empty items": [between("topics:\n", repeated("  - \n"), ""), 300],
      keys: [numbered((index) => `k${index}: v\n`), 200],
      "a key again and again": "k: v\n",
      "items in brackets": [between("topics: [", repeated("a, "), "]\n"), 400],
      "pairs of brackets": [between("topics: ", repeated("[]"), "\n"), 600],
      "double quotes": [between('headline: "', repeated("x y \\n "), '"\n'), 400],
      spaces: [between("headline: x", repeated(" "), "# y\n"), 2000],
      comments: "# c\n",
      "comments behind values": [numbered((index) => `k${index}: v # c\n`), 150],
      anchors: [numbered((index) => `k${index}: &a v\n`), 150],
      "marks that nothing closes": [numbered((index) => `k${index}: "a\n`), 150],
    },
  },
  "a feed": {
    read: (body) => importDry("feed.xml", feed(body)),
    files: /feed\.xml$/,
    pieces: {
      paragraphs: "<p>a</p>",
      marks: "<i>a</i> ",
      "numbered lists": "<ol><li>a</li></ol>",
      "numbered items": [between("<ol>", repeated("<li>a</li>"), "</ol>"), 150],
      cells: [between("<table><tr>", repeated("<td>a</td>"), "</tr></table>"), 150],
      "line breaks": "<br>",
      shortcodes: "[gallery ",
      comments: "<!--",
      "angle brackets": "<",
    },
  },
  "a JSON Feed": {
    read: (body) => importDry("feed.json", jsonFeed(body)),
    files: /feed\.json$/,
    pieces: { paragraphs: "<p>a</p>" },
  },
  "broken JSON": {
    read: (text) => importDry("feed.json", `[${text}`),
    files: /feed\.json$/,
    pieces: { lists: "[" },
  },
  "broken XML": {
    read: (text) => importDry("feed.xml", `<a>${text}`),
    files: /feed\.xml$/,
    pieces: { elements: "<a>" },
  },
  "imported wire copy": {
    read: (text) => importDry("copy.txt", ` date 2023-12-02 ${text}`),
    files: /copy\.txt$/,
    pieces: { lines: "word\n" },
  },
  "a slug": {
    read: (text) => {
      expect(slugProblem(text)?.reason).toContain("bytes, the limit is 200");
      return [];
    },
    files: /^$/,
    pieces: { "letters with accents": [repeated("a\u0301 "), 5000] },
  },
  "a title that becomes a slug": {
    read: (text) => {
      expect(slugOf(text)).not.toBe("");
      return [];
    },
    files: /^$/,
    pieces: { words: [repeated("a "), 5000], "one word": [repeated("a"), 5000] },
  },
};

/** A piece as a text of so many, and how many a smallest text has. */
function madeOf(piece: string | [Made, number]): [Made, number] {
  return typeof piece === "string" ? [repeated(piece), Math.ceil(fewest / piece.length)] : piece;
}

function holds(measured: Growth): void {
  const { timeExponent, memoryExponent, time, memory, told } = measured;
  expect(timeExponent, told).toBeLessThan(limit);
  expect(memoryExponent, told).toBeLessThan(limit);
  expect(time / 1e6, told).toBeLessThan(budget.time);
  expect(memory, told).toBeLessThan(budget.memory);
}

for (const [name, { read, files, pieces }] of Object.entries(readers)) {
  test.describe(name, () => {
    for (const [what, piece] of Object.entries(pieces)) {
      test(what, async () => {
        const [make, count] = madeOf(piece);
        for (const file of new Set(read(make(16 * count)).map((fault) => fault.file)))
          expect(file).toMatch(files);
        holds(await growth(make, read, count, limit));
      });
    }
  });
}

/** A word for each number, of letters only. */
const word = (index: number) =>
  `Q${[...String(index + 1_000_000)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
const many = (size: number, piece: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => piece(index)).join(" ");

/** Headlines, each with the text that it is held against. */
const claims: Record<string, (size: number) => [headline: string, text: string]> = {
  "numbers, each with a slip": (size) => [
    many(size, (index) => `${index * 2 + 100_001} x`),
    many(size, (index) => `${index * 2 + 100_000} y`),
  ],
  "one number of many digits": (size) => ["12".repeat(size), "13".repeat(size)],
  "one number of many groups": (size) => ["1,234".repeat(size), "1,243".repeat(size)],
  "a date without an end": (size) => ["1.2.".repeat(size), "2.1.".repeat(size)],
  "names, each with a slip": (size) => [
    many(size, (index) => `${word(index)}x`),
    many(size, (index) => `the ${word(index)}`),
  ],
  "names that a slip makes the same": (size) => [
    many(size, (index) => `Abcde${String.fromCodePoint(0x4e00 + index)}fgh`),
    many(size, (index) => `the Abcde${String.fromCodePoint(0xac00 + (index % 11_000))}fgh`),
  ],
  "text without spaces": (size) => [
    "Stanikzai sells 1,034: “all of our boats are ready”",
    "Stanekzai".repeat(size * 8),
  ],
  "headline without spaces": (size) => ["Stanikzai".repeat(size), "Stanekzai".repeat(size)],
  "one quotation": (size) => [`“${many(size, () => "a")} b a”`, many(size, () => "a")],
  "many quotations": (size) => [
    many(size, () => "“our boats in the harbour sank”"),
    many(size, () => "our boats in the harbour are set"),
  ],
  "quotation marks that nothing closes": (size) => [
    "“ « ‘a ".repeat(size) + "'a'a".repeat(size) + "[".repeat(size),
    "a ".repeat(size),
  ],
  "brackets in a quotation": (size) => [
    `“a b c d e ${"[".repeat(size)} ... ${"(".repeat(size)}”`,
    "a b c d f e",
  ],
};

test.describe("a headline against its text", () => {
  for (const [name, make] of Object.entries(claims)) {
    test(name, async () => {
      const read = ([text, evidence]: [string, string]) =>
        checkFacts([{ name: "headline", text, place: { file: "" } }], {
          text: evidence,
          language: "en",
          year: "2023",
        });
      holds(await growth(make, read, 1000, limit));
    });
  }
});
