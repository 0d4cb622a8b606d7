import type { Token } from "markdown-it";
import type { Article } from "../record/article.ts";
import { childrenOf } from "../source/children.ts";
import { stampIn } from "../source/live.ts";
import { turnsOf } from "../source/turns.ts";
import { escapeHtml } from "./html.ts";

/** Marks what is more than text in an article of its kind: the times of a live one, the questions of an interview. */
export function markKind({ kind, live }: Pick<Article, "kind" | "live">, tokens: readonly Token[]): void {
  if (live) markMoments(tokens, new Map(live.entries.map(({ id, date }) => [id, date.iso])));
  if (kind === "interview") markQuestions(tokens);
}

/**
 * Sets the time that begins a heading of a live article as a `time` that links to its heading: what a reader passes on leads there.
 *
 * @param moments by the headings' ids
 */
function markMoments(tokens: readonly Token[], moments: ReadonlyMap<string, string>): void {
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    const id = token.type === "heading_open" ? String(token.attrGet("id")) : "";
    const moment = moments.get(id);
    const found = inline && moment !== undefined ? stampIn(inline) : undefined;
    if (!inline || moment === undefined || !found) continue;
    const { token: text, match } = found;
    const written = escapeHtml(text.content.slice(0, match[0].length));
    const mark: Token = Object.assign(Object.create(text), {
      type: "html_inline",
      content: `<a class="moment" href="#${escapeHtml(id)}"><time datetime="${moment}">${written}</time></a>`,
    });
    const rest: Token = Object.assign(Object.create(text), { content: text.content.slice(match[0].length) });
    inline.children = childrenOf(inline).flatMap((child) => (child === text ? [mark, rest] : child));
  }
}

/** Gives the questions of an interview a class: what is said by who speaks first. */
function markQuestions(tokens: readonly Token[]): void {
  const turns = turnsOf(tokens, 1);
  for (const { speaker, index } of turns) {
    if (speaker === turns[0]?.speaker) tokens[index]?.attrSet("class", "q");
  }
}
