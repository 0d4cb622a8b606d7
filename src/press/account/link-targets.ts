import type { Token } from "markdown-it";
import { type CopyReading, labelOf, parser } from "./copy-reading.ts";

/*
 * Where links and images lead to, read again from the characters: addresses, titles, and the names of definitions.
 */

/** What a link or an image leads to, and where its text begins. */
export interface Target {
  href: string;
  title: string;
  /** The name of its definition, if it has one, as markdown-it compares names. */
  label?: string;
  start: number;
  automatic: boolean;
}

export function targetOf(token: Token, start: number): Target {
  return {
    href: String(token.attrGet("href") ?? token.attrGet("src")),
    title: String(token.attrGet("title") ?? ""),
    ...(token.meta?.label !== undefined && { label: labelOf(token) }),
    start,
    automatic: token.markup === "autolink",
  };
}

/** The length of a link's end: `](address "title")`, `][name]`, `][]`, `]`, or `>`. */
export function linkEnd(
  reading: CopyReading,
  content: string,
  position: number,
  target: Target | undefined,
): number | undefined {
  if (!target || content[position] !== (target.automatic ? ">" : "]")) return undefined;
  if (target.automatic) return 1;
  const after = position + 1;
  const length =
    target.label === undefined
      ? addressLength(content, after, target)
      : nameLength(content, after, target.label, content.slice(target.start, position));
  if (target.label !== undefined) reading.usedLabels.add(target.label);
  return length === undefined ? undefined : length + 1;
}

/** The length of `(address "title")`, if they are those that the page will have. */
function addressLength(content: string, position: number, target: Target): number | undefined {
  if (content[position] !== "(") return undefined;
  const { href, title, end } = readTarget(content, position + 1);
  const same = href === target.href && title === target.title && content[end] === ")";
  return same ? end + 1 - position : undefined;
}

/** The longest name of a link in characters, and then some. */
const longestName = 2000;

/** The length of `[name]`, or of `[]` or nothing where the link's own text is the name. */
function nameLength(content: string, position: number, label: string, own: string): number | undefined {
  const { normalizeReference } = parser.utils;
  if (normalizeReference(own) === label) return content.startsWith("[]", position) ? 2 : 0;
  if (content[position] !== "[") return undefined;
  let end = position;
  while (end - position < longestName) {
    end = content.indexOf("]", end + 1);
    if (end < 0) return undefined;
    if (normalizeReference(content.slice(position + 1, end)) === label) return end + 1 - position;
  }
  return undefined;
}

/** Reads an address and a title, with the white space around them. */
function readTarget(text: string, start: number): { href: string; title: string; end: number } {
  const { parseLinkDestination, parseLinkTitle } = parser.helpers;
  const begin = skipSpace(text, start);
  const destination = parseLinkDestination(text, begin, text.length);
  const href = destination.ok ? parser.normalizeLink(destination.str) : "";
  const end = destination.ok ? destination.pos : begin;
  const afterSpace = skipSpace(text, end);
  const title = afterSpace > end ? parseLinkTitle(text, afterSpace, text.length) : undefined;
  return title?.ok
    ? { href, title: title.str, end: skipSpace(text, title.pos) }
    : { href, title: "", end: afterSpace };
}

function skipSpace(text: string, start: number): number {
  let position = start;
  while (position < text.length && " \t\n".includes(text.charAt(position))) position++;
  return position;
}

/**
 * Whether lines are a link's definition and nothing else.
 *
 * @param written the lines, with the marks of the blocks around them
 * @param label the link's name, as markdown-it compares names
 */
export function isDefinition(written: string, label: string): boolean {
  const text = written.slice(written.indexOf("[")).replace(/\n[ \t>]*/g, "\n");
  const [whole = "", own = ""] = /^\[((?:[^[\]\\]|\\[\s\S])+)\]:/.exec(text) ?? [];
  return parser.utils.normalizeReference(own) === label && readTarget(text, whole.length).end === text.length;
}
