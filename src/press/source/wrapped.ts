import { trimSpaceEnd } from "../text/white-space.ts";

/*
 * Wire copy that is wrapped at a width, as teleprinters and mail programs leave it: which of its lines begin a paragraph.
 */

/** A longer line was not wrapped by a teleprinter or a mail program, so it is a paragraph. In columns. */
const widest = 100;

/** Shorter lines are those of lists and of verse. In columns. */
const narrowest = 30;

/** How much of the width a line fills that ends near it. */
const near = 0.75;

/** How much of the width a word may reach into and yet have been wrapped: no two programs wrap alike. */
const roomy = 0.9;

/** A sign that ends a sentence, and the quotation marks and brackets behind it. */
const sentenceEnd = /[.!?:;…。！？：；۔؟।]["'’”»›)\]」』）】]*$/u;

function endsSentence({ text }: Line): boolean {
  return sentenceEnd.test(text.slice(-12));
}

const smallLetter = /^\p{Ll}/u;

/** A line, as far as its place in a paragraph depends on it. */
interface Line {
  /** Without white space at its ends. */
  text: string;
  /** The columns of white space before the text. */
  indent: number;
  /** Its columns, with those of the white space before it. */
  width: number;
}

/** Characters that take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/g;

function columns(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

function readLine(line: string): Line {
  const text = trimSpaceEnd(line);
  const space = text.slice(0, text.search(/[^ \t\u3000]|$/));
  const indent = columns(space.replaceAll("\t", "    "));
  const rest = text.slice(space.length);
  return { text: rest, indent, width: indent + columns(rest) };
}

/**
 * Which lines of wrapped copy begin a paragraph by an indent, or follow a line that ends its sentence well short of the width.
 *
 * @param written lines with text, none of them blank; the first of all is the first of the copy
 * @param blank whether a blank line stands before a line; where those part paragraphs, a short line does not
 * @returns for each line whether it begins a paragraph; nothing if the copy is not wrapped
 */
export function wrappedStarts(written: readonly string[], blank: readonly boolean[]): boolean[] | undefined {
  const lines = written.map(readLine);
  const starts = indentedStarts(lines, blank);
  const width = widthOf(lines);
  if (width === undefined || !isWrapped(lines, starts, width)) return undefined;
  if (blank.includes(true, 1)) return starts;
  return starts.map((is, index) => {
    const [before, line] = [lines[index - 1], lines[index]];
    return is || (before !== undefined && line !== undefined && endsShort(before, line, width));
  });
}

/** Which lines begin a paragraph where indents and blank lines do. Parameters as above. */
export function indentStarts(written: readonly string[], blank: readonly boolean[]): boolean[] {
  return indentedStarts(written.map(readLine), blank);
}

function indentedStarts(lines: readonly Line[], blank: readonly boolean[]): boolean[] {
  const base = baseOf(lines);
  return lines.map((line, index) => {
    const before = lines[index - 1];
    if (before === undefined || blank[index]) return true;
    return line.indent > base + 1 || (line.indent > base && !goesOn(before, line));
  });
}

/** The white space that all lines have before them but the first, which the date's line is: no sign of a paragraph. */
function baseOf(lines: readonly Line[]): number {
  const others = lines.slice(1);
  const least = others.reduce((indent, line) => Math.min(indent, line.indent), Number.MAX_SAFE_INTEGER);
  const goOn = others.filter((line, index) => goesOn(lines[index], line));
  return goOn.length * 2 >= others.length ? least : 0;
}

/**
 * Whether lines are wrapped: most of those that another line of their paragraph follows end near the width, or half of those that
 * break a sentence off go on in a small letter, for a first line is short where a dateline was cut off. The lines of a list are alike,
 * too, so some line must be indented or, in letters that have small ones, go on in one.
 */
function isWrapped(lines: readonly Line[], starts: readonly boolean[], width: number): boolean {
  const isSigned =
    lines.some(({ indent }, index) => index > 0 && indent > 1) ||
    !lines.some(({ text }) => /\p{Ll}/u.test(text));
  let [inner, full, open, small] = [0, 0, 0, 0];
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (!next || starts[index + 1]) continue;
    inner++;
    if (line.width >= near * width) full++;
    if (endsSentence(line)) continue;
    open++;
    if (smallLetter.test(next.text)) small++;
  }
  return open > 0 && (small > 0 || isSigned) && (full * 2 > inner || small * 2 >= open);
}

/** The width at which lines are wrapped, if most are no wider than wrapped ones: a few may have lost their ends on the way. */
function widthOf(lines: readonly Line[]): number | undefined {
  const narrow = lines.filter(({ width }) => width <= widest);
  if (narrow.length * 10 < lines.length * 9) return undefined;
  const width = narrow.reduce((most, line) => Math.max(most, line.width), 0);
  return width < narrowest ? undefined : width;
}

/** Whether a line has a gap, as between the columns of a table. */
export function hasGap(line: string): boolean {
  return /\S(?: [ \t]|\t)[ \t]*\S/.test(line);
}

/** Whether a line of prose goes on with the sentence of the line before it, in a small letter. */
function goesOn(before: Line | undefined, line: Line): boolean {
  if (before === undefined || hasGap(before.text) || hasGap(line.text)) return false;
  return !endsSentence(before) && smallLetter.test(line.text);
}

/** Whether a line ends its sentence, and the next one's first word would have had room on it. */
function endsShort(line: Line, next: Line, width: number): boolean {
  if (!endsSentence(line)) return false;
  const word = next.text.replace(/\s.*/s, "");
  return line.width + 1 + columns(word) <= roomy * width;
}
