import type { Token } from "markdown-it";
import { childrenOf } from "../source/children.ts";
import { sourceOf } from "../source/figures.ts";

/** What tokens of charts, and of tables that hold their figures, have in their `meta`. No heading has such an id. */
export interface ChartMeta {
  details?: string;
}

/** Joins each chart to the table that stands right behind it: whoever hears the page is told of the figures. */
export function joinCharts(tokens: readonly Token[]): void {
  let joined = 0;
  for (const [index, table] of tokens.entries()) {
    if (table.type !== "table_open" || tokens[index - 1]?.type !== "figure_close") continue;
    const open = tokens.findLastIndex(({ type }, at) => at < index && type === "figure_open");
    const image = childrenOf(tokens[open + 1] ?? table).find(({ type }) => type === "image");
    if (!image || !/\.svg$/i.test(sourceOf(image))) continue;
    const details = `data:${++joined}`;
    for (const token of [image, table]) token.meta = { ...token.meta, details };
  }
}
