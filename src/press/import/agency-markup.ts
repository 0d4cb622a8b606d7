import { decodeHTML } from "entities";
import { DomUtils } from "htmlparser2";
import { beginsNotes, leadsToNotes } from "../source/for-desk.ts";
import { fold } from "../text/white-space.ts";
import type { Dispatch } from "./agency.ts";
import { known } from "./elements.ts";
import { type Document, type Element, isElement, type Node } from "./xml.ts";

/*
 * The bodies of NITF and of XHTML in an agency's file, as HTML.
 */

/** NITF's elements by the names that HTML has for them. What is in neither list stands for its words alone. */
const html: Readonly<Record<string, string>> = {
  hl1: "h2",
  hl2: "h3",
  bq: "blockquote",
  block: "div",
  "body.content": "div",
  tagline: "p",
  bibliography: "p",
  credit: "p",
  "nitf-table": "div",
  fn: "div",
};

/** Elements that say how a table is to be set, or are for programs. */
const unseen = new Set(["nitf-table-metadata", "nitf-colgroup", "media-metadata", "media-object"]);

/** Takes the prefixes off all names of a document, and reads the entities of HTML, which agencies write without a DTD. */
export function bare(node: Document | Element): void {
  for (const child of node.children) {
    if (isElement(child)) {
      child.name = child.name.replace(/^.*:/, "");
      bare(child);
    } else if ("children" in child) bare(child as Document);
    else if (child.type === "text" && /&\w+;/.test(child.data)) child.data = decodeHTML(child.data);
  }
}

/** Every element of a name under a node, at any depth. */
export function all(node: Document | Element, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, node, true) as Element[];
}

/** The text of an element, without white space at its ends or in a row. */
export function textOf(element: Element | undefined): string {
  return element ? fold(DomUtils.textContent(element)) : "";
}

/** A body as HTML. Notes for the desk are moved to the dispatch, and so is what cannot be carried. */
export function bodyHtml(body: Element, dispatch: Dispatch): string {
  withdrawNotes(body, dispatch);
  rename(body, dispatch);
  return DomUtils.getInnerHTML(body, { xmlMode: false, encodeEntities: "utf8" });
}

/** Takes out what follows the words that it is not for publication, with those words and what leads to them. */
function withdrawNotes(parent: Element, dispatch: Dispatch): void {
  const nodes = parent.children;
  const at = nodes.findIndex((node) => isElement(node) && beginsNotes(textOf(node)));
  const found = nodes[at];
  if (!isElement(found)) return;
  if (found.children.some((node) => isElement(node) && beginsNotes(textOf(node)))) {
    withdrawNotes(found, dispatch);
    return;
  }
  let from = at;
  for (let before = nodes[from - 1]; before && leadsToNotes(wordsOf(before)); before = nodes[from - 1])
    from--;
  const taken = nodes.slice(from);
  dispatch.notes.push(fold(taken.map(wordsOf).join(" ")));
  for (const node of taken) DomUtils.removeElement(node);
}

function wordsOf(node: Node): string {
  return DomUtils.textContent(node);
}

function rename(parent: Element, dispatch: Dispatch): void {
  for (const node of [...parent.children]) {
    if (!isElement(node)) continue;
    if (unseen.has(node.name)) DomUtils.removeElement(node);
    else if (node.name === "media") putMedia(node, dispatch);
    else if (node.name === "note" && isForDesk(node)) {
      dispatch.notes.push(textOf(node));
      DomUtils.removeElement(node);
    } else {
      rename(node, dispatch);
      const isBlock = node.name === "note" || node.name === "hedline";
      node.name = html[node.name] ?? (known.has(node.name) ? node.name : isBlock ? "div" : "span");
    }
  }
}

/** `npa`: not for the public. */
export function isForDesk({ attribs }: Element): boolean {
  return attribs.type === "npa" || /^(?:editorsnote|end)$/i.test(attribs.noteclass ?? "");
}

/** A picture becomes a figure; sound and video are told. */
function putMedia(media: Element, dispatch: Dispatch): void {
  const references = all(media, "media-reference").map(({ attribs }) => attribs);
  const largest = references.sort((a, b) => Number(b.width ?? 0) - Number(a.width ?? 0))[0];
  const caption = all(media, "media-caption").map(textOf).join(" ");
  const credit = all(media, "media-producer").map(textOf).join(" ");
  const src = largest?.source ?? largest?.["data-location"] ?? "";
  const isImage = /image|photo/i.test(`${media.attribs["media-type"] ?? ""} ${largest?.["mime-type"] ?? ""}`);
  DomUtils.removeElement(media);
  if (isImage && src !== "")
    dispatch.pictures.push({ url: src, type: "image", alt: largest?.["alternate-text"], caption, credit });
  else dispatch.rest.push(`${media.attribs["media-type"] ?? "media"}: ${[src, caption, credit].join(" ")}`);
}
