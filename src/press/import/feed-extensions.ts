import { DomUtils } from "htmlparser2";
import type { AttachedFile } from "./entry.ts";
import type { Options } from "./story.ts";
import { plainText } from "./visible-text.ts";
import { type Element, isElement } from "./xml.ts";

/*
 * What feeds say beside their own forms: whether an entry was public, where it stood, and the files that belong to it. Elements are known
 * by their names without prefix, for feeds choose their prefixes.
 */

/** Whether an entry was public, and where it stood; or why it is no article. */
export type Standing = { draft: boolean; permalinks?: string[] } | { left: string };

/**
 * Whether an entry becomes an article.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5023#section-13.1 for drafts
 * @see https://www.rfc-editor.org/rfc/rfc4685 for comments
 */
export function standingOf(entry: Element, { types }: Options): Standing {
  const kind = kindOf(entry);
  if (kind === "comment" || within(entry, "in-reply-to")) return { left: "comments" };
  if (kind === "settings" || kind === "template") return { left: "settings and templates of the old site" };
  if (!types.includes(kind))
    return { left: `items of the kind ${JSON.stringify(kind)} (--types takes them)` };
  const status = textOf(within(entry, "status")).toLowerCase();
  if (status === "soft_trashed" || status === "trash") return { left: "posts in the bin" };
  if (status === "private" || textOf(within(entry, "visibility")).toLowerCase() === "private")
    return { left: "private posts" };
  if (textOf(within(entry, "post_password")) !== "") return { left: "posts with a password" };
  const draft = textOf(within(within(entry, "control"), "draft")).toLowerCase() === "yes";
  const open = status === "" || ["live", "publish", "published", "public"].includes(status);
  const origin = textOf(within(entry, "origLink")) || textOf(within(entry, "filename"));
  return { draft: draft || !open, ...(origin !== "" && { permalinks: [origin] }) };
}

/** What kind of item an entry is, as Blogger tells it; a post where nothing is told. */
function kindOf(entry: Element): string {
  const category = entry.children.find(
    (node): node is Element =>
      isElement(node) && localName(node) === "category" && /#kind$/.test(node.attribs.scheme ?? ""),
  );
  const told = category?.attribs.term?.split("#").at(-1) ?? textOf(within(entry, "type"));
  return told === "" ? "post" : told.toLowerCase();
}

function localName({ name }: Element): string {
  return name.slice(name.indexOf(":") + 1);
}

function within(parent: Element | undefined, name: string): Element | undefined {
  return parent?.children.find((node): node is Element => isElement(node) && localName(node) === name);
}

function textOf(element: Element | undefined): string {
  return element ? DomUtils.textContent(element).trim() : "";
}

/** The files of an entry in Media RSS, alone or in groups, of which each is one file in several sizes. */
export function mediaOf(entry: Element): AttachedFile[] {
  const files: MediaFile[] = [];
  for (const node of entry.children) {
    if (!isElement(node) || !/^media:/.test(node.name)) continue;
    const name = localName(node);
    if (name === "group") {
      const sizes = node.children.filter(
        (found): found is Element => isElement(found) && localName(found) === "content",
      );
      const largest = sizes.sort((a, b) => Number(b.attribs.width ?? 0) - Number(a.attribs.width ?? 0))[0];
      if (largest) files.push(...fileOf(largest, [node, entry]));
    } else if (name === "content" || name === "thumbnail") files.push(...fileOf(node, [entry]));
  }
  // A thumbnail is a small copy of what is there already.
  return files
    .filter(({ thumbnail }) => !thumbnail || files.every((file) => file.thumbnail))
    .map(({ thumbnail: _, ...file }) => file);
}

interface MediaFile extends AttachedFile {
  thumbnail?: boolean;
}

function fileOf(element: Element, around: readonly Element[]): MediaFile[] {
  const { url, type, medium } = element.attribs;
  if (url === undefined) return [];
  const thumbnail = localName(element) === "thumbnail";
  const told = (name: string) => {
    const holder = [element, ...around].find((found) => child(found, name) !== undefined);
    return plainText(textOf(holder && child(holder, name)));
  };
  const [alt, caption, credit] = thumbnail ? [] : [told("title"), told("description"), told("credit")];
  return [
    {
      url,
      type: type ?? (thumbnail ? "image" : medium),
      ...(alt && { alt }),
      ...(caption && { caption }),
      ...(credit && { credit }),
      thumbnail,
    },
  ];
}

/** A child in Media RSS, told apart from the entry's own title and description. */
function child(element: Element, name: string): Element | undefined {
  return element.children.find((node): node is Element => isElement(node, `media:${name}`));
}
