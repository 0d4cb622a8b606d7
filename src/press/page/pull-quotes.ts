import type { Token } from "markdown-it";

/** Gives each quotation that begins with a paragraph all in bold the class of a pull-quote; what follows in it says whose words they are. */
export function markPullQuotes(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "blockquote_open" || tokens[index + 1]?.type !== "paragraph_open") continue;
    if (isBold(tokens[index + 2]?.children ?? [])) token.attrSet("class", "pull");
  }
}

/** Whether one pair of marks makes all of a paragraph bold. */
function isBold(children: readonly Token[]): boolean {
  const shown = children.filter(({ type, content }) => type !== "text" || content !== "");
  let depth = 0;
  for (const [index, { type, nesting }] of shown.entries()) {
    if (type.startsWith("strong_")) depth += nesting;
    if (depth === 0) return index > 0 && index === shown.length - 1;
  }
  return false;
}
