import { kept } from "./kept.ts";
import { plainText } from "./visible-text.ts";
import { child, children, childText, type Document, type Element, rawChildText } from "./xml.ts";

/** What the posts of a WordPress site share. */
export interface Site {
  title: string;
  /** The site's address. */
  address: string;
  language: string;
  /** Names by login, and of guests by their terms. */
  authors: Map<string, string>;
  /** Uploaded files by number. */
  attachments: Map<string, Attachment>;
  /** Shared patterns by number. */
  patterns: Map<string, string>;
  /** The categories' names by number. */
  categories: Map<string, string>;
}

export interface Attachment {
  url: string;
  alt: string;
  caption: string;
  parent: string;
}

/** The sites that exports were made from: the parts of an export are one site, so that a picture may lie in another part. */
export function newSites(): Map<string, Site> {
  return new Map();
}

/** The site of an export's channel; a new one where no other part of it was met. */
export function siteOf(sites: Map<string, Site>, channel: Element | undefined): Site {
  const address = channel ? addressOf(channel) : "";
  const known = sites.get(address);
  const site: Site = known ?? {
    title: plainText(childText(channel, "title")),
    address,
    language: childText(channel, "language"),
    authors: new Map(),
    attachments: new Map(),
    patterns: new Map(),
    categories: new Map(),
  };
  sites.set(address, site);
  if (channel) addTerms(site, channel);
  return site;
}

function addTerms(site: Site, channel: Element): void {
  for (const author of children(channel, "wp:author"))
    site.authors.set(childText(author, "wp:author_login"), nameOf(author));
  for (const term of children(channel, "wp:category"))
    site.categories.set(childText(term, "wp:term_id"), plainText(childText(term, "wp:cat_name")));
}

/** Notes what an item is to the other items of its site: an uploaded file, a shared pattern, a guest who wrote. */
export function note(site: Site, item: Element): void {
  const type = childText(item, "wp:post_type");
  const id = kept(childText(item, "wp:post_id"));
  if (type === "attachment") site.attachments.set(id, kept(attachmentOf(item)));
  if (type === "wp_block") site.patterns.set(id, kept(rawChildText(item, "content:encoded")));
  if (type === "guest-author") site.authors.set(kept(childText(item, "wp:post_name")), kept(guestName(item)));
}

/** An export's channel. */
export function channelOf(document: Document): Element | undefined {
  return child(child(document, "rss"), "channel");
}

function addressOf(channel: Element): string {
  return childText(channel, "wp:base_blog_url") || childText(channel, "link");
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
