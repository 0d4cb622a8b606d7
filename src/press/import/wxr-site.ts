import { plainText } from "./visible-text.ts";
import { child, children, childText, type Document, type Element, rawChildText } from "./xml.ts";

/** What the posts of a WordPress site share. */
export interface Site {
  title: string;
  /** The site's address. */
  address: string;
  language: string;
  /** Names by login, and of guests by their terms. */
  authors: ReadonlyMap<string, string>;
  /** Uploaded files by number. */
  attachments: ReadonlyMap<string, Attachment>;
  /** Shared patterns by number. */
  patterns: ReadonlyMap<string, string>;
  /** The categories' names by number. */
  categories: ReadonlyMap<string, string>;
}

export interface Attachment {
  url: string;
  alt: string;
  caption: string;
  parent: string;
}

/** WordPress sites by their addresses. */
export type Sites = ReadonlyMap<string, Site>;

/** The sites that exports were made from: the parts of an export are one site, so that a picture may lie in another part. */
export function sitesOf(documents: readonly Document[]): Sites {
  const parts = new Map<string, Element[]>();
  for (const document of documents) {
    const channel = channelOf(document);
    if (channel) parts.set(addressOf(channel), [...(parts.get(addressOf(channel)) ?? []), channel]);
  }
  return new Map([...parts].map(([address, channels]) => [address, siteOf(address, channels)]));
}

/** The site of one export. */
export function siteIn(sites: Sites, document: Document): Site {
  const channel = channelOf(document);
  const site = channel && sites.get(addressOf(channel));
  return site ?? siteOf("", []);
}

/** An export's channel. */
export function channelOf(document: Document): Element | undefined {
  return child(child(document, "rss"), "channel");
}

function addressOf(channel: Element): string {
  return childText(channel, "wp:base_blog_url") || childText(channel, "link");
}

function siteOf(address: string, channels: readonly Element[]): Site {
  const [first] = channels;
  const items = channels.flatMap((channel) => children(channel, "item"));
  const ofType = (type: string) => items.filter((item) => childText(item, "wp:post_type") === type);
  const id = (item: Element) => childText(item, "wp:post_id");
  const authors = channels.flatMap((channel) => children(channel, "wp:author"));
  const categories = channels.flatMap((channel) => children(channel, "wp:category"));
  return {
    title: plainText(childText(first, "title")),
    address,
    language: childText(first, "language"),
    authors: new Map([
      ...authors.map((author) => [childText(author, "wp:author_login"), nameOf(author)] as const),
      ...ofType("guest-author").map((guest) => [childText(guest, "wp:post_name"), guestName(guest)] as const),
    ]),
    attachments: new Map(ofType("attachment").map((item) => [id(item), attachmentOf(item)])),
    patterns: new Map(ofType("wp_block").map((item) => [id(item), rawChildText(item, "content:encoded")])),
    categories: new Map(
      categories.map((term) => [childText(term, "wp:term_id"), plainText(childText(term, "wp:cat_name"))]),
    ),
  };
}

function nameOf(author: Element): string {
  const names = [childText(author, "wp:author_first_name"), childText(author, "wp:author_last_name")];
  return plainText(childText(author, "wp:author_display_name")) || plainText(names.join(" "));
}

function guestName(guest: Element): string {
  return plainText(metaOf(guest, "cap-display_name")) || plainText(childText(guest, "title"));
}

function attachmentOf(item: Element): Attachment {
  return {
    url: childText(item, "wp:attachment_url"),
    alt: metaOf(item, "_wp_attachment_image_alt"),
    caption: plainText(childText(item, "excerpt:encoded")),
    parent: childText(item, "wp:post_parent"),
  };
}

/** A custom field's first value; empty where there is none. */
export function metaOf(item: Element, key: string): string {
  return metasOf(item).find((meta) => meta.key === key)?.value ?? "";
}

/** All custom fields of an item. */
export function metasOf(item: Element): { key: string; value: string }[] {
  return children(item, "wp:postmeta").map((meta) => ({
    key: childText(meta, "wp:meta_key"),
    value: childText(meta, "wp:meta_value"),
  }));
}
