import type { MarkdownIt, StateCore, Token } from "markdown-it";

/**
 * Captions of tables for markdown-it. A paragraph that begins with a colon and a space, right before a table, is its caption:
 *
 *     : Passengers by year
 *
 *     | Year | Passengers |
 *
 * The words stay in the source's order, and the colon is a mark like the table's bars.
 */
export function tableCaptionPlugin(md: MarkdownIt): void {
  md.core.ruler.push("table_caption", moveCaptions);
}

/** A colon with words behind it on its line. */
const captionMark = /^: +(?=\S)/;

function moveCaptions({ tokens }: StateCore): void {
  for (const [index, table] of tokens.entries()) {
    const [open, inline, close] = tokens.slice(Math.max(0, index - 3), index);
    if (table.type !== "table_open" || !open || !inline || !close) continue;
    const [mark] = captionMark.exec(inline.content) ?? [];
    const [first] = inline.children ?? [];
    if (open.type !== "paragraph_open" || mark === undefined || first?.type !== "text") continue;
    for (const token of [inline, first]) token.content = token.content.slice(mark.length);
    tokens.splice(index - 3, 4, table, caption(open), raised(inline), caption(close));
  }
}

/** A paragraph's tag as a caption's. In a tight list a paragraph would be hidden. */
function caption(tag: Token): Token {
  return raised(
    Object.assign(tag, { type: tag.type.replace("paragraph", "caption"), tag: "caption", hidden: false }),
  );
}

function raised(token: Token): Token {
  token.level += 1;
  return token;
}
