import type { Place } from "../faults/fault.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { feedDate, isLater } from "./dates.ts";
import { nowhere } from "./links.ts";
import { isWeb, languageOf } from "./metadata.ts";
import { authorOf } from "./people.ts";
import type { Fields, LineBreaks, Loss, Options, Picture, Story } from "./story.ts";
import { plainText } from "./visible-text.ts";

/** What every form of feed and export can say of a piece, in one form. */
export interface Entry {
  /** What tells the piece from all others of its site. */
  id?: string | undefined;
  place: Place;
  title: string;
  link?: string | undefined;
  /** Where the piece stood: addresses that count before the others, for those may lead through a service. */
  permalinks?: string[];
  addresses: (string | undefined)[];
  /** Addresses that the old site led to the piece itself; a draft keeps them, too. */
  redirects?: readonly string[];
  /** Addresses that only other pieces use, such as the name of its file. */
  links?: readonly string[];
  /** The name that the old site gave it, where that is not the end of its address. */
  name?: string | undefined;
  /** The full text; without it the summary serves. */
  body?: Body | undefined;
  summary?: Body | undefined;
  /** A summary that somebody wrote to stand above the text. */
  standfirst?: string | undefined;
  base?: string | undefined;
  date?: string | undefined;
  updated?: string | undefined;
  authors: { name: string; url?: string | undefined }[];
  dateline?: string | undefined;
  section?: string | undefined;
  topics: string[];
  language?: string | undefined;
  /** What names the group of those that say the same in other languages. */
  translation?: string | undefined;
  /** Whom the text was taken from; a site's own texts have no source. */
  source?: { name: string; url?: string | undefined } | undefined;
  license?: string | undefined;
  files: AttachedFile[];
  fields?: Fields;
  draft?: boolean | undefined;
  /** What was told of the piece already. */
  losses?: Loss[];
}

/** A file that is attached to a piece. */
export interface AttachedFile {
  url: string;
  type?: string | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  credit?: string | undefined;
}

/** Text of an entry: HTML, or plain text in which blank lines part paragraphs. */
export interface Body {
  html: string;
  breaks: LineBreaks;
}

/** An entry as a story. */
export function toStory(entry: Entry, { timezone }: Options): Story {
  const { place, link } = entry;
  const losses: Loss[] = [...(entry.losses ?? [])];
  const lose = (kind: string, what: string, kept?: boolean) =>
    void losses.push({ kind, place, what, ...(kept && { kept }) });
  const body = entry.body ?? entry.summary;
  if (!entry.body && entry.summary)
    lose("full texts (the feed has only a summary)", entry.title || (link ?? ""));
  const pictures: Picture[] = [];
  for (const { url, type, alt = "", caption, credit } of entry.files) {
    if (pictures.some(({ src }) => src === url)) continue;
    if (/^image\b/.test(type ?? "") || /\.(?:jpe?g|png|webp|avif|gif)(?:\?|$)/i.test(url)) {
      const words = { ...(caption && { caption }), ...(credit && { credit }) };
      pictures.push({
        place,
        src: url,
        alt,
        where: "attached to the entry",
        lead: pictures.length === 0,
        ...words,
      });
    } else lose("attached files", url);
  }
  if (entry.draft)
    lose("pieces that were not surely public (kept as drafts)", entry.title || (link ?? ""), true);
  const addresses = [...new Set([...(entry.permalinks ?? []), ...entry.addresses].filter(isAddress))];
  const metadata = metadataOf(entry, timezone, lose);
  const named = entry.name ?? nameFrom(entry.permalinks?.[0] ?? link);
  return {
    id: entry.id ?? link ?? `${entry.title}|${entry.date ?? ""}`,
    place,
    headline: entry.title,
    ...(named !== undefined && { name: named }),
    html: body?.html ?? "",
    breaks: body?.breaks ?? "space",
    ...(entry.base !== undefined && URL.canParse(entry.base) && { base: entry.base }),
    addresses: [...(entry.draft ? [] : addresses), ...(entry.redirects ?? [])],
    ...(entry.links && { links: entry.links }),
    ...(entry.translation && { translation: entry.translation }),
    metadata,
    ...(entry.fields && { fields: entry.fields }),
    ...(metadata.date === undefined && { undated: entry.date ?? "" }),
    losses,
    pictures,
  };
}

function isAddress(address: string | undefined): address is string {
  return address !== undefined && /^(?:https?:\/\/|\/)/.test(address);
}

/** Parts of an address that name a form of a page, and not the page. */
const forms = new Set([
  "amp",
  "print",
  "feed",
  "index",
  "default",
  "story",
  "article",
  "post",
  "news",
  "show",
  "view",
]);

/**
 * The last part of an address is what its site calls the article, unless it is only a number, a form of the page, or the name of the
 * program that draws all pages.
 */
export function nameFrom(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link, nowhere)) return undefined;
  const url = new URL(link, nowhere);
  if (/^feed(?:proxy|s)\./.test(url.hostname) || url.hash.startsWith("#!")) return undefined;
  const parts = url.pathname
    .split("/")
    .filter((part) => part !== "")
    .map(nameOf);
  while (parts.length > 1 && ["amp", "print", "feed"].includes(parts.at(-1) ?? "")) parts.pop();
  const last = parts.at(-1) ?? "";
  return /\p{L}/u.test(last) && !forms.has(last) ? last : undefined;
}

function nameOf(part: string): string {
  try {
    return decodeURIComponent(part).replace(/\.(?:html?|php|aspx?)$/i, "");
  } catch {
    return "";
  }
}

function metadataOf(
  entry: Entry,
  timezone: string | undefined,
  lose: (kind: string, what: string) => void,
): ArticleMetadata {
  const date = feedDate(entry.date, timezone);
  const updated = feedDate(entry.updated, timezone);
  const standfirst = entry.standfirst ?? standfirstOf(entry);
  const authors = entry.authors
    .filter(({ name }) => name !== "")
    .flatMap(({ name, url }) => {
      const author = authorOf(name);
      if ("name" in author) return { name: author.name, ...(isWeb(url) && { url }) };
      lose("authors known by a login or an e-mail address alone (no byline)", author.refused);
      return [];
    });
  const topics = [...new Set(entry.topics.filter((topic) => topic !== "" && topic !== entry.section))];
  const language = languageOf(entry.language);
  const { source } = entry;
  return {
    ...(standfirst && { standfirst }),
    ...(date && { date }),
    ...(date && updated && isLater(date, updated) && { updated }),
    ...(authors.length > 0 && { authors }),
    ...(entry.dateline && { dateline: entry.dateline }),
    ...(entry.section && { section: entry.section }),
    ...(topics.length > 0 && { topics }),
    ...(language && { language }),
    ...(source?.name && { source: { name: source.name, ...(isWeb(source.url) && { url: source.url }) } }),
    ...(isWeb(entry.license) && { license: entry.license }),
    ...(entry.draft && { status: "draft" as const }),
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
