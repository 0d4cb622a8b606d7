import type { Article, Person } from "../record/make-article.ts";
import type { Publication } from "../record/publication.ts";
import { slugPath, topicSlug } from "./slug.ts";

/*
 * Where things stand on the site. Paths are from the site's root, in address form, without a leading slash.
 */

export const paths = {
  front: "index.html",
  archive: "archive/index.html",
  topics: "topics/index.html",
  authors: "authors/index.html",
  corrections: "corrections/index.html",
  search: "search/index.html",
  atom: "feed.xml",
  jsonFeed: "feed.json",
  sitemap: "sitemap.xml",
  icon: "icon.svg",
  touchIcon: "icon.png",
  card: "card.png",
} as const;

export function articlePath(article: Pick<Article, "slug">): string {
  return `${slugPath(article.slug)}/index.html`;
}

export function sourcePath(article: Pick<Article, "slug" | "sourceName">): string {
  return `${slugPath(article.slug)}/${article.sourceName}`;
}

export function topicPath(topic: string): string {
  return `topics/${slugPath(topicSlug(topic))}/index.html`;
}

export function authorPath(name: string): string {
  return `authors/${slugPath(topicSlug(name))}/index.html`;
}

/**
 * A path as a link from a page that lies `depth` folders below the root. It names `index.html`, so that the site also works
 * opened from disk.
 */
export function relativeLink(path: string, depth: number): string {
  return "../".repeat(depth) + path;
}

/** A path as a link that works at any depth of the site's own server, for the page that it serves everywhere: 404. */
export function rootedLink(path: string, publication: Pick<Publication, "url">): string {
  return new URL(publication.url).pathname + path;
}

const indexName = "index.html";

/** A path as an absolute address, the form for machines: without `index.html`. */
export function absolute(publication: Pick<Publication, "url">, path: string): string {
  const isIndex = path === indexName || path.endsWith(`/${indexName}`);
  return publication.url + (isIndex ? path.slice(0, -indexName.length) : path);
}

/** The address of an article's page. */
export function articleUrl(publication: Pick<Publication, "url">, article: Pick<Article, "slug">): string {
  return absolute(publication, articlePath(article));
}

/** The address that stands for an author: the one of their own, else their list on the site. */
export function authorUrl(publication: Pick<Publication, "url">, { name, url }: Person): string {
  return url ?? absolute(publication, authorPath(name));
}
