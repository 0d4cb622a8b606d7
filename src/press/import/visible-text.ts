import { DomUtils } from "htmlparser2";
import { escapeHtml } from "../page/html.ts";
import { fold } from "../text/white-space.ts";
import { blocks, gap, known, removed } from "./elements.ts";
import { type Notes, noNotes, noteOf } from "./notes.ts";
import { type Document, type Element, isElement, type Node, parseHtml, TooDeep } from "./xml.ts";

/*
 * The text of HTML as a browser shows it. This is what a conversion is checked against, so it is written apart from it.
 */

/** Where the caption of a gallery's picture is noted once the picture stands in the article. */
export const placedCaption = "data-stet-placed";

/** The text that a browser shows of nodes, without what `removed` lists. Written apart from the rest, to check it. */
export function visibleText(nodes: readonly Node[], notes: Notes): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.data;
      if (node.type === "comment") return /^(?:more|nextpage)\b/.test(node.data.trim()) ? " " : "";
      if (!isElement(node)) return "children" in node ? visibleText(node.children, notes) : "";
      if (removed.has(node.name)) return gap(node);
      if (noteOf(node, notes) !== undefined) return "";
      if (node.name === "br" || node.name === "hr") return " ";
      if (node.name === "img") return emojiOf(node) ?? ` ${node.attribs[placedCaption] ?? ""} `;
      const text = figuresOf(node) ?? visibleText(node.children, notes);
      if (node.name === "q") return `“${text}”`;
      return blocks.has(node.name) ? ` ${text} ` : text;
    })
    .join("");
}

/** The text of HTML on one line: for headlines, captions and summaries. Tags that HTML does not know are text. */
export function plainText(html: string): string {
  const kept = html
    .replace(/<(?!\/?(?:[a-z][a-z0-9]*)\b[^<>]*>|!--)/gi, "&lt;")
    .replace(/<[^<>]*>/g, (tag) => {
      const name = /^<\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase();
      return name === undefined || known.has(name) ? tag : escapeHtml(tag);
    });
  return fold(visibleText(parsed(kept).children, noNotes).replace(/\u00a0/g, " "));
}

function parsed(html: string): Document {
  try {
    return parseHtml(html);
  } catch (thrown) {
    if (!(thrown instanceof TooDeep)) throw thrown;
    return parseHtml(html.replace(/<[^<>]*>/g, " "));
  }
}

/** The character that a picture of an emoji stands for; nothing for other pictures. */
export function emojiOf(element: Element): string | undefined {
  const { alt, class: names, src } = element.attribs;
  const emoji =
    /\b(?:emoji|wp-smiley)\b/.test(names ?? "") ||
    /^https?:\/\/s\.w\.org\/images\/core\/emoji\//.test(src ?? "");
  return emoji && alt ? alt : undefined;
}

const superscripts: Record<string, string> = Object.fromEntries(
  [..."0123456789+-−n"].map((from, index) => [from, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ"][index] ?? from]),
);
const subscripts: Record<string, string> = Object.fromEntries(
  [..."0123456789+-−"].map((from, index) => [from, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋"][index] ?? from]),
);

const figures = new WeakMap<Element, string | undefined>();

/** What raised or lowered figures are as characters; nothing where an element holds other text. It is found once for each element. */
export function figuresOf(element: Element): string | undefined {
  if (element.name !== "sup" && element.name !== "sub") return undefined;
  if (!figures.has(element)) figures.set(element, figuresIn(element));
  return figures.get(element);
}

function figuresIn(element: Element): string | undefined {
  const table = element.name === "sup" ? superscripts : subscripts;
  const characters = [...DomUtils.textContent(element).trim()];
  if (characters.length === 0 || characters.some((character) => table[character] === undefined))
    return undefined;
  return characters.map((character) => table[character]).join("");
}
