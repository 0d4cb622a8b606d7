import type { Token } from "markdown-it";
import { childrenOf } from "../source/children.ts";
import { isDrawing, sourceOf } from "../source/figures.ts";

/** What tokens of charts, and of tables that hold their figures, have in their `meta`. No heading has such an id. */
export interface ChartMeta {
  details?: string;
}

/** Joins each chart to the table that stands right behind it: whoever hears the page is told of the figures. */
export function joinCharts(tokens: readonly Token[]): void {
  let joined = 0;
  /** The image of the last figure. */
  let image: Token | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "figure_open")
      image = childrenOf(tokens[index + 1] ?? token).find(({ type }) => type === "image");
    if (token.type !== "table_open" || tokens[index - 1]?.type !== "figure_close") continue;
    if (!image || !isDrawing(sourceOf(image))) continue;
    const details = `data_${++joined}`;
    for (const each of [image, token]) each.meta = { ...each.meta, details };
  }
}
