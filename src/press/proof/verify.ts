import { readFileSync } from "node:fs";
import { slugPath } from "../address/slug.ts";
import { error, type Fault, isError, isFault, PressError } from "../faults/fault.ts";
import { type ArticlesFolder, loadArticles } from "../record/articles.ts";
import { clock, type Now } from "../record/now.ts";
import { loadPublication } from "../record/publication.ts";
import { sourceOf } from "../source/kept.ts";
import { read, type Source } from "../source/utf8.ts";
import { digest } from "../text/bytes.ts";
import type { ProofRecord } from "./proof-json.ts";
import { compare, described } from "./prove.ts";
import { readBack } from "./read-back.ts";
import { canonical, readPage, readProof, readSource, slugOf } from "./read-served.ts";
import type { Served } from "./served.ts";
import { noting, readSumsOf, verifyFiles } from "./served-files.ts";

/** What a verification found. */
export interface Verified {
  articles: number;
  words: number;
  lost: number;
  added: number;
  changed: number;
  /** Every difference, by its place in the source. */
  faults: Fault[];
}

/** How many differences of one page are told one by one; all are counted. */
const mostTold = 20;

/** How many articles are asked for at a time. */
const atOnce = 8;

/** Where the sources at hand lie, and how messages name them. */
export interface Sources {
  articles: ArticlesFolder;
  metadata: { path: string; shown: string };
}

/** A source at hand, to hold a page against. */
interface Original {
  file: string;
  source: Source;
  /** Whether it is verse, where its metadata are at hand. */
  verse?: boolean;
}

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
  const result: Verified = { articles: 0, words: 0, lost: 0, added: 0, changed: 0, faults: [] };
  const originals = sources && readOriginals(sources, now);
  reportOddities(served, result.faults);
  const records = await readProof(served, result.faults);
  if (!records) return ended(served, result);
  const sums = await readSumsOf(served, result.faults);
  if (originals) compareLists(served, records, originals, result.faults);
  reportUnknown(served, records, result.faults);
  const waiting = [...records];
  const work = async () => {
    for (let record = waiting.shift(); record && !served.ended?.(); record = waiting.shift()) {
      await verifyArticle(served, record, originals?.get(record.slug), result);
      result.articles++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await verifyFront(served, records, originals, result);
  if (sums) await verifyFiles(served, sums, records, result.faults);
  return ended(served, result);
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

/** The articles at hand that are to be published, by slug. */
function readOriginals({ articles: folder, metadata }: Sources, now: Now): Map<string, Original> {
  const publication = loadPublication(metadata);
  if (Array.isArray(publication)) throw new PressError(publication);
  const { articles, faults } = loadArticles(folder, publication, now);
  if (faults.some(isError)) throw new PressError(faults.filter(isError));
  const originals = new Map<string, Original>();
  for (const article of articles) {
    const source =
      article.notice === undefined
        ? read(article.file, readFileSync(article.path))
        : sourceOf(article).source;
    if (isFault(source)) throw new PressError([source]);
    const verse = article.parting === "verse";
    originals.set(article.slug, { file: article.file, source, verse });
  }
  return originals;
}

function compareLists(
  served: Served,
  records: readonly ProofRecord[],
  originals: ReadonlyMap<string, Original>,
  faults: Fault[],
): void {
  const onSite = new Set(records.map((record) => record.slug));
  for (const [slug, { file }] of originals) {
    if (!onSite.has(slug)) faults.push(error({ file }, `${served.name}${slug}/ is missing`, "publish it"));
  }
  for (const { slug } of records) {
    if (!originals.has(slug)) {
      const place = { file: `${served.name}${slug}/` };
      faults.push(error(place, "this article is not among the sources", "add its source, or publish again"));
    }
  }
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

async function verifyArticle(
  served: Served,
  record: ProofRecord,
  original: Original | undefined,
  result: Verified,
): Promise<void> {
  const { faults } = result;
  const folder = `${served.name}${record.slug}/`;
  const html = await readPage(served, [record.slug], faults);
  if (html !== undefined) checkPage(record, html, folder, faults);
  const own = await readSource(served, record, faults);
  if (original && original.source.sha256 !== record.sha256) {
    const reason = `${folder} was made from another text: SHA-256 ${record.sha256} there, ${original.source.sha256} here`;
    faults.push(error({ file: original.file }, reason, "publish again, or take back the change"));
  }
  const against = original ?? (own && { file: own.file, source: own });
  if (!against || html === undefined) return;
  const words = compareTexts(record.form, against, html, folder, result);
  result.words += words;
  if (against.source.sha256 === record.sha256 && words !== record.words) {
    const reason = `the text has ${words} words, proof.json says ${record.words}`;
    faults.push(error({ file: against.file }, reason));
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

/** Compares a page's body with a source. Returns how many words the source has. */
function compareTexts(
  form: ProofRecord["form"],
  { file, source, verse }: Original,
  html: string,
  page: string,
  result: Verified,
  base = "",
): number {
  const { words, differences, problems } = compare({
    form,
    text: source.text,
    html,
    base,
    ...(verse !== undefined && { verse }),
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
  return words;
}

/** The front page holds an article in full, too: the one that it names as its canonical address. */
async function verifyFront(
  served: Served,
  records: readonly ProofRecord[],
  originals: ReadonlyMap<string, Original> | undefined,
  result: Verified,
): Promise<void> {
  const html = await readPage(served, [], result.faults);
  if (html === undefined || records.length === 0) return;
  const slug = slugOf(canonical(html));
  const record = records.find((each) => each.slug === slug);
  // A publication's own front page may name articles only.
  if (!record && !readBack(html).found) return;
  if (!record) {
    const reason = "the front page does not name the article that it shows as its canonical address";
    result.faults.push(error({ file: served.name }, reason));
    return;
  }
  const unheard: Fault[] = [];
  const own = originals?.get(record.slug) ?? (await ownSource(served, record, unheard));
  if (own) compareTexts(record.form, own, html, served.name, result, `${slugPath(record.slug)}/`);
}

/** The source that the site serves. Its faults were told with the article's own page. */
async function ownSource(
  served: Served,
  record: ProofRecord,
  unheard: Fault[],
): Promise<Original | undefined> {
  const source = await readSource(served, record, unheard);
  return source && { file: source.file, source };
}
