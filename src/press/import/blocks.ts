/*
 * Posts written in WordPress's block editor are HTML with comments around each block. What lies outside of blocks is text in which
 * line breaks count.
 */

import { pairs } from "./pairs.ts";

export interface Blocks {
  html: string;
  losses: { kind: string; what: string; kept?: boolean }[];
}

const comment = /<!--\s+(\/)?wp:([a-z][a-z0-9_-]*(?:\/[a-z][a-z0-9_-]*)?)\s+(?:(\{)|\/?-->)/g;
const commentEnd = ([, , , attributes]: RegExpExecArray) => (attributes ? "\\}\\s+\\/?-->" : "");

/** Patterns may hold patterns; none that is meant to be read goes deeper. */
const deepest = 5;

/** What a post draws on: the patterns of the site by number, and its own footnotes. */
export interface Stock {
  patterns: ReadonlyMap<string, string>;
  footnotes: readonly { id: string; content: string }[];
}

/** Whether a body was written in blocks. */
export function hasBlocks(body: string): boolean {
  return /<!--\s+wp:[a-z]/.test(body);
}

/**
 * A body in blocks as plain HTML: shared patterns and footnotes put in, text outside of blocks marked with `<stet-breaks>`, and blocks
 * that only the old site could draw listed.
 *
 * @see https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/#delimiters-and-parsing-expression-grammar
 */
export function joinBlocks(body: string, stock: Stock): Blocks {
  const losses: Blocks["losses"] = [];
  return { html: join(body, stock, losses, 0), losses };
}

function join(body: string, stock: Stock, losses: Blocks["losses"], level: number): string {
  let html = "";
  let depth = 0;
  let start = 0;
  const take = (end: number) => {
    const text = body.slice(start, end);
    html += depth > 0 || text.trim() === "" ? text : `<stet-breaks>${text}</stet-breaks>`;
  };
  for (const { begin, inner, whole } of pairs(body, comment, commentEnd)) {
    const [, closes, name = "", opens] = begin;
    take(begin.index);
    start = begin.index + whole.length;
    const attributes = opens ? `{${inner}}` : "";
    if (whole.endsWith("/-->")) html += drawn(name, attributes, stock, losses, level);
    else depth = Math.max(0, depth + (closes ? -1 : 1));
  }
  take(body.length);
  return html;
}

/** A block with no HTML of its own, which WordPress draws when a page is asked for. */
function drawn(
  name: string,
  attributes: string,
  stock: Stock,
  losses: Blocks["losses"],
  level: number,
): string {
  if (name === "footnotes") {
    return stock.footnotes
      .map(({ id, content }) => `<stet-note id="${id.replace(/[^\w-]/g, "")}">${content}</stet-note>`)
      .join("");
  }
  const pattern =
    name === "block" ? stock.patterns.get(/"ref"\s*:\s*(\d+)/.exec(attributes)?.[1] ?? "") : undefined;
  if (pattern !== undefined && level < deepest) return join(pattern, stock, losses, level + 1);
  if (!["more", "nextpage", "spacer", "separator"].includes(name)) {
    losses.push({ kind: "blocks that the old site drew", what: `wp:${name} ${attributes.trim()}`.trim() });
  }
  return " ";
}
