import type { Token } from "markdown-it";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { childrenOf } from "./children.ts";

/*
 * Comments of any dialect in Markdown. They are notes to the desk: Markdown has none of its own and would publish them, and the source
 * is served, too.
 */

/** What begins a comment. What stands behind a backslash is meant as text. */
const comment =
  /(?<!\\)(?:<!--|<!(?:\[CDATA\[)|<%(?:#|--)|\{#(?=[\s-])|\{\{(?:!|-?\s*\/\*)|\{\/\*|\{%-?\s*#|\{%-?\s*comment\b|\{::comment\b|\{>>|%%(?=[^%\n]*%%)|^%%)/m;

/**
 * Finds the first comment of each block. Code is text, but for a comment that an indent has made code.
 *
 * @param firstLine the line of the file on which the text begins
 */
export function commentFaults(file: string, tokens: readonly Token[], firstLine: number): Fault[] {
  const faults: Fault[] = [];
  let line = firstLine;
  for (const token of tokens) {
    if (token.map) line = firstLine + token.map[0];
    const text =
      token.type === "inline" ? withoutCode(token) : token.type === "code_block" ? token.content : "";
    const found = token.type === "code_block" ? /^\s*<!--/.exec(text) : comment.exec(text);
    if (!found) continue;
    const at = line + text.slice(0, found.index).split("\n").length - 1;
    const written = text.slice(found.index).replace(/\n.*/s, "");
    const remedy =
      "remove it, or keep it from being published with `withhold` in the metadata: the source is served, too";
    faults.push(
      error({ file, line: at, column: 1 }, `a comment would be published: ${quoted(written)}`, remedy),
    );
  }
  return faults;
}

/** A paragraph's source with its code blanked out. */
function withoutCode(token: Token): string {
  const { content } = token;
  let text = "";
  let read = 0;
  for (const { type, markup, content: code } of childrenOf(token)) {
    if (type !== "code_inline") continue;
    const start = content.indexOf(markup, read);
    const end = content.indexOf(markup, start + markup.length + code.length);
    if (start < 0 || end < 0) break;
    text += content.slice(read, start) + content.slice(start, end + markup.length).replace(/[^\n]/g, " ");
    read = end + markup.length;
  }
  return text + content.slice(read);
}
