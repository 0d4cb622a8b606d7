import type { Token } from "markdown-it";
import { childrenOf } from "../source/children.ts";
import { isDrawing, sourceOf } from "../source/figures.ts";

/** What tokens of a gallery have in their `meta`: the one that opens its first figure, the one that closes its last, and its images. */
export interface GalleryMeta {
  gallery?: "begins" | "ends" | "whole row" | "half";
}

interface Figure {
  open: Token;
  image: Token;
  close?: Token;
}

/** Marks figures that stand one right after the other: two or more of them are a gallery. A chart, which needs room, is in none. */
export function markGalleries(tokens: readonly Token[]): void {
  let row: Figure[] = [];
  /** Where the next figure must begin to stand in the same row. */
  let next = -1;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "figure_close") {
      const last = row.at(-1);
      if (last && !last.close) {
        last.close = token;
        next = index + 1;
      }
    }
    if (token.type !== "figure_open") continue;
    const image = childrenOf(tokens[index + 1] ?? token).find(({ type }) => type === "image");
    const isPicture = image !== undefined && !isDrawing(sourceOf(image));
    if (index !== next || !isPicture) row = ended(row);
    if (isPicture) row.push({ open: token, image });
  }
  ended(row);
}

/** The first picture of an odd number is as wide as the others are in pairs. */
function ended(row: readonly Figure[]): Figure[] {
  const [first, last] = [row[0], row.at(-1)];
  if (!first || !last?.close || row.length < 2) return [];
  mark(first.open, "begins");
  mark(last.close, "ends");
  for (const { image } of row)
    mark(image, image === first.image && row.length % 2 === 1 ? "whole row" : "half");
  return [];
}

function mark(token: Token, gallery: GalleryMeta["gallery"]): void {
  token.meta = { ...token.meta, gallery };
}
