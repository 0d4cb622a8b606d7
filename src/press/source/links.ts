import type { Token } from "markdown-it";
import { childrenOf } from "./children.ts";
import { metaOf } from "./figures.ts";
import type { MarkdownText } from "./markdown.ts";

/** A link as a text has it. */
export interface LinkReference {
  /** The address, with what no address can hold written as `%20`. */
  href: string;
  /** Counted from 1, in the file. */
  line: number;
  column: number;
}

/** The links of a text, in its order. Those of notes are among them. */
export function linksOf(tokens: readonly Token[], { body, bodyLine }: MarkdownText): LinkReference[] {
  const links: LinkReference[] = [];
  let lines: string[] | undefined;
  let line = 0;
  for (const token of tokens) {
    if (token.map) line = token.map[0];
    for (const child of childrenOf(token)) {
      if (child.type !== "link_open") continue;
      lines ??= body.split("\n");
      const href = String(child.attrGet("href"));
      const at = metaOf(child).line ?? line;
      links.push({ href, line: bodyLine + at, column: columnOf(lines[at] ?? "", href) });
    }
  }
  return links;
}

/** Where in a line an address stands, counted from 1; where the line begins, if it does not show it as it is. */
function columnOf(line: string, href: string): number {
  if (href === "") return 1 + Math.max(line.search(/\]\(\s*(?:<>\s*)?\)/) + 1, 0);
  for (const written of [href, decoded(href)]) {
    for (const before of ["](", "](<", "<", "]: "]) {
      const at = line.indexOf(before + written);
      if (at >= 0) return at + before.length + 1;
    }
  }
  return Math.max(line.search(/\S/), 0) + 1;
}

/** An address with its percent signs read; as it is, if they mean nothing. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
