import type { Token } from "markdown-it";
import { mayTurn, mostOf, type Turns, turnsOf } from "../text/block-direction.ts";
import type { Direction } from "../text/screen-order.ts";
import { markdownText } from "./markdown.ts";

/** The directions of Markdown's blocks, by the indexes of its tokens. */
export interface BlockDirections {
  /** Of each token that opens a block whose direction is not that of what it stands in. */
  changed: ReadonlyMap<number, Direction>;
  /** Of each text. */
  texts: ReadonlyMap<number, Direction>;
}

/** Blocks that a direction can be given to. A list, a quotation and a table have one as a whole, for their marks, lines and columns. */
const blocks = new Set(
  "paragraph heading blockquote bullet_list ordered_list list_item table caption th td figcaption"
    .split(" ")
    .map((name) => `${name}_open`),
);

/**
 * The direction of each block: the one in which most of its words go, those of the blocks in it among them.
 *
 * @param body the text that the tokens are of
 * @param base the direction of the article
 */
export function directionsOf(tokens: readonly Token[], body: string, base: Direction): BlockDirections {
  const changed = new Map<number, Direction>();
  const texts = new Map<number, Direction>();
  // An entity can be any letter.
  if (base === "ltr" && !mayTurn(body) && !body.includes("&#")) return { changed, texts };
  const turns = turnsOfBlocks(tokens);
  const around = [base];
  for (const [index, token] of tokens.entries()) {
    const outer = around.at(-1) ?? base;
    if (token.type === "inline") texts.set(index, outer);
    if (token.nesting < 0) around.pop();
    if (token.nesting <= 0) continue;
    // The text of an item that is no paragraph of its own stands in the item.
    const own = blocks.has(token.type) && !token.hidden ? mostOf(turns.get(index) ?? none, outer) : outer;
    if (own !== outer) changed.set(index, own);
    around.push(own);
  }
  return { changed, texts };
}

const none: Turns = { ltr: 0, rtl: 0 };

/** The words of each block, by the index of the token that opens it. */
function turnsOfBlocks(tokens: readonly Token[]): Map<number, Turns> {
  const found = new Map<number, Turns>();
  const open: Turns[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.nesting > 0) {
      const turns = { ...none };
      open.push(turns);
      found.set(index, turns);
    }
    const added =
      token.nesting < 0 ? open.pop() : token.type === "inline" ? turnsOf(markdownText([token])) : undefined;
    const around = open.at(-1);
    if (!added || !around) continue;
    around.ltr += added.ltr;
    around.rtl += added.rtl;
  }
  return found;
}
