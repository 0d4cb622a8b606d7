import { error, type Fault, isFault, type Place, placeAt } from "../faults/fault.ts";
import { softBreak } from "../text/soft-break.ts";
import { trimSpaceEnd } from "../text/white-space.ts";
import { readHeader } from "./header.ts";
import type { Source } from "./utf8.ts";
import { hasGap, indentStarts, wrappedStarts } from "./wrapped.ts";

/** Wire copy, taken apart. */
export interface WireCopy {
  /** The date of the copy's first line, as written there, and where it stands. */
  date?: { text: string; place: Place };
  /** The paragraphs, each on one line; in verse with its line ends as `\n`. Every other character is as it came. */
  paragraphs: string[];
  /** The first lines that hold text, as they came. */
  lines: WireLine[];
}

/** A line of wire copy that holds text. */
export interface WireLine {
  text: string;
  /** Counted from 1. */
  line: number;
  /** Whether a blank line stands before it, or nothing. */
  blankBefore: boolean;
}

/** How many lines may stand before an article's body: a header, a kicker, a headline and its second lines, a byline, a dateline. */
const mostOpening = 20;

/**
 * How paragraphs are parted: by blank lines; by the indents or the short last lines of copy that is wrapped at a width; each line is
 * one; or by blank lines, and each line stays a line.
 */
export type Parting = "blank" | "indent" | "lines" | "verse";

/**
 * Wire copy to paragraphs. Nothing in it is markup: every character after the header is text.
 *
 * @param source the copy: optional white space, `date YYYY-MM-DD `, then the text on the same line; the header may be missing
 * @param parting how paragraphs are parted; without it, by blank lines and, in wrapped copy, as `indent`; else by lines
 */
export function readWire(source: Source, parting?: Parting): WireCopy | Fault {
  const text = source.text.includes("\r") ? source.text.replace(/\r\n?/g, "\n") : source.text;
  const header = readHeader(source.file, text);
  if (isFault(header)) return header;
  const body = text.slice(header.end);
  const paragraphs = part(body, parting);
  const lines = openingLines(body, lineAt(text, header.end));
  if (paragraphs.length > 0) return { paragraphs, lines, ...(header.date && { date: header.date }) };
  const end = trimSpaceEnd(text.slice(0, header.end)).length;
  return error(placeAt(source.file, text, end), "no text stands after the date", "write the text after it");
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function openingLines(body: string, first: number): WireLine[] {
  const found: WireLine[] = [];
  let blankBefore = true;
  for (let line = first, at = 0; at >= 0 && found.length < mostOpening; line++) {
    const end = body.indexOf("\n", at);
    const text = end < 0 ? body.slice(at) : body.slice(at, end);
    if (hasText(text)) found.push({ text, line, blankBefore });
    blankBefore = !hasText(text);
    at = end < 0 ? -1 : end + 1;
  }
  return found;
}

function part(body: string, parting?: Parting): string[] {
  const lines = trimSpaceEnd(body).split("\n");
  const texts: string[] = [];
  const blank: boolean[] = [];
  let isBlank = true;
  for (const line of lines) {
    if (hasText(line)) {
      texts.push(line);
      blank.push(isBlank);
    }
    isBlank = !hasText(line);
  }
  if (parting === "lines") return texts;
  if (parting === "indent") return joinParagraphs(texts, indentStarts(texts, blank), flush);
  // Where blank lines part all lines, none can be wrapped.
  const mayWrap = parting === undefined && blank.includes(false, 1);
  const wrapped = mayWrap ? wrappedStarts(texts, blank) : undefined;
  if (wrapped) return joinParagraphs(texts, wrapped, flush);
  if (parting === undefined && !blank.includes(true, 1)) return texts;
  return joinParagraphs(texts, blank, (line) => line, parting === "verse");
}

/**
 * Joins the lines of each paragraph.
 *
 * @param starts for each line whether it begins a paragraph
 * @param first what becomes of a paragraph's first line
 * @param isVerse whether line ends stay
 */
function joinParagraphs(
  lines: readonly string[],
  starts: readonly boolean[],
  first: (line: string) => string,
  isVerse = false,
): string[] {
  const paragraphs: string[] = [];
  let paragraph: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || starts[index]) {
      if (index > 0) paragraphs.push(paragraph.join(""));
      paragraph = [first(line)];
      continue;
    }
    const before = trimSpaceEnd(paragraph.pop() ?? "");
    const rest = isVerse ? line : line.replace(/^[ \t]+/, "");
    paragraph.push(before, isVerse ? "\n" : softBreak(before, rest), rest);
  }
  paragraphs.push(paragraph.join(""));
  return paragraphs;
}

/** A line without its indent, which has done its work; in a row of a table it keeps the columns in their places. */
function flush(line: string): string {
  return hasGap(line) ? line : line.replace(/^[ \t]+/, "");
}

function hasText(line: string): boolean {
  return trimSpaceEnd(line) !== "";
}
