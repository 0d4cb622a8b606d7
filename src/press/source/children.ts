import type { Token } from "markdown-it";

/** The tokens within a paragraph, a heading or an image; none in those that hold no text. */
export function childrenOf(token: Token): Token[] {
  return token.children ?? [];
}
