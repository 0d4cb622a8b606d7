// @ts-check

import { addFree, lineEnd, named, SignsMaker } from "./check-text.js";

/*
 * Markdown within a paragraph, for `check-markdown.js`.
 */

/** Marks of quotations and lists at the start of a line, with the lists' numbers. */
export const prefix = /^(?:[ \t>]|[-+*](?=[ \t\r\n]|$)|\d{1,9}[.)](?=[ \t\r\n]|$))*/;

/** What stands in a line and is read in a way of its own: the first that fits. */
const special = new RegExp(
  [
    /\\[!-/:-@[-`{-~]/, // a mark that is none
    /`+/, // code
    /<[A-Za-z][A-Za-z\d+.-]{1,31}:[^\s<>]*>/, // an address that is shown as it is
    /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/, // a character by its name
    /\[\^[^\]\s]{1,999}\]/, // a note's mark
    /\^\[/, // a note in the text
    /\]\(/, // an address
    /\]\[(?!\^)(?:[^\][\\]|\\.)*(?=\])/, // the label of an address
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/** The text while it is read. */
export class Reading {
  body = new SignsMaker(false);
  /** Notes by their labels; those in the text have the place where they stand. @type {Map<string, SignsMaker>} */
  notes = new Map();
  /** Labels in the order of their marks. @type {Set<string>} */
  order = new Set();
  /** Whether something stands in the text that the press may read in another way. */
  doubtful = false;
  /** The brackets of the paragraph that are open, `![` or `[`. @type {string[]} */
  brackets = [];
  /** How many of them stand before a link, and begin none, but images. */
  closed = 0;
  /** The last line that was looked at: where it ends, and whether it is indented as code may be. */
  line = { end: 0, isIndented: false };
  /** What the paragraph's brackets are closed by, and where the last backticks of each length stand, up to `end`. */
  ends = { end: 0, brackets: new Map(), backticks: new Map() };

  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** The labels that have a note: what looks like the mark of another one is text. */
    this.defined = new Set(Array.from(text.matchAll(/\[\^([^\]\s]{1,999})\]:/g), ([, label]) => label));
  }

  /**
   * The note of a label.
   *
   * @param {string} label
   */
  note(label) {
    const known = this.notes.get(label) ?? new SignsMaker(false);
    this.notes.set(label, known);
    return known;
  }

  /**
   * Takes note of text's brackets.
   *
   * @param {string} text
   */
  bracket(text) {
    for (const [bracket] of text.matchAll(/!?\[|\]/g)) {
      if (bracket === "]") this.unbracket();
      else this.brackets.push(bracket);
    }
  }

  /** Closes a bracket; returns what may begin there, `![` or `[`, if anything. */
  unbracket() {
    const bracket = this.brackets.pop();
    const isClosed = bracket === "[" && this.brackets.length < this.closed;
    this.closed = Math.min(this.closed, this.brackets.length);
    return isClosed ? undefined : bracket;
  }

  /**
   * Whether the line at a place is indented as code may be. Places come in their order, so that no line is read twice.
   *
   * @param {number} at
   */
  isIndented(at) {
    const { text, line } = this;
    while (at >= line.end) {
      const end = lineEnd(text, line.end);
      const mark = prefix.exec(text.slice(line.end, end))?.[0] ?? "";
      Object.assign(line, { end, isIndented: / {4}|\t/.test(mark) });
    }
    return line.isIndented;
  }

  /**
   * What closes the brackets and the backticks from a place on. A paragraph is looked through once.
   *
   * @param {number} from
   * @param {number} end of the paragraph
   */
  endsOf(from, end) {
    if (from < this.ends.end) return this.ends;
    const text = this.text.slice(from, end);
    const [brackets, backticks] = [new Map(), new Map()];
    const open = [];
    for (const { 0: sign, index } of text.matchAll(/\\.|[[\]]/gs)) {
      if (sign === "[") open.push(from + index);
      if (sign === "]") brackets.set(open.pop(), from + index);
    }
    // No backslash keeps backticks from closing code.
    for (const { 0: run, index } of text.matchAll(/`+/g)) backticks.set(run.length, from + index);
    this.ends = { end, brackets, backticks };
    return this.ends;
  }
}

/**
 * Reads a paragraph.
 *
 * @param {Reading} reading
 * @param {SignsMaker} into
 * @param {number} start
 * @param {number} end
 */
export function readText(reading, into, start, end) {
  const { text, brackets, closed } = reading;
  Object.assign(reading, { brackets: [], closed: 0 });
  // Only the paragraph is looked through: a text of many would be gone through once for each.
  const paragraph = text.slice(start, end);
  special.lastIndex = 0;
  let at = start;
  for (let match = special.exec(paragraph); match; match = special.exec(paragraph)) {
    const from = start + match.index;
    addLines(into, text.slice(at, from), at, at === start);
    reading.bracket(text.slice(at, from));
    at = readSpecial(reading, into, match[0], from, end);
    special.lastIndex = at - start;
  }
  if (at < end) addLines(into, text.slice(at, end), at, at === start);
  Object.assign(reading, { brackets, closed });
}

/**
 * Text in which only the numbers of lists are free.
 *
 * @param {SignsMaker} into
 * @param {string} text
 * @param {number} at
 * @param {boolean} isStart whether a line begins here
 */
function addLines(into, text, at, isStart) {
  let from = at;
  for (const [index, line] of text.split(/(?<=[\r\n])/).entries()) {
    const mark = index > 0 || isStart ? (prefix.exec(line)?.[0] ?? "") : "";
    for (const sign of mark) into.addSign(sign, from, /\d/.test(sign));
    into.add(line.slice(mark.length), from + mark.length);
    from += line.length;
  }
}

/**
 * Reads what stands at a special sign.
 *
 * @param {Reading} reading
 * @param {SignsMaker} into
 * @param {string} found
 * @param {number} at
 * @param {number} end of the paragraph
 * @returns {number} where the text goes on
 */
function readSpecial(reading, into, found, at, end) {
  const { text } = reading;
  const after = at + found.length;
  if (found.startsWith("\\")) into.add(found, at);
  else if (found.startsWith("`")) return readCode(reading, into, at, found, end);
  else if (found.startsWith("<")) into.add(found, at);
  else if (found.startsWith("&")) readNamed(reading, into, at, found);
  else if (found === "^[") return readNote(reading, into, at, end);
  else if (found === "](") {
    const bracket = reading.unbracket();
    const close = bracket ? addressEnd(text, after, end) : undefined;
    if (close === undefined) return after;
    if (bracket === "[") reading.closed = reading.brackets.length;
    addFree(into, text.slice(after, close), after);
    return close;
  } else if (found.startsWith("[^") && !reading.defined.has(found.slice(2, -1))) {
    into.add("[", at);
    reading.bracket("[");
    return at + 1;
  } else if (found.startsWith("[^")) {
    reading.order.add(found.slice(2, -1));
    for (let index = 2; index < found.length - 1; index++)
      into.addSign(found.charAt(index), at + index, true);
  } else {
    // The label of a link, if one begins before it; the text of the next one, if its address follows.
    const isLabel = reading.unbracket();
    reading.bracket("[");
    if (!isLabel) return at + 2;
    addFree(into, found, at);
  }
  return after;
}

/**
 * @param {Reading} reading
 * @param {SignsMaker} into
 * @param {number} at
 * @param {string} name
 */
function readNamed(reading, into, at, name) {
  // In code that is indented, a name is text: it may be either.
  const either = reading.isIndented(at);
  const characters = named(name);
  if (either || characters === name) into.add(name, at, either);
  if (characters === name) return;
  for (let index = 0; index < characters.length; index++) into.addSign(characters.charAt(index), at, either);
}

/**
 * Code within a line, up to as many backticks as begin it.
 *
 * @param {Reading} reading
 * @param {SignsMaker} into
 * @param {number} at
 * @param {string} backticks
 * @param {number} end
 */
function readCode(reading, into, at, backticks, end) {
  const { text } = reading;
  const start = at + backticks.length;
  if (!(reading.endsOf(at, end).backticks.get(backticks.length) > at)) return start;
  for (const match of text.slice(start, end).matchAll(/`+/g)) {
    if (match[0].length !== backticks.length) continue;
    const code = text.slice(start, start + match.index);
    const padded = /^[ \r\n].*[^ \r\n].*[ \r\n]$/s.test(code);
    into.add(padded ? code.slice(1, -1) : code, padded ? start + 1 : start);
    return start + match.index + match[0].length;
  }
  return start;
}

/**
 * A note in the text.
 *
 * @param {Reading} reading
 * @param {SignsMaker} into
 * @param {number} at
 * @param {number} end
 */
function readNote(reading, into, at, end) {
  // In code that is indented there are no notes.
  if (reading.isIndented(at)) reading.doubtful = true;
  const close = reading.endsOf(at, end).brackets.get(at + 1);
  if (close < end) {
    const label = `at ${at}`;
    reading.order.add(label);
    readText(reading, reading.note(label), at + 2, close);
    return close + 1;
  }
  reading.doubtful = true;
  into.add("^[", at);
  reading.bracket("[");
  return at + 2;
}

const address =
  /[ \t\r\n]*(?:<(?:[^<>\\\r\n]|\\.)*>|(?:[^ \t\r\n\\()]|\\.|\((?:[^ \t\r\n\\()]|\\.|\((?:[^ \t\r\n\\()]|\\.)*\))*\))*)/y;
const title = /(?:[ \t\r\n]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t\r\n]*\)/sy;

/**
 * The end of a link's address with its title; nothing if there is none.
 *
 * @param {string} text
 * @param {number} from
 * @param {number} end
 */
function addressEnd(text, from, end) {
  address.lastIndex = from;
  title.lastIndex = from + (address.exec(text)?.[0].length ?? 0);
  const close = title.exec(text);
  const stop = close ? close.index + close[0].length : end + 1;
  return stop <= end ? stop : undefined;
}
