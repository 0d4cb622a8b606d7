import { inPaper } from "../address/address.ts";
import { ownPaths, paths } from "../address/paths.ts";
import { error, type Fault } from "../faults/fault.ts";
import type { Paper } from "../record/papers.ts";
import { digest } from "../text/bytes.ts";
import type { ProofRecord } from "./proof-json.ts";
import { readOrReport } from "./read-served.ts";
import type { Served } from "./served.ts";
import { readSums } from "./sums.ts";

/** A served site that notes what was read of it, so that no file need be asked for twice. */
export interface Noting extends Served {
  /** The digest of each file that was read, by its path; empty for one that could not be had, which was told then. */
  seen: ReadonlyMap<string, string>;
}

/** Makes a served site note what is read of it. */
export function noting(served: Served): Noting {
  const seen = new Map<string, string>();
  return {
    ...served,
    seen,
    read: async (path) => {
      seen.set(path.join("/"), "");
      const data = await served.read(path);
      if (data) seen.set(path.join("/"), digest(data));
      return data;
    },
  };
}

/** The digests that `SHA256SUMS` lists; nothing where there is none that could be read, which is told. */
export async function readSumsOf(served: Served, faults: Fault[]): Promise<Map<string, string> | undefined> {
  const place = { file: served.name + paths.sums };
  const data = await readOrReport(served, [paths.sums], place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "there is none", "build the site again, and publish all of it"));
    return undefined;
  }
  const sums = readSums(data);
  if (typeof sums !== "number") return sums;
  faults.push(error({ ...place, line: sums }, "this is no line of Stet's: a digest, two spaces, a new name"));
  return undefined;
}

/** How many files are asked for at a time. */
const atOnce = 8;

/** Does work for each of many things that a site is asked for, some at a time, until its run ends. */
export async function inParallel<T>(
  served: Served,
  things: Iterable<T>,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = things[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done && !served.ended?.(); next = waiting.next()) {
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** The articles and the papers of a site, as its proof tells them. */
interface Told {
  records: readonly ProofRecord[];
  papers: readonly Paper[];
}

/**
 * Holds every file of a site against `SHA256SUMS`: one that differs, one that is missing, and one that is not listed are differences.
 *
 * @param proof what `proof.json` tells; a page or source that is not the one that it tells of was told before
 */
export async function verifyFiles(
  served: Noting,
  sums: ReadonlyMap<string, string>,
  proof: Told,
  faults: Fault[],
): Promise<void> {
  reportUnlisted(served, sums, proof, faults);
  const claimed = claimsOf(proof.records);
  await inParallel(served, sums, async ([path, expected]) => {
    const found = served.seen.get(path) ?? (await digestOf(served, path, faults));
    const isTold = found === "" || found !== (claimed.get(path) ?? found);
    if (isTold || found === expected || leadsOn(served, path, found, proof)) return;
    const reason = `its SHA-256 is ${found}, ${paths.sums} says ${expected}`;
    const remedy = "something changed the file after it was built";
    faults.push(error({ file: nameOf(served, path) }, reason, remedy));
  });
}

/** The digests of pages and sources that `proof.json` tells. */
function claimsOf(records: readonly ProofRecord[]): Map<string, string> {
  return new Map(
    records.flatMap(({ slug, source, sha256, page }) => [
      [`${slug}/index.html`, page] as const,
      [source, sha256] as const,
    ]),
  );
}

function reportUnlisted(
  served: Served,
  sums: ReadonlyMap<string, string>,
  { records, papers }: Told,
  faults: Fault[],
): void {
  const slugs = new Set(records.map(({ slug }) => slug));
  // Articles that the proof does not name were told as such.
  const unknown = new Set(served.slugs?.().filter((slug) => !slugs.has(slug)));
  for (const path of served.files?.() ?? []) {
    const own = path === paths.sums || path === paths.signature;
    if (own || sums.has(path) || unknown.has(path.slice(0, path.indexOf("/")))) continue;
    faults.push(error({ file: nameOf(served, path) }, `${paths.sums} does not list this file`, "remove it"));
  }
  const fronts = papers.map((paper) => inPaper(paper, paths.front));
  for (const path of [paths.proof, ...fronts, ...claimsOf(records).keys()]) {
    if (sums.has(path)) continue;
    faults.push(error({ file: served.name + paths.sums }, `it does not list ${path}`, "publish again"));
  }
}

/** The digest of a file that was not read yet; empty where it could not be had, which is told. */
async function digestOf(served: Noting, path: string, faults: Fault[]): Promise<string> {
  const data = await readListed(served, path, faults);
  return data ? digest(data) : "";
}

/** A file that `SHA256SUMS` lists; nothing where it cannot be had, which is told. */
export async function readListed(served: Served, path: string, faults: Fault[]): Promise<Buffer | undefined> {
  const place = { file: nameOf(served, path) };
  const data = await readOrReport(served, path.split("/"), place, faults);
  if (data === "unreadable") return undefined;
  if (data) return data;
  if (!served.keepsBack?.(path)) faults.push(error(place, "the file is missing", "publish the whole site"));
  return undefined;
}

/** Whether a server with rules leads on from an old address to an article, where others show the page that does. */
function leadsOn(served: Served, path: string, found: string, { records, papers }: Told): boolean {
  if (served.files || !path.endsWith(".html")) return false;
  const isOwn = ownPaths(papers).includes(path) || records.some(({ slug }) => path.startsWith(`${slug}/`));
  return !isOwn && records.some(({ page }) => page === found);
}

/** How messages name a file: a page by its folder. */
export function nameOf(served: Served, path: string): string {
  return served.name + path.replace(/(^|\/)index\.html$/, "$1");
}
