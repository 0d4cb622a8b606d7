import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Article } from "./article.ts";
import { sourceOf } from "./body.ts";
import { encode } from "./encode.ts";
import type { Fault } from "./fault.ts";
import type { Listing } from "./listings.ts";
import type { ArticlePage, Page } from "./memory.ts";
import { type ProofRecord, proofFile, provePage } from "./proof.ts";
import { decode, digest, readBytes } from "./read.ts";
import { articleRecord } from "./record.ts";
import type { Rendered } from "./render.ts";
import { listKey, pageKey } from "./reuse.ts";
import type { Site } from "./site.ts";
import { slugPath } from "./slug.ts";

/** Puts rendered pages into a folder. */
export function writePages(pages: readonly Rendered[], folder: string): void {
  for (const { path, content } of pages) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/**
 * Finishes articles whose pages stand in a folder: puts each one's source and record beside its page, and proves the page against
 * the source as both will be published.
 *
 * @param folder the rendered site, not published yet
 * @param pages the proved pages by slug, which is added to
 * @returns a fault for every word that does not stand
 */
export function finishArticles(
  articles: readonly Article[],
  site: Site,
  folder: string,
  pages: Map<string, ArticlePage>,
): Fault[] {
  const faults: Fault[] = [];
  for (const article of articles) pages.set(article.slug, finishArticle(article, site, folder, faults));
  return faults;
}

/**
 * Finishes lists whose pages stand in a folder.
 *
 * @param pages the lists' pages by folder, which is added to
 */
export function finishLists(listings: readonly Listing[], folder: string, pages: Map<string, Page>): void {
  for (const listing of listings) {
    const html = readBytes(join(folder, decodeURIComponent(listing.folder), "index.html"));
    pages.set(listing.folder, { key: listKey(listing), bytes: html.length, html: digest(html) });
  }
}

/**
 * Finishes a site whose articles are finished: proves the article on the front page, and writes `proof.json`.
 *
 * @param pages every article's proved page, by slug
 * @returns a fault for every word that does not stand
 */
export function finishSite(site: Site, folder: string, pages: ReadonlyMap<string, ArticlePage>): Fault[] {
  const faults: Fault[] = [];
  const records = site.articles.flatMap((article) => {
    const page = pages.get(article.slug);
    return page ? recordOf(article, page) : [];
  });
  const [newest] = site.articles;
  if (newest) {
    const { text } = sourceOf(newest).source;
    const base = `${slugPath(newest.slug)}/`;
    proveFile({ article: newest, text, path: "index.html", base }, folder, faults);
  }
  writeFileSync(join(folder, "proof.json"), proofFile(records));
  return faults;
}

function recordOf({ slug, sourceName, form, sha256, bytes, words }: Article, page: ArticlePage): ProofRecord {
  return { slug, source: `${slug}/${sourceName}`, form, sha256, bytes, words, page: page.html };
}

function finishArticle(article: Article, site: Site, folder: string, faults: Fault[]): ArticlePage {
  const { source, data } = sourceOf(article);
  const place = join(folder, article.slug);
  const record = encode(articleRecord(article, source, site.publication));
  writeFileSync(join(place, article.sourceName), data);
  writeFileSync(join(place, "article.json"), record);
  const path = `${article.slug}/index.html`;
  const page = proveFile({ article, text: source.text, path }, folder, faults);
  return {
    key: pageKey(article, site),
    bytes: page.length,
    html: digest(page),
    record: digest(record),
  };
}

/** A page that holds an article: its place in the site, and what it puts before the article's relative addresses. */
interface Holding {
  article: Article;
  text: string;
  path: string;
  base?: string;
}

/** Reads a page from the disk, as it will be published, and proves it. */
function proveFile({ article, text, path, base = "" }: Holding, folder: string, faults: Fault[]): Buffer {
  const data = readBytes(join(folder, path));
  const { form, file } = article;
  // Of a page that our templates made, what stands before `main` is half, and holds nothing of the article.
  const html = decode(data.subarray(Math.max(data.indexOf("<main"), 0)));
  faults.push(...provePage({ form, file, text, page: path, html, base }));
  return data;
}
