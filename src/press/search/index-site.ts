import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { close, type IndexFile } from "pagefind";
import { folders } from "../address/paths.ts";
import { sweep } from "../publish/sweep.ts";
import type { Article } from "../record/article.ts";
import { searchIndexes } from "../site/search-parts.ts";
import { type Site, withPage } from "../site/site.ts";
import type { Store } from "../store/store.ts";
import { type Making, partFiles } from "./pagefind.ts";

/** A site's search index in the making: Pagefind, a process of its own, works while this one makes pages. */
export interface Indexing {
  /** Puts articles into the order in which the index's parts are whole the soonest. */
  inOrder(articles: readonly Article[]): Article[];
  /** Tells that the site's folder has `article.json` of these articles, by their slugs. */
  finished(slugs: Iterable<string>): void;
  /**
   * Waits until the index is made, in `pagefind/`, and removes what an older one left there; where search is off, all of it.
   *
   * @param onProgress told how many articles can be found
   * @returns the digests of the index's files, by their places on the site
   * @throws PressError if Pagefind does not run on this machine, or refuses an article; `Replaced` if the folder has another text
   *   of one than the site
   */
  end(onProgress?: (done: number) => void): Promise<Map<string, string>>;
  /** Ends Pagefind, whether the index is made or not. */
  stop(): Promise<void>;
}

/**
 * Begins the search index of a site. What the last build made of the same articles is taken from the store.
 *
 * @param folder the site's folder
 * @param press the digest of all that decides how articles come out and is not an article
 */
export function beginIndex(site: Site, folder: string, press: string, store: Store): Indexing {
  const parts = partsOf(site, folder);
  const partOf = new Map(parts.flatMap((part) => part.articles.map(({ slug }) => [slug, part])));
  const written = new Map<string, string>();
  let made: Promise<void> = Promise.resolve();
  let stopped = false;
  let done = 0;
  let tell = (_done: number) => {};
  const make = async (part: Part) => {
    if (stopped) return;
    const files = await partFiles(part, press, store);
    writeFiles(files, join(folder, folders.searchIndex, part.name));
    for (const { path, sha256 } of files) written.set(`${folders.searchIndex}/${part.name}/${path}`, sha256);
    done += part.articles.length;
    tell(done);
  };
  return {
    inOrder: (articles) => {
      const place = ({ slug }: Article) => partOf.get(slug)?.place ?? parts.length;
      return [...articles].sort((a, b) => place(a) - place(b));
    },
    finished: (slugs) => {
      for (const slug of slugs) {
        const part = partOf.get(slug);
        if (!part?.missing.delete(slug) || part.missing.size > 0) continue;
        made = made.then(() => make(part));
        // Whoever waits for the end hears of it.
        made.catch(() => {});
      }
    },
    end: async (onProgress = () => {}) => {
      tell = onProgress;
      tell(done);
      await made;
      const own = join(folder, folders.searchIndex);
      sweep(own, (path) => written.has(`${folders.searchIndex}/${path}`));
      return written;
    },
    stop: async () => {
      stopped = true;
      await made.catch(() => {});
      await close();
    },
  };
}

/** Makes the search index of a site whose pages are all made. */
export async function indexSearch(
  site: Site,
  folder: string,
  press: string,
  store: Store,
): Promise<Map<string, string>> {
  const indexing = beginIndex(site, folder, press, store);
  try {
    indexing.finished(withPage(site).map(({ slug }) => slug));
    return await indexing.end();
  } finally {
    await indexing.stop();
  }
}

/** A part of an index. */
interface Part extends Making {
  /** Its folder's name under `pagefind/`. */
  name: string;
  /** Its number among all parts. */
  place: number;
  /** The slugs of its articles whose records are not made. */
  missing: Set<string>;
}

function partsOf(site: Site, folder: string): Part[] {
  const indexes = site.publication.search ? site.papers.flatMap(searchIndexes) : [];
  const all = indexes.flatMap(({ language, parts }) =>
    parts.map((part, index) => ({ ...part, language, withEngine: index === 0 })),
  );
  return all.map(({ folder: name, articles, language, withEngine }, place) => {
    const missing = new Set(articles.map(({ slug }) => slug));
    return { name, place, missing, articles, language, withEngine, site, folder };
  });
}

function writeFiles(files: readonly IndexFile[], folder: string): void {
  for (const name of new Set(files.map(({ path }) => dirname(path))))
    mkdirSync(join(folder, name), { recursive: true });
  for (const { path, content } of files) writeFileSync(join(folder, path), content);
}
