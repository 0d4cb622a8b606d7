import { DomUtils, parseDocument } from "htmlparser2";
import type { Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { fold } from "../text/white-space.ts";
import { blocks, code, containers, gap, marks, removed } from "./elements.ts";
import type { LineBreaks, Loss, Picture } from "./story.ts";
import { collectNotes, emojiOf, figuresOf, type Notes, noteOf, visibleText } from "./visible-text.ts";
import { type Element, isElement, type Node } from "./xml.ts";

/*
 * Published HTML is of every kind: bare text with line breaks, blocks inside marks, marks across paragraphs, tables that lay out a page.
 * This step makes it regular: a short list of block elements, and in each of them one run of text with marks, in a <span>.
 */

/** Where a body comes from, and what its line breaks mean. */
export interface Setting {
  place: Place;
  breaks: LineBreaks;
  /** The address that relative links start from. */
  base?: string;
}

export interface Tidied {
  /** p, h1 to h6, ul, ol, li, blockquote, pre, table, tr, th, hr; one <span> for each run of text; em, strong, del, code, a, br in it. */
  html: string;
  /** The bodies of the footnotes, in the order of their first references. */
  notes: string[];
  /** The words of the body as a browser shows it: what the Markdown must carry. Those of the footnotes stand at the end. */
  text: string;
  losses: Loss[];
  pictures: Picture[];
}

/** What stands for a footnote's call in a text: its number between two noncharacters, which no text holds. */
export const noteCall = /\ufdd0(\d+)\ufdd1/g;

/**
 * HTML to regular HTML.
 *
 * @param html a body, or a part of one
 */
export function tidy(html: string, setting: Setting): Tidied {
  const losses: Loss[] = [];
  const lose = (kind: string, what: string) => {
    losses.push({ kind, place: setting.place, what: shortened(what) });
  };
  const text = html.replace(/\p{Noncharacter_Code_Point}/gu, "");
  if (text.length < html.length) lose("characters that Unicode reserves", "removed from the text");
  const document = parseDocument(text);
  const notes = collectNotes(document.children);
  const work: Work = { setting, lose, pictures: [], last: "", notes };
  const top: Context = { breaks: setting.breaks, marks: [] };
  const body = flow(document.children, top, work);
  const bodies = notes.used.map((id) => flow(notes.bodies.get(id) ?? [], top, work));
  const shown = [
    visibleText(document.children, notes),
    ...notes.used.map((id) => visibleText(notes.bodies.get(id) ?? [], notes)),
  ];
  return { html: body, notes: bodies, text: fold(shown.join(" ")), losses, pictures: work.pictures };
}

interface Work {
  setting: Setting;
  lose: (kind: string, what: string) => void;
  pictures: Picture[];
  /** The text so far, to say where a picture stood. */
  last: string;
  notes: Notes;
}

/** What holds for a stretch of the body. */
interface Context {
  breaks: LineBreaks;
  /** The marks that are open around it, outermost first. */
  marks: readonly Mark[];
  figure?: Element;
}

interface Mark {
  name: "em" | "strong" | "del" | "a";
  open: string;
}

/** A piece of a body: text with marks, the end of a paragraph, or a block. */
type Piece = { text: string } | { end: true } | { block: string };

/** A finished piece. */
type Run = Exclude<Piece, { end: true }>;

const end: Piece = { end: true };

/** A stretch of nodes as blocks: every run of text becomes a paragraph. */
function flow(nodes: readonly Node[], context: Context, work: Work): string {
  return runs(nodes, context, work)
    .map((run) => ("block" in run ? run.block : `<p>${span(run.text)}</p>`))
    .join("");
}

function span(text: string): string {
  return `<span>${text}</span>`;
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

/** A run of text in its final form: marks that were open around it, line breaks where they count, nothing blank at its ends. */
function finish(run: string, context: Context, work: Work): string {
  const text = run
    .replace(/[ \t\r\n\f]+/g, (blank) => (blank.includes("\n") ? "\n" : " "))
    .replace(/[ \n]?<br>(?:[ \n]?<br>)*[ \n]?/g, "<br>")
    .replace(/\n/g, context.breaks === "wordpress" ? "<br>" : " ");
  const trimmed = unblank(text).text;
  if (textOf(trimmed) === "") return "";
  const whole = context.marks.reduceRight(
    (inner, mark) => wrap(inner, mark),
    bareAddress(trimmed, context, work),
  );
  return merged(whole);
}

/** An address that stands alone in its paragraph becomes a link. WordPress shows the page behind it there. */
function bareAddress(text: string, context: Context, work: Work): string {
  const shown = textOf(text);
  const linked = context.marks.some(({ name }) => name === "a") || text.includes("<a ");
  if (linked || !/^https?:\/\/[^\s<>]+$/.test(shown)) return text;
  if (context.breaks === "wordpress") work.lose("embedded pages", `${shown} (kept as a link)`);
  return `<a href="${escapeHtml(shown)}">${text}</a>`;
}

/** Splits what is blank off the ends of a run. */
function unblank(text: string): { before: string; text: string; after: string } {
  const before = /^(?:\s|<br>)*/.exec(text)?.[0] ?? "";
  let length = text.length;
  for (;;) {
    if (length > before.length && /\s/.test(text[length - 1] ?? "")) length -= 1;
    else if (length > before.length && text.endsWith("<br>", length)) length -= 4;
    else break;
  }
  return { before, text: text.slice(before.length, length), after: text.slice(length) };
}

/** The text in a run's HTML, which this module wrote. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .trim();
}

/** Text with a mark around it; what is blank at its ends stays outside. */
function wrap(inner: string, mark: Mark): string {
  const { before, text, after } = unblank(inner);
  return text === "" ? inner : `${before}${mark.open}${text}</${mark.name}>${after}`;
}

/** Two marks of one kind that touch are one: `<b>a</b><b>b</b>` has no Markdown of its own. */
function merged(html: string): string {
  return html.replace(/<\/(em|strong|del|code)><\1>/g, "");
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
  if (blocks.has(name)) work.last += " ";
  if (removed.has(name)) return remove(element, work);
  const mark = markOf(element, context, work);
  if (mark) return marked(element, mark, context, work);
  if (name === "img") return picture(element, context, work);
  if (code.has(name)) return inlineCode(element, work);
  if (name === "pre") return preformatted(element, context, work);
  if (/^h[1-6]$/.test(name)) return heading(element, context, work);
  if (name === "hr") return [{ block: "<hr>" }];
  if (name === "blockquote") return enclosed("blockquote", flow(element.children, context, work));
  if (["ul", "ol", "menu", "dir"].includes(name)) return [{ block: list(element, context, work) }];
  if (name === "li") return [{ block: `<ul>${items([element], context, work)}</ul>` }];
  if (name === "table") return table(element, context, work);
  if (name === "sup" || name === "sub") return raised(element, context, work);
  if (name === "q") return [{ text: "“" }, ...pieces(element.children, context, work), { text: "”" }];
  if (name === "stet-breaks") return brokenText(element, context, work);
  if (name === "figure" && /\bwp-block-embed\b/.test(element.attribs.class ?? "")) {
    work.lose("embedded pages", `${excerpt([element], work)} (kept as a link)`);
  }
  if (name === "math") work.lose("formulas", fold(DomUtils.textContent(element)));
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
  work.lose(
    kind,
    `<${element.name}>${address ? ` ${address}` : ""}${kind === "forms" && text ? `: ${text}` : ""}`,
  );
  return gap(element) === "" ? [] : element.name === "form" ? [end] : [{ text: " " }];
}

/** The mark that an element makes, if it makes one here: marks of one kind do not nest. */
function markOf(element: Element, context: Context, work: Work): Mark | undefined {
  const name = element.name === "a" ? "a" : marks.get(element.name);
  if (name === undefined || context.marks.some((open) => open.name === name)) return undefined;
  if (name !== "a") return { name, open: `<${name}>` };
  const href = address(element.attribs.href ?? "", work);
  return href === undefined ? undefined : { name, open: `<a href="${escapeHtml(href)}">` };
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

/** A link's address, absolute; nothing where there is none, or none that a reader may be sent to. */
function address(href: string, work: Work): string | undefined {
  const text = href.replace(/[\t\n\r]/g, "").trim();
  if (text === "") return undefined;
  if (text.startsWith("#")) {
    work.lose("links within the page", text);
    return undefined;
  }
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(text)) return text;
  const { base } = work.setting;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || base === undefined || !URL.canParse(text, base)) {
    work.lose("links that lead nowhere", text);
    return undefined;
  }
  return new URL(text, base).href;
}

/** A picture leaves no trace in the text, but for an emoji's, which is a character. */
function picture(element: Element, context: Context, work: Work): Piece[] {
  const emoji = emojiOf(element);
  if (emoji !== undefined) return [{ text: escapeHtml(emoji) }];
  const { attribs } = element;
  const lazy = attribs["data-src"] ?? attribs["data-lazy-src"] ?? attribs["data-original"];
  const src = (attribs.src && !attribs.src.startsWith("data:") ? attribs.src : (lazy ?? "")).trim();
  if (attribs.width === "1" && attribs.height === "1") {
    work.lose("scripts and styles", `<img> ${src}, a counter of readers`);
    return [{ text: " " }];
  }
  const { base, place } = work.setting;
  const caption =
    context.figure && DomUtils.findOne((found) => found.name === "figcaption", [context.figure]);
  const words = caption ? visibleText([caption], work.notes) : "";
  work.pictures.push({
    place,
    src: src === "" ? "(no address)" : base && URL.canParse(src, base) ? new URL(src, base).href : src,
    alt: fold(attribs.alt ?? ""),
    where: whereOf(work.last),
    ...(fold(words) === "" ? {} : { caption: fold(words) }),
  });
  return [{ text: " " }];
}

function whereOf(text: string): string {
  const words = fold(text).split(" ").slice(-6).join(" ");
  return words === "" ? "at the beginning" : `after “${words}”`;
}

function inlineCode(element: Element, work: Work): Piece[] {
  const text = visibleText([element], work.notes);
  const { before, text: inner, after } = unblank(escapeHtml(text));
  return [{ text: inner === "" ? before : `${before}<code>${inner.replace(/\s+/g, " ")}</code>${after}` }];
}

function preformatted(element: Element, context: Context, work: Work): Piece[] {
  if (/\bwp-block-verse\b/.test(element.attribs.class ?? "")) {
    const lines = pieces(element.children, { ...context, breaks: "space" }, work).map((piece) =>
      "text" in piece ? { text: piece.text.replace(/\n/g, "<br>") } : piece,
    );
    return [end, ...lines, end];
  }
  const text = codeText(element.children)
    .replace(/\r\n?/g, "\n")
    .replace(/^\n+|\s+$/g, "");
  if (text.trim() === "") return [end];
  const first = DomUtils.findOne((found) => found.name === "code", [element]);
  const language = /\b(?:language|lang)-([\w+#-]+)/.exec(
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

/** A heading is one line of text; a block inside parts it in two. */
function heading(element: Element, context: Context, work: Work): Piece[] {
  const lines: (string[] | Piece)[] = [];
  for (const run of runs(element.children, context, work)) {
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

function oneLine(texts: readonly string[]): string {
  return texts.join(" ").replace(/<br>/g, " ");
}

function list(element: Element, context: Context, work: Work): string {
  const { name, attribs } = element;
  const ordered = name === "ol";
  const kept = ordered && /^\d{1,9}$/.test(attribs.start ?? "") ? ` start="${attribs.start}"` : "";
  const values = element.children.some((node) => isElement(node, "li") && node.attribs.value !== undefined);
  if (
    ordered &&
    (values || "reversed" in attribs || (attribs.start && kept === "") || /^[ai]$/i.test(attribs.type ?? ""))
  ) {
    work.lose("the numbering of lists", `<ol>: ${excerpt([element], work)}`);
  }
  const html = items(element.children, context, work);
  return html === "" ? "" : ordered ? `<ol${kept}>${html}</ol>` : `<ul>${html}</ul>`;
}

/** List items; what stands between them belongs to the item before. */
function items(nodes: readonly Node[], context: Context, work: Work): string {
  const found: Run[][] = [];
  let between: Node[] = [];
  const close = () => {
    const strays = runs(between, context, work);
    if (found.length > 0) found.at(-1)?.push(...strays);
    else found.push(strays);
    between = [];
  };
  for (const node of nodes) {
    if (isElement(node, "li")) {
      close();
      found.push(runs(node.children, context, work));
    } else between.push(node);
  }
  close();
  return found.map(item).join("");
}

function item(found: Run[]): string {
  if (found.length === 0) return "";
  const tight = found.filter((run) => "text" in run).length < 2;
  const html = found.map((run) =>
    "block" in run ? run.block : tight ? span(run.text) : `<p>${span(run.text)}</p>`,
  );
  return `<li>${html.join("")}</li>`;
}

/** A table of text stays one; a table that lays out a page becomes paragraphs. */
function table(element: Element, context: Context, work: Work): Piece[] {
  const rows = rowsOf(element);
  const cells = rows.map((row) =>
    row.children.filter((node): node is Element => isElement(node, "td") || isElement(node, "th")),
  );
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const inner = "blockquote dir h1 h2 h3 h4 h5 h6 hr li menu ol pre table ul".split(" ");
  const layout = cells
    .flat()
    .some((cell) => DomUtils.findOne((found) => inner.includes(found.name), cell.children));
  const captions = element.children.filter((node) => isElement(node, "caption"));
  const strange = excerpt([element], work) !== excerpt([...captions, ...cells.flat()], work);
  if (columns < 2 || layout || strange) {
    if (columns > 1)
      work.lose(
        "tables with headings, lists or tables in their cells",
        `${excerpt([element], work)} (kept as paragraphs)`,
      );
    return [end, ...pieces(element.children, context, work), end];
  }
  if (cells.flat().some(spans)) work.lose("table cells that span rows or columns", excerpt([element], work));
  const caption = flow(captions, context, work);
  const lines = cells.map((row) =>
    row.map((cell) =>
      oneLine(runs(cell.children, context, work).map((run) => ("text" in run ? run.text : ""))),
    ),
  );
  const html = lines
    .filter((row) => row.some((cell) => cell !== ""))
    .map(
      (row) =>
        `<tr>${Array.from({ length: columns }, (_, column) => `<th>${row[column] ? span(row[column]) : ""}</th>`).join("")}</tr>`,
    )
    .join("");
  return [
    ...(caption === "" ? [] : [{ block: caption }]),
    html === "" ? end : { block: `<table>${html}</table>` },
  ];
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap((node) => {
    if (!isElement(node)) return [];
    if (node.name === "tr") return [node];
    return ["thead", "tbody", "tfoot"].includes(node.name) ? rowsOf(node) : [];
  });
}

function spans(cell: Element): boolean {
  return [cell.attribs.colspan, cell.attribs.rowspan].some(
    (value) => value !== undefined && value.trim() !== "1",
  );
}

function excerpt(nodes: readonly Node[], work: Work): string {
  return fold(visibleText(nodes, work.notes));
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

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
