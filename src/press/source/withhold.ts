import { fold, trimSpaceEnd } from "../text/white-space.ts";

/*
 * Words that must not be published: they are taken out of a source before anything else reads it, and a mark stands in their place. The
 * source that is served, its digest, the page and all else are made of what is left.
 */

/** What stands in a served source for words that are withheld. It tells neither what nor how much. */
export const withheldMark = "[███]";

/** Characters of a text, from the first to the one behind the last, counted as JavaScript does. None holds a line end. */
export type Range = readonly [start: number, end: number];

/** What is to be withheld: whole lines, `12` or `12-14`, or words wherever they stand. */
export interface Withhold {
  lines?: string | undefined;
  words?: string | undefined;
}

/** Why something cannot be withheld. */
export interface WithholdProblem {
  /** Which of the items it is. */
  index: number;
  reason: string;
  remedy: string;
}

/** The text with marks in place of what is withheld. */
export function redact(text: string, ranges: readonly Range[]): string {
  const kept: string[] = [];
  let read = 0;
  for (const [start, end] of ranges) {
    kept.push(text.slice(read, start), withheldMark);
    read = end;
  }
  return kept.join("") + text.slice(read);
}

/**
 * Finds what is to be withheld.
 *
 * @param text the source
 * @param start where its text begins, behind a header or a front matter: nothing before that is withheld
 * @returns the ranges in their order, each within a line
 */
export function findWithheld(
  text: string,
  start: number,
  items: readonly Withhold[],
): { ranges: Range[]; problems: WithholdProblem[] } {
  const found: Range[] = [];
  const problems: WithholdProblem[] = [];
  const lines = linesOf(text);
  for (const [index, { lines: wanted, words }] of items.entries()) {
    const ranges =
      words === undefined ? linesIn(wanted ?? "", text, start, lines) : wordsIn(words, text, start);
    for (const range of ranges) found.push(range);
    if (ranges.length > 0) continue;
    const reason =
      words === undefined
        ? `the text has no words on line ${wanted}`
        : `the words ${JSON.stringify(words)} do not stand in the text`;
    problems.push({
      index,
      reason,
      remedy: "count lines from 1, and write words as the text has them, or remove the item",
    });
  }
  return { ranges: united(found).flatMap((range) => byLine(range, text)), problems };
}

/** The lines of a text, without their ends. */
function linesOf(text: string): Range[] {
  const lines: Range[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push([start, index]);
    start = index + end.length;
  }
  lines.push([start, text.length]);
  return lines;
}

/** White space, and the marks that make lines of Markdown items, quotations and headings: they keep the lines around them in shape. */
const lead = /^[ \t]*(?:(?:[>*+-]|\d{1,9}[.)]|#{1,6})[ \t]+)*/;

function linesIn(wanted: string, text: string, start: number, lines: readonly Range[]): Range[] {
  const [first = 0, last = first] = wanted.split("-").map(Number);
  return lines.slice(first - 1, last).flatMap(([from, to]): Range[] => {
    const begin = Math.max(from, start);
    const line = trimSpaceEnd(text.slice(begin, Math.max(to, begin)));
    const own = line.length - line.replace(lead, "").length;
    return line.length > own ? [[begin + own, begin + line.length]] : [];
  });
}

function wordsIn(words: string, text: string, start: number): Range[] {
  return [...text.matchAll(phrase(words, "gu"))]
    .map(({ 0: found, index }): Range => [index, index + found.length])
    .filter(([from]) => from >= start);
}

/** Matches words whatever white space parts them, and not within other words. */
function phrase(words: string, flags: string): RegExp {
  const written = fold(words)
    .split(" ")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("[ \\t\\r\\n]+");
  const letter = String.raw`[\p{L}\p{M}\p{N}]`;
  const parted = (character: string) => /[\p{L}\p{M}\p{N}]/u.test(character) && !/[\p{Lo}]/u.test(character);
  const parts = [...fold(words)];
  const before = parts.slice(0, 1).some(parted) ? `(?<!${letter})` : "";
  const after = parts.slice(-1).some(parted) ? `(?!${letter})` : "";
  return new RegExp(before + written + after, flags);
}

/** Whether a text has words, in whatever case and form of its characters. */
export function hasWords(text: string, words: string): boolean {
  return phrase(words.normalize("NFKC"), "iu").test(text.normalize("NFKC"));
}

function united(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const all: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = all.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

/** A range without the line ends in it: a line of the source stays a line. */
function byLine([start, end]: Range, text: string): Range[] {
  return [...text.slice(start, end).matchAll(/[^\r\n]*[^ \t\r\n][^\r\n]*/g)].map(
    ({ 0: part, index }): Range => [start + index, start + index + part.length],
  );
}
