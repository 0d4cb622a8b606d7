import { countOf, lengthOf } from "../account/length.ts";
import { depthOf, relativeLink } from "../address/address.ts";
import { paths } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import { error, type Fault } from "../faults/fault.ts";
import { clock, type Now, nowOf } from "../record/now.ts";
import type { Paper } from "../record/papers.ts";
import { partOf } from "../source/line-parts.ts";
import { digest } from "../text/bytes.ts";
import { checkFeeds } from "./check-feeds.ts";
import { checkLists } from "./check-lists.ts";
import { compareEdition } from "./compare-edition.ts";
import { compareLists, type Original, type Originals, readOriginals, type Sources } from "./originals.ts";
import { compareRecords, otherPress } from "./other-press.ts";
import { moreEntries, sectionFolder } from "./page-facts.ts";
import type { ProofRecord } from "./proof-json.ts";
import { compare, described } from "./prove.ts";
import { readBack } from "./read-back.ts";
import { canonical, readPage, readProof, readSource, slugOf } from "./read-served.ts";
import { type Served, servedFolder } from "./served.ts";
import { inParallel, type Noting, noting, readSumsOf, verifyFiles } from "./served-files.ts";
import { checkSayings, type Facts, readFacts } from "./site-records.ts";

/** What a verification found. */
export interface Verified {
  articles: number;
  words: number;
  /** Of articles whose script has no spaces, characters are counted in place of words. */
  characters: number;
  lost: number;
  added: number;
  changed: number;
  /** Every difference, by its place in the source. */
  faults: Fault[];
}

/** How many differences of one page are told one by one; all are counted. */
const mostTold = 20;

/**
 * Checks a site from the bytes it serves: every page against its source, word for word, and every file against its digest.
 *
 * @param site the site
 * @param sources the sources at hand; without them each page is held against the source file that the site itself serves
 * @param now what is dated later need not be on the site
 * @throws PressError if the sources at hand are faulty
 */
export async function verify(site: Served, sources?: Sources, now: Now = clock()): Promise<Verified> {
  const served = noting(site);
  const result: Verified = {
    articles: 0,
    words: 0,
    characters: 0,
    lost: 0,
    added: 0,
    changed: 0,
    faults: [],
  };
  const originals = sources && readOriginals(sources, now);
  reportOddities(served, result.faults);
  const proof = await readProof(served, result.faults);
  if (!proof) return ended(served, result);
  const { records, press, papers } = proof;
  if (originals) compareLists(served, records, originals, result.faults);
  reportUnknown(served, records, result.faults);
  const check: Check = { served, records, papers, originals, result, told: new Set(), facts: new Map() };
  const dates = records.flatMap(({ slug }) => originals?.get(slug)?.date ?? []);
  // An edition has articles.
  if (sources?.anew && dates.length > 0) {
    await sources.anew(nowOf(dates), (edition) => verifyAgainst(edition, press, check));
  } else await verifyFrom(check);
  return ended(served, result);
}

/** A verification while it goes on. */
interface Check {
  served: Noting;
  records: readonly ProofRecord[];
  papers: readonly Paper[];
  originals: Originals | undefined;
  result: Verified;
  /** The paths of the pages whose bodies differ. */
  told: Set<string>;
  /** What the articles' records say, by slug, where the site is held against itself. */
  facts: Map<string, Facts>;
  /** The folder of the edition that was built anew. */
  edition?: string;
}

/** Compares with an edition: every byte of what the same version of the press made. */
async function verifyAgainst(edition: string, press: string | undefined, check: Check): Promise<void> {
  const { served, records, originals, result } = check;
  const ours = await readProof(servedFolder(edition), []);
  if (press === ours?.press) return verifyFrom({ ...check, edition });
  result.faults.push(otherPress(served, press, ours?.press));
  const slugs = records.map(({ slug }) => slug).filter((slug) => originals?.has(slug));
  await compareRecords(served, edition, slugs, result.faults);
  return verifyFrom(check);
}

async function verifyFrom(check: Check): Promise<void> {
  const { served, records, papers, originals, result, edition } = check;
  const listed = await readSumsOf(served, result.faults);
  await inParallel(served, records, async (record) => {
    await verifyArticle(check, record);
    result.articles++;
  });
  for (const paper of papers) await verifyFront(check, paper);
  if (edition === undefined) {
    if (!listed) return;
    await checkLists(served, listed, records, check, result.faults);
    await checkFeeds(served, listed, { ...check, textOf: (record) => textOf(check, record) }, result.faults);
    await verifyFiles(served, listed, { records, papers }, result.faults);
    return;
  }
  const onSite = new Set(records.map(({ slug }) => slug));
  const unknown = new Set(served.slugs?.());
  const isStray = (path: string) => {
    const slug = path.slice(0, Math.max(path.indexOf("/"), 0));
    const isMissing = originals?.has(slug) && !onSite.has(slug);
    return isMissing || ((onSite.has(slug) || unknown.has(slug)) && !originals?.has(slug));
  };
  await compareEdition({ ...check, edition, listed, isStray }, result.faults);
}

/** The result, its faults in order; with a fault where the run ended before all was read. */
function ended(served: Served, result: Verified): Verified {
  const reason = served.ended?.();
  if (reason !== undefined) {
    const place = { file: served.name };
    result.faults.push(error(place, `${reason}; the rest was not checked`, "look at what the server sends"));
  }
  result.faults.sort((a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
  return result;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What could not be served from a folder: links to nowhere, pipes, sockets. */
function reportOddities(served: Served, faults: Fault[]): void {
  for (const { path, reason } of served.oddities?.() ?? []) {
    faults.push(error({ file: served.name + path }, reason, "remove it"));
  }
}

/** Articles that the site has and its proof does not name. */
function reportUnknown(served: Served, records: readonly ProofRecord[], faults: Fault[]): void {
  const known = new Set(records.map((record) => record.slug));
  for (const slug of served.slugs?.() ?? []) {
    if (known.has(slug)) continue;
    faults.push(
      error({ file: `${served.name}${slug}/` }, "proof.json does not name this article", "build again"),
    );
  }
}

async function verifyArticle(check: Check, record: ProofRecord): Promise<void> {
  const { served, originals, result, edition, told } = check;
  const { faults } = result;
  const folder = `${served.name}${record.slug}/`;
  const html = await readPage(served, [record.slug], faults);
  // What differs from the edition is told in words, not by its digest.
  if (html !== undefined && edition === undefined) checkPage(record, html, folder, faults);
  const original = originals?.get(record.slug);
  const own = edition && original ? undefined : await readSource(served, record, faults);
  if (edition === undefined) {
    const parts = html?.includes("data-lines=") ? readBack(html).parts : [];
    const facts = await readFacts(served, record, own, parts, faults);
    const headlineLines = partOf(parts, "headline")?.lines;
    const shown = { section: sectionFolder(html ?? ""), more: moreEntries(html ?? "") };
    if (facts) check.facts.set(record.slug, { ...facts, headlineLines, ...shown });
    if (facts && html !== undefined) checkSayings(html, facts, folder, true, faults);
  }
  if (original && original.source.sha256 !== record.sha256) {
    const reason = `${folder} was made from another text: SHA-256 ${record.sha256} there, ${original.source.sha256} here`;
    faults.push(error({ file: original.file }, reason, "publish again, or take back the change"));
  }
  const against = original ?? (own && { file: own.file, source: own });
  if (!against || html === undefined) return;
  const before = faults.length;
  compareTexts(record.form, against, html, folder, result);
  if (faults.length > before) told.add(`${record.slug}/index.html`);
  const length = countOf(lengthOf(record.form, against.source.text));
  if ("words" in length) result.words += length.words;
  else result.characters += length.characters;
  const [found, said] = [length, record].map(lengthText);
  if (against.source.sha256 === record.sha256 && found !== said) {
    faults.push(error({ file: against.file }, `the text has ${found}, proof.json says ${said}`));
  }
}

function checkPage(record: ProofRecord, html: string, folder: string, faults: Fault[]): void {
  const found = digest(html);
  if (found !== record.page) {
    const reason = `the page's SHA-256 is ${found}, proof.json says ${record.page}`;
    faults.push(error({ file: folder }, reason, "something changed the page after it was built"));
  }
  if (!html.includes(record.sha256)) {
    faults.push(error({ file: folder }, `the page does not state its source's SHA-256 ${record.sha256}`));
  }
}

function lengthText({
  words,
  characters,
}: {
  words?: number | undefined;
  characters?: number | undefined;
}): string {
  return characters === undefined ? `${words} words` : `${characters} characters`;
}

/** Compares a page's body with a source. */
function compareTexts(
  form: ProofRecord["form"],
  { file, source, verse, parts }: Original,
  html: string,
  page: string,
  result: Verified,
  base = "",
): void {
  const { differences, problems } = compare({
    form,
    text: source.text,
    html,
    base,
    ...(verse !== undefined && { verse }),
    ...(parts !== undefined && { parts }),
  });
  for (const { kind } of differences) result[kind]++;
  for (const difference of differences.slice(0, mostTold)) {
    result.faults.push(error({ file, line: difference.line }, `a word ${described(difference)} in ${page}`));
  }
  const more = differences.length - mostTold;
  if (more > 0) result.faults.push(error({ file }, `${more} more words differ in ${page}`));
  for (const { line, reason } of problems.slice(0, mostTold)) {
    result.faults.push(error({ file, ...(line !== undefined && { line }) }, `${reason}, in ${page}`));
  }
}

/** A paper's front page may hold an article in full, too: the one that it names as its canonical address. */
async function verifyFront(check: Check, { home }: Paper): Promise<void> {
  const { served, records, originals, result, told } = check;
  const folder = served.name + home;
  const html = await readPage(served, home.split("/").filter(Boolean), result.faults);
  if (html === undefined || records.length === 0) return;
  const slug = slugOf(canonical(html));
  const record = records.find((each) => each.slug === slug);
  // A publication's own front page may name articles only.
  if (!record && !readBack(html).found) return;
  if (!record) {
    const reason = "the front page does not name the article that it shows as its canonical address";
    result.faults.push(error({ file: folder }, reason));
    return;
  }
  const facts = check.facts.get(record.slug);
  if (facts) checkSayings(html, facts, folder, false, result.faults);
  const own = originals?.get(record.slug) ?? (await ownSource(served, record));
  if (!own) return;
  const before = result.faults.length;
  const base = relativeLink(`${slugPath(record.slug)}/`, depthOf(home));
  compareTexts(record.form, own, html, folder, result, base);
  if (result.faults.length > before) told.add(home + paths.front);
}

/** The source that the site serves. Its faults were told with the article's own page. */
async function ownSource(served: Served, record: ProofRecord): Promise<Original | undefined> {
  const source = await readSource(served, record, []);
  return source && { file: source.file, source };
}

/** The text of an article's source: the one at hand, else the one that the site serves. */
async function textOf({ served, originals }: Check, record: ProofRecord): Promise<string | undefined> {
  const original = originals?.get(record.slug) ?? (await ownSource(served, record));
  return original?.source.text;
}
