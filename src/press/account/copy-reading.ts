import MarkdownIt, { type Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import footnote from "markdown-it-footnote";
import { quoted, visible } from "../faults/fault.ts";
import { deepestNesting } from "../source/markdown.ts";
import { foldSpace } from "./words.ts";

/*
 * What the reading of Markdown's copy keeps while it goes through a source: what was found so far, and what no page could show.
 */

/** A piece of text in the page's order, and its line. Blocks are parted by a line end. */
export interface CopyPiece {
  text: string;
  line: number;
  /** A mark that the page adds. */
  mark?: true;
}

/** An attribute with text from the source. */
export interface Attribute {
  name: "href" | "title" | "alt" | "start" | "language";
  value: string;
  line: number;
}

/** What one stretch of the page carries: the body, or one note. */
export interface Stretch {
  pieces: CopyPiece[];
  attributes: Attribute[];
}

/** Something that no page could show. */
export interface CopyProblem {
  line: number;
  reason: string;
  remedy: string;
}

interface Note {
  label?: string;
  /** How often the text refers to it; notes in the text itself have none. */
  count?: number;
  content?: string;
  tokens?: Token[];
}

/** What markdown-it and its footnotes leave behind beside the tokens. */
export interface Environment {
  footnotes?: { refs?: Record<string, number>; list?: Note[] };
}

/** A source while it is read. */
export interface CopyReading {
  /** The lines of the text, from the first behind the front matter. */
  lines: readonly string[];
  /** The number of that line in the file. */
  firstLine: number;
  environment: Environment;
  /** Where text goes. */
  stretch: Stretch;
  /** Notes by their names, and those in the text by their numbers. */
  notes: Map<string, Stretch>;
  inlineNotes: Map<number, Stretch>;
  /** Names of links that the text refers to. */
  usedLabels: Set<string>;
  problems: CopyProblem[];
}

/** The same grammar as the typesetter's, but a stream in the source's order, with nothing joined, moved or left out. */
export const parser = new MarkdownIt({
  html: false,
  linkify: false,
  typographer: false,
  maxNesting: deepestNesting,
})
  .use(footnote)
  .use(cjkFriendly);
parser.core.ruler.disable(["strip_references", "footnote_tail", "text_join"]);
// The text of `<https://…>` is what the source says, not what that means.
parser.normalizeLinkText = (address) => address;

export function emit(reading: CopyReading, text: string, line: number): void {
  if (text !== "") reading.stretch.pieces.push({ text, line });
}

export function problem(reading: CopyReading, line: number, reason: string, remedy: string): void {
  reading.problems.push({ line, reason, remedy });
}

/** Characters that nothing accounts for. */
export function dropped(reading: CopyReading, line: number, text: string): void {
  problem(
    reading,
    line,
    `Markdown would drop something here: ${visible(quoted(foldSpace(text)))}`,
    "put a backslash before brackets that are no link, and write `&nbsp;` for a no-break space",
  );
}

export function labelOf(token: Token): string {
  return String(token.meta?.label);
}
