import { parseFeed } from "feedsmith";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { type Body, type Entry, toStory } from "./entry.ts";
import { mediaOf, standingOf } from "./feed-extensions.ts";
import { isWeb } from "./metadata.ts";
import type { Listed, Options, Reading } from "./story.ts";
import { plainText } from "./visible-text.ts";
import { child, children, type Document, type Element, lineFinder } from "./xml.ts";

type AnyFeed = ReturnType<typeof parseFeed<string>>;
type Rss = Extract<AnyFeed, { format: "rss" }>["feed"];
type RssItem = NonNullable<Rss["items"]>[number];
type Rdf = Extract<AnyFeed, { format: "rdf" }>["feed"];
type RdfItem = NonNullable<Rdf["items"]>[number];
type Atom = Extract<AnyFeed, { format: "atom" }>["feed"];
type AtomEntry = NonNullable<Atom["entries"]>[number];
type AtomText = NonNullable<AtomEntry["summary"]>;

/**
 * An RSS or Atom feed's entries.
 *
 * @param file the path for messages
 * @param text the feed
 * @param document the same, parsed: for the lines of its entries
 * @see https://www.rssboard.org/rss-specification
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function readFeed(file: string, text: string, document: Document, options: Options): Reading | Fault {
  let parsed: AnyFeed;
  try {
    parsed = parseFeed(text);
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return error(
      { file, line: 1 },
      `this is no feed that can be read: ${reason}`,
      "check it with a feed validator",
    );
  }
  if (parsed.format === "json")
    return error({ file }, "this is a JSON Feed", "name it with the ending .json");
  const entries = entriesOf(document);
  const lineOf = lineFinder(text);
  const found = parsed.format === "atom" ? (parsed.feed.entries ?? []) : (parsed.feed.items ?? []);
  if (found.length !== entries.length) {
    return error(
      { file },
      `of ${entries.length} entries only ${found.length} can be read`,
      "check the feed with a feed validator",
    );
  }
  const places = entries.map((entry): Place => ({ file, line: lineOf(entry) }));
  const place = (index: number) => places[index] ?? { file };
  const read = (kind: string, site: string | undefined, made: Entry[]): Reading => {
    const reading: Listed = { kind, stories: [], losses: [], ...(isWeb(site) && { site }) };
    for (const [index, entry] of made.entries()) addEntry(entry, entries[index], reading, options);
    return reading;
  };
  if (parsed.format === "atom") {
    const { feed } = parsed;
    const made = (feed.entries ?? []).map((entry, index) => fromAtom(entry, feed, place(index)));
    return read("Atom feed", alternateOf(feed.links), made);
  }
  if (parsed.format === "rdf") {
    const { feed } = parsed;
    const made = (feed.items ?? []).map((item, index) => fromRdf(item, feed, place(index)));
    return read("RSS 1.0 feed", feed.link, made);
  }
  const { feed } = parsed;
  const made = (feed.items ?? []).map((item, index) => fromRss(item, feed, place(index)));
  return read("RSS feed", feed.link, made);
}

/** Adds an entry to what was read, if it is a piece that the old site showed to everyone or a draft. */
function addEntry(entry: Entry, element: Element | undefined, reading: Listed, options: Options): void {
  const standing = element ? standingOf(element, options) : { draft: false };
  if ("left" in standing) {
    const what = entry.title || entry.link || "(no title)";
    reading.losses.push({ kind: standing.left, place: entry.place, what });
    return;
  }
  const files = element ? mediaOf(element) : [];
  reading.stories.push(toStory({ ...entry, ...standing, files: [...entry.files, ...files] }, options));
}

function alternateOf(links: Atom["links"]): string | undefined {
  return links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href;
}

/** The elements of a feed's entries, wherever its form puts them. */
function entriesOf(document: Document): Element[] {
  const rss = child(document, "rss");
  const channel = child(rss, "channel");
  if (channel) return [...children(channel, "item"), ...(rss ? children(rss, "item") : [])];
  const root = document.children.find((node): node is Element => "attribs" in node);
  if (!root) return [];
  const prefix = root.name.includes(":") ? `${root.name.split(":")[0]}:` : "";
  return root.name.endsWith("feed") ? children(root, `${prefix}entry`) : children(root, "item");
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
  return { html, breaks: /<[a-z][^>]*>/i.test(html) ? "space" : "paragraphs" };
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
