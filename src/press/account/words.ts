/*
 * What must stand on the page, from the source's text alone. Nothing in this room goes through the typesetter, and for wire copy
 * not even through its reader: two ways to the same words, so that a mistake on one of them shows. Here is what a word is;
 * `wire-words.ts` and `markdown-words.ts` read the two forms of a source.
 */

/** A word of the source: characters between white space, and the line on which the first of them stands, counted from 1. */
export interface Word {
  text: string;
  line: number;
}

/**
 * White space is the space, the tab and the ends of lines, and nothing else: a no-break space, U+3000, U+2028 and the joiners
 * are characters of their word.
 */
const wordOrLineEnd = /[^ \t\r\n]+|\r\n|\r|\n/g;

/** Text as words. */
export function splitWords(text: string, firstLine = 1): Word[] {
  const words: Word[] = [];
  let line = firstLine;
  for (const [part] of text.matchAll(wordOrLineEnd)) {
    if (part === "\n" || part === "\r" || part === "\r\n") line++;
    else words.push({ text: part, line });
  }
  return words;
}

/** Whether a text has white space that is not a single space between words. Looking for one thing after the other is fastest. */
function isFoldable(text: string): boolean {
  if (text.includes("\n") || text.includes("\t") || text.includes("\r")) return true;
  return text.startsWith(" ") || text.endsWith(" ") || text.includes("  ");
}

/** Runs of white space, but for single spaces: replacing each of those by itself would be dear. */
const wideSpace = /[\t\r\n][ \t\r\n]*| [ \t\r\n]+/g;

/** Text with its white space folded to single spaces, and none at its ends. */
export function foldSpace(text: string): string {
  return isFoldable(text) ? text.replace(wideSpace, " ").replace(/^ | $/g, "") : text;
}

/** The line on which a character stands, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
