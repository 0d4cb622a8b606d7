import { inPaper } from "../address/address.ts";
import { paths } from "../address/paths.ts";
import type { ArticleImages } from "../pictures/article-images.ts";
import type { Picture, Pictures } from "../pictures/pictures.ts";
import type { Article } from "../record/article.ts";
import type { Front } from "../record/front.ts";
import { isNews } from "../record/kinds.ts";
import { paperOf, publicationIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";
import type { Head } from "../theme/head.ts";
import type { Logo } from "../theme/theme.ts";
import type { Widening } from "./headers.ts";
import type { Leaf, More, SeriesPlace } from "./leaf.ts";
import { hasListings, type Listing, listings } from "./listings.ts";
import { type MenuEntry, withPolicies } from "./menu.ts";
import { moreOf } from "./more.ts";
import type { Parts } from "./parts.ts";
import { type Profile, profilesOf } from "./profile.ts";
import { seriesPlaces } from "./series.ts";
import { type FontStyles, type Styles, styleHashes } from "./style.ts";
import { type Version, versionsOf } from "./versions.ts";

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
  /** Those of pages that bring letters along. */
  fonts: FontStyles;
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

/** All that the pages of a paper are made from. */
export interface PaperSite extends Frame {
  /** Those that lists, feeds and search have, newest first. */
  articles: readonly Article[];
  /** Those that only have a page, with the notice that they were withdrawn, newest first. */
  withdrawn: readonly Article[];
  /** What the publication says of the paper's front page. */
  front: Front;
  /** The publication's pages, such as "About". */
  pages: readonly Article[];
  /** Where each article stands among those that lists have; -1 of those that were withdrawn, and of pages. */
  positions: ReadonlyMap<Article, number>;
  /** What to read after each article. */
  more: ReadonlyMap<Article, More>;
  /** Where the articles of series stand in them. */
  series: ReadonlyMap<Article, SeriesPlace>;
  /** Who writes. */
  profiles: readonly Profile[];
  /** Every page of every list. */
  listings: readonly Listing[];
  /** Where the other papers have what a page of this one is, by its path: of pages that are neither an article's nor a list's. */
  versions: ReadonlyMap<string, readonly Version[]>;
  /** What was made of the articles' images, by slug. */
  images: ReadonlyMap<string, ArticleImages>;
  /** The articles' sounds and films, by slug. */
  media: Pictures["media"];
  /** The pictures that link previews show, by slug. */
  cards: ReadonlyMap<string, Picture>;
  /** Where the articles' links into the site lead, by slug; an article without such links has none. */
  links: ReadonlyMap<string, Leaf["links"]>;
  /** The paths of the files that articles link to, from the site's root. */
  attachments: readonly string[];
  /** The scripts of the search page and of the check page, by the names of their files. */
  scripts: Readonly<Record<Script, string>>;
}

/** All that a site is made from: what its papers have, together, around it the first one's frame. */
export interface Site extends PaperSite {
  /** A paper for each language; of one language, the whole. */
  papers: readonly PaperSite[];
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

/** What a site's papers differ in besides their articles. */
export interface OwnOfPaper {
  menu: readonly MenuEntry[];
  front: Front;
}

type Common = Omit<Frame, "menu"> & Pick<Site, "scripts">;

/**
 * Puts a site together.
 *
 * @param common what every page has, and the scripts of the pages that have one
 * @param own what each paper has, in their order
 * @param all the articles that have a page, newest first
 * @param pages the publication's pages
 */
export function makeSite(
  common: Common,
  own: readonly OwnOfPaper[],
  all: readonly Article[],
  { images, media, cards, portraits }: Pictures,
  pages: readonly Article[] = [],
  links: Site["links"] = new Map(),
  attachments: Site["attachments"] = [],
): Site {
  const { publication } = common;
  const profiles = profilesOf(publication.authors, portraits);
  const papers = publication.papers.map((paper, index) => {
    const isIn = (article: Article) => paperOf(article, publication.papers) === paper;
    const frame = {
      ...common,
      publication: withPolicies(publicationIn(publication, paper), pages),
      menu: own[index]?.menu ?? [],
      front: own[index]?.front ?? {},
    };
    return makePaper(
      { ...frame, images, media, cards, links, attachments },
      all.filter(isIn),
      pages.filter(isIn),
      profiles,
    );
  });
  return together(papers, all, pages);
}

type Given = Frame & Pick<Site, "scripts" | "front" | "images" | "media" | "cards" | "links" | "attachments">;

function makePaper(
  given: Given,
  all: readonly Article[],
  pages: readonly Article[],
  profiles: readonly Profile[],
): PaperSite {
  const { publication } = given;
  const articles = all.filter((article) => !article.withdrawal);
  const withdrawn = all.filter((article) => article.withdrawal);
  const positions = new Map(articles.map((article, index) => [article, index]));
  for (const article of [...withdrawn, ...pages]) positions.set(article, -1);
  const news = articles.filter((article) => isNews(article, publication));
  return {
    ...given,
    articles,
    withdrawn,
    pages,
    positions,
    more: moreOf(news, publication),
    series: seriesPlaces(articles, publication.home),
    profiles,
    listings: listings(articles, publication, profiles),
    versions: new Map(),
  };
}

/** A site of its papers, each of which knows what the others have. */
function together(papers: readonly PaperSite[], all: readonly Article[], pages: readonly Article[]): Site {
  const [first] = papers;
  if (!first) throw new Error("a publication appears in no language");
  if (papers.length === 1) return { ...first, papers };
  const places = new Set(papers.flatMap((paper) => [...ownPages(paper), ...paper.listings.map(pageOf)]));
  const knowing = papers.map((paper) => {
    const { publication } = paper;
    const versions = (path: string) => versionsOf(path, publication, places);
    return {
      ...paper,
      versions: new Map(ownPages(paper).map((path) => [path, versions(path)])),
      listings: paper.listings.map((listing) => ({
        ...listing,
        home: publication.home,
        versions: versions(pageOf(listing)),
      })),
    };
  });
  return {
    ...first,
    papers: knowing,
    articles: all.filter((article) => !article.withdrawal),
    withdrawn: all.filter((article) => article.withdrawal),
    pages,
    positions: new Map(knowing.flatMap(({ positions }) => [...positions])),
    more: new Map(knowing.flatMap(({ more }) => [...more])),
    series: new Map(knowing.flatMap(({ series }) => [...series])),
    listings: knowing.flatMap(({ listings }) => listings),
  };
}

function pageOf({ folder }: Listing): string {
  return `${folder}index.html`;
}

/** The pages of a paper that are neither an article's nor a list's. */
export function ownPages({ publication, listings }: Pick<PaperSite, "publication" | "listings">): string[] {
  const { front, archive, corrections, search, sections, series, topics, authors } = paths;
  const ofLists = { section: sections, series, topic: topics, author: authors } as const;
  const kinds = (Object.keys(ofLists) as (keyof typeof ofLists)[]).filter((kind) =>
    hasListings({ listings }, kind),
  );
  const own = [front, archive, corrections, ...kinds.map((kind) => ofLists[kind])];
  return [...own, ...(publication.search ? [search] : [])].map((path) => inPaper(publication, path));
}

/** The paper that has an article. */
export function paperWith({ papers }: Pick<Site, "papers">, article: Article): PaperSite {
  const paper = papers.find(({ positions }) => positions.has(article));
  if (!paper) throw new Error(`${article.file} is in no paper`);
  return paper;
}

/** The paper that has a list. */
export function paperWithList({ papers }: Pick<Site, "papers">, { home = "", folder }: Listing): PaperSite {
  const paper = papers.find(({ publication }) => publication.home === home);
  if (!paper) throw new Error(`${folder} is in no paper`);
  return paper;
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
export function frameOf({
  publication,
  kind,
  styles,
  fonts,
  widened,
  logo,
  head,
  menu,
  parts,
}: PaperSite): Frame {
  return { publication, kind, styles, fonts, widened, logo, head, menu, parts };
}

/** What every page has that neither its own record nor the publication's metadata decide: its style, the titles of pages in the menu, and fonts. */
export function frameKey({ menu, fonts, styles }: Pick<Frame, "menu" | "fonts" | "styles">): string {
  const brought = [styles, ...fonts.values()].flatMap(styleHashes);
  return (menu.length === 0 ? "" : JSON.stringify(menu)) + brought.join("");
}
