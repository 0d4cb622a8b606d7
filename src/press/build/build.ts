import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import type { Progress } from "../../cli/progress.ts";
import { paths } from "../address/address.ts";
import { type Fault, PressError } from "../faults/fault.ts";
import { render } from "../page/render.ts";
import { makePictures } from "../pictures/pictures.ts";
import { withLock } from "../publish/lock.ts";
import { openStaging, publish } from "../publish/publish.ts";
import { recover } from "../publish/recover.ts";
import type { Article } from "../record/make-article.ts";
import { indexSearch } from "../search/pagefind.ts";
import { loadSite, type Site, type Sources } from "../site/site.ts";
import { digest } from "../source/utf8.ts";
import { type Memory, type Pages, recall, remember } from "./memory.ts";
import { finishLists, finishPages, finishSite } from "./stage.ts";
import { reuse } from "./unchanged.ts";

export interface BuildOptions extends Sources {
  /** Where the site goes. */
  output: string;
  /** Whether warnings stop the build, too. */
  strict: boolean;
  onProgress: Progress;
}

/** What a build did, for its summary. */
export interface Built {
  output: string;
  articles: number;
  words: number;
  pages: number;
  /** The largest page: its place in the site, and its size in bytes as it travels (brotli 11). A preview's is not weighed. */
  largest?: { path: string; bytes: number };
  drafts: readonly Article[];
  /** Warnings and notices; an error would have stopped the build. */
  faults: readonly Fault[];
}

/** The press' own folder: no site may take its place. */
export const PRESS = fileURLToPath(new URL("../../../", import.meta.url));

/** The folders and files that a build reads. */
export function sourcesOf({ articles, metadata }: Sources): string[] {
  return [resolve(articles), resolve(metadata)];
}

/**
 * Builds a site: reads everything, renders it into a folder beside the output, proves it, and only then puts it in the old
 * one's place.
 *
 * @throws PressError with every fault found; the output is as it was then
 */
export async function build(options: BuildOptions): Promise<Built> {
  return withLock(options.output, async () => {
    const output = resolve(options.output);
    await recover(output);
    const memory = recall(options, output, "site");
    const { site, drafts, faults } = await loadSite(options, false, memory);
    if (!site || (options.strict && faults.some(isWarning))) throw new PressError(faults);
    const staging = await openStaging(output, sourcesOf(options), [PRESS]);
    const notices = await makePictures(site, staging, memory);
    const pages = reuse(site, memory, output, staging);
    const lost = await makePages(site, pages, staging, options.onProgress);
    if (lost.length > 0) throw new PressError([...faults, ...lost]);
    await indexSearch(site, staging, memory.press, (done) =>
      options.onProgress("search", done, site.articles.length),
    );
    const measured = { ...count(site, pages, staging), largest: weigh(pages, staging, memory) };
    const left = await publish(staging, output);
    remember(memory, pages);
    return { output: options.output, ...measured, drafts, faults: [...faults, ...notices, ...left] };
  });
}

/**
 * Makes a site's pages, all but search: renders, finishes and proves them.
 *
 * @param pages those that need not be made; is added to
 * @param folder where the pages go
 * @returns a fault for every word that does not stand
 */
export async function makePages(
  site: Site,
  pages: Pages,
  folder: string,
  onProgress: Progress,
): Promise<Fault[]> {
  const articles = site.articles.filter(({ slug }) => !pages.articles.has(slug));
  const listings = site.listings.filter((listing) => !pages.lists.has(listing.folder));
  const lost: Fault[] = [];
  let done = 0;
  await render(site, { articles, listings }, (rendered, batch) => {
    lost.push(...finishPages(rendered, batch, site, folder, pages.articles));
    done += batch.length;
    if (batch.length > 0) onProgress("pages", done, articles.length);
  });
  finishLists(listings, folder, pages.lists);
  lost.push(...finishSite(site, folder, pages.articles));
  return lost;
}

function isWarning(fault: Fault): boolean {
  return fault.level === "warning";
}

/** What a finished site has. */
export function count(site: Site, pages: Pages, folder: string): Pick<Built, "articles" | "words" | "pages"> {
  return {
    articles: site.articles.length,
    words: site.articles.reduce((sum, article) => sum + article.words, 0),
    pages: pages.articles.size + pages.lists.size + otherPages(folder).length,
  };
}

/** Finds a site's largest page and weighs it, unless the last build did. */
function weigh({ articles, lists }: Pages, folder: string, memory: Memory): NonNullable<Built["largest"]> {
  const pages = [
    ...[...articles].map(([slug, { bytes }]) => ({ path: `${slug}/index.html`, bytes })),
    ...[...lists].map(([list, { bytes }]) => ({ path: `${decodeURIComponent(list)}index.html`, bytes })),
    ...otherPages(folder).map((path) => ({ path, bytes: statSync(join(folder, path)).size })),
  ];
  const { path } = pages.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const page = readFileSync(join(folder, path));
  const html = digest(page);
  if (memory.largest?.html !== html) memory.largest = { html, bytes: brotliCompressSync(page).length };
  return { path, bytes: memory.largest.bytes };
}

/** The pages that are no article's and no list's. */
function otherPages(folder: string): string[] {
  const fixed = [...Object.values(paths), "404.html"].filter((path) => path.endsWith(".html"));
  return fixed.filter((path) => existsSync(join(folder, path)));
}
