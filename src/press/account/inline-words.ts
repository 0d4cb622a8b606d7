import type { Token } from "markdown-it";
import { quoted } from "../faults/fault.ts";
import { childrenOf } from "../source/children.ts";
import { turning } from "../text/screen-order.ts";
import { softBreak } from "../text/soft-break.ts";
import { type CopyReading, dropped, emit, labelOf, problem } from "./copy-reading.ts";
import { linkEnd, type Target, targetOf } from "./link-targets.ts";
import { foldSpace } from "./words.ts";

/*
 * Lays the tokens of a paragraph beside its characters and takes both along together, so that none is left over: what Markdown
 * reads as a mark, an address or a title is read again here, from the characters.
 */

/** A note's mark in the text, as the page prints it. */
function noteMark(id: number, repetition: number): string {
  return `[${id + 1}${repetition > 0 ? `:${repetition}` : ""}]`;
}

/** The characters of a paragraph, and how far they are accounted for. */
interface Cursor {
  content: string;
  position: number;
  line: number;
  /** Links that are open. */
  links: Target[];
  /** Whether images are figures, whose titles are captions. */
  figures: boolean;
}

/**
 * Accounts for the characters of a paragraph, heading or cell: emits its text, its marks and its attributes, and reports the
 * first character that no token comes from.
 *
 * @param content the characters, without the marks of the blocks around them
 * @param tokens what markdown-it made of them
 * @param line the line of the first of them
 * @param figures whether the tokens are nothing but images in a paragraph of their own
 */
export function align(
  reading: CopyReading,
  content: string,
  tokens: readonly Token[],
  line: number,
  figures = false,
): void {
  const cursor: Cursor = { content, position: 0, line, links: [], figures };
  for (const [index, token] of tokens.entries()) {
    if (token.type === "softbreak") emit(reading, spaceAt(tokens, index), cursor.line);
    const length = read(reading, cursor, token);
    if (length === undefined) break;
    const end = cursor.position + length;
    for (
      let at = content.indexOf("\n", cursor.position);
      at >= 0 && at < end;
      at = content.indexOf("\n", at + 1)
    ) {
      cursor.line++;
    }
    cursor.position = end;
  }
  if (cursor.position < content.length) dropped(reading, cursor.line, content.slice(cursor.position));
}

/** Reads one token. Returns how many characters it came from, or nothing if they are not those at the cursor. */
function read(reading: CopyReading, cursor: Cursor, token: Token): number | undefined {
  const { content, position, line } = cursor;
  switch (token.type) {
    case "text":
      emit(reading, token.content, line);
      return literal(cursor, token.content);
    case "text_special":
      checkEntity(reading, token, line);
      emit(reading, token.content, line);
      return literal(cursor, token.markup);
    case "hardbreak":
      emit(reading, " ", line);
      lineBreak.lastIndex = position;
      return lineBreak.exec(content)?.[0].length;
    case "softbreak":
      lineBreak.lastIndex = position;
      return lineBreak.exec(content)?.[0].length;
    case "code_inline":
      emit(reading, token.content, line);
      return codeLength(content, position, token);
    case "link_open":
      cursor.links.push(targetOf(token, position + 1));
      addAddress(reading, token, line);
      return literal(cursor, token.markup === "autolink" ? "<" : "[");
    case "link_close":
      return linkEnd(reading, content, position, cursor.links.pop());
    case "image":
      return readImage(reading, cursor, token);
    case "footnote_ref":
      return readNote(reading, cursor, token);
    default:
      return literal(cursor, token.markup);
  }
}

/** What a page must have for a line end: a space, and nothing between the letters of a script without spaces. */
function spaceAt(tokens: readonly Token[], index: number): "" | " " {
  return softBreak(textFrom(tokens, index, -1), textFrom(tokens, index, 1));
}

/** The nearest text in a direction, past the marks of emphasis, links and notes. */
function textFrom(tokens: readonly Token[], index: number, step: 1 | -1): string {
  for (let at = index + step; ; at += step) {
    const token = tokens[at];
    if (!token) return "";
    const { type, nesting, content } = token;
    if (type === "text_special" || type === "code_inline" || (type === "text" && content !== ""))
      return content;
    if (nesting === 0 && type !== "footnote_ref" && type !== "text") return "";
  }
}

function literal({ content, position }: Cursor, text: string): number | undefined {
  return content.startsWith(text, position) ? text.length : undefined;
}

/** The end of a line, with the white space around it that belongs to no word. */
const lineBreak = /(?: *|\\)\n[ \t]*/y;

/** The length of code with its backticks. A space inside each of them belongs to the mark. */
function codeLength(content: string, position: number, token: Token): number | undefined {
  for (const pad of ["", " "]) {
    const written = `${token.markup}${pad}${token.content}${pad}${token.markup}`;
    const there = content.slice(position, position + written.length);
    if (there.replaceAll("\n", " ") === written) return written.length;
  }
  return undefined;
}

/** Characters that an entity can make and that no source may hold: form feed, and what turns the text around it. */
const forbidden = new RegExp(`\\f|${turning.source}`);

function checkEntity(reading: CopyReading, token: Token, line: number): void {
  if (token.info !== "entity") return;
  const replaced = token.content === "\ufffd" && !/^&#(?:x0*fffd|0*65533);$/i.test(token.markup);
  if (!replaced && !forbidden.test(token.content)) return;
  const reason = replaced ? "stands for no character" : "stands for a character that no text needs";
  problem(reading, line, `${quoted(token.markup)} ${reason}`, "remove it");
}

function addAddress(reading: CopyReading, token: Token, line: number): void {
  const { href, title } = targetOf(token, 0);
  reading.stretch.attributes.push({ name: "href", value: href, line });
  if (title !== "") reading.stretch.attributes.push({ name: "title", value: title, line });
}

/** An image's alternative text, and its title: under a figure as its caption, else as an attribute. */
function addImage(reading: CopyReading, token: Token, { line, figures }: Cursor): void {
  const { title } = targetOf(token, 0);
  reading.stretch.attributes.push({ name: "alt", value: plain(childrenOf(token)), line });
  if (figures) for (const text of ["\n", captionText(title), "\n"]) emit(reading, text, line);
  else if (title !== "") reading.stretch.attributes.push({ name: "title", value: title, line });
}

/** A caption and a credit, as a page shows them: the last bar between spaces parts the two, and is a mark. */
function captionText(title: string): string {
  const text = ` ${foldSpace(title)}`;
  const bar = text.lastIndexOf(" | ");
  return bar < 0 ? text : `${text.slice(0, bar)} ${text.slice(bar + 3)}`;
}

/** Tokens as the text of an attribute. */
function plain(tokens: readonly Token[]): string {
  const texts = tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return "\n";
    return ["text", "text_special", "code_inline"].includes(token.type) ? token.content : "";
  });
  return texts.join("");
}

/** Reads an image. Its alternative text is accounted for like any other, but goes into an attribute. */
function readImage(reading: CopyReading, cursor: Cursor, token: Token): number | undefined {
  const { content, position, line } = cursor;
  const children = childrenOf(token);
  addImage(reading, token, cursor);
  const { stretch } = reading;
  reading.stretch = { pieces: [], attributes: [] };
  align(reading, token.content, children, line);
  reading.stretch = stretch;
  const lost = children.find((child) => child.type in lostInAlternative);
  if (lost) {
    const what = lostInAlternative[lost.type];
    const reason = `${what} stands in the alternative text of an image, where no page shows it`;
    problem(reading, line, reason, "write plain words there");
  }
  if (!content.startsWith(`![${token.content}]`, position)) return undefined;
  const close = position + 2 + token.content.length;
  const length = linkEnd(reading, content, close, targetOf(token, position + 2));
  return length && close - position + length;
}

const lostInAlternative: Record<string, string> = {
  link_open: "a link",
  image: "an image",
  footnote_ref: "a note",
};

/** Reads `[^name]` or `^[note]`, and makes sure that the page will print this note under this number. */
function readNote(reading: CopyReading, cursor: Cursor, token: Token): number | undefined {
  const { content, position, line } = cursor;
  const id = Number(token.meta?.id);
  const note = reading.environment.footnotes?.list?.[id];
  const label = token.meta?.label === undefined ? undefined : labelOf(token);
  const mark = noteMark(id, Number(token.meta?.subId ?? 0));
  reading.stretch.pieces.push({ text: mark, line, mark: true });
  if (cursor.links.length > 0) {
    problem(reading, line, "a note's mark stands inside a link", "move it behind the link");
  }
  if (label === undefined ? !note?.tokens || reading.inlineNotes.has(id) : note?.label !== label) {
    const reason = "a note stands inside another note, and Markdown drops one of them";
    problem(reading, line, reason, "write them as `[^name]`, each with a definition of its own");
    return content.length - position;
  }
  if (label === undefined) readInlineNote(reading, id, note, line);
  return literal(cursor, label === undefined ? `^[${note?.content}]` : `[^${label}]`);
}

/** Reads the text of a note that stands in the text, into a stretch of its own. */
function readInlineNote(
  reading: CopyReading,
  id: number,
  { content = "", tokens = [] }: { content?: string; tokens?: Token[] } = {},
  line: number,
): void {
  const { stretch } = reading;
  reading.stretch = { pieces: [], attributes: [] };
  reading.inlineNotes.set(id, reading.stretch);
  align(reading, content, tokens, line);
  reading.stretch = stretch;
}
