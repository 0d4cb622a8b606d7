import { error, type Fault, isFault, type Place, placeAt } from "../faults/fault.ts";
import { softBreak } from "../text/soft-break.ts";
import { trimSpaceEnd } from "../text/white-space.ts";
import { readHeader } from "./header.ts";
import { type Divided, divide, isOutside, type LinePart, type PartPlace } from "./line-parts.ts";
import type { Source } from "./utf8.ts";
import { hasGap, indentStarts, wrappedStarts } from "./wrapped.ts";

/** Wire copy, taken apart. */
export interface WireCopy {
  /** The date of the copy's first line, as written there, and where it stands. */
  date?: { text: string; place: Place };
  /** The paragraphs, each on one line; in verse with its line ends as `\n`. Every other character is as it came. */
  paragraphs: string[];
  /** The lines that are something else than body, in their order. */
  parts: readonly LinePart[];
  /** Those of them that are paragraphs, by the paragraphs' numbers from 0. */
  within: ReadonlyMap<number, LinePart>;
  /** The first lines that hold text and are no parts, as they came. */
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
 * @param places which lines are something else than body, in their order
 */
export function readWire(
  source: Source,
  parting?: Parting,
  places: readonly PartPlace[] = [],
): WireCopy | Fault {
  const text = source.text.includes("\r") ? source.text.replace(/\r\n?/g, "\n") : source.text;
  const header = readHeader(source.file, text);
  if (isFault(header)) return header;
  const body = text.slice(header.end);
  const first = lineAt(text, header.end);
  const parted = part(body, first, parting, places);
  if (parted.paragraphs.length > 0) return { ...parted, ...(header.date && { date: header.date }) };
  const end = trimSpaceEnd(text.slice(0, header.end)).length;
  const place = placeAt(source.file, text, end);
  return parted.parts.length > 0
    ? error(place, "no text stands beside the lines that `parts` names", "leave lines to the text")
    : error(place, "no text stands after the date", "write the text after it");
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function part(
  body: string,
  first: number,
  parting: Parting | undefined,
  places: readonly PartPlace[],
): Omit<WireCopy, "date"> {
  const divided = divide(trimSpaceEnd(body).split("\n"), first, places);
  const { texts, numbers, blank, forced, parts } = divided;
  const { starts, isFlush } = startsOf(texts, blank, parting);
  for (const line of forced) if (line < texts.length) starts[line] = true;
  const paragraphs = joinParagraphs(texts, starts, isFlush ? flush : (line) => line, parting === "verse");
  const lines = texts.slice(0, mostOpening).map((text, index) => ({
    text,
    line: numbers[index] as number,
    blankBefore: blank[index] === true,
  }));
  return {
    ...(parts.length > 0 ? interleave(paragraphs, starts, parts) : { paragraphs, within: new Map() }),
    parts,
    lines,
  };
}

/** Paragraphs, with those parts among them that stay in the text. */
function interleave(
  paragraphs: readonly string[],
  starts: readonly boolean[],
  parts: Divided["parts"],
): Pick<WireCopy, "paragraphs" | "within"> {
  const all: string[] = [];
  const within = new Map<number, LinePart>();
  let line = 0;
  let read = 0;
  for (const part of parts) {
    if (isOutside(part.kind) || part.text === "") continue;
    for (; line < part.before; line++) if (starts[line]) all.push(...paragraphs.slice(read, ++read));
    within.set(all.length, part);
    all.push(part.text);
  }
  return { paragraphs: [...all, ...paragraphs.slice(read)], within };
}

/** Which lines begin a paragraph, and whether white space before them does nothing else. */
function startsOf(
  texts: readonly string[],
  blank: readonly boolean[],
  parting: Parting | undefined,
): { starts: boolean[]; isFlush: boolean } {
  const alone = () => texts.map(() => true);
  if (parting === "lines") return { starts: alone(), isFlush: false };
  if (parting === "indent") return { starts: begun(indentStarts(texts, blank)), isFlush: true };
  // Where blank lines part all lines, none can be wrapped.
  const mayWrap = parting === undefined && blank.includes(false, 1);
  const wrapped = mayWrap ? wrappedStarts(texts, blank) : undefined;
  if (wrapped) return { starts: begun(wrapped), isFlush: true };
  if (parting === undefined && !blank.includes(true, 1)) return { starts: alone(), isFlush: false };
  return { starts: begun([...blank]), isFlush: false };
}

/** The first line begins a paragraph whatever stands before it. */
function begun(starts: boolean[]): boolean[] {
  if (starts.length > 0) starts[0] = true;
  return starts;
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
    if (starts[index]) {
      if (index > 0) paragraphs.push(paragraph.join(""));
      paragraph = [first(line)];
      continue;
    }
    const before = trimSpaceEnd(paragraph.pop() as string);
    const rest = isVerse ? line : line.replace(/^[ \t]+/, "");
    paragraph.push(before, isVerse ? "\n" : softBreak(before, rest), rest);
  }
  if (lines.length > 0) paragraphs.push(paragraph.join(""));
  return paragraphs;
}

/** A line without its indent, which has done its work; in a row of a table it keeps the columns in their places. */
function flush(line: string): string {
  return hasGap(line) ? line : line.replace(/^[ \t]+/, "");
}
