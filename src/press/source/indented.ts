import type { Token } from "markdown-it";
import { type Fault, quoted, warning } from "../faults/fault.ts";

/** How many words prose has at least. */
const fewWords = 4;

/**
 * A warning where an indent has made code of what reads like prose: writers indent paragraphs, and Markdown takes them for code.
 *
 * @param firstLine the line of the file on which the text begins
 * @returns one warning at most: who indents one paragraph indents them all
 */
export function indentFaults(file: string, tokens: readonly Token[], firstLine: number): Fault[] {
  for (const { type, content, map } of tokens) {
    if (type !== "code_block" || !map) continue;
    const paragraph = content.replace(/\n\n.*/s, "").trim();
    if (!isProse(paragraph)) continue;
    const reason = `an indented paragraph is code in Markdown: ${quoted(paragraph.replace(/\n.*/s, ""))}`;
    const remedy = "take the indent out, or put code between lines ```";
    return [warning({ file, line: firstLine + map[0], column: 1 }, reason, remedy)];
  }
  return [];
}

function isProse(text: string): boolean {
  if (text.split(/\s+/, fewWords).length < fewWords || /[{}<>=;\\|]/.test(text)) return false;
  return /^["“«'‘]?[\p{Lu}\p{Lo}]/u.test(text) && /[.!?。！？؟।]["”»'’)]*$/u.test(text);
}
