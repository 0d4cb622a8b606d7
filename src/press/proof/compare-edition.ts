import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../address/paths.ts";
import { error, type Fault } from "../faults/fault.ts";
import { digest } from "../text/bytes.ts";
import { differencesOf } from "./file-difference.ts";
import { canonical, readOrReport, slugOf } from "./read-served.ts";
import { inParallel, type Noting, nameOf } from "./served-files.ts";
import { readSums } from "./sums.ts";

/** What is known of a site when it is held against the edition that its sources make. */
export interface Comparison {
  served: Noting;
  /** The folder in which the edition was built anew. */
  edition: string;
  /** What the site's own `SHA256SUMS` lists, if it could be read. */
  listed?: ReadonlyMap<string, string> | undefined;
  /** The pages whose bodies differ, which was told with the lines of their sources. */
  told: ReadonlySet<string>;
  /** Whether a file belongs to an article that is missing, or is none of the sources: that was told of the article. */
  isStray: (path: string) => boolean;
}

const remedy = "publish the site again, or find out who changed it";

/** Compares every byte of every file of a site with the edition that its sources make, and tells what differs. */
export async function compareEdition(comparison: Comparison, faults: Fault[]): Promise<void> {
  const { served, edition, isStray } = comparison;
  const sums = readSums(readFileSync(join(edition, paths.sums)));
  if (typeof sums === "number") throw new Error(`${edition}/${paths.sums}:${sums}: no line of Stet's`);
  const differing = new Set<string>();
  await inParallel(served, sums, async ([path, expected]) => {
    if (isStray(path) || served.seen.get(path) === expected) return;
    differing.add(path);
    faults.push(...(await compareFile(comparison, path, expected)));
  });
  reportExtra(comparison, sums, faults);
  compareSums(comparison, sums, differing, faults);
}

async function compareFile(comparison: Comparison, path: string, expected: string): Promise<Fault[]> {
  const { served, edition, told } = comparison;
  const before = served.seen.get(path);
  // That it could not be had was told when it was asked for.
  if (before === "") return [];
  const place = { file: nameOf(served, path) };
  const faults: Fault[] = [];
  const data = await readOrReport(served, path.split("/"), place, faults);
  if (data === "unreadable") return faults;
  if (!data)
    return served.keepsBack?.(path) ? [] : [error(place, "the file is missing", "publish the whole site")];
  if (digest(data) === expected) {
    if (before === undefined) return [];
    return [
      error(place, "it came with other bytes first, and then as it should", "look at what the server does"),
    ];
  }
  const wanted = readFileSync(join(edition, path));
  if (leadsOn(comparison, path, wanted, data)) return [];
  return differencesOf(path, wanted, data, told.has(path)).map(({ line, reason }) =>
    error({ ...place, ...(line !== undefined && { line }) }, reason, remedy),
  );
}

/** Whether a server leads on from an old address to the article that the page there names. */
function leadsOn({ served, edition }: Comparison, path: string, wanted: Buffer, found: Buffer): boolean {
  if (served.files || !path.endsWith(".html") || !wanted.includes('http-equiv="refresh"')) return false;
  const slug = slugOf(canonical(wanted.toString("utf8")));
  return slug !== undefined && readFileSync(join(edition, slug, "index.html")).equals(found);
}

/** Files that the sources do not make. */
function reportExtra(
  { served, listed, isStray }: Comparison,
  sums: ReadonlyMap<string, string>,
  faults: Fault[],
): void {
  const isOwn = (path: string) =>
    path === paths.sums || path === paths.signature || sums.has(path) || isStray(path);
  const lying = served.files?.() ?? [];
  for (const path of lying)
    if (!isOwn(path))
      faults.push(error({ file: nameOf(served, path) }, "the sources make no such file", "remove it"));
  const known = new Set(lying);
  for (const path of listed?.keys() ?? []) {
    if (isOwn(path) || known.has(path)) continue;
    const reason = `it lists ${path}, and the sources make no such file`;
    faults.push(error({ file: served.name + paths.sums }, reason, remedy));
  }
}

/** What `SHA256SUMS` says of files that are as they should be. */
function compareSums(
  { served, listed, isStray }: Comparison,
  sums: ReadonlyMap<string, string>,
  differing: ReadonlySet<string>,
  faults: Fault[],
): void {
  if (!listed) return;
  const place = { file: served.name + paths.sums };
  for (const [path, expected] of sums) {
    const said = listed.get(path);
    if (said === expected || isStray(path)) continue;
    if (said === undefined) faults.push(error(place, `it does not list ${path}`, remedy));
    else if (!differing.has(path))
      faults.push(error(place, `it says ${said} of ${path}, which has ${expected}`, remedy));
  }
}
