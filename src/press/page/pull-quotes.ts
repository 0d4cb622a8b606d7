import type { Token } from "markdown-it";
import { isBold } from "../source/bold.ts";

/** Gives each quotation that begins with a paragraph all in bold the class of a pull-quote; what follows in it says whose words they are. */
export function markPullQuotes(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "blockquote_open" || tokens[index + 1]?.type !== "paragraph_open") continue;
    if (isBold(tokens[index + 2])) token.attrSet("class", "pull");
  }
}
