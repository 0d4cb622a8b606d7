/** A blank line, which ends a paragraph and every span in it; those of quotations have their mark. */
const blank = /\n[ \t>]*\n/g;

/**
 * Replaces the code spans of Markdown: what stands between two runs of backticks of one length, within a paragraph.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function replaceCodeSpans(text: string, replace: (span: string) => string): string {
  let replaced = "";
  let start = 0;
  for (const { index, 0: line } of text.matchAll(blank)) {
    replaced += inParagraph(text.slice(start, index), replace) + line;
    start = index + line.length;
  }
  return replaced + inParagraph(text.slice(start), replace);
}

function inParagraph(text: string, replace: (span: string) => string): string {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  // From the last run on, the next one of each length is known.
  const next = new Map<number, number>();
  const ends = runs.map(() => 0);
  for (const [at, { index, length }] of [...runs.entries()].reverse()) {
    ends[at] = next.get(length) ?? 0;
    next.set(length, index + length);
  }
  let replaced = "";
  let start = 0;
  for (const [at, { index }] of runs.entries()) {
    const end = ends[at] ?? 0;
    if (index < start || end === 0) continue;
    replaced += text.slice(start, index) + replace(text.slice(index, end));
    start = end;
  }
  return replaced + text.slice(start);
}
