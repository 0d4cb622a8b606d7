import MarkdownIt, { type StateCore, type Token } from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import footnote from "markdown-it-footnote";
import { error, type Fault, placeAt } from "../faults/fault.ts";
import { softBreak } from "../text/soft-break.ts";
import { fold } from "../text/white-space.ts";
import { childrenOf } from "./children.ts";
import { csvPlugin } from "./csv.ts";
import { figurePlugin } from "./figures.ts";
import { readable } from "./leftover-markup.ts";
import { notesTail } from "./notes-tail.ts";
import { tableCaptionPlugin } from "./table-captions.ts";
import type { Source } from "./utf8.ts";

/** Markdown, with its front matter taken off. */
export interface MarkdownText {
  /** The YAML between the `---` lines, and the line of the file on which it begins. */
  frontMatter?: { text: string; line: number };
  /** The text, with line ends as `\n`. */
  body: string;
  /** The line of the file on which the text begins, counted from 1. */
  bodyLine: number;
}

/** How many marks of notes a text may have, definitions among them: no reader finds the way through more. */
const mostNotes = 10_000;

/**
 * Takes the front matter off a Markdown file. Only plain `---` opens one: nothing that a front matter says is ever run.
 */
export function readMarkdown(source: Source): MarkdownText | Fault {
  const text = source.text.replace(/\r\n?/g, "\n");
  const late = strayFrontMatter(source.file, text);
  if (late) return late;
  const open = /^---(.*)\n/.exec(text);
  if (!open) return withoutFlood(source.file, { body: text, bodyLine: 1 });
  const place = { file: source.file, line: 1, column: 1 };
  if (open[0].trim() !== "---") {
    return error(
      place,
      `front matter cannot begin with \`${open[0].trim()}\``,
      "begin it with a line `---` and write YAML",
    );
  }
  const close = /^---[ \t]*(?:\n|$)/m.exec(text.slice(open[0].length));
  if (!close) return error(place, "the front matter is not closed", "end it with a line `---`");
  const frontMatter = text.slice(open[0].length, open[0].length + close.index);
  const before = open[0] + frontMatter + close[0];
  const body = text.slice(before.length);
  if (body.trim() === "") {
    const end = placeAt(source.file, text, before.trimEnd().length);
    return error(end, "no text stands after the front matter", "write the text after it");
  }
  const bodyLine = before.split("\n").length;
  return withoutFlood(source.file, { frontMatter: { text: frontMatter, line: 2 }, body, bodyLine });
}

/** What is meant as a front matter, and would be published as text: TOML's, or one with blank lines before it. */
function strayFrontMatter(file: string, text: string): Fault | undefined {
  if (/^\s*\+\+\+[ \t]*\n/.test(text)) {
    const reason = "the front matter is TOML, and would be published as text";
    return error({ file, line: 1, column: 1 }, reason, "write YAML between two lines `---`");
  }
  if (!/^[ \t]*\n\s*---[ \t]*\n[A-Za-z_]+:(?:[ \t]|\n)/.test(text)) return undefined;
  const place = { file, line: text.slice(0, text.indexOf("---")).split("\n").length, column: 1 };
  return error(
    place,
    "the front matter does not begin on the file's first line",
    "take out what stands before it",
  );
}

/** Refuses more notes than a text can have. */
function withoutFlood(file: string, text: MarkdownText): MarkdownText | Fault {
  const { body, bodyLine } = text;
  const notes = body.split("[^").length + body.split("^[").length - 2;
  if (notes <= mostNotes) return text;
  const reason = `the text has ${notes} marks of notes, the limit is ${mostNotes}`;
  return error({ file, line: bodyLine, column: 1 }, reason, "divide it into several articles");
}

/** What lies in markdown-it's `env` between parsing and rendering. */
export type MarkdownEnvironment = Record<string, unknown>;

/** How deep blocks and marks may nest. Past that markdown-it stops in silence; Stet refuses the text. */
export const deepestNesting = 100;

/**
 * A parser of CommonMark with tables, strikethrough and footnotes, and with emphasis that works beside the punctuation of Chinese,
 * Japanese and Korean. No HTML: angle brackets are text. No typographer and no
 * linkifier: they change characters.
 *
 * @see https://spec.commonmark.org/0.31.2/
 */
export function newMarkdown(): InstanceType<typeof MarkdownIt> {
  const parser = new MarkdownIt({
    html: false,
    linkify: false,
    typographer: false,
    maxNesting: deepestNesting,
  });
  parser.use(footnote);
  parser.core.ruler.at("footnote_tail", notesTail);
  parser.use(cjkFriendly);
  parser.core.ruler.before("text_join", "readable", keepReadable);
  parser.use(csvPlugin);
  parser.use(figurePlugin);
  parser.use(tableCaptionPlugin);
  // The text of `<https://…/%C3%A4>` is what the source says, not what it means.
  parser.normalizeLinkText = (address) => address;
  return parser;
}

/** Escapes are told from other signs only until they are joined with the text around them. */
function keepReadable({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (!token.children?.some(({ info }) => info === "escape")) continue;
    token.meta = { ...token.meta, readable: readable(token.children) };
  }
}

const markdown = newMarkdown();

/** Markdown to markdown-it's tokens. */
export function parseMarkdown(body: string, environment: MarkdownEnvironment = {}): Token[] {
  return markdown.parse(body, environment);
}

/** The text that tokens show, without marks, white space folded. Blocks are parted by a space. */
export function markdownText(tokens: readonly Token[]): string {
  return fold(tokens.map(textOf).join(" "));
}

/**
 * What a line end of the source is within a paragraph: a space, and nothing between two characters of a script without spaces.
 *
 * @param tokens those of the paragraph
 * @param index the line end's
 */
export function lineEnd(tokens: readonly Token[], index: number): "" | " " {
  let [before, after] = [index - 1, index + 1];
  while (isMark(tokens[before])) before--;
  while (isMark(tokens[after])) after++;
  return softBreak(shown(tokens[before]), shown(tokens[after]));
}

/** Whether a token shows nothing in the line: the marks of emphasis, links and notes. */
function isMark(token: Token | undefined): boolean {
  return token !== undefined && (token.nesting !== 0 || token.type === "footnote_ref" || isEmptyText(token));
}

function isEmptyText({ type, content }: Token): boolean {
  return type === "text" && content === "";
}

function shown(token: Token | undefined): string {
  return token && ["text", "text_special", "code_inline"].includes(token.type) ? token.content : "";
}

function textOf(token: Token): string {
  if (token.type === "inline") {
    const tokens = childrenOf(token);
    return tokens
      .map((child, index) => (child.type === "softbreak" ? lineEnd(tokens, index) : textOf(child)))
      .join("");
  }
  if (token.type === "softbreak" || token.type === "hardbreak") return " ";
  return ["text", "text_special", "code_inline", "code_block", "fence"].includes(token.type)
    ? token.content
    : "";
}

/** A heading that begins a text. */
export interface Title {
  text: string;
  /** From 1, the highest. */
  level: number;
  /** The lines of the file on which it stands, counted from 1. */
  line: number;
  last: number;
  /** Whether it holds nothing but text and emphasis: a headline has no links, pictures or notes. */
  plain: boolean;
}

/** The heading that a text begins with. `bodyLine`: the line of the file on which the text begins. */
export function titleOf([open, inline]: readonly Token[], bodyLine: number): Title | undefined {
  if (open?.type !== "heading_open" || !open.map || !inline) return undefined;
  const [from, to] = open.map;
  const plain = childrenOf(inline).every(({ type }) => !/^(?:link|image|footnote)/.test(type));
  return {
    text: markdownText([inline]),
    level: Number(open.tag.slice(1)),
    line: bodyLine + from,
    last: bodyLine + to - 1,
    plain,
  };
}

/** A text's tokens without the heading that it begins with. */
export function withoutTitle(tokens: readonly Token[]): Token[] {
  return tokens.slice(3);
}

/** The first block of a text that shows text, and its line. */
export function firstBlock(
  tokens: readonly Token[],
  bodyLine: number,
): { text: string; line: number } | undefined {
  const inline = tokens.find(({ type }) => type === "inline");
  return inline && { text: markdownText([inline]), line: bodyLine + (inline.map?.[0] ?? 0) };
}

/** How many times larger than its source a body may come out: a text of references to references would fill the disk. */
const largestGrowth = 50;

/** Below this size, in characters, growth harms nobody: a two-letter list item is mostly tags. */
const smallBody = 20_000;

/** Finds Markdown whose body would grow out of all proportion. Only definitions that are used many times can do that. */
export function growthFaults(source: Source, tokens: readonly Token[]): Fault[] {
  if (!source.text.includes("]:")) return [];
  const size = sizeOf(tokens);
  if (size <= smallBody || size <= largestGrowth * source.text.length) return [];
  const times = Math.round(size / source.text.length);
  const remedy = `keep it under ${largestGrowth} times: refer to long addresses less often`;
  return [error({ file: source.file }, `the text grows to ${times} times its size as a page`, remedy)];
}

/** About how many characters tokens take as HTML: their texts, tags and attributes. */
function sizeOf(tokens: readonly Token[]): number {
  let size = 0;
  for (const { tag, content, attrs, children } of tokens) {
    size += tag === "" ? 0 : tag.length + 2;
    for (const [name, value] of attrs ?? []) size += name.length + String(value).length + 4;
    size += children ? sizeOf(children) : content.length;
  }
  return size;
}
