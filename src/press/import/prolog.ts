import iconv from "iconv-lite";
import { replacePairs } from "./pairs.ts";
import type { Loss } from "./story.ts";

/*
 * What servers do to an XML file on its way: warnings of PHP before it, counters after it, and characters of windows-1252 told by
 * the numbers that they have there.
 */

/** An XML text in its own bounds. */
export interface Bounded {
  text: string;
  losses: Loss[];
}

const begin = /<\?xml\b|<(?:rss|feed|rdf:RDF|[a-z]+:feed)\b/i;
const end = /<\/(?:rss|feed|rdf:RDF|[a-z]+:feed)\s*>/gi;

/**
 * Takes off what stands before an XML document and after it. Its lines keep their numbers.
 *
 * @param file the path for messages
 */
export function bound(file: string, text: string): Bounded {
  const losses: Loss[] = [];
  const lose = (line: number, what: string) => {
    losses.push({ kind: "text around the export, such as a server's warnings", place: { file, line }, what });
  };
  const from = begin.exec(text.slice(0, 10_000))?.index ?? 0;
  const before = text.slice(0, from);
  const isJunk = strip(before) !== "";
  if (isJunk) lose(1, strip(before));
  let rest = text.slice(from);
  const last = [...rest.slice(-10_000).matchAll(end)].at(-1);
  if (last) {
    const to = Math.max(0, rest.length - 10_000) + last.index + last[0].length;
    const after = strip(rest.slice(to));
    const blank = rest.length - to - rest.slice(to).trimStart().length;
    if (after !== "") lose(`${before}${rest.slice(0, to + blank)}`.split("\n").length, after);
    rest = after === "" ? rest : rest.slice(0, to);
  }
  return { text: (isJunk ? before.replace(/[^\n]/g, "") : before) + rest, losses };
}

/** What people would read of a stretch outside a document. */
function strip(text: string): string {
  return replacePairs(
    text,
    /<!--/g,
    () => "-->",
    () => "",
  )
    .replace(/<[^<>]*>|\ufeff/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Characters by number, where the number is one of windows-1252: `&#146;` is an apostrophe, as in every browser.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
 */
export function withoutControls(text: string): string {
  return text.replace(
    /&#(?:x0*([89][0-9a-f])|0*(12[89]|1[345]\d));/gi,
    (whole, hex?: string, decimal?: string) => {
      const character = iconv.decode(
        Buffer.from([hex ? Number.parseInt(hex, 16) : Number(decimal)]),
        "win1252",
      );
      return character === "\ufffd" ? whole : character;
    },
  );
}
