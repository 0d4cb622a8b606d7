/**
 * White space is the space, the tab and the ends of lines, and nothing else: a no-break space, U+3000, U+2028 and the joiners are
 * characters of their word.
 */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** How many words a text has: runs of characters between white space. Counted without making them, for it runs on every text. */
export function countWords(text: string): number {
  let count = 0;
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const space = isSpace(text.charCodeAt(index));
    if (!space && !inside) count++;
    inside = !space;
  }
  return count;
}

/** A text with its white space folded to single spaces, and none at its ends. */
export function fold(text: string): string {
  // Most texts have nothing to fold, and finding that out is much cheaper than replacing every space by itself.
  const foldable = text.includes("\n") || text.includes("  ") || text.includes("\t") || text.includes("\r");
  return trimSpace(foldable ? text.replace(/[ \t\r\n]+/g, " ") : text);
}

/** A text without white space at its ends. */
function trimSpace(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return trimSpaceEnd(start === 0 ? text : text.slice(start));
}

/** A text without white space at its end. */
export function trimSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}
