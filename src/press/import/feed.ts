import { parseFeed } from "feedsmith";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { feedDate, isLater } from "./dates.ts";
import { isWeb, languageOf } from "./metadata.ts";
import type { LineBreaks, Loss, Picture, Reading, Story } from "./story.ts";
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
export function readFeed(file: string, text: string, document: Document): Reading | Fault {
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
    return error({ file }, "this is a JSON Feed", "import the site's RSS or Atom feed");
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
  if (parsed.format === "atom") {
    const { feed } = parsed;
    return reading(
      "Atom feed",
      (feed.entries ?? []).map((entry, index) => fromAtom(entry, feed, place(index))),
    );
  }
  if (parsed.format === "rdf") {
    const { feed } = parsed;
    return reading(
      "RSS 1.0 feed",
      (feed.items ?? []).map((item, index) => fromRdf(item, feed, place(index))),
    );
  }
  const { feed } = parsed;
  return reading(
    "RSS feed",
    (feed.items ?? []).map((item, index) => fromRss(item, feed, place(index))),
  );
}

function reading(kind: string, stories: Story[]): Reading {
  return { kind, stories, losses: [] };
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

/** What every form of feed can say of an entry, in one form. */
interface Entry {
  place: Place;
  title: string;
  link?: string | undefined;
  /** The full text; without it the summary serves. */
  body?: Body | undefined;
  summary?: Body | undefined;
  base?: string | undefined;
  date?: string | undefined;
  updated?: string | undefined;
  authors: { name: string; url?: string | undefined }[];
  topics: string[];
  language?: string | undefined;
  source?: string | undefined;
  license?: string | undefined;
  files: { url: string; type?: string | undefined }[];
}

/** Text of an entry: HTML, or plain text in which blank lines part paragraphs. */
interface Body {
  html: string;
  breaks: LineBreaks;
}

function fromRss(item: RssItem, feed: Rss, place: Place): Story {
  const authors = item.dc?.creators ?? item.authors?.flatMap(({ name }) => name ?? []) ?? [];
  return toStory({
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
    source: plainText(item.source?.title ?? feed.title ?? ""),
    license: item.creativeCommons?.licenses?.[0] ?? item.cc?.license ?? feed.creativeCommons?.licenses?.[0],
    files: [
      ...(item.enclosures ?? []),
      ...(item.media?.contents ?? []),
      ...(item.media?.thumbnails ?? []).map((found) => ({ ...found, type: "image" })),
    ].flatMap(({ url, type }) => (url === undefined ? [] : { url, type })),
  });
}

function fromRdf(item: RdfItem, feed: Rdf, place: Place): Story {
  return toStory({
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
    source: plainText(feed.title ?? ""),
    files: [],
  });
}

function fromAtom(entry: AtomEntry, feed: Atom, place: Place): Story {
  const links = entry.links ?? [];
  const linkOf = (rel: string) => links.find((link) => (link.rel ?? "alternate") === rel)?.href;
  const authors = entry.authors ?? entry.source?.authors ?? feed.authors ?? [];
  const feedBase =
    feed.xml?.base ?? feed.links?.find((link) => (link.rel ?? "alternate") === "alternate")?.href;
  const base = against(entry.content?.xml?.base, against(entry.xml?.base, feedBase));
  const address = linkOf("alternate");
  const link = address === undefined ? undefined : against(address, against(entry.xml?.base, feedBase));
  return toStory({
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
    topics: (entry.categories ?? []).flatMap(({ label, term }) => label ?? term ?? []),
    language: entry.content?.xml?.lang ?? entry.xml?.lang ?? feed.xml?.lang,
    source: atomPlain(entry.source?.title ?? feed.title),
    license: linkOf("license") ?? feed.links?.find((found) => found.rel === "license")?.href,
    files: [
      ...links
        .filter((found) => found.rel === "enclosure")
        .flatMap(({ href, type }) => (href === undefined ? [] : { url: href, type })),
      ...(entry.content?.src === undefined ? [] : [{ url: entry.content.src, type: entry.content.type }]),
    ],
  });
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

function toStory(entry: Entry): Story {
  const { place, link } = entry;
  const losses: Loss[] = [];
  const lose = (kind: string, what: string) => void losses.push({ kind, place, what });
  const body = entry.body ?? entry.summary;
  if (!entry.body && entry.summary)
    lose("full texts (the feed has only a summary)", entry.title || (link ?? ""));
  const pictures: Picture[] = [];
  for (const { url, type } of entry.files) {
    if (/^image\b/.test(type ?? "") || /\.(?:jpe?g|png|webp|avif|gif)(?:\?|$)/i.test(url)) {
      pictures.push({ place, src: url, alt: "", where: "attached to the entry" });
    } else lose("attached files", url);
  }
  return {
    place,
    headline: entry.title,
    ...nameFrom(link),
    html: body?.html ?? "",
    breaks: body?.breaks ?? "space",
    ...(entry.base !== undefined && URL.canParse(entry.base) && { base: entry.base }),
    metadata: metadataOf(entry),
    losses,
    pictures,
  };
}

/** The last part of an address is what its site calls the article, unless it is only a number. */
function nameFrom(link: string | undefined): { name?: string } {
  if (link === undefined || !URL.canParse(link)) return {};
  const last =
    new URL(link).pathname
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? "";
  try {
    const name = decodeURIComponent(last).replace(/\.(?:html?|php|aspx?)$/, "");
    return /\p{L}/u.test(name) && name !== "index" ? { name } : {};
  } catch {
    return {};
  }
}

function metadataOf(entry: Entry): ArticleMetadata {
  const date = feedDate(entry.date);
  const updated = feedDate(entry.updated);
  const standfirst = standfirstOf(entry);
  const authors = entry.authors
    .filter(({ name }) => name !== "")
    .map(({ name, url }) => ({ name, ...(isWeb(url) && { url }) }));
  const topics = [...new Set(entry.topics.filter((topic) => topic !== ""))];
  const language = languageOf(entry.language);
  return {
    ...(standfirst && { standfirst }),
    ...(date && { date }),
    ...(date && updated && isLater(date, updated) && { updated }),
    ...(authors.length > 0 && { authors }),
    ...(topics.length > 0 && { topics }),
    ...(language && { language }),
    ...(entry.source && { source: { name: entry.source, ...(isWeb(entry.link) && { url: entry.link }) } }),
    ...(isWeb(entry.license) && { license: entry.license }),
  };
}

/** The longest summary, in characters, that can have been written to stand above the text. */
const longestStandfirst = 300;

/** A summary is a standfirst where somebody wrote it; most programs only cut off the beginning of the text. */
function standfirstOf({ body, summary }: Entry): string | undefined {
  if (!body || !summary) return undefined;
  const text = plainText(summary.html);
  const start = plainText(body.html).slice(0, text.length);
  const cut = /(?:\[?(?:…|\.\.\.)\]?|\bappeared first on\b.*)$/.test(text);
  return text === "" || text.length > longestStandfirst || cut || start === text ? undefined : text;
}
