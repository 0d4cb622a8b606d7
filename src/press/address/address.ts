import { slugPath, topicSlug } from "./slug.ts";

/*
 * Addresses of articles and lists, and how pages link to them. Paths are as in `paths.ts`.
 */

/** What has a page of its own under a slug. */
interface Addressed {
  slug: string;
}

/** Whose address ends in a slash, and stands before every path. */
interface Based {
  url: string;
}

/** The place of an article's page. */
export function articlePath(article: Addressed): string {
  return `${slugPath(article.slug)}/index.html`;
}

/** The place of an article's source. */
export function sourcePath(article: Addressed & { sourceName: string }): string {
  return `${slugPath(article.slug)}/${article.sourceName}`;
}

/** The place of a section's list. */
export function sectionPath(name: string): string {
  return `sections/${slugPath(topicSlug(name))}/index.html`;
}

/** The place of a topic's list. */
export function topicPath(topic: string): string {
  return `topics/${slugPath(topicSlug(topic))}/index.html`;
}

/** The place of a series' list. */
export function seriesPath(name: string): string {
  return `series/${slugPath(topicSlug(name))}/index.html`;
}

/** The place of an author's list. */
export function authorPath(name: string): string {
  return `authors/${slugPath(topicSlug(name))}/index.html`;
}

/** A page's place in one of a publication's papers. */
export function inPaper({ home }: { home: string }, path: string): string {
  return home + path;
}

/** How many folders below the site's root a page lies. */
export function depthOf(path: string): number {
  return path.split("/").length - 1;
}

/**
 * A path as a link from a page that lies `depth` folders below the root. It names `index.html`, so that the site also works
 * opened from disk.
 */
export function relativeLink(path: string, depth: number): string {
  return "../".repeat(depth) + path;
}

/** A path as a link that works at any depth of the site's own server, for the page that it serves everywhere: 404. */
export function rootedLink(path: string, publication: Based): string {
  return new URL(publication.url).pathname + path;
}

/** A path as a link from a page `depth` folders below the root, or from the one that is served everywhere. */
export function linkAt(path: string, depth: number | "any", publication: Based): string {
  return depth === "any" ? rootedLink(path, publication) : relativeLink(path, depth);
}

const indexName = "index.html";

/** A path as an absolute address, the form for machines: without `index.html`. */
export function absolute(publication: Based, path: string): string {
  const isIndex = path === indexName || path.endsWith(`/${indexName}`);
  return publication.url + (isIndex ? path.slice(0, -indexName.length) : path);
}

/** The address of an article's page. */
export function articleUrl(publication: Based, article: Addressed): string {
  return absolute(publication, articlePath(article));
}

/** The address of an entry on the page of an article that is told live. */
export function entryUrl(articleUrl: string, id: string): string {
  return `${articleUrl}#${encodeURIComponent(id)}`;
}

/** The address that stands for an author: the one of their own, else their list in the paper. */
export function authorUrl(
  publication: Based & { home: string },
  { name, url }: { name: string; url?: string | undefined },
): string {
  return url ?? absolute(publication, inPaper(publication, authorPath(name)));
}
