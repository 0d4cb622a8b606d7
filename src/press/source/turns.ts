import type { Token } from "markdown-it";
import { childrenOf } from "./children.ts";
import { markdownText } from "./markdown.ts";

/** A paragraph that begins with who speaks in it. */
export interface Turn {
  /** Who speaks, without the colon: `Q`, or a name. */
  speaker: string;
  /** The paragraph, with who speaks. */
  text: string;
  /** The paragraph's place among the tokens. */
  index: number;
  /** Whether another block stands between it and the next turn, or the text's end. */
  isFollowed: boolean;
  /** The line of the file, counted from 1. */
  line: number;
}

/**
 * The paragraphs of a text that begin with a bold name and a colon. Those within lists and quotations are none of the article's own.
 *
 * @param bodyLine the line of the file on which the text begins
 */
export function turnsOf(tokens: readonly Token[], bodyLine: number): Turn[] {
  const turns: Turn[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.level > 0 || token.nesting < 0 || token.hidden) continue;
    const speaker = token.type === "paragraph_open" ? speakerOf(tokens[index + 1]) : undefined;
    const before = turns.at(-1);
    if (speaker !== undefined)
      turns.push({
        speaker,
        text: markdownText(tokens.slice(index + 1, index + 2)),
        index,
        isFollowed: false,
        line: bodyLine + (token.map?.[0] ?? 0),
      });
    else if (before && token.block && token.type !== "inline" && token.type !== "footnote_block_open")
      before.isFollowed = true;
  }
  return turns;
}

/** The bold words that begin a paragraph, if a colon ends or follows them. */
function speakerOf(inline: Token | undefined): string | undefined {
  const children = inline ? childrenOf(inline) : [];
  const shown = children.filter(({ type, content }) => type !== "text" || content !== "");
  const end = shown.findIndex(({ type }) => type === "strong_close");
  if (shown[0]?.type !== "strong_open" || end === -1) return undefined;
  const bold = markdownText(shown.slice(1, end));
  if (/[:：]$/.test(bold)) return bold.slice(0, -1).trim();
  return /^ ?[:：]/.test(shown[end + 1]?.content ?? "") ? bold : undefined;
}
