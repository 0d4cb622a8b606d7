import bidiFactory from "bidi-js";
import { Direction, Buffer as ShapingBuffer, shape } from "harfbuzzjs";
import { type FontFile, fontFor, hasGlyph, isEmoji, type Weight } from "./fonts.ts";

/** How a text is set. */
export interface TextStyle {
  /** A BCP 47 tag: some letters change their form with the language. */
  language: string;
  direction: "ltr" | "rtl";
  weight: Weight;
}

/** A part of a text: from one character to before another, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** A letter in its place on the line, in ems: rightwards from the line's left end, upwards from its base line. */
export interface Glyph {
  file: FontFile;
  /** Its number in the file. */
  id: number;
  x: number;
  y: number;
}

/** A line of letters, from left to right. */
export interface Line {
  glyphs: readonly Glyph[];
  /** In ems. */
  width: number;
}

/** A rectangle in ems, upwards from the base line. */
export interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** A stretch of text in one font and one direction. */
interface Run extends Span {
  file: FontFile;
  /** The embedding level of the bidirectional algorithm: odd is right to left. */
  level: number;
}

const bidi = bidiFactory();
const buffer = new ShapingBuffer();
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Belongs to the character before it, and takes that one's font. */
const attached = /^[\p{M}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]$/u;

/** Takes the font of the letters before it, where that has it. */
const between = /^[\p{P}\p{Z}]$/u;

/** A text as it is drawn: on one line, and composed, because fonts have `é` rather than a loose accent. */
export function drawable(text: string): string {
  return text
    .replace(/[^\S\u00a0\u202f\u3000]+/g, " ")
    .trim()
    .normalize("NFC");
}

/** The characters of a text that no installed font has, each once. */
export function missingCharacters(text: string, { language, weight }: TextStyle): string[] {
  const characters = [...text];
  const missing = characters.filter(
    (character, index) => !fontFor(character, characters[index + 1], language, weight),
  );
  return [...new Set(missing)];
}

/** The font files that a text is drawn with. */
export function filesOf(text: string, style: TextStyle): Set<FontFile> {
  return new Set(runsOf(text, { start: 0, end: text.length }, style).map(({ file }) => file));
}

/** Shapes a part of a text, which stands on a line of its own. */
export function composeLine(text: string, span: Span, style: TextStyle): Line {
  const glyphs: Glyph[] = [];
  let width = 0;
  for (const run of visualOrder(runsOf(text, span, style))) {
    const { file, level } = run;
    buffer.reset();
    // The whole text is given, because a letter's form depends on its neighbours in the next run too.
    buffer.addText(text, run.start, run.end - run.start);
    buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
    buffer.setLanguage(style.language);
    buffer.guessSegmentProperties();
    shape(file.font, buffer);
    const positions = buffer.getGlyphPositions();
    for (const [index, { codepoint: id }] of buffer.getGlyphInfos().entries()) {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      glyphs.push({ file, id, x: width + xOffset / file.unitsPerEm, y: yOffset / file.unitsPerEm });
      width += xAdvance / file.unitsPerEm;
    }
  }
  return { glyphs, width };
}

/** How wide a text is, in ems. */
export function widthOf(text: string, style: TextStyle): number {
  return composeLine(text, { start: 0, end: text.length }, style).width;
}

/**
 * A line as SVG paths.
 *
 * @param x the line's left end, in pixels
 * @param y its base line, in pixels
 * @param size in pixels for an em
 */
export function drawLine({ glyphs }: Line, x: number, y: number, size: number): string {
  return glyphs
    .map((glyph) => {
      const path = glyph.file.font.glyphToPath(glyph.id);
      if (path === "") return "";
      const scale = size / glyph.file.unitsPerEm;
      const place = [scale, 0, 0, -scale, x + glyph.x * size, y - glyph.y * size].map(figure).join(" ");
      return `<path transform="matrix(${place})" d="${path}"/>`;
    })
    .join("");
}

/** The smallest box around what a line shows; undefined where it shows nothing. */
export function inkOf({ glyphs }: Line): Box | undefined {
  const boxes = glyphs.flatMap(({ file, id, x, y }) => {
    const extents = file.font.glyphExtents(id);
    if (!extents || extents.width === 0) return [];
    const [xBearing, yBearing, width, height] = [
      extents.xBearing,
      extents.yBearing,
      extents.width,
      extents.height,
    ].map((value) => value / file.unitsPerEm) as [number, number, number, number];
    // HarfBuzz counts heights downwards.
    return [
      { left: x + xBearing, right: x + xBearing + width, top: y + yBearing, bottom: y + yBearing + height },
    ];
  });
  if (boxes.length === 0) return undefined;
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.max(...boxes.map(({ top }) => top)),
  };
}

/** The characters of a text as readers count them, with their marks. */
export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** A figure in SVG: with five decimals, so that the last bits of a sum never show. */
export function figure(value: number): string {
  return String(Number(value.toFixed(5)));
}

/** The parts of a span, in the order in which they are read, each in one font and one direction. */
function runsOf(text: string, span: Span, style: TextStyle): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, style.direction);
  const runs: Run[] = [];
  let start = span.start;
  const characters = [...text.slice(span.start, span.end)];
  for (const [index, character] of characters.entries()) {
    const end = start + character.length;
    const last = runs.at(-1);
    const level = levels[start] ?? 0;
    const follows = attached.test(character) || (between.test(character) && last && !isEmoji(last.file));
    const file =
      last && follows && hasGlyph(last.file, character)
        ? last.file
        : (fontFor(character, characters[index + 1], style.language, style.weight) ?? last?.file);
    if (last && last.file === file && last.level === level) last.end = end;
    else if (file) runs.push({ start, end, file, level });
    start = end;
  }
  return runs;
}

/**
 * The runs of a line from left to right.
 *
 * @see https://www.unicode.org/reports/tr9/#L2
 */
function visualOrder(runs: readonly Run[]): Run[] {
  const order = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1)
    for (let start = 0; start < order.length; start += 1) {
      const length = order.slice(start).findIndex((run) => run.level < level);
      const end = length < 0 ? order.length : start + length;
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  return order;
}
