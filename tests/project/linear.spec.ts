import { expect, test } from "@playwright/test";
import { compare } from "../../_includes/check-compare.js";
import { markdownSigns } from "../../_includes/check-markdown.js";
import { pageSigns, wireSigns } from "../../_includes/check-text.js";
import { slugProblem } from "../../src/press/address/slug.ts";
import type { Fault } from "../../src/press/faults/fault.ts";
import { plainMarkdown } from "../../src/press/import/generator-text.ts";
import { slugOf } from "../../src/press/import/write.ts";
import { checkFacts } from "../../src/press/record/facts.ts";
import { siftArticleMetadata } from "../../src/press/record/metadata.ts";
import { pack, summed, unpack } from "../../src/press/search/pack.ts";
import { type Growth, growth } from "../support/growth.ts";
import { importDry, readWhole, verifyWith } from "../support/readers.ts";

/*
 * Every reader takes time and memory in proportion to a text's size, whatever the text repeats; what it finds names the file.
 */

/** The exponent by which time and memory may grow. */
const limit = 1.3;

/** What one article may cost: processor time in seconds, allocations in bytes. */
const budget = { time: 10, memory: 1e9 };

/** The characters of a smallest text; a largest one has sixteen times as many. */
const fewest = 1_000;

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
  read: (text: string) => readonly Fault[] | Promise<readonly Fault[]>;
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

/** A body whose notes are found by their links. */
const linkedNotes: Made = (count) =>
  `<p>${numbered((index) => `a<a href="#n${index}" id="r${index}">${index}</a> `)(count)}</p><ol>${numbered(
    (index) => `<li id="n${index}">n <a href="#r${index}">^</a></li>\n`,
  )(count)}</ol>`;

const item = (more: string) =>
  `<item><title>One</title><pubDate>Sat, 02 Dec 2023 10:00:00 GMT</pubDate><description>a</description>${more}</item>`;

const feedOf = (items: string) =>
  `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link><description>d</description>${items}</channel></rss>`;

const post = (index: number, body: string) =>
  `<item><title>One</title><wp:post_id>${index}</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>` +
  `<wp:post_date>2023-12-02 10:00:00</wp:post_date><content:encoded>${body}</content:encoded></item>`;

const jsonFeed = (body: string) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "Wire",
    items: [{ id: "1", title: "One", date_published: "2023-12-02T10:00:00Z", content_html: body }],
  });

/** A Ghost export of one post. */
const ghost = (post: object) =>
  JSON.stringify({
    db: [{ data: { posts: [{ id: "1", title: "One", slug: "one", status: "published", ...post }] } }],
  });

const lexical = (nodes: object[]) =>
  ghost({ html: null, lexical: JSON.stringify({ root: { type: "root", children: nodes } }) });

/** A transmission as IPTC 7901 has it. */
const iptc7901 = (text: string) =>
  `\u0001qna062 4 i 211 abc   qn 061\r\n\r\nQuay/\r\n\u0002Ferry talks =\r\n\r\n${text}\r\n\u0003131137 GMT Nov 23\r\n\u0004`;

/** A transmission as ANPA 1312 has it. */
const anpa1312 = (text: string) =>
  "\u0016\u0016\u0001W2870\u001fasian\r\nf l\u0013\u0011 BC-Quay     11-13 1049\r\n\u0002^BC-Quay-Ferry,466<\r\n^Ferry<\r\n" +
  `${text}\r\n\t   \u0003AP-WF-11-13-13 1509GMT<\r\n\f\r\n\u0004`;

const newsml = (content: string) =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1"><itemMeta><versionCreated>2024-03-08T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>One</headline></contentMeta><contentSet>${content}</contentSet></newsItem>`;

/** A post of WordPress whose body is as it stands. */
const wholePost = (body: string) => post(1, `<![CDATA[${body}]]>`);

/** A built site that is verified by itself, with pieces before a mark in one of its files. */
function served(file: string, mark: string, pieces: Pieces): Record<string, Reader> {
  const read = (text: string) =>
    verifyWith(file, (built) => {
      const at = built.lastIndexOf(mark);
      expect(at, `${mark} in ${file}`).toBeGreaterThanOrEqual(0);
      const after = /[[.]$/.test(mark) ? at + mark.length : at;
      return built.slice(0, after) + text + built.slice(after);
    });
  // All else of the site is read each time: the pieces must outweigh it.
  const more = Object.entries(pieces).map(([what, piece]): [string, [Made, number]] => {
    const [make, count] = madeOf(piece);
    return [what, [make, 4 * count]];
  });
  return { [`verify, ${file}`]: { read, files: /\/dist\//, pieces: Object.fromEntries(more) } };
}

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
      "rows of comma-separated values": [between("```csv\n", repeated("a,b\n"), "```\n"), 55],
      "a cell of quotation marks": [between('```csv\na\n"', repeated('""'), '"\n```\n'), 1_000],
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
      "a long text in double quotes": [between('headline: "', repeated("word "), '"\n'), 1_200],
      "a text past the limit": [between('headline: "', repeated("word "), '"\n'), 20_001],
      "quotation marks in double quotes": [between('headline: "', repeated('\\"\\\\'), '"\n'), 2000],
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
      "items without a list": "<li>a",
      "marks in one another": "<b>a",
      "raised text in one another": [
        (count) => `${"<sup>a".repeat(150)}${"</sup>".repeat(150)}`.repeat(count),
        1,
      ],
      "tables in one another": "<table><tr><td>a",
      "no-break spaces": "&nbsp;",
      "no-break spaces between letters": [between("a", repeated("&nbsp;"), "b"), 1_000],
      "no-break and other spaces": [between("a", repeated("\u00a0 "), "b"), 1_500],
      "spaces in code": [between("<pre>a", repeated("\u00a0"), "b</pre>"), 2_000],
      "tags without an end": "<a href=",
      "code without an end": "<pre>a\n",
      "hidden text": "<b hidden>a</b>x",
      "links to the top": [between('<div id="top">', repeated('<a href="#top">up</a> '), "</div>"), 50],
      "notes in a list": [linkedNotes, 10],
      links: '<a href="/b">a</a> ',
      pictures: '<img src="https://wire.example/a.jpg">',
    },
  },
  "a feed of many items": {
    read: (items) => importDry("feed.xml", feedOf(items)),
    files: /feed\.xml$/,
    pieces: {
      "with one title": [numbered((index) => item(`<guid isPermaLink="false">${index}</guid>`)), 8],
      "without a name": [repeated(item("")), 8],
      topics: [(count) => item("<category>a</category>".repeat(count)), 50],
      "a title of marks": [(count) => item(`<title>${"&lt;b>a".repeat(count)}</title>`), 150],
    },
  },
  "an Atom feed": {
    read: (content) =>
      importDry(
        "feed.xml",
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>w</id><updated>2023-12-02T10:00:00Z</updated>${content}</feed>`,
      ),
    files: /feed\.xml$/,
    pieces: {
      entries: [
        numbered(
          (index) =>
            `<entry><title>One</title><id>${index}</id><updated>2023-12-02T10:00:00Z</updated><content>a</content></entry>`,
        ),
        8,
      ],
    },
  },
  "a WordPress export": {
    read: (items) =>
      importDry(
        "export.xml",
        `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>W</title><wp:wxr_version>1.2</wp:wxr_version>${items}</channel></rss>`,
      ),
    files: /export\.xml$/,
    pieces: {
      posts: [numbered((index) => post(index, "a")), 8],
      blocks: [
        (count) => post(1, "&lt;!-- wp:paragraph -->&lt;p>a&lt;/p>&lt;!-- /wp:paragraph -->".repeat(count)),
        15,
      ],
      shortcodes: [(count) => post(1, "[caption]a ".repeat(count)), 80],
      "notes without an end": [(count) => wholePost("[ref]a ".repeat(count)), 400],
      "code without an end": [(count) => wholePost("<pre>a [code]b ".repeat(count)), 200],
      "comments without an end": [(count) => wholePost("<!-- wp:a {".repeat(count)), 300],
    },
  },
  "a Ghost export": {
    read: (body) => importDry("ghost.json", ghost({ html: body })),
    files: /ghost\.json$/,
    pieces: { paragraphs: "<p>a</p>", "tags that open": "<b" },
  },
  "a Ghost export in Lexical": {
    read: (nodes) => importDry("ghost.json", nodes),
    files: /ghost\.json$/,
    pieces: {
      paragraphs: [
        (count) =>
          lexical(Array(count).fill({ type: "paragraph", children: [{ type: "extended-text", text: "a" }] })),
        20,
      ],
      cards: [(count) => lexical(Array(count).fill({ type: "callout", calloutText: "<b>a" })), 40],
    },
  },
  "IPTC 7901": {
    read: (text) => importDry("wire.iptc", iptc7901(text)),
    files: /wire\.iptc$/,
    pieces: {
      lines: "word\r\n",
      indents: "   word\r\n",
      "letters of a language": "f}r ",
      "a line of spaces": [between("a", repeated(" "), "b"), 2_000],
    },
  },
  "IPTC 7901, above the text": {
    read: (line) => importDry("wire.iptc", iptc7901("a\r\n").replace("talks =", `${line} =`)),
    files: /wire\.iptc$/,
    pieces: { spaces: [between("a", repeated(" "), "b"), 2_000], quads: "< " },
  },
  "ANPA 1312": {
    read: (text) => importDry("wire.tst", anpa1312(text)),
    files: /wire\.tst$/,
    pieces: {
      paragraphs: "\t   word\r\n",
      rows: "\ba;b;c\r\n",
      "set apart": "^a<\r\n",
      "a row of spaces": [between("\ba", repeated(" "), "b\r\n"), 2_000],
      "a line of spaces": [between("\ta", repeated(" "), "b\r\n"), 2_000],
    },
  },
  "a NewsML-G2 item": {
    read: (content) => importDry("message.xml", newsml(content)),
    files: /message\.xml$/,
    pieces: {
      paragraphs: [
        between(
          '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>',
          repeated("<p>a</p>"),
          "</body></html></inlineXML>",
        ),
        100,
      ],
      "plain text": [
        between('<inlineData contenttype="text/plain">', repeated("word\n"), "</inlineData>"),
        200,
      ],
      "tags that open in text": [
        between('<inlineData contenttype="text/plain">', repeated("&lt;p "), "</inlineData>"),
        400,
      ],
      pictures: '<remoteContent contenttype="image/jpeg" href="a.jpg" width="1"/>',
    },
  },
  "a Substack archive's CSV": {
    read: (rows) => importDry("archive/posts.csv", `post_id,post_date,title\n${rows}`),
    files: /posts\.csv$/,
    pieces: {
      rows: [numbered((index) => `${index}.a,2024-03-05,"a"\n`), 60],
      cells: "a,",
      "quotation marks": [between('"', repeated('""'), '"\n'), 500],
      "a title of spaces": [between('1.a,2024-03-05,"a', repeated(" "), 'b"\n'), 1_000],
    },
  },
  "a NITF story": {
    read: (body) =>
      importDry(
        "story.xml",
        `<nitf><head><docdata><doc-id id-string="1"/><date.issue norm="20231202"/></docdata></head><body><body.head><hedline><hl1>One</hl1></hedline></body.head><body.content>${body}</body.content></body></nitf>`,
      ),
    files: /story\.xml$/,
    pieces: { paragraphs: "<p>a</p>" },
  },
  "a ninjs item": {
    read: (body) =>
      importDry(
        "item.json",
        JSON.stringify({
          uri: "tag:wire.example,2023:1",
          type: "text",
          versioncreated: "2023-12-02T10:00:00Z",
          headline: "One",
          body_html: body,
        }),
      ),
    files: /item\.json$/,
    pieces: { paragraphs: "<p>a</p>" },
  },
  "a JSON Feed": {
    read: (body) => importDry("feed.json", jsonFeed(body)),
    files: /feed\.json$/,
    pieces: { paragraphs: "<p>a</p>" },
  },
  "imported Markdown": {
    read: (text) => importDry("posts/a.md", `---\ntitle: One\ndate: 2023-12-02\n---\n${text}`),
    files: /a\.md$/,
    pieces: { paragraphs: "word\n\n", shortcodes: "{{< x >}} ", links: "[a](/b) " },
  },
  "a page": {
    read: (body) =>
      importDry(
        "pages/a.html",
        `<title>One</title><meta name="date" content="2023-12-02"><main>${body}</main>`,
      ),
    files: /a\.html$/,
    pieces: { paragraphs: "<p>a</p>", "boxes in one another": "<div>a" },
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
  ...served("ferry/index.html", "</main>", {
    words: "word ",
    paragraphs: "<p>a</p>",
    "elements in one another": "<b>a",
    comments: "<!--",
    "angle brackets": "<",
    metadata: '<meta name="author" content="a">',
    "line breaks": "<br>",
  }),
  ...served("ferry/source.txt", "sails.", { words: " word", lines: "word\n" }),
  ...served("quay/source.md", "quay.", { notes: "^[a]", stars: "*a ", brackets: "[a" }),
  ...served("feed.xml", "</feed>", { entries: "<entry><id>a</id></entry>", "elements that open": "<entry>" }),
  ...served("feed.json", '"items": [', { items: '{"id":"a"},', lists: "[" }),
  ...served("ferry/article.json", '"text":[', { texts: '"a",', lists: "[" }),
  ...served("proof.json", '"articles":[', { lists: "[" }),
  ...served("topics/ships/index.html", "</main>", { items: '<li><a href="../../ferry/">Ferry</a></li>' }),
  ...served("SHA256SUMS", "", { files: [numbered((index) => `${"a".repeat(64)}  f${index}\n`), 15] }),
  "Markdown of a generator": {
    read: (text) => {
      plainMarkdown(text, { addressOf: () => undefined, lose: () => {}, runsTags: true });
      return [];
    },
    files: /^$/,
    pieces: {
      backticks: "`",
      "runs of backticks": [numbered((index) => `${"`".repeat(index % 60)} `), 40],
      "runs that nothing closes": [numbered((index) => `${"`".repeat((index % 90) + 1)}a\n\n`), 30],
      "fences that nothing closes": "- ```a\n",
      "raw text that nothing closes": "{% raw %}",
      tags: "{{ a }} ",
    },
  },
  "the check page": {
    read: (text) => {
      const [wire, page] = [wireSigns(text), pageSigns(text, true)];
      expect(compare(wire, page).equal).toBe(true);
      markdownSigns(text);
      return [];
    },
    files: /^$/,
    pieces: {
      words: "word ",
      "notes that open": "^[a ",
      "marks of notes that open": "[^a",
      links: "[a](b) ",
      "links that open": '[a](b "',
      "backticks of all lengths": [numbered((index) => `${"`".repeat(index % 40)}a`), 70],
      paragraphs: [repeated("a\n\n"), 4_000],
      rows: [repeated("a|b\n-|-\n"), 1_000],
      dashes: [between("a|b\n", repeated("-"), "x"), 2_000],
      definitions: "[a]: b\n\n",
      spaces: [between("a", repeated(" "), "b"), 2_000],
    },
  },
  "the search's files": {
    read: (text) => {
      const files = text
        .split(",")
        .map((content, index) => ({ path: `${index}`, content: Buffer.from(content) }));
      expect(unpack(pack(summed(files)))).toHaveLength(files.length);
      return [];
    },
    files: /^$/,
    pieces: { "small ones": "a,", "a large one": "word " },
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
        const measured = await growth(make, read, count, limit);
        for (const file of new Set(measured.result.map((fault) => fault.file))) expect(file).toMatch(files);
        holds(measured);
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
      holds(await growth(make, read, 300, limit));
    });
  }
});
