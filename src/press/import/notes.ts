import { DomUtils, parseDocument } from "htmlparser2";
import { type Document, type Element, isElement, type Node, removeAll } from "./xml.ts";

/*
 * Footnotes. In a tidied body a note's call is `<sup data-fn="ID">`, as WordPress has it, and its body `<stet-note id="ID">`.
 */

/** A body's footnotes. */
export interface Notes {
  bodies: Map<string, Node[]>;
  /** The notes' numbers by their names, in the order in which the text calls them. */
  used: Map<string, number>;
}

export const noNotes: Notes = { bodies: new Map(), used: new Map() };

/** Takes the bodies of the notes that are called out of a text. */
export function collectNotes(nodes: Node[]): Notes {
  const found = DomUtils.getElementsByTagName("stet-note", nodes);
  const bodies = new Map(found.map((note) => [note.attribs.id ?? "", note.children]));
  const calls = DomUtils.findAll((element) => element.name === "sup" && "data-fn" in element.attribs, nodes);
  const called = new Set(calls.map((call) => call.attribs["data-fn"] ?? ""));
  const used = [...called].filter((id) => bodies.has(id));
  removeAll(found.filter((note) => called.has(note.attribs.id ?? "")));
  return { bodies, used: new Map(used.map((id, index) => [id, index + 1])) };
}

/** The number of the footnote that an element calls, if it calls one. */
export function noteOf(element: Element, notes: Notes): number | undefined {
  return element.name === "sup" ? notes.used.get(element.attribs["data-fn"] ?? "") : undefined;
}

/**
 * Finds notes by their links: a call leads to a note, and something in the note leads back to the call. So Substack, markdown-it,
 * kramdown, Hugo, Ghost and Word write them, each with names of its own.
 */
export function linkNotes(document: Document): void {
  const links = DomUtils.findAll((element) => element.name === "a", document.children).filter(({ attribs }) =>
    attribs.href?.startsWith("#"),
  );
  if (links.length === 0) return;
  const places = placesOf(document);
  const notes = new Map<Element, string>();
  const back = new Set<Element>();
  const within = new Map<Element, Links>();
  for (const call of links) {
    const target = places.get(targetOf(call));
    if (!target || back.has(call) || target === call) continue;
    const known = notes.get(target);
    const ways = known === undefined ? waysBack(linksIn(target, within), namesOf(call)) : [];
    if (known === undefined && ways.length === 0) continue;
    const id = known ?? `link-${notes.size + 1}`;
    if (known === undefined) {
      notes.set(target, id);
      for (const way of ways) back.add(way);
      moveNote(document, target, ways, id);
    }
    DomUtils.replaceElement(raisedOf(call), element(`<sup data-fn="${id}"></sup>`));
  }
}

/** Elements by the names that a link can lead to. */
function placesOf(document: Document): Map<string, Element> {
  const places = new Map<string, Element>();
  for (const found of DomUtils.findAll(() => true, document.children))
    for (const name of [found.attribs.id, found.name === "a" ? found.attribs.name : undefined])
      if (name && !places.has(name)) places.set(name, found);
  return places;
}

function targetOf(link: Element): string {
  const name = (link.attribs.href ?? "").slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The names of a call: its own, and those of the elements that hold it alone. */
function namesOf(call: Element): string[] {
  const raised = raisedOf(call);
  return [call, raised]
    .flatMap(({ attribs }) => [attribs.id, attribs.name])
    .filter((name) => name !== undefined);
}

/** The element to be replaced by the call's number: a `<sup>` with nothing else in it, or the call itself. */
function raisedOf(call: Element): Element {
  const { parent } = call;
  // What holds a call alone has few nodes: others are not gone through for each of their calls.
  const mayHold = parent && "name" in parent && /^(?:sup|span)$/.test(parent.name);
  if (!mayHold || parent.children.length > 10) return call;
  return DomUtils.textContent(parent).trim() === DomUtils.textContent(call).trim()
    ? (parent as Element)
    : call;
}

const backClass = /\b(?:footnote-?backref|reversefootnote|footnote-back)\b/;

/** The links in an element, and where they lead. */
interface Links {
  links: Element[];
  targets: Set<string>;
}

/** Many calls may lead to one element that is no note: its links are found once. */
function linksIn(target: Element, within: Map<Element, Links>): Links {
  const known = within.get(target);
  if (known) return known;
  const links = DomUtils.findAll((found) => found.name === "a", [target]);
  const found = { links, targets: new Set(links.map(targetOf)) };
  within.set(target, found);
  return found;
}

function waysBack({ links, targets }: Links, names: readonly string[]): Element[] {
  if (!names.some((name) => targets.has(name))) return [];
  return links.filter(
    (link) =>
      names.includes(targetOf(link)) ||
      backClass.test(link.attribs.class ?? "") ||
      link.attribs.role === "doc-backlink",
  );
}

/** Moves what a note says to the text's end, without the ways back and without what held it. */
function moveNote(document: Document, target: Element, ways: readonly Element[], id: string): void {
  const holder = target.name === "a" ? holderOf(target) : target;
  for (const way of ways) DomUtils.removeElement(way);
  const content = DomUtils.findOne(
    (found) => /\bfootnote-content\b/.test(found.attribs.class ?? ""),
    [holder],
  );
  const note = element(`<stet-note id="${id}"></stet-note>`);
  for (const node of [...(content ?? holder).children]) DomUtils.appendChild(note, node);
  removeEmpty(holder);
  DomUtils.appendChild(document, note);
}

function holderOf(link: Element): Element {
  let found = link;
  while (isElement(found.parent as Node) && !/^(?:p|li|div|dd|td|aside)$/.test(found.name))
    found = found.parent as Element;
  const parent = found.parent as Node;
  return isElement(parent) && /\bfootnote\b/.test(parent.attribs.class ?? "") ? parent : found;
}

/** Removes an element and those around it that hold nothing any more, with the rule above them. */
function removeEmpty(first: Element): void {
  let empty: Element | undefined = first;
  while (empty && isBlank(empty) && !holdsPictures(empty)) {
    const parent: Node | undefined = (empty.parent as Node | null) ?? undefined;
    const before = DomUtils.prevElementSibling(empty);
    if (before?.name === "hr" && /\bfootnotes?\b/.test(`${before.attribs.class} ${empty.attribs.class}`))
      DomUtils.removeElement(before);
    DomUtils.removeElement(empty);
    empty = isElement(parent) ? parent : undefined;
  }
}

/** Whether nodes hold no text. Of a list of notes the last ones are left, so it is looked at from its end. */
function isBlank(node: Node): boolean {
  if (node.type === "text") return node.data.trim() === "";
  return !("children" in node) || node.children.findLast((inner) => !isBlank(inner)) === undefined;
}

function holdsPictures(element: Element): boolean {
  return (
    DomUtils.findOne((found) => ["img", "iframe", "video", "audio"].includes(found.name), [element]) !== null
  );
}

/** An element of its own. */
export function element(html: string): Element {
  const found = parseDocument(html).children[0];
  if (!isElement(found)) throw new Error(`${html} is no element`);
  return found;
}
