import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { paths } from "../address/paths.ts";
import type { Pictures } from "../pictures/pictures.ts";
import { sumsFile } from "../proof/sums.ts";
import type { Site } from "../site/site.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import type { Pages } from "./proved-pages.ts";
import { filesOf } from "./unchanged.ts";

/**
 * Writes `SHA256SUMS` over every file of a finished site but itself: the last of its files.
 *
 * @param folder where the site is made, not published yet
 * @param known the digests that need no reading, by the files' places on the site
 */
export function seal(folder: string, known: ReadonlyMap<string, string>): void {
  const digests = new Map<string, string>();
  for (const path of filesIn(folder)) {
    digests.set(path, known.get(path) ?? digest(readFileSync(`${folder}/${path}`)));
  }
  writeFileSync(`${folder}/${paths.sums}`, sumsFile(digests));
}

/** What a build knows of the files of a site: of pages, pictures and the search index it has taken the digests before. */
export function knownDigests(
  site: Site,
  pages: Pages,
  { files }: Pictures,
  store: Store,
  index: ReadonlyMap<string, string>,
): Map<string, string> {
  const known = new Map(index);
  for (const { path, digest } of filesOf(site, pages)) known.set(path, digest);
  for (const [path, file] of files) {
    const sha256 = store.digests.get(file);
    if (sha256 !== undefined) known.set(path, sha256);
  }
  return known;
}

/** The paths of all files in a folder, from there. */
export function filesIn(folder: string, prefix = "", found: string[] = []): string[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = prefix + entry.name;
    if (entry.isDirectory()) filesIn(`${folder}/${entry.name}`, `${path}/`, found);
    else found.push(path);
  }
  return found;
}
