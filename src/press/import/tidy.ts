import { DomUtils } from "htmlparser2";
import { escapeHtml } from "../page/html.ts";
import { fold } from "../text/white-space.ts";
import { blocks, code, containers, gap, removed } from "./elements.ts";
import { mend, readable } from "./mend.ts";
import { collectNotes, noteOf } from "./notes.ts";
import type { Loss, Picture } from "./story.ts";
import { inlineCode, preformatted } from "./tidy-code.ts";
import { items, list } from "./tidy-lists.ts";
import { markOf } from "./tidy-marks.ts";
import { picture } from "./tidy-pictures.ts";
import { finish, textOf, wrap } from "./tidy-runs.ts";
import { table } from "./tidy-tables.ts";
import { excerpt, shortened } from "./tidy-text.ts";
import {
  type Context,
  end,
  type Mark,
  oneLine,
  type Piece,
  type Run,
  type Setting,
  span,
  type Work,
} from "./tidy-work.ts";
import { figuresOf, visibleText } from "./visible-text.ts";
import { type Element, isElement, type Node, parseHtml } from "./xml.ts";

/*
 * Published HTML is of every kind: bare text with line breaks, blocks inside marks, marks across paragraphs, tables that lay out a page.
 * This step makes it regular: a short list of block elements, and in each of them one run of text with marks, in a <span>.
 */

export interface Tidied {
  /** p, h1 to h6, ul, ol, li, blockquote, pre, table, tr, th, hr, img; one <span> for each run of text; em, strong, del, code, a, br in it. */
  html: string;
  /** The bodies of the footnotes, in the order of their first references. */
  notes: string[];
  /** The words of the body as a browser shows it: what the Markdown must carry. Those of the footnotes stand at the end. */
  text: string;
  losses: Loss[];
  pictures: Picture[];
}

/**
 * HTML to regular HTML.
 *
 * @param html a body, or a part of one
 */
export function tidy(html: string, setting: Setting): Tidied {
  const losses: Loss[] = [];
  const lose = (kind: string, what: string, kept = false) => {
    losses.push({ kind, place: setting.place, what: shortened(what), ...(kept && { kept }) });
  };
  const text = html.replace(/\p{Noncharacter_Code_Point}/gu, "");
  if (text.length < html.length) lose("characters that Unicode reserves", "removed from the text");
  const document = parseHtml(readable(text));
  mend(document, lose);
  const notes = collectNotes(document.children);
  const set = { flow, runs, pieces };
  const work: Work = { setting, lose, pictures: [], last: "", notes, captions: new Set(), set };
  const top: Context = { breaks: setting.breaks, marks: [] };
  // A line that parts no text from another belongs to the page: Medium draws one above every story.
  const body = flow(document.children, top, work).replace(/^(?:<hr>)+/, "");
  const used = [...notes.used.keys()].map((id) => notes.bodies.get(id) ?? []);
  const bodies = used.map((nodes) => flow(nodes, top, work));
  const shown = [document.children, ...used].map((nodes) => visibleText(nodes, notes));
  return { html: body, notes: bodies, text: fold(shown.join(" ")), losses, pictures: work.pictures };
}

/** A stretch of nodes as blocks: every run of text becomes a paragraph. */
function flow(nodes: readonly Node[], context: Context, work: Work): string {
  return runs(nodes, context, work)
    .map((run) => ("block" in run ? run.block : `<p>${span(run.text)}</p>`))
    .join("");
}

/** A stretch of nodes as finished runs of text and blocks. */
function runs(nodes: readonly Node[], context: Context, work: Work): Run[] {
  const result: Run[] = [];
  let open = "";
  const close = () => {
    const text = finish(open, context, work);
    if (text !== "") result.push({ text });
    open = "";
  };
  for (const piece of pieces(nodes, context, work)) {
    if ("text" in piece) open += piece.text;
    else {
      close();
      if ("block" in piece) result.push(piece);
    }
  }
  close();
  return result;
}

function pieces(nodes: readonly Node[], context: Context, work: Work): Piece[] {
  const result: Piece[] = [];
  for (const [index, node] of nodes.entries()) {
    if (isElement(node, "br")) {
      // Two line breaks in a row are how much of the web writes a new paragraph.
      result.push(followsBreak(nodes, index) ? end : { text: "<br>" });
      work.last += " ";
    } else if (isElement(node)) result.push(...elementPieces(node, context, work));
    else if (node.type === "text") result.push(...textPieces(node.data, context, work));
    else if ("children" in node) result.push(...pieces(node.children, context, work));
    else if (node.type === "comment" && /^(?:more|nextpage)\b/.test(node.data.trim())) result.push(end);
  }
  return result;
}

/** Whether a line break touches another one, with nothing but white space between. */
function followsBreak(nodes: readonly Node[], index: number): boolean {
  const blank = (node: Node | undefined) => node?.type === "text" && node.data.trim() === "";
  const before = nodes[blank(nodes[index - 1]) ? index - 2 : index - 1];
  const after = nodes[blank(nodes[index + 1]) ? index + 2 : index + 1];
  return isElement(before, "br") || isElement(after, "br");
}

function textPieces(data: string, context: Context, work: Work): Piece[] {
  const text = data.replace(/\r\n?/g, "\n");
  work.last = (work.last + text).slice(-200);
  if (context.breaks === "space") return [{ text: escapeHtml(text) }];
  return text
    .split(/\n[ \t\n\u00a0]*\n/)
    .flatMap((part, index) => [...(index > 0 ? [end] : []), { text: escapeHtml(part) }]);
}

function elementPieces(element: Element, context: Context, work: Work): Piece[] {
  const name = element.name;
  if (work.captions.has(element)) return [end];
  if (blocks.has(name)) work.last += " ";
  if (removed.has(name)) return remove(element, work);
  const mark = markOf(element, context, work);
  if (mark) return marked(element, mark, context, work);
  if (name === "img") return picture(element, context, work);
  if (code.has(name)) return inlineCode(element, work);
  if (name === "sup" || name === "sub") return raised(element, context, work);
  if (name === "q") return [{ text: "“" }, ...pieces(element.children, context, work), { text: "”" }];
  if (name === "math") work.lose("formulas", fold(DomUtils.textContent(element)), true);
  if (blocks.has(name)) return blockPieces(element, context, work);
  return pieces(element.children, context, work);
}

function blockPieces(element: Element, context: Context, work: Work): Piece[] {
  const name = element.name;
  if (name === "pre") return preformatted(element, context, work);
  if (/^h[1-6]$/.test(name)) return heading(element, context, work);
  if (name === "hr") return [{ block: "<hr>" }];
  if (name === "blockquote") return enclosed("blockquote", flow(element.children, context, work));
  if (["ul", "ol", "menu", "dir"].includes(name)) return [{ block: list(element, context, work) }];
  if (name === "li") return [{ block: `<ul>${items([element], context, work)}</ul>` }];
  if (name === "table") return table(element, context, work);
  if (name === "stet-breaks") return brokenText(element, context, work);
  if (name === "figure" && /\bwp-block-embed\b/.test(element.attribs.class ?? "")) {
    work.lose("embedded pages", `${excerpt([element], work)} (kept as a link)`, true);
  }
  const inner = pieces(element.children, inside(element, context), work);
  return containers.has(name) ? [end, ...inner, end] : inner;
}

function inside(element: Element, context: Context): Context {
  return element.name === "figure" ? { ...context, figure: element } : context;
}

/** Text of a WordPress post that lies outside its blocks: line breaks count in it. */
function brokenText(element: Element, context: Context, work: Work): Piece[] {
  const html = flow(element.children, { ...context, breaks: "wordpress" }, work);
  return html === "" ? [end] : [{ block: html }];
}

function enclosed(name: string, html: string): Piece[] {
  return html === "" ? [end] : [{ block: `<${name}>${html}</${name}>` }];
}

function remove(element: Element, work: Work): Piece[] {
  const kind = removed.get(element.name) ?? "";
  const text = fold(DomUtils.textContent(element));
  if (element.name === "noscript" && text === "") return [];
  const tag = DomUtils.findOne((found) => Boolean(found.attribs.src ?? found.attribs.data), [element]);
  const address = tag?.attribs.src ?? tag?.attribs.data ?? element.attribs.href;
  const title = element.attribs.title ? ` “${fold(element.attribs.title)}”` : "";
  work.lose(
    kind,
    `<${element.name}>${address ? ` ${address}` : ""}${title}${kind === "forms" && text ? `: ${text}` : ""}`,
  );
  return gap(element) === "" ? [] : element.name === "form" ? [end] : [{ text: " " }];
}

/** A mark reaches into every run of text below it: around the runs of this level, and by the context into blocks. */
function marked(element: Element, mark: Mark, context: Context, work: Work): Piece[] {
  const inner = pieces(element.children, { ...context, marks: [...context.marks, mark] }, work);
  const result: Piece[] = [];
  let open = "";
  for (const piece of [...inner, undefined]) {
    if (piece && "text" in piece) open += piece.text;
    else {
      if (open !== "") result.push({ text: textOf(open) === "" ? open : wrap(open, mark) });
      open = "";
      if (piece) result.push(piece);
    }
  }
  return result;
}

/** A heading is one line of text; a block inside parts it in two. */
function heading(element: Element, context: Context, work: Work): Piece[] {
  const lines: (string[] | Piece)[] = [];
  for (const run of runs(element.children, { ...context, oneLine: true }, work)) {
    const last = lines.at(-1);
    if ("block" in run) lines.push(run);
    else if (Array.isArray(last)) last.push(run.text);
    else lines.push([run.text]);
  }
  const found = lines.map((line) =>
    Array.isArray(line) ? { block: `<${element.name}>${span(oneLine(line))}</${element.name}>` } : line,
  );
  return [end, ...found];
}

/** Raised and lowered figures have characters of their own: 10⁶ must not become 106. Other text runs on along the line. */
function raised(element: Element, context: Context, work: Work): Piece[] {
  const note = noteOf(element, work.notes);
  if (note !== undefined) return [{ text: `\ufdd0${note}\ufdd1` }];
  const figures = figuresOf(element);
  if (figures !== undefined) {
    const link = DomUtils.findOne((found) => found.name === "a", element.children);
    if (link) work.lose("links within the page", `${link.attribs.href}, at ${figures}`);
    return [{ text: figures }];
  }
  const inner = pieces(element.children, context, work);
  const text = excerpt([element], work);
  // Ordinals read as well on the line: 1st, 2e, nº.
  if (text !== "" && !/^(?:st|nd|rd|th|er|re|e|o|a|º|ª)$/i.test(text))
    work.lose("raised and lowered text", text);
  return inner;
}
