import type { Token } from "markdown-it";

/** Whether one pair of marks makes all of a paragraph or a cell bold. */
export function isBold(inline: Token | undefined): boolean {
  const shown = (inline?.children ?? []).filter(({ type, content }) => type !== "text" || content !== "");
  let depth = 0;
  for (const [index, { type, nesting }] of shown.entries()) {
    if (type.startsWith("strong_")) depth += nesting;
    if (depth === 0) return index > 0 && index === shown.length - 1;
  }
  return false;
}
