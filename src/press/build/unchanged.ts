import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
} from "node:fs";
import type { Article } from "../record/make-article.ts";
import type { Listing } from "../site/listings.ts";
import { leafOf, type Site } from "../site/site.ts";
import { digest, readBytes } from "../source/utf8.ts";
import type { ArticlePage, Memory, Page, Pages } from "./memory.ts";

/** A file of a site, and the digest of its bytes when it was made. */
interface Made {
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
  for (const article of site.articles) {
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
  for (const article of site.articles) {
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
    if (page && page.key === pageKey(article, site)) pages.articles.set(article.slug, page);
  }
  for (const listing of site.listings) {
    const page = (known ?? memory).lists.get(listing.folder);
    if (page && page.key === listKey(listing)) pages.lists.set(listing.folder, page);
  }
  return pages;
}

/** The digest of all that decides what an article's page says, its neighbours' headlines included. */
export function pageKey(article: Article, site: Site): string {
  const { newer, older, pictures } = leafOf(article, site);
  const images = [...(site.images.get(article.slug) ?? [])];
  return digest(JSON.stringify([article.origin, article.slug, brief(newer), brief(older), pictures, images]));
}

function brief(article: Article | undefined): readonly string[] {
  return article ? [article.slug, article.headline, article.language] : [];
}

/**
 * The digest of all that decides what a list's page says. Counts stand on the newest page only; an older one knows the way to the
 * next.
 */
export function listKey({ kind, name, folder, articles, total, page, pages }: Listing): string {
  const place = page === pages ? [total, pages] : [page + 1 === pages];
  // Neither an origin nor a slug has a line end.
  const entries = articles.map(({ origin, slug }) => `\n${origin} ${slug}`).join("");
  return digest(JSON.stringify([kind, name, folder, page, place]) + entries);
}

function articleFiles({ slug, sourceName, sha256 }: Article, { html, record }: ArticlePage): Made[] {
  return [
    { path: `${slug}/index.html`, digest: html },
    { path: `${slug}/article.json`, digest: record },
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
    const length = readSync(handle, atOnce);
    return digest(length < atOnce.length ? atOnce.subarray(0, length) : readBytes(path));
  } catch {
    return "";
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Opens no symbolic link, and does not wait for what is no file. */
const noFollowing = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Most files are read at once. One that came in pieces would have another digest, and be made anew. */
const atOnce = Buffer.allocUnsafeSlow(262_144);

/** Takes over files of one folder as hard links; as copies where there are no links. */
function take(files: readonly Made[], output: string, staging: string): void {
  const folder = folderOf(files[0]?.path ?? "");
  mkdirSync(`${staging}/${folder}`, { recursive: true });
  for (const { path } of files) link(`${output}/${path}`, `${staging}/${path}`);
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
