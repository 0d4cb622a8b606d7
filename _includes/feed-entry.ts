import { articleUrl, authorUrl, sectionPath } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { languageFor } from "../src/press/languages/index.ts";
import { html } from "../src/press/page/html.ts";
import { typeset } from "../src/press/page/typeset.ts";
import type { Article, Person } from "../src/press/record/article.ts";
import { type CivilDate, toInstant } from "../src/press/record/date.ts";
import { textIn } from "../src/press/record/sections.ts";
import { leafOf } from "../src/press/site/neighbours.ts";
import type { Site } from "../src/press/site/site.ts";
import { partOf } from "../src/press/source/line-parts.ts";
import { corrections, writtenByline } from "./article.ts";
import { leadFigure } from "./figure.ts";

/** How many articles the feeds carry, the newest. */
export const newest = 50;

/** An article's authors, each with an address. */
export function authorsOf(article: Article, { publication }: Site): Person[] {
  return article.authors.map((author) => ({ name: author.name, url: authorUrl(publication, author) }));
}

/** The latest instant of some dates. A site with no articles has no date; a feed must have one. */
export function latest(dates: readonly CivilDate[]): string {
  const instants = dates.map(toInstant);
  return instants.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a), "1970-01-01T00:00:00Z");
}

/** What a feed is of: the whole site, a section, or an author. */
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

/** Every feed of a site: that of the whole, and one of each section that the publication lists and each author whom it presents. */
export function feedsOf({ publication, articles, listings }: Site): Feed[] {
  const { title, description, language } = publication;
  const whole = { title, description, page: paths.front, folder: "", articles: articles.slice(0, newest) };
  const listed = new Map(publication.sections.map((section) => [sectionPath(section.name), section]));
  const sections = listings.flatMap(({ kind, folder, whole: total, articles: own }) => {
    const section = kind === "section" && total ? listed.get(`${folder}index.html`) : undefined;
    if (!section) return [];
    return {
      title: `${title}: ${section.name}`,
      description: section.description && textIn(section.description, language).text,
      page: `${folder}index.html`,
      folder,
      articles: own.slice(0, newest),
    };
  });
  const authors = listings.flatMap(({ profile, folder, articles: own }) => {
    if (!profile) return [];
    return {
      title: `${title}: ${profile.name}`,
      description: profile.about && textIn(profile.about, language).text,
      page: `${folder}index.html`,
      folder,
      articles: own.slice(0, newest),
    };
  });
  return [whole, ...sections, ...authors];
}

/** What feeds have of articles: one is in several feeds of a site. */
const contents = new WeakMap<Site, Map<Article, string>>();

/** An article in full, with its lead image and its corrections, as HTML that can stand anywhere. */
export function content(article: Article, site: Site): string {
  const known = contents.get(site) ?? new Map<Article, string>();
  contents.set(site, known);
  const made = known.get(article) ?? contentOf(article, site);
  known.set(article, made);
  return made;
}

function contentOf(article: Article, site: Site): string {
  const url = articleUrl(site.publication, article);
  const language = languageFor(article.language, site.publication.language);
  const leaf = leafOf(article, site);
  const figure = leadFigure(leaf, `${url}images/`);
  const body = typeset(leaf, language, url);
  const byline = partOf(article.parts, "byline");
  const written = byline ? writtenByline(article, byline, 1).line : null;
  return portable(
    html`${figure}${written}${body}${corrections({ article, frame: site, language })}`.html,
    url,
  );
}

/**
 * HTML of ours for use away from its page: addresses are absolute, so that a note's mark leads to the note on the article's page;
 * ids are dropped, since a reader may show many entries in one document, and what only the proof reads. The two characters that XML
 * cannot hold are written as references.
 */
export function portable(body: string, url: string): string {
  return body
    .replace(/<[a-z][^<>]*=[^<>]*>/g, (tag) =>
      tag
        .replace(/ (?:id|data-link)="[^"]*"/g, "")
        .replace(/ (href|src)="([^"]*)"/g, (_, name, address) => ` ${name}="${resolved(address, url)}"`)
        .replace(/(?<= srcset="|, )(?=images\/)/g, url),
    )
    .replace(/[\ufffe\uffff]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

/** An address of the article's own is made absolute, without steps back; another is left as it is. */
function resolved(address: string, base: string): string {
  const own = address.startsWith(base) || !URL.canParse(address);
  return own && URL.canParse(address, base) ? new URL(address, base).href : address;
}
