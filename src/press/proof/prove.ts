import { decodeHTML, decodeHTMLAttribute } from "entities";
import { type Handler, Parser } from "htmlparser2";
import type { Piece } from "../account/inline-words.ts";
import { joinPieces, type MarkdownCopy, markdownCopy } from "../account/markdown-words.ts";
import { foldSpace, type WireLine, type Word, wireLines, wireWords } from "../account/words.ts";
import { error, type Fault, quoted, visible } from "../faults/fault.ts";
import { compareWords, type Difference } from "./compare-words.ts";

/** What a page's body says, as a browser would read it. */
export interface PageText {
  /** The blocks of text, white space folded: a word ends at white space, and where its block does. */
  blocks: string[];
  /** The marks of notes and the ways back from them, which the press adds. */
  marks: string[];
  /** Texts in attributes, in the page's order. */
  attributes: { name: string; value: string }[];
  /** Whether the page has a body at all: `main > article > div.e-content`. */
  found: boolean;
  /** The kinds of elements in the body. */
  elements: string[];
  /** Elements that no body has: their text might not be seen. */
  unknown: string[];
}

/** Elements within a line: what stands before and after them is one word where no space parts it. */
const inline = new Set([
  "a",
  "b",
  "bdi",
  "code",
  "em",
  "i",
  "img",
  "picture",
  "s",
  "source",
  "span",
  "strong",
  "sup",
]);

/** All other elements that a body may have. A line ends where they begin and where they end. */
const block = new Set(
  `blockquote br div figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td tfoot th thead tr ul`.split(
    " ",
  ),
);

/**
 * Reads an article's body back from a page. The corrections are not part of the source's text, and are left out.
 *
 * @param html a whole page, as it is served
 */
export function readBack(html: string): PageText {
  const page = { blocks: [] as string[], marks: [] as string[], attributes: [] as PageText["attributes"] };
  const elements = new Set<string>();
  const unknown = new Set<string>();
  const path: string[] = [];
  /** The depths at which the body, the corrections and a mark were opened; 0 outside. */
  let body = 0;
  let corrections = 0;
  let mark = 0;
  let found = false;
  let line = "";
  const endLine = () => {
    const text = foldSpace(line);
    if (text !== "") page.blocks.push(text);
    line = "";
  };
  const handler: Partial<Handler> = {
    onopentag(name, written) {
      path.push(name);
      const attributes = decodedAttributes(written);
      if (body === 0) {
        if (!isBody(path, name, attributes.class)) return;
        body = path.length;
        found = true;
        return;
      }
      if (corrections > 0 || mark > 0) return;
      if (path.length === body + 1 && name === "section" && attributes.class === "corrections") {
        corrections = path.length;
        return;
      }
      elements.add(name);
      if (isMark(name, attributes.class)) {
        mark = path.length;
        page.marks.push("");
        return;
      }
      if (block.has(name)) endLine();
      else if (!inline.has(name)) unknown.add(name);
      if ("hidden" in attributes) unknown.add(`${name} hidden`);
      addAttributes(page.attributes, name, attributes);
    },
    ontext(written) {
      if (body === 0 || corrections > 0) return;
      const text = decodedText(written);
      if (mark > 0) page.marks[page.marks.length - 1] += text;
      else line += text;
    },
    onclosetag(name) {
      const depth = path.length;
      path.pop();
      if (body === 0) return;
      if (depth === corrections) corrections = 0;
      else if (depth === mark) mark = 0;
      else if (depth === body) parser.pause();
      else if (corrections === 0 && mark === 0 && block.has(name)) endLine();
    },
  };
  // The parser would look at each character for references; most texts have none.
  const parser = new Parser(handler, { decodeEntities: false });
  parser.write(html);
  endLine();
  return {
    blocks: page.blocks,
    marks: page.marks.map(foldSpace),
    attributes: page.attributes,
    found,
    elements: [...elements],
    unknown: [...unknown],
  };
}

/** A text with its character references resolved. The parser gives all that stands between two tags at once, so none is cut in two. */
function decodedText(text: string): string {
  return text.includes("&") ? decodeHTML(text) : text;
}

type Attributes = { [name: string]: string };

/** Attributes with their character references resolved; in an attribute, one without a semicolon may be none. */
function decodedAttributes(attributes: Attributes): Attributes {
  for (const [name, value] of Object.entries(attributes)) {
    if (value.includes("&")) attributes[name] = decodeHTMLAttribute(value);
  }
  return attributes;
}

/** A page's words, in their order. */
export function wordsOf({ blocks }: Pick<PageText, "blocks">): string[] {
  return blocks.flatMap((block) => block.split(" "));
}

function isBody(path: readonly string[], name: string, classes: string | undefined): boolean {
  return (
    name === "div" &&
    path.at(-2) === "article" &&
    path.at(-3) === "main" &&
    (classes ?? "").split(" ").includes("e-content")
  );
}

/** A note's mark in the text, or the way back from a note. */
function isMark(name: string, classes: string | undefined): boolean {
  return (name === "sup" && classes === "footnote-ref") || (name === "a" && classes === "footnote-backref");
}

function addAttributes(
  list: { name: string; value: string }[],
  element: string,
  attributes: Attributes,
): void {
  const { href, title, alt, start, class: classes } = attributes;
  if (element === "a" && href !== undefined) list.push({ name: "href", value: href });
  if (element === "img" && alt !== undefined) list.push({ name: "alt", value: alt });
  if (title !== undefined) list.push({ name: "title", value: title });
  if (element === "ol" && start !== undefined) list.push({ name: "start", value: start });
  if (element === "code" && classes?.startsWith("language-")) {
    list.push({ name: "language", value: classes.slice("language-".length) });
  }
}

/** A page and the source that must stand on it. */
export interface PageToProve {
  form: "wire" | "markdown";
  /** The source's path as messages show it. */
  file: string;
  /** The source's text. */
  text: string;
  /** The page's path as messages show it. */
  page: string;
  /** The page, as it is published; what stands before its `main` may be missing. */
  html: string;
  /** What the page puts before a relative address of the source: nothing on the article's own page. */
  base?: string;
}

/** What came out of a comparison. */
export interface Proof {
  /** How many words the source has. */
  words: number;
  differences: Difference[];
  /** What is wrong with the page beyond its words: paragraphs, notes' marks, attributes. */
  problems: { line?: number; reason: string }[];
}

/**
 * Compares a page's body with its source: the words, one by one and in order; for wire copy also where paragraphs begin,
 * and that it has nothing else; for Markdown also the notes' marks and the texts in attributes.
 */
export function compare({ form, text, html, base = "" }: Omit<PageToProve, "file" | "page">): Proof {
  const page = readBack(html);
  if (base !== "") page.attributes = page.attributes.map((attribute) => withoutBase(attribute, base));
  const problems: Proof["problems"] = [];
  if (!page.found) problems.push({ reason: "the page has no article" });
  for (const element of page.unknown) {
    problems.push({ reason: `the article holds a \`${element}\`, whose text a reader may not see` });
  }
  return form === "wire"
    ? compareWire(text, page, problems)
    : compareMarkdown(markdownCopy(text), page, problems);
}

/** A link as it would stand on the article's own page. */
function withoutBase({ name, value }: PageText["attributes"][number], base: string) {
  return { name, value: name === "href" && value.startsWith(base) ? value.slice(base.length) : value };
}

function compareWire(text: string, page: PageText, problems: Proof["problems"]): Proof {
  const lines = wireLines(text);
  for (const name of page.elements) {
    if (name !== "p" && !page.unknown.includes(name))
      problems.push({ reason: `the article holds a \`${name}\`, and wire copy has paragraphs only` });
  }
  const words = lines.reduce((sum, line) => sum + countFolded(line.text), 0);
  const texts = lines.map((line) => line.text);
  // Nearly always all is well, each line a paragraph, and then no word needs its line.
  if (sameTexts(texts, page.blocks)) return { words, differences: [], problems };
  if (texts.join(" ") !== page.blocks.join(" ")) {
    const differences = compareWords(wireWords(text), wordsOf(page));
    if (differences.length > 0) return { words, differences, problems };
  }
  const wrong = wrongParagraph(lines, page.blocks);
  if (wrong) problems.push(wrong);
  return { words, differences: [], problems };
}

/** How many words a text of single spaces has. */
function countFolded(text: string): number {
  let count = 1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) count++;
  return count;
}

function sameTexts(expected: readonly string[], found: readonly string[]): boolean {
  return expected.length === found.length && expected.every((text, index) => text === found[index]);
}

/** Where a paragraph begins within a line of the source, or does not begin after a blank one. The words are the same already. */
function wrongParagraph(
  lines: readonly WireLine[],
  blocks: readonly string[],
): { line: number; reason: string } | undefined {
  let block = 0;
  let rest = "";
  for (const line of lines) {
    if (rest === "") rest = blocks[block++] ?? "";
    else if (line.blankBefore) return { line: line.line, reason: "no paragraph of the page begins here" };
    if (rest !== line.text && !rest.startsWith(`${line.text} `)) {
      return { line: line.line, reason: "a paragraph of the page ends within this line" };
    }
    rest = rest.slice(line.text.length + 1);
  }
  return undefined;
}

function compareMarkdown(copy: MarkdownCopy, page: PageText, problems: Proof["problems"]): Proof {
  for (const { line, reason } of copy.problems) problems.push({ line, reason });
  const isMark = (piece: Piece) => piece.mark === true;
  const marks = copy.pieces.filter(isMark).map(({ text, line }) => ({ text: foldSpace(text), line }));
  for (const mark of compareWords(marks, page.marks)) {
    problems.push({ line: mark.line, reason: `a note's mark ${described(mark)}` });
  }
  const attributes = copy.attributes.map(attributeWord);
  for (const attribute of compareWords(attributes, page.attributes.map(writtenAttribute))) {
    problems.push({ line: attribute.line, reason: `an attribute ${described(attribute)}` });
  }
  const text = copy.pieces.filter((piece) => !isMark(piece));
  const words =
    text
      .map((piece) => piece.text)
      .join("")
      .match(/[^ \t\r\n]+/g) ?? [];
  const found = wordsOf(page);
  const differences = sameTexts(words, found) ? [] : compareWords(joinPieces(text), found);
  return { words: words.length, differences, problems };
}

function attributeWord(attribute: { name: string; value: string; line: number }): Word {
  return { text: writtenAttribute(attribute), line: attribute.line };
}

function writtenAttribute({ name, value }: { name: string; value: string }): string {
  return `${name}="${foldSpace(value)}"`;
}

/** A difference as a message tells it. */
export function described({ kind, expected, found }: Difference): string {
  const [wanted, got] = [visible(quoted(expected)), visible(quoted(found))];
  if (kind === "lost") return `is lost: expected ${wanted}`;
  if (kind === "added") return `is added: found ${got}`;
  return `is changed: expected ${wanted}, found ${got}`;
}

/** How many differences of one page are told one by one. */
const mostTold = 10;

/**
 * Proves a page.
 *
 * @returns a fault for each word that is lost, added or changed, with the line of the source; nothing if every word stands
 */
export function provePage(page: PageToProve): Fault[] {
  const { differences, problems } = compare(page);
  const remedy = "this is a fault of the press, not of the text; nothing was published";
  const told = differences.slice(0, mostTold).map((difference) => {
    const place = { file: page.file, line: difference.line };
    return error(place, `a word ${described(difference)} in ${page.page}`, remedy);
  });
  const more = differences.length - told.length;
  if (more > 0) told.push(error({ file: page.file }, `${more} more words differ in ${page.page}`, remedy));
  const others = problems.slice(0, mostTold).map(({ line, reason }) => {
    return error(
      { file: page.file, ...(line !== undefined && { line }) },
      `${reason}, in ${page.page}`,
      remedy,
    );
  });
  return [...told, ...others];
}

/** One article in `proof.json`. */
export interface ProofRecord {
  slug: string;
  /** The source's place, relative to the site's root: `SLUG/source.txt`. */
  source: string;
  form: "wire" | "markdown";
  /** SHA-256 of the source, hexadecimal, as `sha256sum` prints it. */
  sha256: string;
  /** The source's size in bytes. */
  bytes: number;
  /** The words of the source's text: runs of characters between white space. */
  words: number;
  /** SHA-256 of the page. */
  page: string;
}

/** `proof.json`: what was proved of a site. */
export interface ProofFile {
  version: 1;
  /** The articles, sorted by slug, by code unit. */
  articles: ProofRecord[];
  totals: { articles: number; words: number; lost: 0; added: 0; changed: 0 };
}

/** Writes `proof.json`: an article to a line, so that two versions can be compared by eye. */
export function proofFile(records: readonly ProofRecord[]): string {
  const sorted = [...records].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const words = sorted.reduce((sum, record) => sum + record.words, 0);
  const totals = { articles: sorted.length, words, lost: 0, added: 0, changed: 0 };
  const lines = sorted.map(({ slug, source, form, sha256, bytes, words, page }) =>
    JSON.stringify({ slug, source, form, sha256, bytes, words, page }),
  );
  return `{"version":1,"articles":[\n${lines.join(",\n")}\n],"totals":${JSON.stringify(totals)}}\n`;
}
