import type { Token } from "markdown-it";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { deepestNesting } from "../source/markdown.ts";
import type { Source } from "../source/utf8.ts";
import {
  type Attribute,
  align,
  dropped,
  emit,
  isDefinition,
  labelOf,
  type Piece,
  type Problem,
  parser,
  problem,
  type Reading,
  type Stretch,
} from "./inline-words.ts";
import { type Leaf, uncovered } from "./leftover.ts";
import { foldSpace, lineOf, splitWords, type Word } from "./words.ts";

/*
 * Markdown's text from markdown-it's token stream. Every character of the source is accounted for: as text, as an attribute's
 * text, as the number of a list, or as a mark. Blocks are read here and checked by `coverage.ts`; what stands in them is laid
 * beside its characters by `markdown-alignment.ts`. What is left over is a problem, for markdown-it drops it in silence.
 */

/** What a page must carry of a Markdown source. */
export interface MarkdownCopy {
  /** The text, then the notes in the order of their marks, and among both the marks that a page adds. */
  pieces: Piece[];
  /** Texts that stand in attributes, in the page's order. */
  attributes: Attribute[];
  /** What the page could not show. */
  problems: Problem[];
}

/** The sign that leads from a note back to its mark, written so that no system draws it as a picture. */
const wayBack = "[\u21a9\ufe0e]";

/**
 * The words of Markdown that must stand on the page, in their order: the text, then the notes in the order of their marks.
 *
 * @param text the source, with its front matter
 */
export function markdownWords(text: string): Word[] {
  return joinPieces(markdownCopy(text).pieces.filter((piece) => !piece.mark));
}

/**
 * What of Markdown no page could show, each with its line and a remedy: definitions and notes that nothing refers to, cells and
 * words that Markdown drops, nesting past its limit.
 */
export function markdownFaults(source: Source): Fault[] {
  return markdownCopy(source.text).problems.map(({ line, reason, remedy }) =>
    error({ file: source.file, line }, reason, remedy),
  );
}

/** From a first line `---` to the next one. */
const frontMatter = /^---[ \t]*\n(?:[\s\S]*?\n)??---[ \t]*(?:\n|$)/;

/** The text that was read last: an article is asked for its faults first, and then for its words. */
let latest: { text: string; copy: MarkdownCopy } | undefined;

/**
 * All of what a page must carry of Markdown.
 *
 * @param text the source, with its front matter
 */
export function markdownCopy(text: string): MarkdownCopy {
  if (latest?.text !== text) latest = { text, copy: readCopy(text) };
  return latest.copy;
}

function readCopy(text: string): MarkdownCopy {
  const lines = text.replace(/\r\n?/g, "\n");
  const start = frontMatter.exec(lines)?.[0].length ?? 0;
  const body = lines.slice(start);
  const stretch: Stretch = { pieces: [], attributes: [] };
  const reading: Reading = {
    lines: body.split("\n"),
    firstLine: lineOf(lines, start),
    environment: {},
    stretch,
    notes: new Map(),
    inlineNotes: new Map(),
    usedLabels: new Set(),
    problems: [],
  };
  readBody(reading, body);
  const stretches = [stretch, ...noteStretches(reading)];
  return {
    pieces: stretches.flatMap((part) => part.pieces),
    attributes: stretches.flatMap((part) => part.attributes),
    problems: reading.problems.sort((a, b) => a.line - b.line),
  };
}

function readBody(reading: Reading, body: string): void {
  try {
    const tokens = parser.parse(body, reading.environment as Record<string, unknown>);
    const leaves = readBlocks(reading, tokens);
    checkDefinitions(reading, tokens);
    const missing = reading.problems.length === 0 ? uncovered(body, leaves) : undefined;
    if (missing) dropped(reading, reading.firstLine + missing.line, missing.text);
  } catch (cause) {
    // Too many marks in one another: the parser's stack ends.
    if (!(cause instanceof RangeError)) throw cause;
    problem(
      reading,
      reading.firstLine,
      `the Markdown cannot be read: ${cause.message}`,
      "put fewer marks in one another",
    );
  }
}

/** Pieces as words. A word may be made of several, as in `a**b**c`; it begins where its first piece does. */
export function joinPieces(pieces: readonly Piece[]): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const piece of pieces) {
    const parts = splitWords(piece.text, piece.line);
    const last = words.at(-1);
    const first = parts[0];
    if (open && last && first && !/^[ \t\r\n]/.test(piece.text)) {
      last.text += first.text;
      parts.shift();
    }
    for (const part of parts) words.push(part);
    open = !/[ \t\r\n]$/.test(piece.text);
  }
  return words;
}

/** An ordered list, with the numbers that the source gives its items. */
type Numbering = { number: string; line: number }[];

/**
 * Reads the tokens of blocks, in the source's order.
 *
 * @returns the leaves, which together must hold every character of the source that is not a mark
 */
function readBlocks(reading: Reading, tokens: readonly Token[]): Leaf[] {
  const leaves: Leaf[] = [];
  const lists: Numbering[] = [];
  const text = reading.stretch;
  /** The line of the last token that had one: cells of tables have none. */
  let line = reading.firstLine;
  /** The line after the last leaf, where the next note's definition is looked for. */
  let next = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.map) {
      line = reading.firstLine + token.map[0];
      if (token.nesting === 0) next = Math.max(next, token.map[1]);
    }
    switch (token.type) {
      case "inline":
        leaves.push({ text: token.content });
        align(reading, token.content, token.children ?? [], line, isFigure(tokens[index - 1], token));
        break;
      case "fence":
        leaves.push({ text: token.info }, { text: token.content });
        readLanguage(reading, token.info, line);
        emit(reading, token.content, line + 1);
        break;
      case "code_block":
        leaves.push({ text: token.content });
        emit(reading, token.content, line);
        break;
      case "blockquote_open":
        checkNesting(reading, token, line);
        break;
      case "ordered_list_open":
        lists.push([]);
        addStart(reading, token, line);
        break;
      case "list_item_open":
        checkNesting(reading, token, line);
        if (token.info === "") break;
        leaves.push({ text: token.info });
        lists.at(-1)?.push({ number: token.info, line });
        break;
      case "ordered_list_close":
        checkNumbers(reading, lists.pop() ?? []);
        break;
      case "tr_open":
        checkCells(reading, tokens, index, line);
        break;
      case "reference_definition":
        if (token.map) leaves.push({ lines: token.map });
        break;
      case "footnote_reference_open":
        next = lineOfNote(reading, labelOf(token), next);
        line = reading.firstLine + next;
        leaves.push({ text: labelOf(token) });
        checkNesting(reading, token, line);
        openNote(reading, labelOf(token), line, reading.stretch !== text);
        break;
      case "footnote_reference_close":
        reading.stretch = text;
        break;
    }
    if (token.block) emit(reading, "\n", line);
  }
  return leaves;
}

/** Whether a paragraph holds nothing but images: each of them becomes a figure. */
function isFigure(paragraph: Token | undefined, inline: Token): boolean {
  const children = inline.children ?? [];
  const isBlank = (token: Token) =>
    token.type.endsWith("break") || (token.type === "text" && foldSpace(token.content) === "");
  return (
    paragraph?.type === "paragraph_open" &&
    children.some((token) => token.type === "image") &&
    children.every((token) => token.type === "image" || isBlank(token))
  );
}

/** markdown-it leaves quotations, list items and notes empty past its limit. */
function checkNesting(reading: Reading, token: Token, line: number): void {
  if (token.level + 1 < deepestNesting) return;
  problem(
    reading,
    line,
    `quotations and lists stand in one another ${deepestNesting} levels deep, and Markdown drops what is deeper`,
    "nest them less deeply",
  );
}

/** Of the words after a fence only the first has a place on the page, as the language of the code. */
function readLanguage(reading: Reading, info: string, line: number): void {
  const words = parser.utils.unescapeAll(info).split(/\s+/);
  const [language, ...rest] = words.filter((word) => word !== "");
  if (language === undefined) return;
  reading.stretch.attributes.push({ name: "language", value: language, line });
  if (rest.length === 0) return;
  problem(
    reading,
    line,
    `${quoted(rest.join(" "))} stands after the language of the code, where no page shows it`,
    "move it into the text, or remove it",
  );
}

function addStart(reading: Reading, token: Token, line: number): void {
  const start = token.attrGet("start");
  if (start !== null) reading.stretch.attributes.push({ name: "start", value: String(start), line });
}

/** A page counts a list's items by itself, from the first number on. One number for all of them is a habit of Markdown's. */
function checkNumbers(reading: Reading, items: Numbering): void {
  const first = Number(items[0]?.number);
  if (items.every((item) => Number(item.number) === first)) return;
  const index = items.findIndex((item, place) => Number(item.number) !== first + place);
  const wrong = items[index];
  if (!wrong) return;
  problem(
    reading,
    wrong.line,
    `the list's number ${wrong.number} would become ${first + index}`,
    `number the items one by one, or write \`${wrong.number}\\.\` where no list is meant`,
  );
}

/** Cells past a table's width are dropped by markdown-it. The table's first row has as many as its second, or it were none. */
function checkCells(reading: Reading, tokens: readonly Token[], row: number, line: number): void {
  let width = 0;
  for (let index = row + 1; tokens[index] && tokens[index]?.type !== "tr_close"; index++) {
    if (tokens[index]?.type === "th_open") return;
    if (tokens[index]?.type === "td_open") width++;
  }
  const written = (reading.lines[line - reading.firstLine] ?? "").replace(/^[ \t>]*\|?/, "");
  for (const cell of written.split(/(?<!\\)\|/).slice(width)) {
    if (!/[^ \t]/.test(cell)) continue;
    problem(
      reading,
      line,
      `the cell ${quoted(cell.trim())} is one more than the table has columns, and Markdown drops it`,
      "add a column to the table's first two lines, or write `\\|` for a bar in a cell",
    );
  }
}

/**
 * The line of a note's definition, counted from 0 in the text: its token has none.
 *
 * @param from where to begin: all before that is the text of other blocks
 */
function lineOfNote(reading: Reading, label: string, from: number): number {
  const definition = `[^${label}]:`;
  for (let index = from; index < reading.lines.length; index++) {
    const line = reading.lines[index] ?? "";
    const position = line.indexOf(definition);
    if (position >= 0 && /^[ \t>*+\-.)\d]*$/.test(line.slice(0, position))) return index;
  }
  return from;
}

/** What follows goes to the end of the page, where the notes stand. */
function openNote(reading: Reading, label: string, line: number, inside: boolean): void {
  const name = quoted(label);
  if (inside) {
    const remedy = "begin its definition at the start of a line";
    problem(reading, line, `the note ${name} is defined inside another note, and tears it apart`, remedy);
  }
  if (reading.notes.has(label)) {
    const remedy = "give one of them another name";
    problem(reading, line, `the note ${name} is defined twice, and only the last counts`, remedy);
  } else if ((reading.environment.footnotes?.refs?.[`:${label}`] ?? -1) < 0) {
    const remedy = `write \`[^${label}]\` where it belongs, or remove it`;
    problem(reading, line, `nothing refers to the note ${name}, so no page shows it`, remedy);
  }
  reading.stretch = { pieces: [], attributes: [] };
  reading.notes.set(label, reading.stretch);
}

function checkDefinitions(reading: Reading, tokens: readonly Token[]): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.type !== "reference_definition" || !token.map) continue;
    const label = labelOf(token);
    const line = reading.firstLine + token.map[0];
    const written = reading.lines.slice(token.map[0], token.map[1]).join("\n");
    const name = quoted(/\[((?:[^\]\\]|\\.)*)\]/s.exec(written)?.[1] ?? label);
    if (seen.has(label)) {
      const reason = `the link ${name} is defined twice, and only the first counts`;
      problem(reading, line, reason, "remove one of them");
    } else if (!reading.usedLabels.has(label)) {
      const reason = `nothing refers to the link ${name}, so no page shows it`;
      problem(reading, line, reason, "refer to it with `[words][name]`, or remove it");
    } else if (!isDefinition(written, label)) {
      dropped(reading, line, written);
    }
    seen.add(label);
  }
}

/** The notes in the order of their marks, each with its ways back. */
function noteStretches(reading: Reading): Stretch[] {
  const list = reading.environment.footnotes?.list ?? [];
  return list.map((note, id) => {
    const stretch = note.tokens ? reading.inlineNotes.get(id) : reading.notes.get(note.label ?? "");
    const pieces = stretch?.pieces ?? [];
    // Without the ends of its blocks, so that the way back stands behind the last words.
    const text = pieces.slice(0, pieces.findLastIndex((piece) => piece.text !== "\n") + 1);
    const line = text.at(-1)?.line ?? reading.firstLine;
    const back: Piece = { text: ` ${wayBack}`, line, mark: true };
    const ways = Array<Piece>(Math.max(note.count ?? 1, 1)).fill(back);
    return { pieces: [{ text: "\n", line }, ...text, ...ways], attributes: stretch?.attributes ?? [] };
  });
}
