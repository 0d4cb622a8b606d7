import { closeSync, constants, lstatSync, mkdirSync, openSync, readFileSync } from "node:fs";
import type { Article } from "../record/article.ts";
import type { Leaf } from "../site/leaf.ts";
import type { Listing } from "../site/listings.ts";
import { leafOf } from "../site/neighbours.ts";
import { frameKey, paperWith, paperWithList, type Site, withPage } from "../site/site.ts";
import { putFile } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import type { Memory } from "./memory.ts";
import type { ArticlePage, Page, Pages } from "./proved-pages.ts";

/** A file of a site, and the digest of its bytes when it was made. */
export interface Made {
  path: string;
  digest: string;
}

/**
 * Takes over the pages that would come out as they stand on the published site, as hard links: what they say is the same, and so
 * are their bytes, which were proved when they were made.
 *
 * @param output the published site
 * @param staging the folder of the new one
 * @returns the pages taken over
 */
export function reuse(site: Site, memory: Memory, output: string, staging: string): Pages {
  const pages = standing(site, memory, output);
  for (const article of withPage(site)) {
    const page = pages.articles.get(article.slug);
    if (page) take(articleFiles(article, page), output, staging);
  }
  for (const [folder, page] of pages.lists) take([listFile(folder, page)], output, staging);
  return pages;
}

/** The unchanged pages that stand on a site with the bytes that they had when they were made. */
export function standing(site: Site, memory: Memory, output: string): Pages {
  const pages = unchanged(site, memory);
  const isFolder = foldersOf(output);
  const isThere = ({ path, digest }: Made) =>
    isFolder(folderOf(path)) && digestOf(`${output}/${path}`) === digest;
  for (const article of withPage(site)) {
    const page = pages.articles.get(article.slug);
    if (page && !articleFiles(article, page).every(isThere)) pages.articles.delete(article.slug);
  }
  for (const [folder, page] of pages.lists) if (!isThere(listFile(folder, page))) pages.lists.delete(folder);
  return pages;
}

/**
 * The pages that say the same as when they were made.
 *
 * @param known the pages as this process made them; without them, those of the memory count
 */
export function unchanged(site: Site, memory: Memory, known?: Pages): Pages {
  const pages: Pages = { articles: new Map(), lists: new Map() };
  for (const { article, page: remembered } of memory.entries.values()) {
    if (!site.positions.has(article)) continue;
    const page = known ? known.articles.get(article.slug) : remembered;
    const paper = paperWith(site, article);
    if (page && page.key === pageKey(leafOf(article, paper), frameKey(paper)))
      pages.articles.set(article.slug, page);
  }
  for (const listing of site.listings) {
    const page = (known ?? memory).lists.get(listing.folder);
    if (page && page.key === listKey(listing, frameKey(paperWithList(site, listing))))
      pages.lists.set(listing.folder, page);
  }
  return pages;
}

/**
 * The key of an article's page: the digest of all that its template is given. The article stands for itself by its origin and slug,
 * for the same publication makes the same record of the same files.
 *
 * @param frame what every page has, from `frameKey`
 */
export function pageKey({ article, ...rest }: Leaf, frame: string): string {
  return digest(JSON.stringify([article.origin, article.slug, rest]) + frame);
}

/** The key of a list's page, likewise. */
export function listKey({ articles, ...rest }: Listing, frame: string): string {
  // Neither an origin nor a slug has a line end.
  const entries = articles.map(({ origin, slug }) => `\n${origin} ${slug}`).join("");
  return digest(JSON.stringify(rest) + frame + entries);
}

/** The files of pages as they were made. */
export function filesOf(site: Site, pages: Pages): Made[] {
  const articles = withPage(site).flatMap((article) => {
    const page = pages.articles.get(article.slug);
    return page ? articleFiles(article, page) : [];
  });
  return [...articles, ...[...pages.lists].map(([folder, page]) => listFile(folder, page))];
}

function articleFiles({ slug, sourceName, sha256 }: Article, { html, record, ninjs }: ArticlePage): Made[] {
  return [
    { path: `${slug}/index.html`, digest: html },
    { path: `${slug}/article.json`, digest: record },
    ...(ninjs === undefined ? [] : [{ path: `${slug}/ninjs.json`, digest: ninjs }]),
    { path: `${slug}/${sourceName}`, digest: sha256 },
  ];
}

function listFile(folder: string, { html }: Page): Made {
  return { path: `${decodeURIComponent(folder)}index.html`, digest: html };
}

/** The folder of a file in a site. `dirname` and `join` take longer, and run for every file. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** Tells whether a path in a site is a folder, and no symbolic link on the way to it. */
function foldersOf(output: string): (path: string) => boolean {
  const known = new Map([["", true]]);
  const isFolder = (path: string): boolean => {
    const found =
      known.get(path) ??
      (isFolder(folderOf(path)) &&
        lstatSync(`${output}/${path}`, { throwIfNoEntry: false })?.isDirectory() === true);
    known.set(path, found);
    return found;
  };
  return isFolder;
}

/**
 * The digest of a file's bytes, if it is a file and no symbolic link: what somebody linked into the site would become a part of the
 * new one.
 */
function digestOf(path: string): string {
  let handle: number | undefined;
  try {
    handle = openSync(path, noFollowing);
    return digest(readFileSync(handle));
  } catch {
    return "";
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Opens no symbolic link, and does not wait for what is no file. */
const noFollowing = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Takes over files of one folder as hard links; as copies where there are no links. */
function take(files: readonly Made[], output: string, staging: string): void {
  mkdirSync(`${staging}/${folderOf(files[0]?.path ?? "")}`, { recursive: true });
  for (const { path } of files) putFile(`${output}/${path}`, `${staging}/${path}`);
}
