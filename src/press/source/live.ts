import type { Token } from "markdown-it";
import { europeanDigits } from "../text/digits.ts";
import { isBold } from "./bold.ts";
import { childrenOf } from "./children.ts";
import { markdownText } from "./markdown.ts";

/** A heading among the entries of a live article. */
export interface LiveHeading {
  /** What links to it. */
  id: string;
  /** YYYY-MM-DD, in European digits, where it stands before the time. */
  day: string | undefined;
  /** H:MM or HH:MM, in European digits; of a heading that is no entry, nothing. */
  time: string | undefined;
  /** What stands after the time. */
  title: string;
  /** Whether the title is bold. */
  isKey: boolean;
  /** The line of the file, counted from 1. */
  line: number;
}

/** A day, if there is one, and a time. */
const stamp = /^(?:(\d{4}-\d{2}-\d{2}) +)?(\d{1,2}:\d{2})(?!\S)/;

/**
 * The headings of a text that begin with a time, and those below the first of them that are as high. What stands within lists and
 * quotations is none of the article's own.
 *
 * @param tokens the text's, its headings named
 * @param bodyLine the line of the file on which the text begins
 */
export function liveHeadings(tokens: readonly Token[], bodyLine: number): LiveHeading[] {
  const found: LiveHeading[] = [];
  let highest: string | undefined;
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type !== "heading_open" || token.level > 0 || !inline) continue;
    const written = stampIn(inline)?.match;
    if (written) highest ??= token.tag;
    else if (highest === undefined || token.tag > highest) continue;
    const [whole = "", day, time] = written ?? [];
    const text = markdownText([inline]);
    found.push({
      id: String(token.attrGet("id")),
      day,
      time,
      title: text.slice(whole.length).trim(),
      isKey: isBold(inline) || isBold(withoutFirst(inline, whole.length)),
      line: bodyLine + (token.map?.[0] ?? 0),
    });
  }
  return found;
}

/** The first text of a heading, if it begins with a time, and what of it that is, in European digits: as many characters. */
export function stampIn(inline: Token): { token: Token; match: RegExpExecArray } | undefined {
  const token = childrenOf(inline).find(({ type, content }) => type === "text" && content !== "");
  const match = token && stamp.exec(europeanDigits(token.content));
  return token && match ? { token, match } : undefined;
}

/** A heading without the first text in it, if that is a time and no more. */
function withoutFirst(inline: Token, length: number): Token {
  const children = childrenOf(inline).filter(
    ({ type, content }, index) => index > 0 || type !== "text" || content.slice(length).trim() !== "",
  );
  return Object.assign(Object.create(inline), { children });
}
