// @ts-check

import { prefix, Reading, readText } from "./check-inline.js";
import { addFree, lineEnd } from "./check-text.js";

/*
 * Reads Markdown for the check page, without a Markdown parser: what may be an address, a title, a label or a list's number is
 * free, so that a page may have it or not; all else must stand there. ASCII's punctuation counts nowhere, for all of Markdown's marks
 * are made of it.
 */

/** From a first line `---` to the next one. */
const frontMatter = /^---[ \t]*\r?\n(?:[\s\S]*?\n)??---[ \t]*(?:\r?\n|$)/;

const fence = /^(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)(?=[\r\n]|$)/;
/** A label has at most 999 characters, and no blank line. */
const definition = /\[(?!\^)(?:[^\]\\\r\n]|\\[^\r\n]|\\?(?:\r\n|[\r\n])(?![ \t>]*[\r\n])){1,999}\]:/y;
const wholeDefinition =
  /\[(?:[^\]\\]|\\.)+\]:[ \t]*(?:(?:\r\n|[\r\n])[ \t>]*)?(?:<[^<>\r\n]*>|[^\s<]\S*)(?:(?:[ \t]+|[ \t]*(?:\r\n|[\r\n])[ \t>]*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))(?=[ \t]*(?:[\r\n]|$)))?[ \t]*(?:\r\n|[\r\n]|$)/sy;
const noteDefinition = /^\[\^([^\]\s]{1,999})\]:/;

/** The line below a table's head. */
const delimiter = /^[-:| \t]*[\r\n]*$/;

/** A line that makes a heading of the one before it, or parts two paragraphs. */
const underline = /^(?:=+[ \t]*|-+[ \t]*|(?:[*_-][ \t]*){3,})[\r\n]*$/;

/** A line at the margin that does not go on with a note's paragraph. */
const interruption =
  /^ {0,3}(?:#{1,6}(?=[ \t\r\n]|$)|`{3}|~{3}|>|(?:[-+*]|\d{1,9}[.)])(?=[ \t\r\n]|$)|(?:[*_-][ \t]*){3,}(?:[\r\n]|$))/;

/** What stands deeper than the margin: code, or what belongs to a list or a note. */
const indented = /^(?: {4}| {0,3}\t)/;

/**
 * What of Markdown must stand on the page: the text, then the notes in the order of their marks.
 *
 * @param {string} text the source, with its front matter
 * @returns {import("./check-text.js").Signs & { doubtful: boolean }} with whether the press may read it in another way
 */
export function markdownSigns(text) {
  const reading = new Reading(text);
  readBlocks(reading, frontMatter.exec(text)?.[0].length ?? 0);
  const { body, notes, order, doubtful } = reading;
  for (const label of order) {
    const note = notes.get(label)?.made;
    if (!note) continue;
    body.addSpace(note.at[0] ?? 0);
    for (const [index, sign] of note.signs.entries()) {
      const [at = 0, free = false] = [note.at[index], note.free[index]];
      if (sign === " ") body.addSpace(at, free);
      else body.push(sign, at, free);
    }
  }
  return { ...body.end(), doubtful };
}

/**
 * A line of the text, and in what it stands.
 *
 * @typedef {object} Line
 * @property {number} at
 * @property {number} end
 * @property {string} line
 * @property {string} mark marks of quotations and lists, and white space
 * @property {number} start where the rest begins
 * @property {string} rest
 * @property {boolean} isBlank
 * @property {boolean} isHeading whether no paragraph goes on over it
 * @property {boolean} isList
 * @property {boolean} isText whether the next line may go on with it
 * @property {number} quotes
 * @property {boolean} inQuote
 * @property {boolean} inTable
 */

/**
 * Goes through the lines: code between fences as it is, definitions as free, notes into texts of their own, all else by paragraphs.
 *
 * @param {Reading} reading
 * @param {number} from
 */
function readBlocks(reading, from) {
  const { text, body } = reading;
  let into = body;
  /** The line before; after a blank one anything may begin. */
  let before = lineAt("", 0);
  /** Where the paragraph begins that is not read yet. */
  let paragraph = from;
  const flush = (/** @type {number} */ to) => {
    for (const end of before.inTable ? cellEnds(text, paragraph, to) : [to]) {
      if (end > paragraph) readText(reading, into, paragraph, end);
      paragraph = Math.max(paragraph, end);
    }
  };
  for (let at = from; at < text.length; ) {
    const line = lineAt(text, at, before);
    if (isBelowHead(text, line, before)) {
      flush(before.at);
      line.inTable = before.inTable = true;
      flush(at);
    }
    if (line.isBlank || line.isList || line.isHeading || before.inTable || line.rest.startsWith("|"))
      flush(at);
    const note = noteAt(reading, line, before);
    const leavesNote = before.isBlank
      ? !line.isBlank && !indented.test(line.line)
      : interruption.test(line.line);
    if (note || leavesNote) {
      flush(at);
      into = note ? reading.note(note[1] ?? "") : body;
    }
    if (note) {
      paragraph = line.start + note[0].length;
      line.start = paragraph + (prefix.exec(text.slice(paragraph, line.end))?.[0].length ?? 0);
      line.rest = text.slice(line.start, line.end);
    }
    const open = fence.exec(line.rest);
    const isDefinition = !open && definitionAt(reading, line, !note && before.isText);
    at = line.end;
    if (open || isDefinition) {
      flush(line.start);
      Object.assign(line, { isText: false, inTable: false });
      at = paragraph = open ? readFence(reading, into, line, open) : readDefinition(into, text, line.start);
    } else if (line.isHeading) flush(at);
    before = line;
  }
  flush(text.length);
}

/**
 * @param {string} text
 * @param {number} at
 * @param {Line} [before] the line before; without it this is the first
 * @returns {Line}
 */
function lineAt(text, at, before) {
  const end = lineEnd(text, at);
  const line = text.slice(at, end);
  const mark = prefix.exec(line)?.[0] ?? "";
  const rest = line.slice(mark.length);
  const isBlank = rest.trim() === "";
  const isHeading = rest.startsWith("#") || underline.test(rest);
  const isList = /[^ \t>]/.test(mark);
  const quotes = mark.split(">").length - 1;
  const isRow = !isBlank && !isList && !rest.startsWith("#") && quotes === before?.quotes;
  return {
    ...{ at, end, line, mark, rest, start: at + mark.length, isBlank, isHeading, isList, quotes },
    isText: !isBlank && !isHeading,
    inQuote: !isBlank && (quotes > 0 || before?.inQuote === true),
    inTable: isRow && before?.inTable === true,
  };
}

/**
 * The note that begins in a line. In a table it is a row, and below a quotation it is the quotation's own text.
 *
 * @param {Reading} reading
 * @param {Line} line
 * @param {Line} before
 */
function noteAt(reading, { rest, inTable, inQuote, quotes }, before) {
  const note = noteDefinition.exec(rest);
  if (!note || !before.isText || !(inTable || (inQuote && quotes === 0))) return note;
  reading.doubtful = true;
  return null;
}

/**
 * Whether a line is the one below a table's head.
 *
 * @param {string} text
 * @param {Line} line
 * @param {Line} before
 */
function isBelowHead(text, { rest, end }, before) {
  if (!before.isText || before.inTable || !rest.includes("-") || !delimiter.test(rest)) return false;
  return text.slice(before.at, end).includes("|");
}

/**
 * Whether an address is defined in a line; in the midst of a paragraph it is text.
 *
 * @param {Reading} reading
 * @param {Line} line
 * @param {boolean} isWithin whether it may be in the midst of one
 */
function definitionAt(reading, { start }, isWithin) {
  definition.lastIndex = start;
  if (!definition.test(reading.text)) return false;
  if (isWithin) reading.doubtful = true;
  return !isWithin;
}

/**
 * Where the cells of a row end.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function cellEnds(text, from, to) {
  const bars = Array.from(text.slice(from, to).matchAll(/\\.|\|/gs)).filter(({ 0: sign }) => sign === "|");
  return [...bars.map(({ index }) => from + index), to];
}

/**
 * Reads code to the fence's end. What stands behind the fence is free.
 *
 * @param {Reading} reading
 * @param {import("./check-text.js").SignsMaker} into
 * @param {Line} line
 * @param {RegExpExecArray} open
 * @returns {number} where the text goes on
 */
function readFence(reading, into, { mark, start, end }, [whole, backticks, tildes]) {
  const { text } = reading;
  const marks = backticks ?? tildes ?? "";
  // Code that is indented has no fences.
  if (indented.test(mark)) reading.doubtful = true;
  addFree(into, text.slice(start, start + whole.length), start);
  for (let at = end; at < text.length; at = lineEnd(text, at)) {
    const line = text.slice(at, lineEnd(text, at)).replace(prefix, "").trim();
    if (line.length < marks.length || line.replaceAll(marks.charAt(0), "") !== "") continue;
    if (/^[`~]+[ \t]*csv[ \t]*$/i.test(whole)) addCells(into, text.slice(end, at), end);
    else into.add(text.slice(end, at), end);
    return lineEnd(text, at);
  }
  // It ends with its list or quotation.
  if (mark !== "") reading.doubtful = true;
  into.add(text.slice(end), end);
  return text.length;
}

/**
 * Adds the cells of a table: at a comma, which may be one of the text's, the page may have a space.
 *
 * @param {import("./check-text.js").SignsMaker} into
 * @param {string} values
 * @param {number} start where they stand in the text
 */
function addCells(into, values, start) {
  let at = start;
  for (const piece of values.split(",")) {
    into.add(piece, at);
    at += piece.length + 1;
    into.addSpace(at - 1, true);
  }
}

/**
 * Reads the definition of an address, which may take several lines.
 *
 * @param {import("./check-text.js").SignsMaker} into
 * @param {string} text
 * @param {number} start
 * @returns {number} where the text goes on
 */
function readDefinition(into, text, start) {
  wholeDefinition.lastIndex = start;
  const whole = wholeDefinition.exec(text)?.[0].length ?? 0;
  const end = whole > 0 ? start + whole : lineEnd(text, start);
  addFree(into, text.slice(start, end), start);
  return end;
}
