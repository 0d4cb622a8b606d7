import { DomUtils } from "htmlparser2";
import { escapeHtml } from "../page/html.ts";
import { blocks, gap, removed } from "./elements.ts";
import { unblank } from "./tidy-runs.ts";
import { type Context, end, type Piece, type Work } from "./tidy-work.ts";
import { emojiOf, figuresOf, visibleText } from "./visible-text.ts";
import { type Element, isElement, type Node } from "./xml.ts";

/** Code within a line. */
export function inlineCode(element: Element, work: Work): Piece[] {
  const text = visibleText([element], work.notes);
  const { before, text: inner, after } = unblank(escapeHtml(text));
  return [{ text: inner === "" ? before : `${before}<code>${inner.replace(/\s+/g, " ")}</code>${after}` }];
}

/** Code in lines of its own, and verse. */
export function preformatted(element: Element, context: Context, work: Work): Piece[] {
  if (/\bwp-block-verse\b/.test(element.attribs.class ?? "")) {
    const lines = work.set
      .pieces(element.children, { ...context, breaks: "space" }, work)
      .map((piece) => ("text" in piece ? { text: piece.text.replace(/\n/g, "<br>") } : piece));
    return [end, ...lines, end];
  }
  const text = codeText(element.children).replace(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd();
  if (text.trim() === "") return [end];
  const first = DomUtils.findOne((found) => found.name === "code", [element]);
  const language = /\b(?:language-|lang-|brush:\s*)([\w+#-]+)/.exec(
    `${first?.attribs.class} ${element.attribs.class}`,
  )?.[1];
  const attribute = language ? ` class="language-${escapeHtml(language)}"` : "";
  return [{ block: `<pre><code${attribute}>${escapeHtml(text)}</code></pre>` }];
}

/** The text of code as it stands: line breaks and indents count. */
function codeText(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.data;
      if (!isElement(node)) return "children" in node ? codeText(node.children) : "";
      if (removed.has(node.name)) return gap(node);
      if (node.name === "br" || node.name === "hr") return "\n";
      if (node.name === "img") return emojiOf(node) ?? " ";
      const text = figuresOf(node) ?? codeText(node.children);
      if (node.name === "q") return `“${text}”`;
      return blocks.has(node.name) ? `\n${text}\n` : text;
    })
    .join("");
}
