import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ninjs } from "../../outputs/ninjs.ts";
import { countOf } from "../account/length.ts";
import { slugPath } from "../address/slug.ts";
import type { Fault } from "../faults/fault.ts";
import { articleRecord, textOf } from "../page/article-json.ts";
import type { Rendered } from "../page/render.ts";
import { type ProofRecord, proofFile } from "../proof/proof-json.ts";
import { provePage } from "../proof/prove.ts";
import type { Article } from "../record/article.ts";
import type { Listing } from "../site/listings.ts";
import { leafOf } from "../site/neighbours.ts";
import { type Site, withPage } from "../site/site.ts";
import { sourceOf } from "../source/kept.ts";
import { decode, digest } from "../text/bytes.ts";
import { pressVersion } from "./places.ts";
import type { ArticlePage, Page } from "./proved-pages.ts";
import { listKey, pageKey } from "./unchanged.ts";

/**
 * Puts rendered pages into a folder, and finishes the articles that are among them: puts each one's source and record beside its
 * page, and proves the page against the source as both will be published.
 *
 * @param batch the articles that are among the pages
 * @param folder where the site is made, not published yet
 * @param pages the proved pages by slug, which is added to
 * @returns a fault for every word that does not stand
 * @throws Error if an article has no page among them
 */
export function finishPages(
  rendered: readonly Rendered[],
  batch: readonly Article[],
  site: Site,
  folder: string,
  pages: Map<string, ArticlePage>,
): Fault[] {
  const faults: Fault[] = [];
  const articles = new Map(batch.map((article) => [`${article.slug}/index.html`, article]));
  for (const { path, content } of rendered) {
    const page = writePage(join(folder, path), content);
    const article = articles.get(path);
    if (article) pages.set(article.slug, finishArticle(article, { path, data: page }, site, folder, faults));
    articles.delete(path);
  }
  const [missing] = articles.values();
  if (missing) throw new Error(`${missing.file}: Eleventy rendered no page for it`);
  return faults;
}

/** Writes a page, and reads back what the disk has of it. */
function writePage(path: string, content: string | Buffer): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const handle = openSync(path, "w+");
  try {
    writeFileSync(handle, content);
    const page = Buffer.allocUnsafe(Buffer.byteLength(content));
    const length = readSync(handle, page, 0, page.length, 0);
    return page.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

/**
 * Finishes lists whose pages stand in a folder.
 *
 * @param pages the lists' pages by folder, which is added to
 */
export function finishLists(listings: readonly Listing[], folder: string, pages: Map<string, Page>): void {
  for (const listing of listings) {
    const html = readFileSync(join(folder, decodeURIComponent(listing.folder), "index.html"));
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
  const records = withPage(site).flatMap((article) => {
    const page = pages.get(article.slug);
    return page ? recordOf(article, page) : [];
  });
  const [newest] = site.articles;
  if (newest) {
    const { text } = sourceOf(newest).source;
    const base = `${slugPath(newest.slug)}/`;
    const page = { path: "index.html", data: readFileSync(join(folder, "index.html")) };
    // A front page of a publication's own may name articles only; what has a body must have all of it.
    if (page.data.includes("e-content", mainOf(page.data))) {
      const lost: Fault[] = [];
      prove({ article: newest, text, page, base }, lost);
      const own = "the part `frontPage` of the theme shows it: let it hold `newest` whole";
      faults.push(...lost.map((fault) => (site.parts.parts.frontPage ? { ...fault, remedy: own } : fault)));
    }
  }
  writeFileSync(join(folder, "proof.json"), proofFile(records, pressVersion));
  return faults;
}

function recordOf(article: Article, page: ArticlePage): ProofRecord {
  const { slug, headline, sourceName, form, sha256, bytes } = article;
  return {
    slug,
    headline,
    source: `${slug}/${sourceName}`,
    form,
    sha256,
    bytes,
    ...countOf(article),
    page: page.html,
  };
}

/** A page as the disk has it: its place in the site, and its bytes. */
interface Written {
  path: string;
  data: Buffer;
}

function finishArticle(
  article: Article,
  page: Written,
  site: Site,
  folder: string,
  faults: Fault[],
): ArticlePage {
  const { source, data } = sourceOf(article);
  const place = `${folder}/${article.slug}`;
  const leaf = leafOf(article, site);
  const text = textOf(article, source);
  const record = Buffer.from(articleRecord(article, text, site.publication));
  const agency = article.isPage ? undefined : Buffer.from(ninjs(leaf, text, site));
  writeFileSync(`${place}/${article.sourceName}`, data);
  writeFileSync(`${place}/article.json`, record);
  if (agency) writeFileSync(`${place}/ninjs.json`, agency);
  prove({ article, text: source.text, page }, faults);
  return {
    key: pageKey(leaf),
    bytes: page.data.length,
    html: digest(page.data),
    record: digest(record),
    ninjs: agency && digest(agency),
  };
}

/** A page that holds an article, and what it puts before the article's relative addresses. */
interface Holding {
  article: Article;
  text: string;
  page: Written;
  base?: string;
}

function prove({ article, text, page, base = "" }: Holding, faults: Fault[]): void {
  const { form, file } = article;
  // Of a page that our templates made, what stands before `main` is half, and holds nothing of the article.
  const html = decode(page.data.subarray(mainOf(page.data)));
  const verse = article.parting === "verse";
  const headlineLines = article.headlineLines ?? "";
  faults.push(...provePage({ form, file, text, page: page.path, html, base, verse, headlineLines }));
}

/** Where a page's `main` begins. */
function mainOf(page: Buffer): number {
  return Math.max(page.indexOf("<main"), 0);
}
