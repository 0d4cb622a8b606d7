import type { Token } from "markdown-it";
import { error, type Fault } from "../faults/fault.ts";
import { childrenOf } from "../source/children.ts";
import { isCsv } from "../source/csv.ts";
import type { Source } from "../source/utf8.ts";
import {
  addStart,
  checkCells,
  checkDefinitions,
  checkNesting,
  checkNumbers,
  lineOfNote,
  type Numbering,
  openNote,
  readLanguage,
} from "./block-checks.ts";
import {
  type Attribute,
  type CopyPiece,
  type CopyProblem,
  type CopyReading,
  dropped,
  emit,
  labelOf,
  parser,
  problem,
  type Stretch,
} from "./copy-reading.ts";
import { readCells } from "./csv-words.ts";
import { align } from "./inline-words.ts";
import { type Leaf, uncovered } from "./leftover.ts";
import { foldSpace, lineOf, splitWords, type Word } from "./words.ts";

/*
 * Markdown's text from markdown-it's token stream. Every character of the source is accounted for: as text, as an attribute's
 * text, as the number of a list, or as a mark. Blocks are read here and checked by `leftover.ts`; what stands in them is laid
 * beside its characters by `inline-words.ts`. What is left over is a problem, for markdown-it drops it in silence.
 */

/** What a page must carry of a Markdown source. */
export interface MarkdownCopy {
  /** The text, then the notes in the order of their marks, and among both the marks that a page adds. */
  pieces: CopyPiece[];
  /** Texts that stand in attributes, in the page's order. */
  attributes: Attribute[];
  /** What the page could not show. */
  problems: CopyProblem[];
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
  const reading: CopyReading = {
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

function readBody(reading: CopyReading, body: string): void {
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
export function joinPieces(pieces: readonly CopyPiece[]): Word[] {
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

/**
 * Reads the tokens of blocks, in the source's order.
 *
 * @returns the leaves, which together must hold every character of the source that is not a mark
 */
function readBlocks(reading: CopyReading, tokens: readonly Token[]): Leaf[] {
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
        readInline(reading, token, [tokens[index - 1], tokens[index + 2]], line);
        break;
      case "fence":
        leaves.push({ text: token.info }, { text: token.content });
        readFence(reading, token, line);
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
        for (const list of lists.splice(-1)) checkNumbers(reading, list);
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

/** Reads what stands between fences: code, or the cells of a table. */
function readFence(reading: CopyReading, { info, content }: Token, line: number): void {
  if (isCsv(info)) {
    readCells(reading, content, line + 1);
    return;
  }
  readLanguage(reading, info, line);
  emit(reading, content, line + 1);
}

/** Reads the text of a block. A colon and a space before the words of a table's caption are a mark. */
function readInline(
  reading: CopyReading,
  inline: Token,
  [before, after]: readonly (Token | undefined)[],
  line: number,
): void {
  const children = childrenOf(inline);
  const [first, ...others] = children;
  const isCaption = before?.type === "paragraph_open" && isTable(after) && first?.type === "text";
  const mark = isCaption ? (/^: +(?=\S)/.exec(inline.content)?.[0].length ?? 0) : 0;
  if (mark === 0 || !first) align(reading, inline.content, children, line, isFigure(before, inline));
  else {
    const words = Object.assign(Object.create(first), { content: first.content.slice(mark) });
    align(reading, inline.content.slice(mark), [words, ...others], line);
  }
}

/** Whether a token is a table's first, or will be a table. */
function isTable(token: Token | undefined): boolean {
  return token?.type === "table_open" || (token?.type === "fence" && isCsv(token.info));
}

/** Whether a paragraph holds nothing but images: each of them becomes a figure. */
function isFigure(paragraph: Token | undefined, inline: Token): boolean {
  const children = childrenOf(inline);
  const isBlank = (token: Token) =>
    token.type.endsWith("break") || (token.type === "text" && foldSpace(token.content) === "");
  return (
    paragraph?.type === "paragraph_open" &&
    children.some((token) => token.type === "image") &&
    children.every((token) => token.type === "image" || isBlank(token))
  );
}

/** The notes in the order of their marks, each with its ways back. */
function noteStretches(reading: CopyReading): Stretch[] {
  const list = reading.environment.footnotes?.list ?? [];
  return list.flatMap((note, id) => {
    const stretch = note.tokens ? reading.inlineNotes.get(id) : reading.notes.get(String(note.label));
    if (!stretch) return [];
    const { pieces, attributes } = stretch;
    // Without the ends of its blocks, so that the way back stands behind the last words.
    const text = pieces.slice(0, pieces.findLastIndex((piece) => piece.text !== "\n") + 1);
    const line = text.at(-1)?.line ?? reading.firstLine;
    const back: CopyPiece = { text: ` ${wayBack}`, line, mark: true };
    const ways = Array<CopyPiece>(Math.max(note.count ?? 1, 1)).fill(back);
    return { pieces: [{ text: "\n", line }, ...text, ...ways], attributes };
  });
}
