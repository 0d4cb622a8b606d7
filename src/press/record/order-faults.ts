import type { Token } from "markdown-it";
import { error, type Fault } from "../faults/fault.ts";
import { directionsOf } from "../source/directions.ts";
import type { MarkdownText } from "../source/markdown.ts";
import type { Source } from "../source/utf8.ts";
import type { WireCopy } from "../source/wire.ts";
import { blockDirection } from "../text/block-direction.ts";
import {
  type Direction,
  isolateMarks,
  type OrderProblem,
  orderProblem,
  turning,
} from "../text/screen-order.ts";
import { fold } from "../text/white-space.ts";
import type { Locate } from "./yaml.ts";

/** Characters that have a say in the order of a text, also as Markdown's entities write them. */
const marks = /[\u202a-\u202e\u2066-\u2069]|&#(?:x0*(?:202[a-e]|206[6-9])|0*(?:823[4-8]|829[4-7]));/giu;

/** The same, as a text has them once it is read, and the ends of its lines. */
const marksAndLineEnds = /[\u202a-\u202e\u2066-\u2069\n]/g;

/**
 * Wire copy that would be shown in another order than its own. No isolate may reach past a line's end.
 *
 * @param copy its paragraphs, and the date of its first line, which is no part of the text
 * @param base the direction of the article's page
 */
export function wireOrderFaults(
  { file, text }: Source,
  { date, paragraphs }: WireCopy,
  base: Direction,
): Fault[] {
  if (!isolateMarks.test(text)) return [];
  const directionOf = paragraphDirections(paragraphs, base);
  return text.split(/\r\n|\r|\n/).flatMap((written, index) => {
    const header = date?.place.line === index + 1 ? (date.place.column ?? 1) - 1 + date.text.length : 0;
    const line = written.slice(header);
    const problem = orderProblem(line, directionOf(line));
    if (!problem) return [];
    const place = { file, line: index + 1, column: header + problem.offset + 1 };
    return [error(place, problem.reason, problem.remedy)];
  });
}

/** Tells the direction of each line's paragraph, if it is asked for all lines in their order. */
function paragraphDirections(paragraphs: readonly string[], base: Direction): (line: string) => Direction {
  const coming = paragraphs.values();
  let rest = "";
  let own = base;
  return (line) => {
    const text = fold(line);
    if (text === "") return own;
    if (rest === "") {
      const paragraph = coming.next().value ?? "";
      own = blockDirection(paragraph, base);
      rest = fold(paragraph);
    }
    rest = rest.slice(text.length).trimStart();
    return own;
  };
}

/** A text of a Markdown article that the bidirectional algorithm takes by itself. */
interface Piece {
  text: string;
  /** The line of its first character, counted from 1. */
  line: number;
  base: Direction;
  /** The account of words knows no entities in titles, so that those may hold any character. */
  title?: true;
}

/**
 * Markdown that would be shown in another order than its own: headings, paragraphs, items, cells, code, alternative texts, titles.
 *
 * @param base the direction of the article's page
 */
export function markdownOrderFaults(
  file: string,
  { body, bodyLine }: MarkdownText,
  tokens: readonly Token[],
  base: Direction,
): Fault[] {
  if (body.search(marks) < 0) return [];
  const lines = body.split("\n");
  /** How many marks were seen on a line: the next one is the one behind them. */
  const seen = new Map<number, number>();
  const faults: Fault[] = [];
  const { texts } = directionsOf(tokens, body, base);
  for (const piece of piecesOf(tokens, bodyLine, (index) => texts.get(index) ?? base)) {
    const problem = problemOf(piece);
    let { line } = piece;
    for (const { 0: sign, index } of piece.text.matchAll(marksAndLineEnds)) {
      if (sign === "\n") {
        line++;
        continue;
      }
      const nth = seen.get(line) ?? 0;
      seen.set(line, nth + 1);
      if (problem?.offset !== index) continue;
      const written = [...(lines[line - bodyLine] ?? "").matchAll(marks)][nth];
      const place = { file, line, column: (written?.index ?? 0) + 1 };
      faults.push(error(place, problem.reason, problem.remedy));
    }
  }
  return faults;
}

function problemOf({ text, base, title }: Piece): OrderProblem | undefined {
  const turner = title && turning.exec(text);
  if (!turner) return orderProblem(text, base);
  const code = turner[0].charCodeAt(0).toString(16).toUpperCase();
  const reason = `U+${code} turns the direction of the text around it`;
  return { offset: turner.index, reason, remedy: "remove it" };
}

function piecesOf(
  tokens: readonly Token[],
  bodyLine: number,
  directionAt: (index: number) => Direction,
): Piece[] {
  const pieces: Piece[] = [];
  let line = bodyLine;
  for (const [index, token] of tokens.entries()) {
    // Cells of a table have no lines of their own.
    if (token.map) line = bodyLine + token.map[0];
    if (token.type === "inline") pieces.push(...inlinePieces(token.children ?? [], line, directionAt(index)));
    if (token.type === "code_block" || token.type === "fence") {
      const first = token.type === "fence" ? line + 1 : line;
      for (const [nth, text] of token.content.split("\n").entries())
        pieces.push({ text, line: first + nth, base: "ltr" });
    }
  }
  return pieces;
}

/** What stands for code and images in the text around them, which takes them as one sign. */
const object = "\ufffc";

/** A text up to each of its forced line ends, and what stands in it by itself: code, alternative texts and titles. */
function inlinePieces(tokens: readonly Token[], firstLine: number, base: Direction): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { text: "", line: firstLine, base };
  let line = firstLine;
  pieces.push(piece);
  for (const token of tokens) {
    switch (token.type) {
      case "text":
      case "text_special":
        piece.text += token.content;
        break;
      case "softbreak":
        piece.text += "\n";
        line++;
        break;
      case "hardbreak":
        line++;
        piece = { text: "", line, base };
        pieces.push(piece);
        break;
      case "code_inline":
        piece.text += object;
        pieces.push({ text: token.content, line, base: "ltr" });
        break;
      case "image":
        piece.text += object;
        pieces.push(...inlinePieces(token.children ?? [], line, base));
        pieces.push(titleOf(token, line, base));
        break;
      case "link_open":
        pieces.push(titleOf(token, line, base));
        break;
    }
  }
  return pieces;
}

function titleOf(token: Token, line: number, base: Direction): Piece {
  return { text: String(token.attrGet("title") ?? "").replaceAll("\n", " "), line, base, title: true };
}

/** What the page sets in its own direction. */
const turned = new Set(["headline", "standfirst", "image.caption"]);

/**
 * Metadata that would be shown in another order than their own. Each value is a paragraph.
 *
 * @param values the metadata, or a part of them
 * @param base the direction of the page
 */
export function metadataOrderFaults(
  values: unknown,
  locate: Locate,
  base: Direction,
  path: (string | number)[] = [],
): Fault[] {
  if (typeof values === "string") {
    const name = path.filter((step) => typeof step === "string").join(".");
    const own = turned.has(name) ? blockDirection(values, base) : base;
    const problem = orderProblem(values, own);
    return problem ? [error(locate(path), `\`${name}\`: ${problem.reason}`, problem.remedy)] : [];
  }
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    metadataOrderFaults(value, locate, base, [...path, Array.isArray(values) ? Number(key) : key]),
  );
}
