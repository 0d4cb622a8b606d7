import { articleUrl, authorUrl, inPaper } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { languageFor } from "../src/press/languages/index.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { typeset } from "../src/press/page/typeset.ts";
import type { Article, Person } from "../src/press/record/article.ts";
import { type CivilDate, toInstant } from "../src/press/record/date.ts";
import { isNews } from "../src/press/record/kinds.ts";
import type { Publication } from "../src/press/record/publication.ts";
import { type Localized, sectionNamed, textIn } from "../src/press/record/sections.ts";
import type { Listing } from "../src/press/site/listings.ts";
import { leafOf } from "../src/press/site/neighbours.ts";
import type { PaperSite } from "../src/press/site/site.ts";
import { partOf } from "../src/press/source/line-parts.ts";
import { corrections, linkerOf, writtenByline } from "./article.ts";
import { leadFigure } from "./figure.ts";
import { warningText } from "./kind.ts";

/** How many articles the feeds carry, the newest. */
export const newest = 50;

/** An article's authors, each with an address. */
export function authorsOf(article: Article, { publication }: PaperSite): Person[] {
  return article.authors.map((author) => ({ name: author.name, url: authorUrl(publication, author) }));
}

/** The latest instant of some dates. A site with no articles has no date; a feed must have one. */
export function latest(dates: readonly CivilDate[]): string {
  const instants = dates.map(toInstant);
  return instants.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a), "1970-01-01T00:00:00Z");
}

/** A feed as a file of XML. A headline, which is no HTML, can have no references; XML cannot hold these two characters in any way. */
export function xmlDocument({ html }: Html): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${html.replace(/[\ufffe\uffff]/g, "\ufffd")}\n`;
}

/** What a feed is of: a whole paper, a section, a topic, or an author. */
export interface Feed {
  /** What it is called. */
  title: string;
  description?: string | undefined;
  /** The page that lists the same articles. */
  page: string;
  /** The folder of the feed from the site's root, in address form, with a slash at its end. */
  folder: string;
  /** The newest articles. */
  articles: readonly Article[];
}

/** Every feed of a paper: that of the whole, and those of its lists. */
export function feedsOf({ publication, articles, listings }: PaperSite): Feed[] {
  const { title, description, language } = publication;
  const newestOf = (all: readonly Article[]) =>
    all.filter((article) => isNews(article, publication)).slice(0, newest);
  const whole = {
    title,
    description,
    page: inPaper(publication, paths.front),
    folder: publication.home,
    articles: newestOf(articles),
  };
  const lists = listings.filter((listing) => isFed(listing, publication));
  const own = lists.map((listing) => {
    const { name, folder, articles } = listing;
    const about = aboutOf(listing, publication);
    return {
      title: `${title}: ${name}`,
      description: about && textIn(about, language).text,
      page: `${folder}index.html`,
      folder,
      articles: newestOf(articles),
    };
  });
  return [whole, ...own];
}

/** Whether a page of a list has feeds beside it: a list's own page, of a listed section, a topic, or an author who is presented. */
export function isFed(listing: Listing, publication: Publication): boolean {
  const { kind, whole, name, profile } = listing;
  if (!whole || kind === "month") return false;
  if (kind === "section") return sectionNamed(name, publication.sections) !== undefined;
  return kind === "topic" || profile !== undefined;
}

/** What the publication says of what a list is of. */
function aboutOf({ kind, name, profile }: Listing, { sections }: Publication): Localized | undefined {
  return kind === "section" ? sectionNamed(name, sections)?.description : profile?.about;
}

/** What feeds have of articles: one is in several feeds of a site. */
const contents = new WeakMap<PaperSite, Map<Article, string>>();

/** An article in full, with its lead image and its corrections, as HTML that can stand anywhere. */
export function content(article: Article, site: PaperSite): string {
  const known = contents.get(site) ?? new Map<Article, string>();
  contents.set(site, known);
  const made = known.get(article) ?? contentOf(article, site);
  known.set(article, made);
  return made;
}

function contentOf(article: Article, site: PaperSite): string {
  const url = articleUrl(site.publication, article);
  const language = languageFor(article.language, site.publication.language);
  const leaf = leafOf(article, site);
  const warning = warningText(article, language);
  const figure = leadFigure(leaf, `${url}images/`);
  const body = typeset(leaf, language, url);
  const byline = partOf(article.parts, "byline");
  const written = byline ? writtenByline(article, byline, linkerOf(site, 1)).line : null;
  return portable(
    html`${warning && html`<p class="warning">${warning}</p>`}${figure}${written}${body}${corrections({ article, frame: site, language })}`
      .html,
    url,
  );
}

/**
 * HTML of ours for use away from its page: addresses are absolute, so that a note's mark leads to the note on the article's page;
 * ids are dropped, since a reader may show many entries in one document, what leads to them, and what only the proof reads. The two
 * characters that XML cannot hold are written as references.
 */
export function portable(body: string, url: string): string {
  return body
    .replace(/<a class="moment" [^<>]*>(<time [^<>]*>[^<>]*<\/time>)<\/a>/g, "$1")
    .replace(/<[a-z][^<>]*=[^<>]*>/g, (tag) =>
      tag
        .replace(/ (?:id|data-(?:link|file|provider|title|size|url)|aria-details)="[^"]*"/g, "")
        .replace(
          / (href|src|poster)="([^"]*)"/g,
          (_, name, address) => ` ${name}="${resolved(address, url)}"`,
        )
        .replace(/(?<= srcset="|, )(?=images\/)/g, url),
    )
    .replace(/[\ufffe\uffff]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

/** An address of the article's own is made absolute, without steps back; another is left as it is. */
function resolved(address: string, base: string): string {
  const own = address.startsWith(base) || !URL.canParse(address);
  return own && URL.canParse(address, base) ? new URL(address, base).href : address;
}
