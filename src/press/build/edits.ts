import { existsSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../address/paths.ts";
import { error, type Fault } from "../faults/fault.ts";
import { type Edition, readEdition, servedAt } from "../proof/last-edition.ts";
import { servedFolder } from "../proof/served.ts";
import { silentEdits } from "../proof/silent-edits.ts";
import type { LoadedRecords } from "./load-site.ts";
import type { Places } from "./places.ts";

/**
 * The edition that stands published: the one that is named, else the one in the output's folder.
 *
 * @param since the address or the folder of a site
 * @returns nothing where nothing was published; faults where the one that is named cannot be read
 */
export async function lastEdition(places: Places, since?: string): Promise<Edition | Fault[] | undefined> {
  if (since !== undefined) {
    const served = servedAt(since);
    const remedy = "name a site by its address or its folder";
    return served ? readEdition(served) : [error({ file: `--since ${since}` }, "this is no address", remedy)];
  }
  const { path } = places.output;
  if (!existsSync(join(path, paths.proof))) return undefined;
  const edition = await readEdition(servedFolder(path));
  // What is no edition in the output's folder is told where it would be replaced.
  return Array.isArray(edition) ? undefined : edition;
}

/** What changed in silence since the last edition. Where an error stops the build anyway, nothing is compared. */
export async function editsSince(
  places: Places,
  since: string | undefined,
  { records, drafts, toCome }: LoadedRecords,
): Promise<Fault[]> {
  if (!records) return [];
  const edition = await lastEdition(places, since);
  if (edition === undefined || Array.isArray(edition)) return edition ?? [];
  const articles = [...records.articles, ...records.pages];
  return silentEdits(edition, { articles, withheld: [...drafts, ...toCome], folder: places.articles.shown });
}
