import { DomUtils } from "htmlparser2";
import type { Place } from "../faults/fault.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { hasBlocks, joinBlocks, type Stock } from "./blocks.ts";
import { isLater, wordpressDate } from "./dates.ts";
import { isWeb, languageOf } from "./metadata.ts";
import { expandShortcodes } from "./shortcodes.ts";
import type { Loss, Picture, Reading, Story } from "./story.ts";
import { plainText } from "./visible-text.ts";
import { child, children, childText, type Document, type Element, lineFinder, rawChildText } from "./xml.ts";

/*
 * WordPress eXtended RSS, the file that WordPress's Tools → Export writes. Its prefixes are always these; WordPress's own importer goes by them,
 * too.
 */

/** Whether a document is a WordPress export: an RSS feed that names the version of its form. */
export function isWxr(document: Document): boolean {
  return child(child(child(document, "rss"), "channel"), "wp:wxr_version") !== undefined;
}

/**
 * A WordPress export's posts. Pages, menus and the like are no articles; posts that the old site did not show to everyone stay behind.
 *
 * @param file the path for messages
 * @param text what `document` was parsed from
 */
export function readWxr(file: string, text: string, document: Document): Reading {
  const channel = child(child(document, "rss"), "channel");
  const items = channel ? children(channel, "item") : [];
  const lineOf = lineFinder(text);
  const site: Site = {
    title: plainText(childText(channel, "title")),
    language: childText(channel, "language"),
    authors: new Map(
      (channel ? children(channel, "wp:author") : []).map((author) => [
        childText(author, "wp:author_login"),
        nameOf(author),
      ]),
    ),
    attachments: new Map(
      items.filter(isAttachment).map((item) => [childText(item, "wp:post_id"), attachmentOf(item)]),
    ),
    patterns: new Map(
      items
        .filter((item) => childText(item, "wp:post_type") === "wp_block")
        .map((item) => [childText(item, "wp:post_id"), rawChildText(item, "content:encoded")]),
    ),
  };
  const reading: Reading = { kind: "WordPress export", stories: [], losses: [] };
  for (const item of items) {
    const place = { file, line: lineOf(item) };
    const reason = leftBehind(item);
    if (reason === undefined) reading.stories.push(storyOf(item, place, site));
    else if (reason !== "") reading.losses.push({ kind: reason, place, what: whatOf(item) });
  }
  return reading;
}

interface Site {
  title: string;
  language: string;
  /** Names by login. */
  authors: ReadonlyMap<string, string>;
  /** Uploaded files by number. */
  attachments: ReadonlyMap<string, Attachment>;
  /** Shared patterns by number. */
  patterns: ReadonlyMap<string, string>;
}

interface Attachment {
  url: string;
  alt: string;
  caption: string;
  parent: string;
}

function nameOf(author: Element): string {
  const names = [childText(author, "wp:author_first_name"), childText(author, "wp:author_last_name")];
  return plainText(childText(author, "wp:author_display_name")) || plainText(names.join(" "));
}

function isAttachment(item: Element): boolean {
  return childText(item, "wp:post_type") === "attachment";
}

function attachmentOf(item: Element): Attachment {
  return {
    url: childText(item, "wp:attachment_url"),
    alt: metaOf(item, "_wp_attachment_image_alt"),
    caption: plainText(childText(item, "excerpt:encoded")),
    parent: childText(item, "wp:post_parent"),
  };
}

function metaOf(item: Element, key: string): string {
  const found = children(item, "wp:postmeta").find((meta) => childText(meta, "wp:meta_key") === key);
  return childText(found, "wp:meta_value");
}

/** Parts of a WordPress site that hold no text of their own: they are left without a word. */
const furniture = new Set([
  "attachment",
  "custom_css",
  "customize_changeset",
  "nav_menu_item",
  "oembed_cache",
  "revision",
  "wp_block",
  "wp_font_face",
  "wp_font_family",
  "wp_global_styles",
  "wp_navigation",
  "wp_template",
  "wp_template_part",
]);

/** Why an item becomes no article: nothing if it does, empty if it is nobody's text. */
function leftBehind(item: Element): string | undefined {
  const type = childText(item, "wp:post_type");
  const status = childText(item, "wp:status");
  if (furniture.has(type) || status === "auto-draft") return "";
  if (type === "page") return "pages (an article is a post)";
  if (type !== "post") return `items of the kind ${JSON.stringify(type)}`;
  if (status === "private") return "private posts";
  if (status === "trash") return "posts in the bin";
  if (childText(item, "wp:post_password") !== "") return "posts with a password";
  return undefined;
}

function whatOf(item: Element): string {
  return plainText(childText(item, "title")) || childText(item, "link") || "(no title)";
}

function storyOf(item: Element, place: Place, site: Site): Story {
  const losses: Loss[] = [];
  const lose = (kind: string, what: string) => void losses.push({ kind, place, what });
  const body = rawChildText(item, "content:encoded");
  const { html, galleries } = htmlOf(body, item, site, lose);
  const link = childText(item, "link");
  const comments = children(item, "wp:comment").filter(
    (comment) => childText(comment, "wp:comment_approved") === "1",
  );
  if (comments.length > 0) lose("comments", `${comments.length} on “${whatOf(item)}”`);
  const headline = plainText(childText(item, "title"));
  const name = decoded(childText(item, "wp:post_name"));
  return {
    place,
    headline,
    ...(name === "" ? {} : { name }),
    html,
    breaks: hasBlocks(body) ? "space" : "wordpress",
    ...(URL.canParse(link) ? { base: link } : {}),
    metadata: metadataOf(item, site, lose),
    losses,
    pictures: picturesOf(item, place, galleries, site),
  };
}

/** The body as HTML: blocks joined, shortcodes expanded. */
function htmlOf(body: string, item: Element, site: Site, lose: (kind: string, what: string) => void) {
  const stock: Stock = { patterns: site.patterns, footnotes: footnotesOf(metaOf(item, "footnotes")) };
  const joined = hasBlocks(body) ? joinBlocks(body, stock) : { html: body, losses: [] };
  const expanded = expandShortcodes(joined.html);
  for (const { kind, what } of [...joined.losses, ...expanded.losses]) lose(kind, what);
  return expanded;
}

/** The bodies of a post's footnotes, which WordPress keeps as JSON beside it. */
function footnotesOf(json: string): { id: string; content: string }[] {
  if (json === "") return [];
  try {
    const notes: unknown = JSON.parse(json);
    return Array.isArray(notes) ? notes.filter(isFootnote) : [];
  } catch {
    return [];
  }
}

function isFootnote(value: unknown): value is { id: string; content: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "content" in value &&
    typeof value.id === "string" &&
    typeof value.content === "string"
  );
}

/** WordPress writes letters of other scripts in a slug as percent signs and bytes. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function metadataOf(item: Element, site: Site, lose: (kind: string, what: string) => void): ArticleMetadata {
  const date =
    wordpressDate(childText(item, "wp:post_date"), childText(item, "wp:post_date_gmt")) ??
    wordpressDate(childText(item, "wp:post_modified"), childText(item, "wp:post_modified_gmt"));
  const modified = wordpressDate(
    childText(item, "wp:post_modified"),
    childText(item, "wp:post_modified_gmt"),
  );
  const status = childText(item, "wp:status");
  const login = childText(item, "dc:creator");
  const author = site.authors.get(login) || plainText(login);
  const [section, ...others] = termsOf(item, "category").filter((name) => name !== "Uncategorized");
  const topics = [...new Set([...others, ...termsOf(item, "post_tag")])];
  const standfirst = plainText(rawChildText(item, "excerpt:encoded"));
  const link = childText(item, "link");
  const language = languageOf(site.language);
  if (status === "future") lose("posts that were to appear later (kept as drafts)", whatOf(item));
  return {
    ...(standfirst && { standfirst }),
    ...(date && { date }),
    ...(date && modified && status === "publish" && isLater(date, modified) && { updated: modified }),
    ...(author && { authors: [{ name: author }] }),
    ...(section && { section }),
    ...(topics.length > 0 && { topics }),
    ...(language && { language }),
    ...(site.title && { source: { name: site.title, ...(isWeb(link) && { url: link }) } }),
    ...(status !== "publish" && { status: "draft" as const }),
  };
}

function termsOf(item: Element, domain: string): string[] {
  return children(item, "category")
    .filter((category) => category.attribs.domain === domain)
    .map((category) => plainText(DomUtils.textContent(category)))
    .filter((name) => name !== "");
}

/** The featured picture, and those of galleries, which the post names by number. */
function picturesOf(
  item: Element,
  place: Place,
  galleries: readonly (string[] | undefined)[],
  site: Site,
): Picture[] {
  const lead = metaOf(item, "_thumbnail_id");
  const id = childText(item, "wp:post_id");
  const own = [...site.attachments].filter(([, { parent }]) => parent === id).map(([number]) => number);
  const named = [
    ...(lead === "" ? [] : [{ number: lead, where: "the lead image" }]),
    ...galleries.flatMap((ids) => (ids ?? own).map((number) => ({ number, where: "in a gallery" }))),
  ];
  return named.map(({ number, where }) => {
    const found = site.attachments.get(number);
    const { alt = "", caption = "" } = found ?? {};
    const src = found?.url ?? `attachment ${number}, which the export does not hold`;
    return { place, src, alt, where, ...(caption && { caption }) };
  });
}
