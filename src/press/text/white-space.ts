/**
 * White space is the space, the tab and the ends of lines, and nothing else: a no-break space, U+3000, U+2028 and the joiners are
 * characters of their word.
 */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** Whether a text has white space that is not a single space between words. Looking for one thing after the other is fastest. */
function isFoldable(text: string): boolean {
  if (text.includes("\n") || text.includes("\t") || text.includes("\r")) return true;
  return text.startsWith(" ") || text.endsWith(" ") || text.includes("  ");
}

/** Runs of white space, but for single spaces: replacing each of those by itself would be dear. */
const wideSpace = /[\t\r\n][ \t\r\n]*| [ \t\r\n]+/g;

/** A text with its white space folded to single spaces, and none at its ends. */
export function fold(text: string): string {
  return isFoldable(text) ? text.replace(wideSpace, " ").replace(/^ | $/g, "") : text;
}

/** A text without white space at its end. */
export function trimSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** A text without certain signs at its end. An expression for all of them would try every run of them in the text, from each of its signs. */
export function trimEndOf(text: string, sign: RegExp): string {
  let end = text.length;
  while (sign.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
