import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { folders, paths } from "../address/paths.ts";
import { PressError } from "../faults/fault.ts";
import { placePictures } from "../pictures/pictures.ts";
import { withLock } from "../publish/lock.ts";
import { MARK } from "../publish/mark.ts";
import { recover } from "../publish/recover.ts";
import { sweep } from "../publish/sweep.ts";
import { clock } from "../record/now.ts";
import { indexSearch } from "../search/index-site.ts";
import { Replaced } from "../search/pagefind.ts";
import type { Site } from "../site/site.ts";
import { openStore, type Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { placeAttachments } from "./attachments.ts";
import { type Built, count, makePages, openStagingFor } from "./build.ts";
import { illustrate, loadRecords } from "./load-site.ts";
import { type Memory, recall, remember } from "./memory.ts";
import { placeFiles } from "./own-files.ts";
import type { Places } from "./places.ts";
import type { Pages } from "./proved-pages.ts";
import { filesIn } from "./seal.ts";
import { filesOf as allFilesOf, standing, unchanged } from "./unchanged.ts";

/** A site that this process built and goes on building. */
export interface Preview {
  memory: Memory;
  pages: Pages;
  /** The digest of its `proof.json`. Where the disk has another, or none, somebody else changed the site. */
  proof: string;
}

/** What came of a refresh, and what may be done once it was shown. */
export interface Refreshed {
  built: Built;
  preview: Preview;
  /**
   * Makes the search index and keeps the memory: nobody waits for these to see a change. Gives up where a later refresh, here or
   * in another process, changed an article meanwhile: that one is settled, too.
   */
  settle: () => Promise<void>;
}

/**
 * Brings a preview up to date: reads everything, makes what changed, and puts it into the site file by file. Only whoever writes
 * the articles looks at a preview, so it need not be whole at every moment, and ten thousand pages are left where they are.
 *
 * @param last what the last refresh of this process came to; without it, the preview is built as a whole
 * @throws PressError with every fault found; the preview is as it was then
 */
export async function refresh(places: Places, last?: Preview): Promise<Refreshed> {
  const output = places.output.path;
  // Somebody may have emptied the cache.
  mkdirSync(dirname(output), { recursive: true });
  const store = openStore(places.cache);
  const memory = recall(places, "preview", store, last?.memory);
  return withLock(output, async () => {
    await recover(output);
    const { records, faults, ...withheld } = await loadRecords(places, "preview", clock(), store, memory);
    if (!records) throw new PressError(faults);
    const staging = await openStagingFor(places);
    const { site, pictures } = await illustrate(records, store, memory);
    placePictures(pictures, staging);
    placeAttachments(records.links, staging);
    const known = last?.memory === memory && last.proof === proofOf(output) ? last : undefined;
    const pages = known ? unchanged(site, memory, known.pages) : standing(site, memory, output);
    const staying = filesOf(pages);
    const lost = await makePages(site, pages, staging, () => {});
    if (lost.length > 0) throw new PressError([...faults, ...lost]);
    const made = () => [...filesIn(staging), ...allFilesOf(site, pages).map(({ path }) => path)];
    placeFiles(records.files, made, staging);
    const proof = proofOf(staging);
    replace(output, staging, staying);
    const settle = async () => {
      if (!(await indexed(site, output, memory, store))) return;
      await remember(memory, pages, store);
      store.prune(output);
    };
    const built = {
      output: places.output.shown,
      ...count(site, pages, output),
      ...withheld,
      faults: [...faults, ...pictures.notices],
    };
    return { built, preview: { memory, pages, proof }, settle };
  });
}

/** The digest of a site's `proof.json`; empty where there is none. */
function proofOf(folder: string): string {
  const file = join(folder, paths.proof);
  return existsSync(file) ? digest(readFileSync(file)) : "";
}

/** Makes the search index; false if an article is another than this site has. */
async function indexed(site: Site, output: string, { press }: Memory, store: Store): Promise<boolean> {
  try {
    await indexSearch(site, output, press, store);
    return true;
  } catch (thrown) {
    if (thrown instanceof Replaced) return false;
    throw thrown;
  }
}

/** What pages have in a site: an article its folder, a list its file. */
function filesOf({ articles, lists }: Pages): Set<string> {
  return new Set([
    ...articles.keys(),
    ...[...lists.keys()].map((folder) => `${decodeURIComponent(folder)}index.html`),
  ]);
}

/**
 * Makes an old site the new one: moves in what is new, and removes what is neither new nor stays.
 *
 * @param staying articles' folders and lists' files that are left as they are
 */
function replace(output: string, staging: string, staying: ReadonlySet<string>): void {
  if (existsSync(output)) {
    // First: if the disk refuses any of the rest, the next refresh looks at what stands. A copy: Stet knows either folder by it.
    copyFileSync(join(staging, paths.proof), join(output, paths.proof));
    const settled: string[] = [paths.proof, folders.searchIndex];
    sweep(output, (path) => settled.includes(path) || staying.has(path) || isFile(join(staging, path)));
  }
  moveInto(output, staging);
}

function isFile(path: string): boolean {
  return existsSync(path) && lstatSync(path).isFile();
}

/** Moves a folder into the place of another one, of which it leaves what it does not have itself. */
function moveInto(to: string, from: string): void {
  if (!existsSync(to)) {
    renameSync(from, to);
    return;
  }
  // What a kill leaves of a staging folder has its mark.
  const isMark = ({ name }: { name: string }) => Number(name === MARK);
  const entries = readdirSync(from, { withFileTypes: true }).sort((a, b) => isMark(a) - isMark(b));
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) moveInto(target, source);
    else moveFile(source, target);
  }
  rmdirSync(from);
}

/** A file that is the target's twin, a hard link to the same bytes, stays where it is when it is renamed (POSIX, rename). */
function moveFile(source: string, target: string): void {
  renameSync(source, target);
  rmSync(source, { force: true });
}
