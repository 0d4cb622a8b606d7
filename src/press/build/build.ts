import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { templates } from "../../outputs/index.ts";
import { countOf } from "../account/length.ts";
import { ownPaths, paths } from "../address/paths.ts";
import { error, type Fault, isError, PressError } from "../faults/fault.ts";
import { render } from "../page/render.ts";
import { placePictures } from "../pictures/pictures.ts";
import { sumOf } from "../proof/proof-json.ts";
import { signSums } from "../proof/signature.ts";
import { withLock } from "../publish/lock.ts";
import { openStaging, publish } from "../publish/publish.ts";
import { recover } from "../publish/recover.ts";
import { clock, type Now } from "../record/now.ts";
import { beginIndex, type Indexing } from "../search/index-site.ts";
import { type Site, withPage } from "../site/site.ts";
import { openStore, type Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import type { ServedFamily } from "../theme/scarce.ts";
import { placeAttachments } from "./attachments.ts";
import { editsSince } from "./edits.ts";
import { illustrate, loadRecords, type Withheld } from "./load-site.ts";
import { type Memory, recall, remember } from "./memory.ts";
import { placeFiles } from "./own-files.ts";
import { type Place, type Places, pressFolder } from "./places.ts";
import type { Pages } from "./proved-pages.ts";
import { filesIn, knownDigests, seal } from "./seal.ts";
import { finishLists, finishPages, finishSite, makingOf } from "./stage.ts";
import { reuse } from "./unchanged.ts";

/** Told of each phase of a build, and how far it is. */
export type Progress = (phase: "pages" | "search" | "articles", done: number, total: number) => void;

/** How a site is built. */
export interface BuildOptions {
  /** Whether warnings stop the build, too. */
  strict?: boolean;
  /** Whether the site is for editors: with drafts and what is dated later. */
  drafts?: boolean;
  /** Whether what earlier builds kept may spare work. */
  cache?: boolean;
  /** The address or the folder of the last edition; the output's folder without it. */
  since?: string | undefined;
  /** The present; the machine's clock without it. */
  now?: Now;
  /** The path of the key that signs the edition; without it nobody does. */
  sign?: string | undefined;
  onProgress?: Progress;
}

/** What a build did, for its summary. */
export interface Built extends Withheld {
  /** The site's folder, as messages name it. */
  output: string;
  articles: number;
  /** Words, but for articles whose script has no spaces: those are counted in characters. */
  words: number;
  characters: number;
  pages: number;
  /** The largest page: its place in the site, and its size in bytes as it travels (brotli 11). A preview's is not weighed. */
  largest?: { path: string; bytes: number };
  /** What pages bring along for languages whose letters are scarce. */
  fonts?: readonly ServedFamily[];
  /** Warnings and notices; an error would have stopped the build. */
  faults: readonly Fault[];
}

/**
 * Builds a site: reads everything, renders it into a folder beside the output, proves it, and only then puts it in the old
 * one's place.
 *
 * @throws PressError with every fault found; the output is as it was then
 */
export async function build(
  places: Places,
  {
    strict = false,
    drafts: forEditors = false,
    cache = true,
    since,
    now = clock(),
    sign,
    onProgress = () => {},
  }: BuildOptions = {},
): Promise<Built> {
  return withLock(places.output.path, () =>
    withStore(cache ? places.cache : undefined, async (store) => {
      const output = places.output.path;
      await recover(output);
      const kind = forEditors ? "drafts" : "site";
      if (forEditors) refuseSite(places.output);
      const memory = recall(places, kind, store);
      const loaded = await loadRecords(places, kind, now, store, memory);
      const { records, drafts, toCome } = loaded;
      const faults = [...loaded.faults, ...(forEditors ? [] : await editsSince(places, since, loaded))];
      if (!records || faults.some(isError) || (strict && faults.some(isWarning)))
        throw new PressError(faults);
      const staging = await openStagingFor(places);
      const { site, pictures, fonts } = await illustrate(records, store, memory);
      placePictures(pictures, staging);
      placeAttachments(records.links, staging);
      const pages = reuse(site, memory, output, staging);
      const indexing = beginIndex(site, staging, memory.press, store);
      const { lost, index } = await makeAll(site, pages, staging, indexing, onProgress);
      if (lost.length > 0) throw new PressError([...faults, ...lost]);
      const measured = { ...count(site, pages, staging), largest: weigh(site, pages, staging, memory) };
      placeFiles(records.files, () => filesIn(staging), staging);
      seal(staging, knownDigests(site, pages, pictures, store, index));
      if (sign !== undefined) signSums(staging, sign);
      const left = await publish(staging, output);
      await remember(memory, pages, store);
      store.prune(output);
      return {
        output: places.output.shown,
        ...measured,
        fonts,
        drafts,
        toCome,
        faults: [...faults, ...pictures.notices, ...left],
      };
    }),
  );
}

/**
 * Keeps an edition with drafts from taking the place of the public site.
 *
 * @throws PressError if that stands in the output's folder
 */
function refuseSite({ path, shown }: Place): void {
  const file = join(path, paths.proof);
  const proof = existsSync(file) ? readFileSync(file, "utf8") : "";
  // What a killed build left has an empty one.
  if (proof === "" || /^\{[^[]*"drafts":true/.test(proof)) return;
  const remedy = "build drafts into a folder of their own, by --output DIR";
  throw new PressError([error({ file: shown }, "the public site stands there", remedy)]);
}

/** Does work with a store: the one in a folder, or one that is empty and goes away. */
async function withStore<T>(folder: string | undefined, work: (store: Store) => Promise<T>): Promise<T> {
  if (folder !== undefined) return work(openStore(folder));
  const passing = mkdtempSync(join(tmpdir(), "stet-"));
  try {
    return await work(openStore(passing));
  } finally {
    rmSync(passing, { recursive: true, force: true });
  }
}

/** Makes the folder in which a build writes: the site may neither take the place of what it is made from, nor of the press. */
export function openStagingFor(places: Places): Promise<string> {
  const { articles, metadata, authors, front, theme, pages, files, publication, output } = places;
  const sources = [articles, metadata, authors, front, theme, pages, files].map(({ path }) => path);
  return openStaging(output.path, sources, [publication.path, pressFolder]);
}

/**
 * Makes a site's pages, and its search index beside them.
 *
 * @returns a fault for every word that does not stand; where there is none, the digests of the index's files
 */
async function makeAll(
  site: Site,
  pages: Pages,
  folder: string,
  indexing: Indexing,
  onProgress: Progress,
): Promise<{ lost: Fault[]; index: Map<string, string> }> {
  try {
    const lost = await makePages(site, pages, folder, onProgress, indexing);
    if (lost.length > 0) return { lost, index: new Map() };
    return { lost, index: await indexing.end((done) => onProgress("search", done, site.articles.length)) };
  } finally {
    await indexing.stop();
  }
}

/**
 * Makes a site's pages, all but search: renders, finishes and proves them.
 *
 * @param pages those that need not be made; is added to
 * @param folder where the pages go
 * @param indexing an index that is made beside them
 * @returns a fault for every word that does not stand
 */
export async function makePages(
  site: Site,
  pages: Pages,
  folder: string,
  onProgress: Progress,
  indexing?: Indexing,
): Promise<Fault[]> {
  const missing = withPage(site).filter(({ slug }) => !pages.articles.has(slug));
  const articles = indexing?.inOrder(missing) ?? missing;
  indexing?.finished(pages.articles.keys());
  const listings = site.listings.filter((listing) => !pages.lists.has(listing.folder));
  const making = makingOf(site, folder, pages.articles);
  const lost: Fault[] = [];
  let done = 0;
  await render(site, { articles, listings }, templates, (rendered, batch) => {
    lost.push(...finishPages(rendered, batch, making));
    indexing?.finished(batch.map(({ slug }) => slug));
    done += batch.length;
    if (batch.length > 0) onProgress("pages", done, articles.length);
  });
  lost.push(...finishLists(listings, site, folder, pages.lists));
  lost.push(...finishSite(site, folder, pages.articles));
  return lost;
}

function isWarning(fault: Fault): boolean {
  return fault.level === "warning";
}

/** What a finished site has. */
export function count(
  site: Site,
  pages: Pages,
  folder: string,
): Pick<Built, "articles" | "words" | "characters" | "pages"> {
  const articles = withPage({ ...site, pages: [] });
  return {
    articles: articles.length,
    characters: 0,
    ...sumOf(articles.map(countOf)),
    pages: pages.articles.size + pages.lists.size + otherPages(site, folder).length,
  };
}

/** Finds a site's largest page and weighs it, unless the last build did. */
function weigh(
  site: Site,
  { articles, lists }: Pages,
  folder: string,
  memory: Memory,
): NonNullable<Built["largest"]> {
  const pages = [
    ...[...articles].map(([slug, { bytes }]) => ({ path: `${slug}/index.html`, bytes })),
    ...[...lists].map(([list, { bytes }]) => ({ path: `${decodeURIComponent(list)}index.html`, bytes })),
    ...otherPages(site, folder).map((path) => ({ path, bytes: statSync(join(folder, path)).size })),
  ];
  const { path } = pages.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const page = readFileSync(join(folder, path));
  const html = digest(page);
  if (memory.largest?.html !== html) memory.largest = { html, bytes: brotliCompressSync(page).length };
  return { path, bytes: memory.largest.bytes };
}

/** The pages that are no article's and no list's. */
function otherPages({ publication: { papers } }: Site, folder: string): string[] {
  const fixed = ownPaths(papers).filter((path) => path.endsWith(".html"));
  return fixed.filter((path) => existsSync(join(folder, path)));
}
