import { languagesOfFront, languagesOfText } from "../../_includes/head.ts";
import { absolute, articlePath, inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { type CivilDate, compareDates } from "../press/record/date.ts";
import type { Publication } from "../press/record/publication.ts";
import { hasListings } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** A file of the sitemap. */
export interface SitemapFile {
  /** Its place on the site. */
  path: string;
  xml: string;
}

/** The addresses of all pages, for search engines: one file, or an index and its files. */
export function sitemap(site: Site): OutputFile[] {
  return sitemapFiles(site).map(({ path, xml }) => ({ path, render: () => xml }));
}

/** A page, and when it last changed where that is known. */
interface Entry {
  path: string;
  changed?: CivilDate | undefined;
  /** Where it stands in each of its languages. */
  versions?: readonly { language: string; url: string }[] | undefined;
}

/** What of a site the sitemap lists. */
type Listed = Pick<Site, "publication" | "articles" | "listings"> &
  Partial<Pick<Site, "withdrawn" | "pages" | "papers" | "attachments">>;

/** The most addresses that one file may hold. At 700 bytes each they also stay under the 50 MB that it may have. */
const mostAddresses = 50_000;

const links = "http://www.w3.org/1999/xhtml";

const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/**
 * The sitemap: one file, or past 50,000 addresses an index and its files. The oldest articles come first, so that a full file
 * stays as it is while an archive grows. Written here: the package `sitemap` turns every day into midnight UTC.
 *
 * @see https://www.sitemaps.org/protocol.html
 */
export function sitemapFiles(site: Listed): SitemapFile[] {
  const { publication, attachments = [] } = site;
  const linked = attachments.map((path) => ({ path: path.split("/").map(encodeURIComponent).join("/") }));
  const others = (site.papers ?? [site]).flatMap(otherEntries);
  const entries = [
    ...[...site.articles].reverse().map((article) => articleEntry(article, publication)),
    ...linked,
    ...others,
  ];
  const [whole = [], ...further] = portions(entries);
  if (further.length === 0) return [urlset(paths.sitemap, whole, publication)];
  const parts = [whole, ...further].map((portion, index) => ({
    path: `sitemap-${index + 1}.xml`,
    entries: portion,
  }));
  const files = parts.map((part) => urlset(part.path, part.entries, publication));
  return [sitemapIndex(parts, publication), ...files];
}

/** Entries in as many pieces as files take; a version's address counts as much as a page's own. */
function portions(entries: readonly Entry[]): Entry[][] {
  const found: Entry[][] = [[]];
  let addresses = 0;
  for (const entry of entries) {
    const more = 1 + (entry.versions?.length ?? 0);
    if (addresses + more > mostAddresses) {
      found.push([]);
      addresses = 0;
    }
    found.at(-1)?.push(entry);
    addresses += more;
  }
  return found;
}

function articleEntry(article: Article, publication: Publication): Entry {
  const versions = languagesOfText(article, publication);
  return { path: articlePath(article), changed: article.modified, versions };
}

/** Every page of a paper that is not an article's, with the day on which it last got another one. */
function otherEntries(paper: Listed): Entry[] {
  const { publication, pages = [], listings } = paper;
  return [
    ...ownEntries(paper).map((entry) => ({ ...entry, path: inPaper(publication, entry.path) })),
    ...pages.map((page) => ({ path: articlePath(page), versions: languagesOfText(page, publication) })),
    ...listings.map(({ folder, articles: [first] }) => ({
      path: `${folder}index.html`,
      changed: first?.date,
    })),
  ];
}

/** The pages that every paper has, by their places in it. */
function ownEntries({ publication, articles, withdrawn = [], listings }: Listed): Entry[] {
  const [newest] = articles;
  const corrections = [...articles, ...withdrawn].flatMap((article) => [
    ...article.corrections.map(({ date }) => date),
    ...(article.withdrawal ? [article.withdrawal.date] : []),
  ]);
  return [
    { path: paths.front, changed: newest?.modified, versions: languagesOfFront(publication) },
    { path: paths.archive, changed: newest?.date },
    ...(hasListings({ listings }, "section")
      ? [{ path: paths.sections, changed: articles.find(({ section }) => section !== undefined)?.date }]
      : []),
    ...(hasListings({ listings }, "series")
      ? [{ path: paths.series, changed: articles.find(({ series }) => series !== undefined)?.date }]
      : []),
    ...(hasListings({ listings }, "topic")
      ? [{ path: paths.topics, changed: articles.find(({ topics }) => topics.length > 0)?.date }]
      : []),
    ...(hasListings({ listings }, "author")
      ? [{ path: paths.authors, changed: articles.find(({ authors }) => authors.length > 0)?.date }]
      : []),
    { path: paths.corrections, changed: latest(corrections) },
    ...(publication.search ? [{ path: paths.search }] : []),
  ];
}

function urlset(path: string, entries: readonly Entry[], publication: Publication): SitemapFile {
  const urls = entries.map(
    (entry) => html`<url>${location(entry, publication)}${(entry.versions ?? []).map(versionLink)}</url>`,
  );
  const hasVersions = entries.some(({ versions = [] }) => versions.length > 0);
  return file(
    path,
    html`<urlset xmlns="${namespace}"${hasVersions ? html` xmlns:xhtml="${links}"` : null}>${urls}</urlset>`,
  );
}

function sitemapIndex(
  parts: readonly { path: string; entries: readonly Entry[] }[],
  publication: Publication,
): SitemapFile {
  const sitemaps = parts.map(({ path, entries }) => {
    const changed = latest(entries.flatMap((entry) => entry.changed ?? []));
    return html`<sitemap>${location({ path, changed }, publication)}</sitemap>`;
  });
  return file(paths.sitemap, html`<sitemapindex xmlns="${namespace}">${sitemaps}</sitemapindex>`);
}

function location({ path, changed }: Entry, publication: Publication): Html {
  return html`<loc>${absolute(publication, path)}</loc>${changed ? html`<lastmod>${changed.iso}</lastmod>` : null}`;
}

/** @see https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap */
function versionLink({ language, url }: NonNullable<Entry["versions"]>[number]): Html {
  return html`<xhtml:link rel="alternate" hreflang="${language}" href="${url}"/>`;
}

function latest(dates: readonly CivilDate[]): CivilDate | undefined {
  const [first, ...others] = dates;
  return first && others.reduce((a, b) => (compareDates(a, b) < 0 ? b : a), first);
}

function file(path: string, body: Html): SitemapFile {
  return { path, xml: `<?xml version="1.0" encoding="utf-8"?>\n${body.html}\n` };
}
