import { foldSpace, lineOf, splitWords, type Word } from "./words.ts";

/** The first line of wire copy: `date`, a space, a month, a day or an instant, and then the text on the same line. */
const wireHeader = /^[ \t\r\n]*date \d{4}-\d{2}(?:-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?)?(?=[ \t\r\n]|$)/;

/** What of wire copy must stand on the page: all that follows the header, as it came. */
export function wireText(text: string): string {
  return text.slice(wireHeader.exec(text)?.[0].length ?? 0);
}

/** The words of wire copy that must stand on the page, in their order. */
export function wireWords(text: string): Word[] {
  const body = wireText(text);
  return splitWords(body, lineOf(text, text.length - body.length));
}

/** A line of wire copy that holds words. */
export interface WireLine {
  /** Its text, white space folded. */
  text: string;
  blankBefore: boolean;
  /** Counted from 1. */
  line: number;
}

/** The lines of wire copy that hold words. */
export function wireLines(text: string): WireLine[] {
  const lines: WireLine[] = [];
  const body = wireText(text);
  const first = lineOf(text, text.length - body.length);
  let blankBefore = true;
  for (const [index, line] of body.split(/\r\n|\r|\n/).entries()) {
    const folded = foldSpace(line);
    if (folded !== "") lines.push({ text: folded, blankBefore, line: first + index });
    blankBefore = folded === "";
  }
  return lines;
}

/** How many words wire copy has, wherever its paragraphs are: a line end parts words of the source, whatever the page makes of it. */
export function countWireWords(text: string): number {
  const folded = foldSpace(wireText(text));
  let count = folded === "" ? 0 : 1;
  for (let at = folded.indexOf(" "); at >= 0; at = folded.indexOf(" ", at + 1)) count++;
  return count;
}
