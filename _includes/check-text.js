// @ts-check

/*
 * The texts that the check page compares: a source's and a page's, sign by sign. It shares no code with the press, and holds what
 * the browser's own parser made of a page against the source's characters.
 */

/**
 * A text as signs, which are code units: every run of white space is one space.
 *
 * @typedef {object} Signs
 * @property {string[]} signs
 * @property {number[]} at where each stands in the text
 * @property {boolean[]} free whether a page may lack it: what only markup has
 */

/** The first line of wire copy: `date`, a space, a date, and then the text on the same line. */
const wireHeader = /^[ \t\r\n]*date \d{4}-\d{2}(?:-\d{2})?(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?(?=[ \t\r\n]|$)/;

const space = /[ \t\r\n]/;

/** Letters and signs of scripts that put no spaces: a line's end between two of them is none. */
const joined = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** All that CommonMark's marks are made of. */
const asciiMark = /[!-/:-@[-`{-~]/;

/** Gathers signs. */
export class SignsMaker {
  /** @type {Signs} */
  made = { signs: [], at: [], free: [] };
  /** The last sign that is not free; a space where there is none, so that no text begins with one. */
  last = " ";

  /** @param {boolean} marks whether ASCII's punctuation counts; of Markdown it does not, for all marks are of it */
  constructor(marks) {
    this.marks = marks;
  }

  /**
   * @param {string} text
   * @param {number} at where it stands
   * @param {boolean} [free]
   */
  add(text, at, free = false) {
    for (let index = 0; index < text.length; index++) this.addSign(text.charAt(index), at + index, free);
  }

  /**
   * @param {string} sign
   * @param {number} at
   * @param {boolean} [free]
   */
  addSign(sign, at, free = false) {
    if (space.test(sign) || (!this.marks && sign === "|")) this.addSpace(at, free);
    else if (this.marks || !asciiMark.test(sign)) this.push(sign, at, free);
  }

  /**
   * @param {number} at
   * @param {boolean} [free]
   */
  addSpace(at, free = false) {
    const { signs } = this.made;
    // A page that lacks what is free has the space before it already.
    if (this.last === " " && (signs.at(-1) ?? " ") === " ") return;
    this.push(" ", at, free || this.last === " ");
  }

  /**
   * @param {string} sign
   * @param {number} at
   * @param {boolean} free
   */
  push(sign, at, free) {
    this.made.signs.push(sign);
    this.made.at.push(at);
    this.made.free.push(free);
    if (!free) this.last = sign;
  }

  /** The signs, without a space at their end. Between two letters that no space parts, a space may be missing. */
  end() {
    const { signs, free } = this.made;
    const end = signs.length - 1;
    const last = free.lastIndexOf(false);
    if (signs[last] === " ") free[last] = true;
    for (let index = 1; index < end; index++) {
      if (signs[index] === " " && joined.test(signs[index - 1] ?? "") && joined.test(signs[index + 1] ?? ""))
        free[index] = true;
    }
    return this.made;
  }
}

const line = /[^\r\n]*(?:\r\n|[\r\n]|$)/y;

/**
 * Where the next line begins.
 *
 * @param {string} text
 * @param {number} from
 * @returns {number}
 */
export function lineEnd(text, from) {
  line.lastIndex = from;
  return from + (line.exec(text)?.[0].length ?? 0);
}

/**
 * What a page may have or not, in its place.
 *
 * @param {SignsMaker} into
 * @param {string} text
 * @param {number} at
 */
export function addFree(into, text, at) {
  into.addSpace(at, true);
  let read = 0;
  for (const match of text.matchAll(/&#?\w+;/g)) {
    into.add(text.slice(read, match.index + match[0].length), at + read, true);
    for (const sign of named(match[0])) into.addSign(sign, at + match.index, true);
    read = match.index + match[0].length;
  }
  into.add(text.slice(read), at + read, true);
  into.addSpace(at + text.length, true);
}

/**
 * The characters that a name stands for.
 *
 * @param {string} name with its `&` and `;`
 */
export function named(name) {
  return new DOMParser().parseFromString(name, "text/html").body.textContent ?? "";
}

/**
 * What of wire copy must stand on the page: all that follows the header, every character. What the page has outside its text, such as
 * a headline, comes first, in the page's order.
 *
 * @param {string} text
 * @param {string[]} [outside] the lines of which that is, as `2` or `3-4`
 */
export function wireSigns(text, outside = []) {
  const start = wireHeader.exec(text)?.[0].length ?? 0;
  const maker = new SignsMaker(true);
  const lines = linesOf(text, start);
  for (const range of outside) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (const line of lines) {
      if (line.number < first || line.number > last || line.isMoved) continue;
      line.isMoved = true;
      maker.add(text.slice(line.start, line.end), line.start);
      maker.addSpace(line.end);
    }
  }
  for (const line of lines) if (!line.isMoved) maker.add(text.slice(line.start, line.end), line.start);
  return maker.end();
}

/**
 * The lines of a text from a place on, each with its end, and their numbers in the whole.
 *
 * @param {string} text
 * @param {number} start
 */
function linesOf(text, start) {
  let number = text.slice(0, start).split(/\r\n|\r|\n/).length;
  const lines = [];
  for (const { 0: line, index } of text.slice(start).matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g))
    lines.push({ number: number++, start: start + index, end: start + index + line.length, isMoved: false });
  return lines;
}

/** Elements within a line: what stands before and after them is one word where no space parts it. */
const inline = new Set("a b bdi code em i img picture s source span strong sup".split(" "));

/** All other elements that an article's text has. A line ends where they begin and where they end. */
const block = new Set(
  "audio blockquote br caption div figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td tfoot th thead tr track ul video".split(
    " ",
  ),
);

/**
 * An article's text as the browser read it.
 *
 * @typedef {object} PageText
 * @property {string} text with what the page has of the source outside its text before it
 * @property {string[]} outside the lines of which that is
 * @property {string[]} corrections
 * @property {string[]} strange elements that no article's text has; a reader may not see what stands in them
 */

/**
 * Reads the text of an article's page: what the press' own proof reads, and the descriptions of images.
 *
 * @param {Document} page
 * @returns {PageText}
 */
export function pageText(page) {
  const [body, ...others] = page.querySelectorAll("main > article > div.e-content");
  /** @type {Set<string>} */
  const strange = new Set(others.length > 0 ? ["div.e-content"] : []);
  const corrections = body?.querySelectorAll(":scope > section.corrections > p") ?? [];
  const outside = [
    ...page.querySelectorAll(
      "main > article > header > :is(h1, p)[data-lines], main > article > figure > figcaption > span[data-lines]",
    ),
  ];
  const before = outside.map((element) => `${element.textContent}\n`).join("");
  const text = (before + (body ? textOf(body, strange) : ""))
    .replace(/\n[ \t\r\n]*/g, "\n")
    .replace(/^[ \t\r\n]+/, "");
  let end = text.length;
  while (space.test(text.charAt(end - 1))) end--;
  return {
    text: text.slice(0, end),
    outside: outside.map((element) => element.getAttribute("data-lines") ?? ""),
    corrections: Array.from(corrections, (entry) => entry.textContent ?? ""),
    strange: [...strange],
  };
}

/**
 * @param {Element} element
 * @param {Set<string>} strange
 * @returns {string}
 */
function textOf(element, strange) {
  let text = "";
  for (const child of element.childNodes) {
    if (child.nodeType === 3) text += child.nodeValue;
    if (!(child instanceof Element)) continue;
    if (child.matches("sup.footnote-ref, a.footnote-backref, div.e-content > section.corrections")) continue;
    const name = child.localName;
    if (child.hasAttribute("hidden")) strange.add(`${name} hidden`);
    if (!inline.has(name) && !block.has(name)) strange.add(name);
    const own = descriptionOf(child) || textOf(child, strange);
    text += block.has(name) ? `\n${own}\n` : own;
  }
  return text;
}

/**
 * What is said of a picture, a sound or a film.
 *
 * @param {Element} element
 */
function descriptionOf(element) {
  if (element.localName === "img") return element.getAttribute("alt");
  return element.matches("audio, video") ? element.getAttribute("aria-label") : "";
}

/**
 * @param {string} text
 * @param {boolean} marks as the source's signs have them
 */
export function pageSigns(text, marks) {
  const maker = new SignsMaker(marks);
  maker.add(text, 0);
  return maker.end();
}
