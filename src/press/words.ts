/** The words of a text: runs of characters between spaces, tabs and line ends. Every other character belongs to a word. */
export function wordsOf(text: string): string[] {
  return text.match(/[^ \t\r\n]+/g) ?? [];
}

/** A text with its white space folded to single spaces, and none at its ends. */
export function fold(text: string): string {
  return text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
}
