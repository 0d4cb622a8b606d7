import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ninjs } from "../../outputs/ninjs.ts";
import { countOf } from "../account/length.ts";
import { depthOf, inPaper, relativeLink } from "../address/address.ts";
import { paths } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import type { Fault } from "../faults/fault.ts";
import { articleRecord, textOf } from "../page/article-json.ts";
import type { Rendered } from "../page/render.ts";
import { type ProofRecord, proofFile } from "../proof/proof-json.ts";
import { type Proved, provePage } from "../proof/prove.ts";
import { proveRecords } from "../proof/prove-records.ts";
import { proveListing, proveMore, proveOther } from "../proof/prove-site.ts";
import type { Article } from "../record/article.ts";
import type { Listing } from "../site/listings.ts";
import { leafOf } from "../site/neighbours.ts";
import { frameKey, type PaperSite, paperWith, paperWithList, type Site, withPage } from "../site/site.ts";
import { sourceOf } from "../source/kept.ts";
import { decode, digest } from "../text/bytes.ts";
import { pressVersion } from "./places.ts";
import type { ArticlePage, Page } from "./proved-pages.ts";
import { listKey, pageKey } from "./unchanged.ts";

/** A site while its pages are made. */
export interface Making {
  site: Site;
  /** Where the site is made, not published yet. */
  folder: string;
  /** The proved pages of articles, by slug; is added to. */
  pages: Map<string, ArticlePage>;
  /** The articles that have a page, by slug. */
  told: ReadonlyMap<string, Article>;
  /** The paths of the lists' pages. */
  lists: ReadonlySet<string>;
}

/** What is known of a site before its pages are made. */
export function makingOf(site: Site, folder: string, pages: Map<string, ArticlePage>): Making {
  const told = new Map(withPage(site).map((article) => [article.slug, article]));
  return { site, folder, pages, told, lists: new Set(site.listings.map(listPath)) };
}

/**
 * Puts rendered pages into a folder, and finishes the articles that are among them: puts each one's source and records beside its
 * page, and proves page and records against the source as all will be published. Of other files it proves what they say of articles;
 * lists come later.
 *
 * @param batch the articles that are among the pages
 * @returns a fault for every word that does not stand
 * @throws Error if an article has no page among them
 */
export function finishPages(
  rendered: readonly Rendered[],
  batch: readonly Article[],
  making: Making,
): Fault[] {
  const { folder, pages, told, lists } = making;
  const faults: Fault[] = [];
  const articles = new Map(batch.map((article) => [`${article.slug}/index.html`, article]));
  for (const { path, content } of rendered) {
    const page = writePage(join(folder, path), content);
    const article = articles.get(path);
    if (article) pages.set(article.slug, finishArticle(article, { path, data: page }, making, faults));
    else if (!lists.has(path)) {
      const lost = proveOther({ path, text: decode(page) }, told);
      const advice = "let its lists show headline, standfirst and date whole";
      faults.push(
        ...(isFront(path, making.site) ? lost.map((fault) => ofFront(fault, making.site, advice)) : lost),
      );
    }
    articles.delete(path);
  }
  const [missing] = articles.values();
  if (missing) throw new Error(`${missing.file}: Eleventy rendered no page for it`);
  return faults;
}

function isFront(path: string, { publication }: Site): boolean {
  return publication.papers.some((paper) => path === inPaper(paper, paths.front));
}

/** A fault of the front page, which a publication's own part may have made. */
function ofFront(fault: Fault, { parts }: Site, advice: string): Fault {
  const remedy = `the part \`frontPage\` of the theme shows it: ${advice}`;
  return parts.parts.frontPage ? { ...fault, remedy } : fault;
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
 * Finishes lists whose pages stand in a folder, and proves what they say of their articles.
 *
 * @param pages the lists' pages by folder, which is added to
 * @returns a fault for every article that a list does not name as it should
 */
export function finishLists(
  listings: readonly Listing[],
  site: Site,
  folder: string,
  pages: Map<string, Page>,
): Fault[] {
  return listings.flatMap((listing) => {
    const path = listPath(listing);
    const html = readFileSync(join(folder, path));
    const key = listKey(listing, frameKey(paperWithList(site, listing)));
    pages.set(listing.folder, { key, bytes: html.length, html: digest(html) });
    return proveListing({ path, text: decode(html) }, listing.articles);
  });
}

/**
 * Finishes a site whose articles are finished: proves the article on the front page, and writes `proof.json`.
 *
 * @param pages every article's proved page, by slug
 * @returns a fault for every word that does not stand
 */
export function finishSite(site: Site, folder: string, pages: ReadonlyMap<string, ArticlePage>): Fault[] {
  const records = withPage(site).flatMap((article) => {
    const page = pages.get(article.slug);
    return page ? recordOf(article, page) : [];
  });
  const languages = site.papers.map(({ publication }) => publication.language);
  const faults = site.papers.flatMap((paper) => proveFront(paper, site, folder));
  const file = proofFile(records, pressVersion, { drafts: site.kind === "drafts", languages });
  writeFileSync(join(folder, "proof.json"), file);
  return faults;
}

/** Proves the article on a paper's front page. */
function proveFront({ articles: [newest], publication }: PaperSite, site: Site, folder: string): Fault[] {
  if (!newest) return [];
  const path = inPaper(publication, paths.front);
  const page = { path, data: readFileSync(join(folder, path)) };
  // A front page of a publication's own may name articles only; what has a body must have all of it.
  if (!page.data.includes("e-content", mainOf(page.data))) return [];
  const { text } = sourceOf(newest).source;
  const base = relativeLink(`${slugPath(newest.slug)}/`, depthOf(path));
  const { faults } = prove({ article: newest, text, page, base });
  return faults.map((fault) => ofFront(fault, site, "let it hold `newest` whole"));
}

/** Where a list's page stands on the site. */
function listPath({ folder }: Listing): string {
  return `${decodeURIComponent(folder)}index.html`;
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
  { site, folder, told }: Making,
  faults: Fault[],
): ArticlePage {
  const { source, data } = sourceOf(article);
  const place = `${folder}/${article.slug}`;
  const paper = paperWith(site, article);
  const leaf = leafOf(article, paper);
  const text = textOf(article, source);
  const records = {
    record: articleRecord(article, text, paper.publication),
    agency: article.isPage ? undefined : ninjs(leaf, text, paper),
  };
  const record = Buffer.from(records.record);
  const agency = records.agency === undefined ? undefined : Buffer.from(records.agency);
  writeFileSync(`${place}/${article.sourceName}`, data);
  writeFileSync(`${place}/article.json`, record);
  if (agency) writeFileSync(`${place}/ninjs.json`, agency);
  const { faults: lost, body, html } = prove({ article, text: source.text, page });
  faults.push(...lost, ...proveMore({ path: page.path, text: html }, told));
  // Only a page whose words stand can vouch for the records beside it.
  if (body !== undefined)
    faults.push(...proveRecords({ article, text: source.text, ...records, html, body }));
  return {
    key: pageKey(leaf, frameKey(paper)),
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

/** A page's proof, and the page from its `main` on. */
function prove({ article, text, page, base = "" }: Holding): Proved & { html: string } {
  const { form, file, parts, headline, standfirst = "" } = article;
  // Of a page that our templates made, what stands before `main` is half, and holds nothing of the article.
  const html = decode(page.data.subarray(mainOf(page.data)));
  const verse = article.parting === "verse";
  // A page of the publication's own says its standfirst in its head only.
  const header = { headline, standfirst: article.isPage ? "" : standfirst };
  return {
    ...provePage({ form, file, text, page: page.path, html, base, verse, parts, header }),
    html,
  };
}

/** Where a page's `main` begins. */
function mainOf(page: Buffer): number {
  return Math.max(page.indexOf("<main"), 0);
}
