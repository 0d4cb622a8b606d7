import type { Token } from "markdown-it";

/** Headings begin at h2, below the headline, and go down by one step at a time: a screen reader lists them by level. */
export function lowerHeadings(tokens: readonly Token[]): void {
  const headings = tokens.filter((token) => token.type === "heading_open" || token.type === "heading_close");
  const top = headings.reduce((least, heading) => Math.min(least, levelOf(heading)), 6);
  let previous = 1;
  for (const heading of headings) {
    if (heading.type === "heading_open") previous = Math.min(levelOf(heading) - top + 2, previous + 1, 6);
    heading.tag = `h${previous}`;
  }
}

function levelOf(heading: Token): number {
  return Number(heading.tag.slice(1));
}
