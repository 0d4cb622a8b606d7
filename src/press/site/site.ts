import type { ArticleImages } from "../pictures/article-images.ts";
import type { Picture, Pictures } from "../pictures/pictures.ts";
import type { Article } from "../record/article.ts";
import type { Front } from "../record/front.ts";
import { isNews } from "../record/kinds.ts";
import type { Publication } from "../record/publication.ts";
import type { Head } from "../theme/head.ts";
import type { Logo } from "../theme/theme.ts";
import type { Widening } from "./headers.ts";
import type { Leaf, More, SeriesPlace } from "./leaf.ts";
import { type Listing, listings } from "./listings.ts";
import type { MenuEntry } from "./menu.ts";
import { moreOf } from "./more.ts";
import type { Parts } from "./parts.ts";
import { profilesOf } from "./profile.ts";
import { seriesPlaces } from "./series.ts";
import type { Styles } from "./style.ts";

/**
 * Whom a site is for: readers; editors, with what is withheld from readers, and told to search engines as nothing to look at; or
 * whoever writes, with what is withheld, and with pages that let the dev server's script run.
 */
export type SiteKind = "site" | "drafts" | "preview";

/** What every page has around its own content. */
export interface Frame {
  publication: Publication;
  kind: SiteKind;
  styles: Styles;
  /** What the publication adds to the content policy. */
  widened: Widening;
  logo?: Logo | undefined;
  head: Head;
  /** What stands in the head of every page, besides archive and search. */
  menu: readonly MenuEntry[];
  /** The publication's own parts, in place of the press'. */
  parts: OwnParts;
}

/** Parts of pages that a publication replaces. */
export interface OwnParts {
  /** The file that they come from, as messages name it. */
  file: string;
  parts: Parts;
}

/** All that pages are made from. */
export interface Site extends Frame {
  /** Those that lists, feeds and search have, newest first. */
  articles: readonly Article[];
  /** Those that only have a page, with the notice that they were withdrawn, newest first. */
  withdrawn: readonly Article[];
  /** What the publication says of its front page. */
  front: Front;
  /** The publication's pages, such as "About". */
  pages: readonly Article[];
  /** Where each article stands among those that lists have; -1 of those that were withdrawn, and of pages. */
  positions: ReadonlyMap<Article, number>;
  /** What to read after each article. */
  more: ReadonlyMap<Article, More>;
  /** Where the articles of series stand in them. */
  series: ReadonlyMap<Article, SeriesPlace>;
  /** Every page of every list. */
  listings: readonly Listing[];
  /** What was made of the articles' images, by slug. */
  images: ReadonlyMap<string, ArticleImages>;
  /** The pictures that link previews show, by slug. */
  cards: ReadonlyMap<string, Picture>;
  /** Where the articles' links into the site lead, by slug; an article without such links has none. */
  links: ReadonlyMap<string, Leaf["links"]>;
  /** The scripts of the search page and of the check page, by the names of their files. */
  scripts: Readonly<Record<Script, string>>;
}

/** The check page's script, and those that it imports. */
export const checkScripts = [
  "check.js",
  "check-text.js",
  "check-markdown.js",
  "check-inline.js",
  "check-compare.js",
] as const;

/** A file in `_includes/` that runs in a reader's browser. */
export type Script = "search.js" | (typeof checkScripts)[number];

/**
 * Puts a site together.
 *
 * @param frame what every page has, and the scripts of the pages that have one
 * @param all the articles that have a page, newest first
 * @param pages the publication's pages
 */
export function makeSite(
  frame: Frame & Pick<Site, "scripts" | "front">,
  all: readonly Article[],
  { images, cards, portraits }: Pictures,
  pages: readonly Article[] = [],
  links: Site["links"] = new Map(),
): Site {
  const { publication } = frame;
  const articles = all.filter((article) => !article.withdrawal);
  const withdrawn = all.filter((article) => article.withdrawal);
  const positions = new Map(articles.map((article, index) => [article, index]));
  for (const article of [...withdrawn, ...pages]) positions.set(article, -1);
  return {
    ...frame,
    articles,
    withdrawn,
    pages,
    positions,
    more: moreOf(
      articles.filter((article) => isNews(article, publication)),
      publication,
    ),
    series: seriesPlaces(articles),
    listings: listings(articles, publication, profilesOf(publication.authors, portraits)),
    images,
    cards,
    links,
  };
}

/** Every text that has a page of its own: articles, and the publication's pages. */
export function withPage({
  articles,
  withdrawn,
  pages,
}: Pick<Site, "articles" | "withdrawn" | "pages">): readonly Article[] {
  return [...articles, ...withdrawn, ...pages];
}

/** Every text that can be searched. */
export function searchable({ articles, pages }: Pick<Site, "articles" | "pages">): readonly Article[] {
  return [...articles, ...pages];
}

/** The frame alone: templates of articles and lists see no more of a site. */
export function frameOf({ publication, kind, styles, widened, logo, head, menu, parts }: Site): Frame {
  return { publication, kind, styles, widened, logo, head, menu, parts };
}

/** What every page has that neither its own record nor the publication's metadata decide: the titles of pages in the menu. */
export function frameKey({ menu }: Frame): string {
  return menu.length === 0 ? "" : JSON.stringify(menu);
}
