/** Text that came out of a parser as a leaf, or lines that it took as definitions. */
export type Leaf = { text: string } | { lines: readonly [number, number] };

/** Characters that mark blocks (quotations, lists, headings, rules, fences, tables, notes), by code unit. */
const marks = new Set([...">*-+#=`~|:_.)[]^\\"].map((character) => character.charCodeAt(0)));

/**
 * Finds the first characters of a text that are in none of its leaves and are no marks of blocks.
 *
 * The leaves must come in the text's order. A character of the text is either the next one of the leaves, or white space, or a
 * mark; taking each as early as it fits finds a way through whenever there is one, in one pass.
 *
 * @returns the characters up to the next white space and their line, counted from 0; nothing if all are accounted for
 */
export function uncovered(text: string, leaves: readonly Leaf[]): { line: number; text: string } | undefined {
  const lineStarts = leaves.some((leaf) => "lines" in leaf) ? startsOfLines(text) : [];
  let position = 0;
  for (const leaf of leaves) {
    if ("lines" in leaf) {
      // The marks before a definition may be a list's, and its number a leaf of its own.
      const bracket = text.indexOf("[", Math.max(position, lineStarts[leaf.lines[0]] as number));
      const stop = skipMarks(text, position, bracket);
      if (stop < bracket) return at(text, stop);
      position = lineStarts[leaf.lines[1]] ?? text.length;
      continue;
    }
    for (let index = 0; index < leaf.text.length; index++) {
      const code = leaf.text.charCodeAt(index);
      if (isSpace(code)) continue;
      if (text.charCodeAt(position) !== code) position = skipMarks(text, position, text.length, code);
      if (text.charCodeAt(position) !== code) return at(text, Math.min(position, text.length - 1));
      position++;
    }
  }
  const rest = skipMarks(text, position, text.length);
  return rest < text.length ? at(text, rest) : undefined;
}

/** Steps over white space and marks, up to a character that is wanted. */
function skipMarks(text: string, from: number, end: number, wanted?: number): number {
  let position = from;
  while (position < end) {
    const code = text.charCodeAt(position);
    if (code === wanted || !(isSpace(code) || marks.has(code))) break;
    position++;
  }
  return position;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

function at(text: string, position: number): { line: number; text: string } {
  return {
    line: text.slice(0, position).split("\n").length - 1,
    text: text.slice(position).replace(/[ \t\n][\s\S]*/, ""),
  };
}
