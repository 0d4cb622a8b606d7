import { parseFeed } from "feedsmith";
import { error, type Fault, isFault, type Place, PressError } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { type Body, type Entry, toStory } from "./entry.ts";
import { mediaOf, standingOf } from "./feed-extensions.ts";
import { asHouse } from "./feed-houses.ts";
import { type Item, type Items, readItems } from "./items.ts";
import { isWeb } from "./metadata.ts";
import { storiesOf } from "./stories.ts";
import type { Loss, Options, Reading, Story } from "./story.ts";
import { plainText } from "./visible-text.ts";
import { childText } from "./xml.ts";

type AnyFeed = ReturnType<typeof parseFeed<string>>;
type XmlFeed = Exclude<AnyFeed, { format: "json" }>;
type Rss = Extract<AnyFeed, { format: "rss" }>["feed"];
type RssItem = NonNullable<Rss["items"]>[number];
type Rdf = Extract<AnyFeed, { format: "rdf" }>["feed"];
type RdfItem = NonNullable<Rdf["items"]>[number];
type Atom = Extract<AnyFeed, { format: "atom" }>["feed"];
type AtomEntry = NonNullable<Atom["entries"]>[number];
type AtomText = NonNullable<AtomEntry["summary"]>;

/**
 * An RSS or Atom feed's entries. Each is parsed by itself within what surrounds it, for a feed may be larger than memory.
 *
 * @throws PressError where the feed is damaged
 * @see https://www.rssboard.org/rss-specification
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function readFeed(items: Items, options: Options): Reading {
  // What stands after the entries is known when they have been read.
  for (const _ of items.cuts());
  const about = parsed(items.opening + items.rest, { file: items.file, line: 1 });
  if (isFault(about)) throw new PressError([about]);
  const { kind, site } = aboutOf(about);
  const made = storiesOf(readItems(items, options.progress), (item) => storyOf(items, item, options));
  return { kind, ...made, ...(isWeb(site) && { site }) };
}

/** An entry as a story; or why it is none. */
function storyOf(items: Items, item: Item, options: Options): Story | Loss | Fault {
  const standing = standingOf(item.element, options);
  if ("left" in standing) {
    const what = plainText(childText(item.element, "title")) || "(no title)";
    return { kind: standing.left, place: { file: items.file, line: item.line }, what };
  }
  const read = entryOf(items, item);
  if (isFault(read)) return read;
  const entry = asHouse(read, items.opening);
  return toStory({ ...entry, ...standing, files: [...entry.files, ...mediaOf(item.element)] }, options);
}

function parsed(text: string, place: Place): XmlFeed | Fault {
  let feed: AnyFeed;
  try {
    feed = parseFeed(text);
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    const reason = `this is no feed that can be read: ${cause instanceof Error ? cause.message : cause}`;
    return error(place, reason, "check it with a feed validator");
  }
  return feed.format === "json" ? error(place, "this is a JSON Feed", "name it with the ending .json") : feed;
}

function aboutOf({ format, feed }: XmlFeed): { kind: string; site: string | undefined } {
  if (format === "atom") return { kind: "Atom feed", site: alternateOf(feed.links) };
  return { kind: format === "rdf" ? "RSS 1.0 feed" : "RSS feed", site: feed.link };
}

/** An entry, by itself within its feed. */
function entryOf({ file, opening, rest }: Items, { text, line }: Item): Entry | Fault {
  const place = { file, line };
  const found = parsed(opening + text + rest, place);
  if (isFault(found)) return found;
  const unread = error(place, "the entry cannot be read", "check the feed with a feed validator");
  if (found.format === "atom") {
    const [entry] = found.feed.entries ?? [];
    return entry ? fromAtom(entry, found.feed, place) : unread;
  }
  if (found.format === "rdf") {
    const [item] = found.feed.items ?? [];
    return item ? fromRdf(item, found.feed, place) : unread;
  }
  const [item] = found.feed.items ?? [];
  return item ? fromRss(item, found.feed, place) : unread;
}

function alternateOf(links: Atom["links"]): string | undefined {
  return links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href;
}

function fromRss(item: RssItem, feed: Rss, place: Place): Entry {
  const authors = item.dc?.creators ?? item.authors?.flatMap(({ name, email }) => name ?? email ?? []) ?? [];
  const guid = item.guid?.value;
  return {
    id: guid ?? item.link,
    place,
    title: plainText(item.title ?? ""),
    link: item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
    body: htmlBody(item.content?.encoded),
    summary: htmlBody(item.description),
    base: item.xml?.base ?? feed.xml?.base ?? item.link ?? feed.link,
    date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published,
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    authors: authors.map((name) => ({ name: plainText(name) })),
    topics: (item.categories ?? []).flatMap(({ name }) => plainText(name ?? "")),
    language: item.xml?.lang ?? item.dc?.languages?.[0] ?? feed.language,
    addresses: [item.link, item.guid?.isPermaLink === false ? undefined : guid],
    source:
      item.source?.title === undefined ? undefined : { name: plainText(item.source.title), url: item.link },
    license: item.creativeCommons?.licenses?.[0] ?? item.cc?.license ?? feed.creativeCommons?.licenses?.[0],
    files: (item.enclosures ?? []).flatMap(({ url, type }) => (url === undefined ? [] : { url, type })),
  };
}

function fromRdf(item: RdfItem, feed: Rdf, place: Place): Entry {
  return {
    id: item.link,
    place,
    title: plainText(item.title ?? ""),
    link: item.link,
    body: htmlBody(item.content?.encoded),
    summary: htmlBody(item.description ?? item.dc?.descriptions?.[0]),
    base: item.link ?? feed.link,
    date: item.dc?.dates?.[0],
    authors: (item.dc?.creators ?? []).map((name) => ({ name: plainText(name) })),
    topics: (item.dc?.subjects ?? []).map(plainText),
    language: item.dc?.languages?.[0] ?? feed.dc?.languages?.[0],
    addresses: [item.link],
    files: [],
  };
}

function fromAtom(entry: AtomEntry, feed: Atom, place: Place): Entry {
  const links = entry.links ?? [];
  const linkOf = (rel: string) => links.find((link) => (link.rel ?? "alternate") === rel)?.href;
  const authors = entry.authors ?? entry.source?.authors ?? feed.authors ?? [];
  const feedBase = feed.xml?.base ?? alternateOf(feed.links);
  const base = against(entry.content?.xml?.base, against(entry.xml?.base, feedBase));
  const address = linkOf("alternate");
  const link = address === undefined ? undefined : against(address, against(entry.xml?.base, feedBase));
  return {
    id: entry.id ?? link,
    addresses: [link],
    place,
    title: atomPlain(entry.title),
    link,
    body: entry.content?.src === undefined ? atomBody(entry.content) : undefined,
    summary: atomBody(entry.summary),
    base: base === feedBase ? (link ?? base) : base,
    date: entry.published ?? entry.updated,
    updated: entry.updated,
    authors: authors.flatMap(({ name, uri }) =>
      name === undefined ? [] : { name: plainText(escapeHtml(name)), url: uri },
    ),
    topics: (entry.categories ?? []).flatMap(({ label, term, scheme }) =>
      /#kind$/.test(scheme ?? "") ? [] : (label ?? term ?? []),
    ),
    language: entry.content?.xml?.lang ?? entry.xml?.lang ?? feed.xml?.lang,
    source:
      entry.source?.title === undefined ? undefined : { name: atomPlain(entry.source.title), url: link },
    license: linkOf("license") ?? feed.links?.find((found) => found.rel === "license")?.href,
    files: [
      ...links
        .filter((found) => found.rel === "enclosure")
        .flatMap(({ href, type }) => (href === undefined ? [] : { url: href, type })),
      ...(entry.content?.src === undefined ? [] : [{ url: entry.content.src, type: entry.content.type }]),
    ],
  };
}

/** An address seen from a base; the base itself where there is no address. */
function against(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined) return base;
  return base !== undefined && URL.canParse(address, base) ? new URL(address, base).href : address;
}

function htmlBody(html: string | undefined): Body | undefined {
  if (html === undefined || html.trim() === "") return undefined;
  // A summary without a tag is plain text, and its blank lines are all that part its paragraphs.
  return { html, breaks: /<[a-z][^<>]*>/i.test(html) ? "space" : "paragraphs" };
}

/** @see https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1 */
function atomBody(text: AtomText | AtomEntry["content"]): Body | undefined {
  if (text?.value === undefined || text.value.trim() === "") return undefined;
  const type = (text.type ?? "text").toLowerCase();
  if (["html", "xhtml", "text/html", "application/xhtml+xml"].includes(type)) return htmlBody(text.value);
  return type === "text" || type === "text/plain"
    ? { html: escapeHtml(text.value), breaks: "paragraphs" }
    : undefined;
}

function atomPlain(text: AtomText | undefined): string {
  const body = atomBody(text);
  return body ? plainText(body.html) : "";
}
