import { DomUtils } from "htmlparser2";
import { fold } from "../text/white-space.ts";
import type { AttachedFile, Entry } from "./entry.ts";
import type { Loss } from "./story.ts";
import { type Document, type Element, isElement, parseHtml } from "./xml.ts";

/*
 * Drupal and Joomla write whole texts where a feed has its summary, among other things: Drupal the title, the author and every field, each in
 * an element of its own; Joomla a link to read more.
 */

/**
 * An entry as its system meant it.
 *
 * @param opening the feed's text before its entries, where a system names itself
 */
export function asHouse(entry: Entry, opening: string): Entry {
  const html = entry.body === undefined ? entry.summary?.html : undefined;
  const node = /^(\d+) at (https?:\/\/[^\s/]+)/.exec(entry.id ?? "");
  const known = node ? { ...entry, addresses: [...entry.addresses, `${node[2]}/node/${node[1]}`] } : entry;
  if (html !== undefined && isDrupal(html)) return fromDrupal(known, html);
  return /Joomla!/.test(opening) ? fromJoomla(known) : known;
}

const fieldClass = /(?:^|\s)field--?name-([\w-]+)/;

function isDrupal(html: string): boolean {
  return /class="[^"]*\bfield--?name-body\b/.test(html);
}

/** What Drupal says again of a text: the feed has it in elements of its own. */
const again = new Set(["title", "uid", "created", "node-link"]);

/** @see https://www.drupal.org/docs/8/theming/twig/twig-template-naming-conventions */
function fromDrupal(entry: Entry, html: string): Entry {
  const document = parseHtml(html);
  const losses: Loss[] = [...(entry.losses ?? [])];
  const fields = new Map<string, string[]>();
  const files: AttachedFile[] = [];
  const topics: string[] = [];
  let body = "";
  for (const field of fieldsIn(document)) {
    const name = fieldClass.exec(field.attribs.class ?? "")?.[1] ?? "";
    for (const label of byClass(field, /\bfield__?-?label\b/)) DomUtils.removeElement(label);
    DomUtils.removeElement(field);
    const links = DomUtils.findAll((found) => found.name === "a", field.children);
    if (name === "body") body += DomUtils.getInnerHTML(field);
    else if (/taxonomy-term|\bfield--?name-(?:field-)?tags\b/.test(field.attribs.class ?? ""))
      topics.push(...links.map((link) => fold(DomUtils.textContent(link))));
    else if (/\bfield--?type-image\b/.test(field.attribs.class ?? "")) files.push(...picturesIn(field));
    else if (!again.has(name)) fields.set(name.replaceAll("-", "_"), [fold(DomUtils.textContent(field))]);
  }
  const rest = fold(DomUtils.textContent(document));
  if (rest !== "")
    losses.push({ kind: "words that the old site showed around a text", place: entry.place, what: rest });
  for (const [name, [words]] of fields) if (!words) fields.delete(name);
  return {
    ...entry,
    body: { html: body, breaks: "space" },
    summary: undefined,
    topics: [...new Set([...entry.topics, ...topics])],
    files: [...entry.files, ...files],
    fields,
    losses,
  };
}

/** The outermost fields: one may hold others. */
function fieldsIn(document: Document): Element[] {
  const found = byClass(document, fieldClass);
  const isWithin = (element: Element) => {
    for (let parent = element.parent; parent; parent = parent.parent)
      if (found.includes(parent as Element)) return true;
    return false;
  };
  return found.filter((element) => !isWithin(element));
}

function byClass(root: Document | Element, name: RegExp): Element[] {
  return DomUtils.findAll((found) => isElement(found) && name.test(found.attribs.class ?? ""), root.children);
}

function picturesIn(field: Element): AttachedFile[] {
  return DomUtils.findAll(({ name }) => name === "img", field.children).map(({ attribs }) => ({
    url: attribs.src ?? "",
    type: "image",
    alt: attribs.alt,
  }));
}

/** The name in a Joomla address stands behind a number; the category of those without one is no topic. */
function fromJoomla(entry: Entry): Entry {
  const name = /\/\d+-([^/?.]+)(?:\.html)?(?:[?#].*)?$/.exec(entry.link ?? "")?.[1];
  const topics = entry.topics.filter((topic) => !/^uncategori[sz]ed$/i.test(topic));
  const named: Entry = { ...entry, topics, ...(name !== undefined && { name }) };
  const text = entry.body ?? entry.summary;
  if (text === undefined) return named;
  const document = parseHtml(text.html);
  const more = byClass(document, /\bfeed-readmore\b/);
  for (const link of more) DomUtils.removeElement(link);
  const whole = { html: DomUtils.getInnerHTML(document), breaks: text.breaks };
  // With a link to read more, the feed has the beginning alone.
  return more.length > 0
    ? { ...named, body: undefined, summary: whole }
    : { ...named, body: whole, summary: undefined };
}
