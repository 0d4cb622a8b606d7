import { readFileSync } from "node:fs";
import { Parser } from "htmlparser2";
import { z } from "zod";
import { slugPath, slugProblem } from "../address/slug.ts";
import { error, type Fault, isError, isFault, type Place, PressError } from "../faults/fault.ts";
import { type ArticlesFolder, loadArticles } from "../record/articles.ts";
import { loadPublication } from "../record/publication.ts";
import { read, type Source } from "../source/utf8.ts";
import { digest } from "../text/bytes.ts";
import { compare, described, type ProofRecord, readBack } from "./prove.ts";
import type { Served } from "./served.ts";

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

const digestText = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const proofShape = z.object({
  version: z.literal(1),
  articles: z.array(
    z
      .object({
        slug: z.string().refine((slug) => slugProblem(slug) === undefined),
        source: z.string(),
        form: z.enum(["wire", "markdown"]),
        sha256: digestText,
        bytes: count,
        words: count,
        page: digestText,
      })
      .refine(({ slug, source, form }) => source === `${slug}/source.${form === "wire" ? "txt" : "md"}`),
  ),
  totals: z.object({ articles: count, words: count }),
});

/** Where the sources at hand lie, and how messages name them. */
export interface Sources {
  articles: ArticlesFolder;
  metadata: { path: string; shown: string };
}

/** A source at hand, to hold a page against. */
interface Original {
  file: string;
  source: Source;
}

/**
 * Checks a site from the bytes it serves: every page against its source, word for word, and every digest.
 *
 * @param served the site
 * @param sources the sources at hand; without them each page is held against the source file that the site itself serves
 * @param onArticle told how many articles are done
 * @throws PressError if the sources at hand are faulty
 */
export async function verify(
  served: Served,
  sources?: Sources,
  onArticle: (done: number, total: number) => void = () => {},
): Promise<Verified> {
  const result: Verified = { articles: 0, words: 0, lost: 0, added: 0, changed: 0, faults: [] };
  const originals = sources && readOriginals(sources);
  const records = await readProof(served, result.faults);
  if (!records) return result;
  if (originals) compareLists(served, records, originals, result.faults);
  reportUnknown(served, records, result.faults);
  const waiting = [...records];
  const work = async () => {
    for (let record = waiting.shift(); record; record = waiting.shift()) {
      await verifyArticle(served, record, originals?.get(record.slug), result);
      onArticle(++result.articles, records.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await verifyFront(served, records, originals, result);
  result.faults.sort((a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0));
  return result;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The articles at hand that are to be published, by slug. */
function readOriginals({ articles: folder, metadata }: Sources): Map<string, Original> {
  const publication = loadPublication(metadata);
  if (Array.isArray(publication)) throw new PressError(publication);
  const { articles, faults } = loadArticles(folder, publication);
  if (faults.some(isError)) throw new PressError(faults.filter(isError));
  const originals = new Map<string, Original>();
  for (const article of articles) {
    const source = read(article.file, readFileSync(article.path));
    if (isFault(source)) throw new PressError([source]);
    originals.set(article.slug, { file: article.file, source });
  }
  return originals;
}

/** `proof.json`, or nothing where it is missing or says nothing that could be checked. */
async function readProof(served: Served, faults: Fault[]): Promise<ProofRecord[] | undefined> {
  const place = { file: `${served.name}proof.json` };
  const remedy = "give the address or the folder of a site that Stet built";
  const data = await readOrReport(served, ["proof.json"], place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "there is none", remedy));
    return undefined;
  }
  const proof = proofShape.safeParse(parseJson(data));
  if (!proof.success) {
    const issue = proof.error.issues[0];
    const where = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
    faults.push(error(place, `this is no proof of Stet's${where}`, remedy));
    return undefined;
  }
  const { articles, totals } = proof.data;
  const words = articles.reduce((sum, article) => sum + article.words, 0);
  if (totals.articles !== articles.length || totals.words !== words) {
    faults.push(error(place, "the totals are not those of its articles"));
  }
  return articles;
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}

async function readOrReport(
  served: Served,
  path: readonly string[],
  place: Place,
  faults: Fault[],
): Promise<Buffer | undefined | "unreadable"> {
  try {
    return await served.read(path);
  } catch (thrown) {
    faults.push(error(place, thrown instanceof Error ? thrown.message : String(thrown)));
    return "unreadable";
  }
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

/** The page of a folder as text. */
async function readPage(
  served: Served,
  folder: readonly string[],
  faults: Fault[],
): Promise<string | undefined> {
  const place = { file: served.name + folder.map((name) => `${name}/`).join("") };
  const data = await readOrReport(served, [...folder, "index.html"], place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "the page is missing", "publish it"));
    return undefined;
  }
  const html = data.toString("utf8");
  if (Buffer.from(html).equals(data)) return html;
  faults.push(error(place, "the page is not valid UTF-8"));
  return undefined;
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

/** The source file that the site serves, if it is the one that `proof.json` tells of. */
async function readSource(served: Served, record: ProofRecord, faults: Fault[]): Promise<Source | undefined> {
  const file = served.name + record.source;
  const data = await readOrReport(served, record.source.split("/"), { file }, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error({ file }, "the source is missing", "publish it"));
    return undefined;
  }
  const found = digest(data);
  if (found !== record.sha256 || data.length !== record.bytes) {
    const reason = `the source's SHA-256 is ${found} at ${data.length} bytes, proof.json says ${record.sha256} at ${record.bytes}`;
    faults.push(error({ file }, reason, "something changed the file after it was built"));
  }
  const source = read(file, data);
  if (!isFault(source)) return source;
  faults.push(source);
  return undefined;
}

/** Compares a page's body with a source. Returns how many words the source has. */
function compareTexts(
  form: ProofRecord["form"],
  { file, source }: Original,
  html: string,
  page: string,
  result: Verified,
  base = "",
): number {
  const { words, differences, problems } = compare({ form, text: source.text, html, base });
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

/** The canonical address of a page. */
function canonical(html: string): string | undefined {
  let address: string | undefined;
  const parser = new Parser({
    onopentag(name, { rel, href }) {
      if (name === "link" && rel === "canonical") address ??= href;
      if (name === "body") parser.pause();
    },
  });
  parser.write(html);
  return address;
}

/** The last folder of an address. */
function slugOf(address: string | undefined): string | undefined {
  try {
    return decodeURIComponent(new URL(address ?? "").pathname.split("/").at(-2) ?? "");
  } catch {
    return undefined;
  }
}
