import { authorPath, inPaper, sectionPath } from "../address/address.ts";
import { slugPath, topicSlug } from "../address/slug.ts";
import type { Article } from "../record/article.ts";
import { compareDates } from "../record/date.ts";
import type { Publication } from "../record/publication.ts";
import { textIn } from "../record/sections.ts";
import { sectionOf } from "./menu.ts";
import type { Profile } from "./profile.ts";
import type { Version } from "./versions.ts";

/** What a list is of. */
export type Kind = "month" | "section" | "series" | "topic" | "author";

/** One page of a list of articles. */
export interface Listing {
  kind: Kind;
  /** The month as `YYYY-MM`, the section, the topic or the author's name. */
  name: string;
  /** The page's folder from the site's root, in address form and with a slash at its end. */
  folder: string;
  /** This page's articles, newest first; those of a series in their order. */
  articles: readonly Article[];
  /** How many articles and pages the whole list has; only its newest page, the list's own, says so. */
  whole?: { total: number; pages: number } | undefined;
  /** Of an author's own page, how the publication presents them. */
  profile?: Profile | undefined;
  /** The folder of its paper, but for the first; and the same list in the others, or their front pages. */
  home?: string | undefined;
  versions?: readonly Version[] | undefined;
  /** The folder of the page with newer articles. */
  newer?: string | undefined;
  /** The folder of the page with older ones. */
  older?: string | undefined;
}

/**
 * The least number of articles on a list's newest page. Pages are cut from the oldest article on, so that an older page, once
 * full, keeps its articles and its address for ever.
 */
const pageLength = 100;

/** A group of articles under one name. */
export interface Group {
  name: string;
  /** The list's folder from the site's root, with a slash at its end. */
  folder: string;
  articles: Article[];
}

/**
 * The articles by month, newest first.
 *
 * @param home the folder of their paper
 */
export function byMonth(articles: readonly Article[], home = ""): Group[] {
  return group(
    articles,
    (article) => [article.date.day.slice(0, 7)],
    (month) => `${home}archive/${month.replace("-", "/")}/`,
  );
}

/** The articles by section: those that the publication lists in their order, also where they have none, and then others by name. */
export function bySection(articles: readonly Article[], publication: Sectioned): Group[] {
  const { home, language } = publication;
  const found = byName(articles, (article) => sectionOf(article, publication)?.name ?? [], `${home}sections`);
  const groups = new Map(found.map((group) => [group.folder, group]));
  const listed = publication.sections.map(({ name, names }) => {
    const folder = folderOf(inPaper(publication, sectionPath(name)));
    const group = groups.get(folder);
    groups.delete(folder);
    return { folder, articles: [], ...group, name: textIn(names, language).text };
  });
  return [...listed, ...groups.values()];
}

/** What of a publication decides in which sections its articles are. */
type Sectioned = Pick<Publication, "sections" | "home" | "language">;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The articles by series, in the order of the series' names; those of each by their parts, else by their dates. */
export function bySeries(articles: readonly Article[], home = ""): Group[] {
  const groups = byName(articles, ({ series }) => series?.name ?? [], `${home}series`);
  const order = (a: Article, b: Article) =>
    (a.series?.part ?? Infinity) - (b.series?.part ?? Infinity) || compareDates(a.date, b.date);
  // Newest first, they are turned round, for a stable sort keeps the order of what is equal.
  return groups.map((group) => ({ ...group, articles: group.articles.reverse().sort(order) }));
}

/** The articles by topic, in the order of the topics' names. */
export function byTopic(articles: readonly Article[], home = ""): Group[] {
  return byName(articles, (article) => article.topics, `${home}topics`);
}

/** The articles by author, in the order of the authors' names. */
export function byAuthor(articles: readonly Article[], home = ""): Group[] {
  const namesOf = ({ authors }: Article) => new Set(authors.map(({ name }) => name));
  return byName(articles, namesOf, `${home}authors`);
}

function byName(
  articles: readonly Article[],
  namesOf: (article: Article) => Iterable<string> | string,
  folder: string,
): Group[] {
  const groups = group(
    articles,
    (article) => {
      const names = namesOf(article);
      return typeof names === "string" ? [names] : names;
    },
    (name) => `${folder}/${slugPath(topicSlug(name))}/`,
  );
  // By code unit: a collation would differ from one version of ICU to the next.
  return groups.sort(
    (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.name, b.name),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function group(
  articles: readonly Article[],
  namesOf: (article: Article) => Iterable<string>,
  folderOf: (name: string) => string,
): Group[] {
  // Names that share a folder share a list: `Kabul` and `KABUL`.
  const groups = new Map<string, Group>();
  const folders = new Map<string, string>();
  for (const article of articles) {
    for (const name of namesOf(article)) {
      const folder = folders.get(name) ?? folderOf(name);
      folders.set(name, folder);
      const known = groups.get(folder);
      if (!known) groups.set(folder, { name, folder, articles: [article] });
      else if (known.articles.at(-1) !== article) known.articles.push(article);
    }
  }
  return [...groups.values()];
}

/**
 * Every page of every list of a paper.
 *
 * @param profiles those of authors whom the publication presents
 */
export function listings(
  articles: readonly Article[],
  publication: Sectioned = { sections: [], home: "", language: "en" },
  profiles: readonly Profile[] = [],
): Listing[] {
  const { home } = publication;
  const presented = new Map(
    profiles.map((profile) => [folderOf(inPaper(publication, authorPath(profile.name))), profile]),
  );
  return [
    ...byMonth(articles, home).flatMap((group) => pagesOf("month", group)),
    ...bySection(articles, publication).flatMap((group) => pagesOf("section", group)),
    ...bySeries(articles, home).map(wholeSeries),
    ...byTopic(articles, home).flatMap((group) => pagesOf("topic", group)),
    ...byAuthor(articles, home).flatMap((group) =>
      pagesOf("author", group).map((page) =>
        page.whole ? { ...page, profile: presented.get(page.folder) } : page,
      ),
    ),
  ];
}

/** Whether a site has lists of a kind. */
export function hasListings({ listings }: { listings: readonly Listing[] }, wanted: Kind): boolean {
  return listings.some(({ kind }) => kind === wanted);
}

/** A series is read from its first part on, so it has one page. */
function wholeSeries({ name, folder, articles }: Group): Listing {
  return { kind: "series", name, folder, articles, whole: { total: articles.length, pages: 1 } };
}

function pagesOf(kind: Kind, { name, folder, articles }: Group): Listing[] {
  const total = articles.length;
  const pages = Math.max(1, Math.floor(total / pageLength));
  const folderOf = (page: number) => (page === pages ? folder : `${folder}page-${page}/`);
  return Array.from({ length: pages }, (_, index) => {
    const page = index + 1;
    const newest = page === pages;
    return {
      kind,
      name,
      folder: folderOf(page),
      articles: articles.slice(newest ? 0 : total - page * pageLength, total - index * pageLength),
      whole: newest ? { total, pages } : undefined,
      newer: newest ? undefined : folderOf(page + 1),
      older: page > 1 ? folderOf(page - 1) : undefined,
    };
  });
}
