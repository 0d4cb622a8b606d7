import { parse as parseCsv } from "csv-parse/sync";
import { DomUtils } from "htmlparser2";
import { error, isFault, type Place } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { type Entry, toStory } from "./entry.ts";
import { newStories } from "./stories.ts";
import type { Listed, Options, Reading } from "./story.ts";
import { counted, readIn, shownIn, type Tree } from "./tree.ts";
import { type Document, type Element, isElement, parseHtmlFile } from "./xml.ts";

/** Whether a folder is what Substack's Export gives. */
export function isSubstack(tree: Tree): boolean {
  return tree.names.some((name) => /(?:^|\/)posts\.csv$/.test(name));
}

/** Whether a folder is what Medium's Download gives. */
export function isMedium(tree: Tree): boolean {
  const post = tree.names.find((name) => /(?:^|\/)posts\/[^/]+\.html$/.test(name));
  return post !== undefined && readIn(tree, post).includes('data-field="body"');
}

/** A Substack archive: `posts.csv` says what each of `posts/ID.SLUG.html` is. What only subscribers read becomes a draft. */
export function readSubstack(tree: Tree, options: Options): Reading {
  const reading: Listed = { kind: "Substack archive", stories: newStories(), losses: [], faults: [] };
  const list = tree.names.find((name) => /(?:^|\/)posts\.csv$/.test(name)) ?? "";
  const place: Place = { file: shownIn(tree, list) };
  let rows: Record<string, string>[];
  try {
    rows = parseCsv(readIn(tree, list), {
      columns: true,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (thrown) {
    reading.faults?.push(
      error(
        place,
        `it cannot be read: ${thrown instanceof Error ? thrown.message : thrown}`,
        "export it again",
      ),
    );
    return reading;
  }
  const files = new Map(
    tree.names.map((name) => [/(?:^|\/)(\d+)\.[^/]*\.html$/.exec(name)?.[1] ?? name, name]),
  );
  for (const row of counted(rows, options)) {
    const [id = "", ...rest] = (row.post_id ?? "").split(".");
    const file = files.get(id);
    const what = row.title || row.post_id || "(no title)";
    if (file === undefined) {
      reading.losses.push({ kind: "posts whose text the archive does not hold", place, what });
      continue;
    }
    const type = row.type === "page" ? "page" : "post";
    if (options.types.includes(type))
      reading.stories.push(toStory(fromRow(row, id, rest.join("."), tree, file), options));
    else reading.losses.push({ kind: `items of the kind "page" (--types takes them)`, place, what });
  }
  return reading;
}

function fromRow(row: Record<string, string>, id: string, slug: string, tree: Tree, file: string): Entry {
  const isOpen = /^true$/i.test(row.is_published ?? "") && (row.audience || "everyone") === "everyone";
  return {
    id: `substack:${id}`,
    place: { file: shownIn(tree, file), line: 1 },
    title: fold(row.title ?? ""),
    name: slug,
    addresses: slug === "" ? [] : [`/p/${slug}`],
    body: { html: readIn(tree, file).toString("utf8"), breaks: "space" },
    standfirst: fold(row.subtitle ?? ""),
    date: row.post_date || row.email_sent_at,
    authors: [],
    topics: [],
    files: row.podcast_url ? [{ url: row.podcast_url, type: "audio" }] : [],
    draft: !isOpen,
  };
}

/** A Medium archive: one page for each post, a draft's name begins with `draft_`. */
export function readMedium(tree: Tree, options: Options): Reading {
  const reading: Listed = { kind: "Medium archive", stories: newStories(), losses: [], faults: [] };
  for (const name of counted(tree.names, options)) {
    if (!/(?:^|\/)posts\/[^/]+\.html$/.test(name)) continue;
    const place = { file: shownIn(tree, name), line: 1 };
    const document = parseHtmlFile(place.file, readIn(tree, name).toString("utf8"));
    if (isFault(document)) reading.faults?.push(document);
    else reading.stories.push(toStory(fromMedium(document, name, place), options));
  }
  return reading;
}

function fromMedium(document: Document, name: string, place: Place): Entry {
  const title = textOf(byClass(document, "p-name"));
  const subtitle = textOf(byClass(document, "p-summary"));
  const body = byClass(document, "e-content");
  const answer = isAnswer(body, title);
  // The body says the title and the subtitle again.
  for (const [again, text] of [
    ["graf--title", title],
    ["graf--subtitle", subtitle],
  ] as const) {
    const found = body && DomUtils.findOne((element) => hasClass(element, again), [body]);
    if (found && textOf(found) === text) DomUtils.removeElement(found);
  }
  const canonical = byClass(document, "p-canonical")?.attribs.href;
  const author = byClass(document, "p-author");
  const published = byClass(document, "dt-published");
  const day = /(?:^|\/)(\d{4}-\d{2}-\d{2})_/.exec(name)?.[1];
  const isPublic = published !== undefined && !/(?:^|\/)draft_/.test(name);
  return {
    id: canonical ?? name,
    place,
    title,
    name: nameIn(canonical ?? name),
    link: canonical,
    addresses: [canonical],
    body: body && { html: DomUtils.getInnerHTML(body), breaks: "space" },
    standfirst: subtitle,
    base: canonical,
    date: published?.attribs.datetime ?? day,
    authors: author ? [{ name: textOf(author), url: author.attribs.href }] : [],
    topics: [],
    files: [],
    draft: !isPublic || answer,
  };
}

/**
 * Whether a text may be an answer to another's story, which Medium exports among one's own stories without a word of it: nobody gave it a
 * title, so that its first words stand for one.
 */
function isAnswer(body: Element | undefined, title: string): boolean {
  const named = body && DomUtils.findOne((element) => hasClass(element, "graf--title"), [body]);
  const words = title.replace(/(?:…|\.{3})$/, "").trimEnd();
  return !named && words !== "" && textOf(body).startsWith(words);
}

/** The name in an address or a file's name of Medium, without what numbers it. */
function nameIn(path: string): string {
  const last = path.split("/").at(-1) ?? "";
  return last.replace(/\.html$|-[0-9a-f]{8,14}(?:\.html)?$/g, "").replace(/^draft_|^\d{4}-\d{2}-\d{2}_/, "");
}

function hasClass(element: Element, name: string): boolean {
  return (element.attribs.class ?? "").split(/\s+/).includes(name);
}

function byClass(document: Document, name: string): Element | undefined {
  return (
    DomUtils.findOne((element) => isElement(element) && hasClass(element, name), document.children) ??
    undefined
  );
}

function textOf(element: Element | undefined): string {
  return element ? fold(DomUtils.textContent(element)) : "";
}
