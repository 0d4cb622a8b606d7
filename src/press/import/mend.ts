import { DomUtils } from "htmlparser2";
import { escapeHtml } from "../page/html.ts";
import { providerOf, visitedPage } from "../source/providers.ts";
import { fold } from "../text/white-space.ts";
import { element, linkNotes } from "./notes.ts";
import { replacePairs } from "./pairs.ts";
import { type Document, type Element, isElement, type Node, removeAll } from "./xml.ts";

/*
 * Slips of published HTML that are mended before its text is read: so the text and its check see the same document.
 */

type Lose = (kind: string, what: string, kept?: boolean) => void;

/** Angle brackets that no browser takes for a tag's, or that nobody meant as one: PHP that is shown as code, addresses of mail, `a<b and c>d`. */
export function readable(html: string): string {
  const endOf = ([, name]: RegExpExecArray) => `</${name}>`;
  return replacePairs(html, /<(pre|code)\b[^<>]*>/gi, endOf, ({ whole }) =>
    whole.replace(/<\?(?=php\b|=)/gi, "&lt;?"),
  )
    .replace(/<(?=[\w.+-]+@[\w.-]+>)/g, "&lt;")
    .replace(/<(?=[bisuqp]( [a-z]+)+>)(?! hidden>)/g, "&lt;");
}

/** Mends a document in place. */
export function mend(document: Document, lose: Lose): void {
  removeHidden(document, lose);
  tellBackgrounds(document, lose);
  tellPrograms(document, lose);
  removeWidgets(document, lose);
  linkFrames(document, lose);
  joinWordLists(document);
  linkNotes(document);
}

/** Text that no reader of the old page saw. */
function removeHidden(document: Document, lose: Lose): void {
  const hidden = DomUtils.findAll(
    ({ attribs, name }) =>
      !["br", "img", "input"].includes(name) &&
      ("hidden" in attribs ||
        /(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden)/i.test(attribs.style ?? "")),
    document.children,
  );
  for (const found of hidden) {
    const text = fold(DomUtils.textContent(found));
    if (text !== "") lose("text that the old page hid", text);
  }
  removeAll(hidden);
}

/** Pictures that stood behind a text. */
function tellBackgrounds(document: Document, lose: Lose): void {
  for (const { attribs } of DomUtils.findAll(({ attribs }) => "style" in attribs, document.children)) {
    const address = /background(?:-image)?:[^;]*url\(["']?([^"')]+)/i.exec(attribs.style ?? "")?.[1];
    if (address !== undefined) lose("pictures behind a text", address);
  }
}

/** PHP outside of code, which the old site ran: no browser shows it. */
function tellPrograms(document: Document, lose: Lose): void {
  const isProgram = (node: Node) => node.type === "directive" && /^\?(?:php\b|=)/i.test(node.data);
  for (const node of DomUtils.filter((found) => isProgram(found as Node), document.children))
    lose("programs that the old site ran", `<${(node as Node & { data: string }).data}>`);
}

/** What a known provider shows in a frame becomes a link of its own, with the frame's title for its words. */
function linkFrames(document: Document, lose: Lose): void {
  for (const frame of DomUtils.findAll(({ name }) => name === "iframe", document.children)) {
    const source = (frame.attribs.src || frame.attribs["data-src"] || "").replace(/^\/\//, "https://");
    if (providerOf(source) === undefined) continue;
    const address = visitedPage(source);
    const title = fold(frame.attribs.title ?? "");
    lose("embedded pages", `${address} (kept as a link)`, true);
    const words = title === "" || isGeneric(title) ? address : title;
    DomUtils.replaceElement(
      frame,
      element(`<p><a href="${escapeHtml(address)}">${escapeHtml(words)}</a></p>`),
    );
  }
}

/** What players call themselves says nothing of what they show. */
function isGeneric(title: string): boolean {
  return /^(?:youtube|vimeo|spotify|soundcloud|datawrapper)?\s*(?:video|embed|audio)?\s*(?:player|embed|iframe)?$/i.test(
    title,
  );
}

const widgets =
  /\b(?:subscription-widget-wrap|subscribe-widget|sharedaddy|jp-relatedposts|addtoany_share_save_container|feedflare|wp-block-file__button)\b/;

/** Boxes that sell or share: they are the old site's, and no text of the article. */
function removeWidgets(document: Document, lose: Lose): void {
  const found = DomUtils.findAll(({ attribs }) => widgets.test(attribs.class ?? ""), document.children);
  const buttons = DomUtils.findAll(
    (button) =>
      /\bbutton-wrapper\b/.test(button.attribs.class ?? "") &&
      /^(?:subscribe(?: now)?|share(?: \w+){0,3}|leave a comment|upgrade to paid)$/i.test(
        fold(DomUtils.textContent(button)),
      ),
    document.children,
  );
  for (const widget of [...found, ...buttons]) {
    lose(
      "buttons and boxes of the old page (to subscribe, share, download)",
      fold(DomUtils.textContent(widget)) || "(no text)",
    );
  }
  removeAll([...found, ...buttons]);
}

/** Word writes lists as paragraphs with a marker of their own. */
function joinWordLists(document: Document): void {
  const paragraphs = DomUtils.findAll(isWordItem, document.children);
  const done = new Set<Element>();
  for (const first of paragraphs) {
    if (done.has(first)) continue;
    const items = runFrom(first);
    const marker = markerOf(first);
    const text = fold(marker ? DomUtils.textContent(marker) : "");
    const number = /^(\d+)[.)]/.exec(text)?.[1];
    const list = element(number === undefined ? "<ul></ul>" : `<ol start="${number}"></ol>`);
    DomUtils.prepend(first, list);
    for (const item of items) {
      done.add(item);
      const own = markerOf(item);
      if (own) DomUtils.removeElement(own);
      item.name = "li";
      DomUtils.appendChild(list, item);
    }
  }
}

function isWordItem({ name, attribs }: Element): boolean {
  return name === "p" && /\bMsoListParagraph/.test(attribs.class ?? "");
}

function markerOf(item: Element): Element | null {
  return DomUtils.findOne((found) => /mso-list:\s*ignore/i.test(found.attribs.style ?? ""), item.children);
}

function runFrom(first: Element): Element[] {
  const items = [first];
  let next: Node | null = first.next as Node | null;
  while (next) {
    if (isElement(next) && isWordItem(next)) items.push(next);
    else if (next.type !== "text" || next.data.trim() !== "") break;
    next = next.next as Node | null;
  }
  return items;
}
