// @ts-check

import { addFree, prefix, Reading, readText } from "./check-inline.js";

/*
 * Reads Markdown for the check page, without a Markdown parser: what may be an address, a title, a label or a list's number is
 * free, so that a page may have it or not; all else must stand there. ASCII's punctuation counts nowhere, for all of Markdown's marks
 * are made of it.
 */

/** From a first line `---` to the next one. */
const frontMatter = /^---[ \t]*\r?\n(?:[\s\S]*?\n)??---[ \t]*(?:\r?\n|$)/;

const fence = /^(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)(?=[\r\n]|$)/;
const definition = /^\[(?!\^)(?:[^\]\\]|\\.)+\]:/;
const wholeDefinition =
  /\[(?:[^\]\\]|\\.)+\]:[ \t]*(?:(?:\r\n|[\r\n])[ \t>]*)?(?:<[^<>\r\n]*>|[^\s<]\S*)(?:(?:[ \t]+|[ \t]*(?:\r\n|[\r\n])[ \t>]*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))(?=[ \t]*(?:[\r\n]|$)))?[ \t]*(?:\r\n|[\r\n]|$)/sy;
const noteDefinition = /^\[\^([^\]\s]+)\]:/;

/**
 * What of Markdown must stand on the page: the text, then the notes in the order of their marks.
 *
 * @param {string} text the source, with its front matter
 */
export function markdownSigns(text) {
  const reading = new Reading(text);
  readBlocks(reading, frontMatter.exec(text)?.[0].length ?? 0);
  const { body, notes, order } = reading;
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
  return body.end();
}

/**
 * Goes through the lines: code between fences as it is, definitions as free, notes into texts of their own, all else by paragraphs.
 *
 * @param {Reading} reading
 * @param {number} from
 */
function readBlocks(reading, from) {
  const { text, body } = reading;
  let into = body;
  let blank = true;
  /** Where the paragraph begins that is not read yet. */
  let paragraph = from;
  const flush = (/** @type {number} */ to) => {
    readText(reading, into, paragraph, to);
    paragraph = to;
  };
  for (let at = from; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const mark = prefix.exec(line)?.[0] ?? "";
    const start = at + mark.length;
    const rest = line.slice(mark.length);
    const isBlank = rest.trim() === "";
    if (isBlank || /[^ \t>]/.test(mark) || /^[#|]/.test(rest)) flush(at);
    const note = noteDefinition.exec(rest);
    if (note || (blank && !isBlank && !/^[ \t]/.test(line))) {
      flush(at);
      into = note ? reading.note(note[1] ?? "") : body;
      if (note) paragraph = start + note[0].length;
    }
    const open = fence.exec(rest);
    at = end;
    if (open) {
      flush(start);
      at = paragraph = readFence(into, text, start, open);
    } else if (definition.test(rest)) {
      flush(start);
      at = paragraph = readDefinition(into, text, start);
    }
    blank = isBlank;
  }
  flush(text.length);
}

const line = /[^\r\n]*(?:\r\n|[\r\n]|$)/y;

/**
 * Where the next line begins.
 *
 * @param {string} text
 * @param {number} from
 * @returns {number}
 */
function lineEnd(text, from) {
  line.lastIndex = from;
  return from + (line.exec(text)?.[0].length ?? 0);
}

/**
 * Reads code to the fence's end. What stands behind the fence is free.
 *
 * @param {import("./check-text.js").SignsMaker} into
 * @param {string} text
 * @param {number} start
 * @param {RegExpExecArray} open
 * @returns {number} where the text goes on
 */
function readFence(into, text, start, [whole, backticks, tildes]) {
  const marks = backticks ?? tildes ?? "";
  addFree(into, text.slice(start, start + whole.length), start);
  const from = lineEnd(text, start);
  for (let at = from; at < text.length; at = lineEnd(text, at)) {
    const line = text.slice(at, lineEnd(text, at)).replace(prefix, "").trim();
    if (line.length < marks.length || line.replaceAll(marks.charAt(0), "") !== "") continue;
    into.add(text.slice(from, at), from);
    return lineEnd(text, at);
  }
  into.add(text.slice(from), from);
  return text.length;
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
