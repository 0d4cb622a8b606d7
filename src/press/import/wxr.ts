import type { Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { hasBlocks, joinBlocks, type Stock } from "./blocks.ts";
import { fromMarkdown, isMarkdown } from "./from-markdown.ts";
import { type Items, parseItem, readItems } from "./items.ts";
import { expandShortcodes } from "./shortcodes.ts";
import { storiesOf } from "./stories.ts";
import type { LineBreaks, Loss, Options, Picture, Reading, Story } from "./story.ts";
import { withCredit } from "./tidy-pictures.ts";
import { plainText } from "./visible-text.ts";
import { dateText, fieldsOf, groupOf, metadataOf } from "./wxr-fields.ts";
import { channelOf, metaOf, metasOf, note, type Site, siteOf } from "./wxr-site.ts";
import { child, children, childText, type Element, rawChildText } from "./xml.ts";

/*
 * WordPress eXtended RSS, the file that WordPress's Tools → Export writes. Its prefixes are always these; WordPress's own importer goes by them,
 * too.
 */

/** Whether items are those of a WordPress export: it names the version of its form, or the status of its items. */
export function isWxr(items: Items): boolean {
  const channel = channelOf(items.head);
  if (!channel) return false;
  if (child(channel, "wp:wxr_version")) return true;
  for (const { element } of readItems(items))
    return child(element, "wp:status") !== undefined || child(element, "wp:post_type") !== undefined;
  return false;
}

/** The kinds of items that other items draw on. */
const shared = /<wp:post_type>\s*(?:<!\[CDATA\[)?\s*(?:attachment|wp_block|guest-author)\b/;

/** What the items of an export tell of its site. */
export function noteSite(sites: Map<string, Site>, { file, head, cuts }: Items): void {
  const site = siteOf(sites, channelOf(head));
  for (const cut of cuts()) if (shared.test(cut.text)) note(site, parseItem(file, cut).element);
}

type Lose = (kind: string, what: string, kept?: boolean) => void;

/**
 * A WordPress export's posts, and items of other kinds if they are asked for. What the old site did not show to everyone stays behind, or
 * becomes a draft.
 *
 * @param sites what the exports of this run tell of their sites
 */
export function readWxr(items: Items, sites: Map<string, Site>, options: Options): Reading {
  const site = siteOf(sites, channelOf(items.head));
  const made = storiesOf(readItems(items, options.progress), ({ element, line }) => {
    const place = { file: items.file, line };
    const reason = leftBehind(element, options);
    if (reason === undefined) return storyOf(element, place, site, options);
    return reason === "" ? undefined : { kind: reason, place, what: whatOf(element) };
  });
  return { kind: "WordPress export", ...made, site: site.address };
}

/** Parts of a WordPress site that hold no text of their own: they are left without a word. */
const furniture = new Set(
  "attachment custom_css customize_changeset guest-author nav_menu_item oembed_cache revision wp_block wp_font_face wp_font_family wp_global_styles wp_navigation wp_template wp_template_part".split(
    " ",
  ),
);

/** Why an item becomes no article: nothing if it does, empty if it is nobody's text. */
function leftBehind(item: Element, { types }: Options): string | undefined {
  const type = childText(item, "wp:post_type");
  const status = childText(item, "wp:status");
  if (furniture.has(type) || status === "auto-draft") return "";
  if (!types.includes(type)) return `items of the kind ${JSON.stringify(type)} (--types takes them)`;
  if (status === "private") return "private posts";
  if (status === "trash") return "posts in the bin";
  if (childText(item, "wp:post_password") !== "") return "posts with a password";
  return undefined;
}

function whatOf(item: Element): string {
  return plainText(childText(item, "title")) || childText(item, "link") || "(no title)";
}

function storyOf(item: Element, place: Place, site: Site, options: Options): Story {
  const losses: Loss[] = [];
  const lose: Lose = (kind, what, kept) => void losses.push({ kind, place, what, ...(kept && { kept }) });
  const body = rawChildText(item, "content:encoded");
  const { html, breaks } = htmlOf(body, item, site, lose);
  tellRest(item, lose);
  const link = linkOf(item, site);
  // Squarespace names a post by its whole path.
  const name = decoded(childText(item, "wp:post_name")).split("/").at(-1) ?? "";
  const metadata = metadataOf(item, site, options, lose);
  const group = groupOf(item);
  return {
    id:
      childText(item, "guid") ||
      childText(item, "link") ||
      `${site.address}?p=${childText(item, "wp:post_id")}`,
    place,
    headline: plainText(childText(item, "title")),
    ...(name === "" ? {} : { name }),
    html,
    breaks,
    ...(URL.canParse(link) ? { base: link } : {}),
    addresses: addressesOf(item, site),
    // A guid keeps the address that a site had before it moved, and old posts link to it.
    links: [childText(item, "guid")].filter(isWebAddress),
    ...(group !== "" && { translation: `${site.address}#${group}` }),
    metadata,
    fields: fieldsOf(item),
    ...(metadata.date === undefined && { undated: dateText(item) }),
    losses,
    pictures: leadOf(item, place, site),
  };
}

/** The body as HTML: blocks joined, shortcodes expanded, Markdown read. */
function htmlOf(body: string, item: Element, site: Site, lose: Lose): { html: string; breaks: LineBreaks } {
  if (isMarkdown(body)) {
    lose("posts written in Markdown (read as such)", whatOf(item), true);
    return { html: fromMarkdown(body), breaks: "space" };
  }
  const stock: Stock = { patterns: site.patterns, footnotes: footnotesOf(metaOf(item, "footnotes")) };
  const joined = hasBlocks(body) ? joinBlocks(body, stock) : { html: body, losses: [] };
  const expanded = expandShortcodes(joined.html, (ids) => galleryOf(ids, item, site, lose));
  for (const { kind, what, kept } of [...joined.losses, ...expanded.losses]) lose(kind, what, kept);
  return { html: expanded.html, breaks: hasBlocks(body) ? "space" : "wordpress" };
}

/** What a post has and an article does not: comments, attached files, a place at the top. */
function tellRest(item: Element, lose: Lose): void {
  const status = childText(item, "wp:status");
  if (status !== "publish")
    lose("pieces that were not surely public (kept as drafts)", `${whatOf(item)} (${status})`, true);
  const approved = (comment: Element) => childText(comment, "wp:comment_approved") === "1";
  const comments = children(item, "wp:comment").filter(approved);
  if (comments.length > 0) lose("comments", `${comments.length} on “${whatOf(item)}”`);
  if (childText(item, "wp:is_sticky") === "1") lose("pieces that the old site kept at its top", whatOf(item));
  for (const { key, value } of metasOf(item))
    if (key === "enclosure") lose("attached files", value.split(/\s/)[0] ?? value);
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

/** The permalink, of which Squarespace tells the path alone. */
function linkOf(item: Element, site: Site): string {
  const link = childText(item, "link");
  return link.startsWith("/") && URL.canParse(link, site.address) ? new URL(link, site.address).href : link;
}

/** Where the old site had a post: its permalink, the same under its old names, and its number. Only the number leads to a draft. */
function addressesOf(item: Element, site: Site): string[] {
  const link = linkOf(item, site);
  const number = childText(item, "wp:post_id");
  const parameter = childText(item, "wp:post_type") === "page" ? "page_id" : "p";
  const short = [
    ...(number !== "" && URL.canParse(site.address)
      ? [`${site.address.replace(/\/$/, "")}/?${parameter}=${number}`]
      : []),
  ];
  if (childText(item, "wp:status") !== "publish" || !isWebAddress(link)) return short;
  const old = metasOf(item)
    .filter(({ key, value }) => key === "_wp_old_slug" && value !== "")
    .map(({ value }) => link.replace(/[^/]+(?=\/?$)/, value));
  return [...new Set([link, ...old, ...short])];
}

function isWebAddress(link: string): boolean {
  return /^https?:/.test(link) && URL.canParse(link);
}

/** The featured picture. */
function leadOf(item: Element, place: Place, site: Site): Picture[] {
  const number = metaOf(item, "_thumbnail_id");
  if (number === "" || number === "0") return [];
  const found = site.attachments.get(number);
  const { alt = "", caption: words = "" } = found ?? {};
  const src = found?.url ?? `attachment ${number}, which the export does not hold`;
  const [caption, credit] = withCredit(words).split(" | ");
  return [
    {
      place,
      src,
      alt,
      where: "the lead image",
      lead: true,
      ...(caption && { caption }),
      ...(credit && { credit }),
    },
  ];
}

/** A gallery's pictures, as HTML. */
function galleryOf(ids: string[] | undefined, item: Element, site: Site, lose: Lose): string {
  const post = childText(item, "wp:post_id");
  const own = [...site.attachments].filter(([, { parent }]) => parent === post).map(([number]) => number);
  if ((ids ?? own).length === 0)
    lose("galleries of which the export tells no picture", `on “${whatOf(item)}”`);
  return (ids ?? own)
    .map((number) => {
      const found = site.attachments.get(number);
      if (!found) {
        lose("pictures of galleries that the export does not hold", `attachment ${number}`);
        return "";
      }
      const { url, alt, caption } = found;
      return `<p><img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" data-stet-caption="${escapeHtml(caption)}"></p>`;
    })
    .join("");
}
