import {
  composeLine,
  filesOf,
  graphemesOf,
  inkOf,
  type Line,
  type Span,
  type TextStyle,
  widthOf,
} from "./shape.ts";

/** Room for a text. */
export interface Room {
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
  /** How many lines it may have, where the height allows more. */
  lines?: number;
}

/** A text in lines. */
export interface Setting {
  /** As it is set: shortened where it was too long. */
  text: string;
  lines: readonly Line[];
  /** Pixels for an em. */
  size: number;
  /** From one base line to the next, in pixels. */
  leading: number;
  /** From the first base line up to where the letters end, in pixels. */
  ascent: number;
  /** From the top of the first line to the bottom of the last, in pixels. */
  height: number;
}

/** What stands between two places where a line may end, and the spaces after it. */
interface Word extends Span {
  /** In ems. */
  width: number;
  /** With the spaces, in ems. */
  advance: number;
}

interface Measures {
  leading: number;
  ascent: number;
  descent: number;
}

const ellipsis = "…";

/** In characters: no card has room for more, so that the rest need not be measured. */
const longest = 1000;

const ideographs = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;

/**
 * Where a line may end: after spaces, after a dash between letters, and between Chinese and Japanese characters, but
 * before no closing or small one and after no opening one.
 *
 * @see https://www.unicode.org/reports/tr14/ of which this is what headlines need
 */
const lineBreak = new RegExp(
  [
    String.raw`(?<=[ \u200b\u3000])(?! )`,
    String.raw`(?<=[\p{L}\p{N}][–—])(?=\p{L})`,
    `(?<=[${ideographs}ー、。，．・：；？！）」』】〕》〉…])(?=[${ideographs}（「『【〔《〈])(?![々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ])`,
  ].join("|"),
  "u",
);

/**
 * Sets a text in the largest of the sizes in which it fits, in lines of about one length. A text that fits in none is set
 * in the smallest, and shortened after a word.
 *
 * @param sizes in pixels, from the largest to the smallest
 */
export function setText(text: string, style: TextStyle, room: Room, sizes: readonly number[]): Setting {
  const measures = measuresOf(text, style);
  const start = [...text].slice(0, longest).join("");
  const words = wordsOf(start, style);
  for (const size of start === text ? sizes : []) {
    const spans = fit(words, room.width / size, linesIn(room, size, measures));
    const setting = spans && compose(text, spans, style, size, measures);
    if (setting && setting.height <= room.height) return setting;
  }
  const size = sizes.at(-1) ?? 1;
  const width = room.width / size;
  const most = linesIn(room, size, measures);
  const parts = words.flatMap((word) => (word.width > width ? lettersOf(start, word, style) : [word]));
  const spans = start === text ? fit(parts, width, most) : undefined;
  if (spans) return compose(text, spans, style, size, measures);
  const shortened = shorten(start, parts, style, width, most);
  return compose(shortened.text, shortened.spans, style, size, measures);
}

/** The parts of a text that no line may break, each with the spaces after it. */
export function unbroken(text: string): string[] {
  return text.split(lineBreak);
}

function measuresOf(text: string, style: TextStyle): Measures {
  const families = [...filesOf(text, style)].map(({ family }) => family);
  const largest = (measure: keyof Measures) => Math.max(0, ...families.map((family) => family[measure]));
  return { leading: largest("leading"), ascent: largest("ascent"), descent: largest("descent") };
}

function linesIn({ height, lines }: Room, size: number, { leading, ascent, descent }: Measures): number {
  const most = 1 + Math.floor((height / size - ascent - descent) / leading);
  return Math.max(1, Math.min(most, lines ?? most));
}

function wordsOf(text: string, style: TextStyle): Word[] {
  let start = 0;
  return unbroken(text).map((part) => {
    const word = wordAt(part, start, style);
    start += part.length;
    return word;
  });
}

function wordAt(part: string, start: number, style: TextStyle): Word {
  const bare = part.trimEnd();
  return { start, end: start + bare.length, width: widthOf(bare, style), advance: widthOf(part, style) };
}

/** A word that is too long for a line, in letters: it breaks anywhere. */
function lettersOf(text: string, word: Word, style: TextStyle): Word[] {
  let { start } = word;
  return graphemesOf(text.slice(word.start, word.end)).map((part) => {
    const letter = wordAt(part, start, style);
    start += part.length;
    return letter;
  });
}

/** The lines of a text, about equally long; undefined where it needs more lines than there are, or a word is too wide. */
function fit(words: readonly Word[], width: number, most: number): Span[] | undefined {
  const widest = Math.max(0, ...words.map((word) => word.width));
  const count = breakLines(words, width).length;
  if (widest > width || count > most) return undefined;
  let [low, high] = [widest, width];
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (breakLines(words, middle).length > count) low = middle;
    else high = middle;
  }
  return breakLines(words, high);
}

/** Fills line after line. */
function breakLines(words: readonly Word[], width: number): Span[] {
  const lines: Span[] = [];
  let advance = 0;
  for (const word of words) {
    const line = lines.at(-1);
    if (line && advance + word.width <= width) line.end = word.end;
    else {
      lines.push({ start: word.start, end: word.end });
      advance = 0;
    }
    advance += word.advance;
  }
  return lines;
}

/** As many words as there is room for, and an ellipsis. */
function shorten(text: string, words: readonly Word[], style: TextStyle, width: number, most: number) {
  const mark = widthOf(ellipsis, style);
  for (let count = words.length; count > 0; count -= 1) {
    const kept = words.slice(0, count);
    const last = kept.at(-1);
    if (!last) break;
    const spans = breakLines([...kept.slice(0, -1), { ...last, width: last.width + mark }], width);
    if (spans.length > most) continue;
    const shortened = `${text.slice(0, last.end).replace(/[\s,;:،؛\p{Pd}]+$/u, "")}${ellipsis}`;
    const end = spans.at(-1);
    if (end) end.end = shortened.length;
    return { text: shortened, spans };
  }
  return { text: ellipsis, spans: [{ start: 0, end: ellipsis.length }] };
}

function compose(
  text: string,
  spans: readonly Span[],
  style: TextStyle,
  size: number,
  measures: Measures,
): Setting {
  const lines = spans.map((span) => composeLine(text, span, style));
  const ascent = Math.max(measures.ascent, (lines[0] && inkOf(lines[0])?.top) ?? 0);
  const last = lines.at(-1);
  const descent = Math.max(measures.descent, -((last && inkOf(last)?.bottom) ?? 0));
  const { leading } = measures;
  const height = (ascent + descent + leading * (lines.length - 1)) * size;
  return { text, lines, size, leading: leading * size, ascent: ascent * size, height };
}
