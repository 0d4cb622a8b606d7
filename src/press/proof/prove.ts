import type { CopyPiece } from "../account/copy-reading.ts";
import { joinPieces, type MarkdownCopy, markdownCopy } from "../account/markdown-words.ts";
import { foldSpace, type Word } from "../account/words.ts";
import { error, type Fault, quoted, visible } from "../faults/fault.ts";
import { type PartPlace, rangeOf } from "../source/line-parts.ts";
import { compareWire } from "./compare-wire.ts";
import { compareWords, type Difference, type Proof } from "./compare-words.ts";
import type { PageAttribute } from "./page-attributes.ts";
import { type PageText, readBack, wordsOf } from "./read-back.ts";

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
  /** Whether the source is verse, each of whose lines stays one; where that is not known, the page tells. */
  verse?: boolean;
  /** Which lines of the source are no body, and what they are; where that is not known, the page tells. */
  parts?: readonly PartPlace[];
  /** What the header above the text must say, where that is known. */
  header?: PageText["header"];
}

/** What came out of a page's proof. */
export interface Proved {
  /** A fault for each word that is lost, added or changed, with the line of the source. */
  faults: Fault[];
  /**
   * The words of the page's body, one space between them, if all of them stand; without a headline that is the text's own first
   * heading.
   */
  body: string | undefined;
}

/**
 * Compares a page's body with its source: the words, one by one and in order; for wire copy also where paragraphs begin,
 * and that it has nothing else; for Markdown also the notes' marks and the texts in attributes.
 */
export function compare({
  form,
  text,
  html,
  base = "",
  verse,
  parts,
}: Omit<PageToProve, "file" | "page" | "header">): Proof & { page: PageText } {
  const page = readBack(html);
  if (base !== "") page.attributes = page.attributes.map((attribute) => withoutBase(attribute, base));
  const problems: Proof["problems"] = [];
  if (!page.found) problems.push({ reason: "the page has no article" });
  for (const element of page.unknown) {
    problems.push({ reason: `the article holds a \`${element}\`, whose text a reader may not see` });
  }
  problems.push(...partProblems(page.parts, parts));
  const proof =
    form === "wire"
      ? compareWire(text, page, problems, verse)
      : compareMarkdown(markdownCopy(text), page, problems);
  return { ...proof, page };
}

/** Where a page's parts are not those that it should have, or two of them are of one line. */
function partProblems(told: readonly PartPlace[], parts: readonly PartPlace[] = told): Proof["problems"] {
  const problems: Proof["problems"] = [];
  const named = (list: readonly PartPlace[]) => list.map(({ kind, lines }) => `${lines} ${kind}`);
  const [found, wanted] = [new Set(named(told)), new Set(named(parts))];
  for (const one of wanted) {
    if (!found.has(one))
      problems.push({ reason: `the page has no place of its own for the source's line ${one}` });
  }
  for (const one of found) {
    if (!wanted.has(one)) problems.push({ reason: `the page sets apart the source's line ${one}` });
  }
  let end = 0;
  for (const [first, last] of told.map(({ lines }) => rangeOf(lines)).sort(([a], [b]) => a - b)) {
    if (first <= end) problems.push({ line: first, reason: "the page has this line twice" });
    end = Math.max(end, last);
  }
  return problems;
}

/** A link as it would stand on the article's own page. */
function withoutBase(attribute: PageAttribute, base: string): PageAttribute {
  const { name, value, resolved } = attribute;
  if (name !== "href" || resolved || !value.startsWith(base)) return attribute;
  return { ...attribute, value: value.slice(base.length) };
}

function sameTexts(expected: readonly string[], found: readonly string[]): boolean {
  return expected.length === found.length && expected.every((text, index) => text === found[index]);
}

function compareMarkdown(copy: MarkdownCopy, page: PageText, problems: Proof["problems"]): Proof {
  for (const { line, reason } of copy.problems) problems.push({ line, reason });
  const isMark = (piece: CopyPiece) => piece.mark === true;
  const marks = copy.pieces.filter(isMark).map(({ text, line }) => ({ text: foldSpace(text), line }));
  for (const mark of compareWords(marks, page.marks)) {
    problems.push({ line: mark.line, reason: `a note's mark ${described(mark)}` });
  }
  const attributes = copy.attributes.map(attributeWord);
  // Links that the page has made of addresses say no more than the text does.
  const expectable = page.attributes.filter(({ shown }) => !shown);
  for (const attribute of compareWords(attributes, expectable.map(writtenAttribute))) {
    problems.push({ line: attribute.line, reason: `an attribute ${described(attribute)}` });
  }
  const text = copy.pieces.filter((piece) => !isMark(piece));
  const words =
    text
      .map((piece) => piece.text)
      .join("")
      .match(/[^ \t\r\n]+/g) ?? [];
  const [headline, ...others] = page.parts;
  for (const { lines, kind } of others)
    problems.push({
      reason: `the page sets apart the source's line ${lines} ${kind}, and Markdown has headings`,
    });
  if (headline) {
    const inTitle = linesFrom(headline.lines);
    const title = foldSpace(
      text
        .filter(inTitle)
        .map((piece) => piece.text)
        .join(""),
    );
    if (title !== headline.text)
      problems.push({ reason: "the headline is not the heading that begins the source" });
  }
  const found = [...(headline && headline.text !== "" ? headline.text.split(" ") : []), ...wordsOf(page)];
  const differences = sameTexts(words, found) ? [] : compareWords(joinPieces(text), found);
  return { words: words.length, differences, problems };
}

/** Tells whether something stands on lines that are written as `6` or `6-7`. */
function linesFrom(lines: string): (piece: { line: number }) => boolean {
  const [first, last] = rangeOf(lines);
  return ({ line }) => line >= first && line <= last;
}

function attributeWord(attribute: { name: string; value: string; line: number }): Word {
  return { text: writtenAttribute(attribute), line: attribute.line };
}

function writtenAttribute({ name, value }: { name: string; value: string }): string {
  return `${name}="${foldSpace(value)}"`;
}

/** A difference as a message tells it. */
export function described(
  { kind, expected, found }: Pick<Difference, "kind" | "expected" | "found">,
  many = false,
): string {
  const [wanted, got] = [visible(quoted(expected)), visible(quoted(found))];
  const are = many ? "are" : "is";
  if (kind === "lost") return `${are} lost: expected ${wanted}`;
  if (kind === "added") return `${are} added: found ${got}`;
  return `${are} changed: expected ${wanted}, found ${got}`;
}

/** How many differences of one page are told one by one. */
const mostTold = 10;

/** What to do about words that a build loses. */
export const pressRemedy = "this is a fault of the press, not of the text; nothing was published";

/** Proves a page. */
export function provePage(page: PageToProve): Proved {
  const { differences, problems, page: found } = compare(page);
  const stands = differences.length === 0 && problems.length === 0;
  const told = differences.slice(0, mostTold).map((difference) => {
    const place = { file: page.file, line: difference.line };
    return error(place, `a word ${described(difference)} in ${page.page}`, pressRemedy);
  });
  const more = differences.length - told.length;
  if (more > 0)
    told.push(error({ file: page.file }, `${more} more words differ in ${page.page}`, pressRemedy));
  const others = [...problems, ...headerProblems(found, page)].slice(0, mostTold).map(({ line, reason }) => {
    const place = { file: page.file, ...(line !== undefined && { line }) };
    return error(place, `${reason}, in ${page.page}`, pressRemedy);
  });
  return { faults: [...told, ...others], body: stands ? found.blocks.join(" ") : undefined };
}

/** What is wrong with what stands above a page's text. */
function headerProblems(
  { header: found }: PageText,
  { header }: PageToProve,
): { line?: number; reason: string }[] {
  if (header === undefined) return [];
  return (["headline", "standfirst"] as const)
    .filter((field) => found[field] !== header[field])
    .map((field) => {
      const [is, should] = [quoted(found[field]), quoted(header[field])];
      return { reason: `the ${field} is ${is}, and the metadata say ${should}` };
    });
}
