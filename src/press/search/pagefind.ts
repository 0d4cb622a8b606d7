import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CustomRecord, createIndex, type IndexFile } from "pagefind";
import { articlePath } from "../address/address.ts";
import { error, PressError } from "../faults/fault.ts";
import { formatDate } from "../languages/dates.ts";
import { languageFor } from "../languages/index.ts";
import { warningOf } from "../languages/warning.ts";
import type { Article } from "../record/article.ts";
import type { Site } from "../site/site.ts";
import { partOf } from "../source/line-parts.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { pack, type SumFile, summed, unpack } from "./pack.ts";

/** A part with fewer articles is not kept in the cache, for it is made in no time, and each has a file of its own. */
const fewArticles = 100;

/**
 * How many articles of a larger part share a file of quotable text. What a site costs to write and to publish is its number of
 * files; what a reader fetches is one such file, some 4 kB, for a result.
 */
const articlesInFile = 4;

/** An article was replaced or removed in the site's folder while the site was indexed. */
export class Replaced extends PressError {}

/**
 * The files of one part: as the last build made them of the same articles, or made anew.
 *
 * @param press the digest of all that decides how articles come out and is not an article
 * @throws PressError if Pagefind does not run on this machine, or refuses an article; `Replaced` if the folder has another text of
 *   one than the site
 */
export async function partFiles(making: Making, press: string, store: Store): Promise<SumFile[]> {
  const { articles, withEngine } = making;
  const origins = articles.flatMap(({ origin, slug }) => [origin, slug]);
  const key = digest(JSON.stringify([press, withEngine, ...origins]));
  const kept = store.take("search", key)?.files.get(packName);
  if (kept !== undefined) return unpack(readFileSync(kept));
  const files = summed(await whileAlive(makeIndex(making)));
  if (articles.length >= fewArticles)
    await store.keep("search", key, (entry) => writeFileSync(join(entry, packName), pack(files)));
  return files;
}

const packName = "index.pack";

/** What a search finds an article by and shows of it, but for its text. */
type Card = Required<Pick<CustomRecord, "url" | "language" | "meta" | "filters">>;

/** Pagefind searches `meta`, the headline above all; `filters` only come along, for what no reader would search. */
function cardOf(article: Article, language: string, { publication }: Site): Card {
  const texts = languageFor(article.language, publication.language);
  return {
    url: articlePath(article),
    language,
    meta: {
      title: article.headline,
      ...(article.warning !== undefined && { warning: warningOf(article, texts) ?? "" }),
      ...(article.standfirst && { standfirst: article.standfirst }),
      ...(!article.isPage && { date: formatDate(article.date, texts, publication.calendars) }),
      ...(article.authors.length > 0 && { authors: article.authors.map(({ name }) => name).join(", ") }),
      ...(article.section && { section: article.section }),
      ...(article.topics.length > 0 && { topics: article.topics.join(", ") }),
    },
    filters: { language: [article.language], ...(!article.isPage && { date: [article.date.iso] }) },
  };
}

/** Languages without spaces between words. Pagefind parts their words in the text, but not in `meta`. */
const unspaced = new Set(["zh", "ja", "th"]);

/** The text that is searched and quoted. What a result shows anyway, headline and standfirst, is no part of it where `meta` serves. */
function contentOf(article: Article, language: string, folder: string): string {
  const record = recordOf(article, folder);
  if (record?.proof.sha256 !== article.sha256) throw replaced(article);
  const byline = partOf(article.parts, "byline")?.text ?? "";
  const caption = partOf(article.parts, "caption")?.text ?? "";
  const texts = [
    byline,
    ...record.text,
    caption,
    ...(unspaced.has(language) ? [article.standfirst ?? "", article.headline] : []),
  ];
  return texts.filter((text) => text !== "").join(" ");
}

/** The part of `article.json` that an index needs. */
interface TextRecord {
  text: string[];
  proof: { sha256: string };
}

function recordOf({ slug }: Article, folder: string): TextRecord | undefined {
  const file = join(folder, slug, "article.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** The text of an article comes from the disk, and another one must never be kept for this one's. */
function replaced({ file }: Article): Replaced {
  return new Replaced([
    error({ file }, "the article was replaced while the site was indexed", "build again"),
  ]);
}

/** What a part is made from. */
export interface Making {
  articles: readonly Article[];
  language: string;
  site: Site;
  /** The site's folder, with `article.json` of each of the articles in it. */
  folder: string;
  /** Whether it holds Pagefind's engine. */
  withEngine: boolean;
}

/** How many records Pagefind is sent in a row, before its answers are waited for: it takes them in their order. */
const recordsAtOnce = 100;

/** The files of one part. Pagefind comes to the same bytes whenever records come in the same order. */
async function makeIndex({ articles, language, site, folder, withEngine }: Making): Promise<IndexFile[]> {
  const few = articles.length < fewArticles;
  const config = few ? {} : { maxFragments: Math.ceil(articles.length / articlesInFile) };
  const { index, errors } = await createIndex(config).catch(refused);
  if (!index) throw failure("pagefind", errors);
  for (let sent = 0; sent < articles.length; sent += recordsAtOnce) {
    const some = articles.slice(sent, sent + recordsAtOnce);
    const answers = some.map((article) =>
      index
        .addCustomRecord({
          ...cardOf(article, language, site),
          content: contentOf(article, language, folder),
        })
        .catch(refused),
    );
    for (const [at, { errors: told }] of (await Promise.all(answers)).entries())
      if (told.length > 0) throw failure(some[at]?.file ?? "", told);
  }
  const made = await index.getFiles().catch(refused);
  if (!made.files) throw failure("pagefind", made.errors);
  await index.deleteIndex();
  return usedFiles(made.files, withEngine).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Pagefind tells some of its errors in answers, and throws others. */
function refused(cause: unknown): { errors: string[]; index?: undefined; files?: undefined } {
  return { errors: [String(cause)] };
}

/**
 * Pagefind is a process of its own, and its package does not tell when it dies: nothing would be left to wait for, and this process
 * would end without a word.
 */
async function whileAlive<T>(work: Promise<T>): Promise<T> {
  let died = () => {};
  const death = new Promise<never>((_, reject) => {
    died = () => reject(failure("pagefind", ["Pagefind ended before it was done"]));
  });
  process.once("beforeExit", died);
  // A process that listens to the one that started it always has something left to wait for.
  const channel = process.listenerCount("message") > 0 ? process.channel : undefined;
  channel?.unref();
  try {
    return await Promise.race([work, death]);
  } finally {
    channel?.ref();
    process.off("beforeExit", died);
  }
}

/** @param reasons only the first line of each is told: Pagefind repeats the whole article in the others */
function failure(file: string, reasons: readonly unknown[]): PressError {
  const told = reasons.map((reason) => String(reason).split("\n", 1)).join("; ");
  const remedy = "run `npm ci` on a machine that Pagefind supports, or write `search: off` in the metadata";
  return new PressError([error({ file }, `no search index can be made: ${told}`, remedy)]);
}

/** Leaves out Pagefind's own interfaces, and filters, which the search page does not ask for. */
function usedFiles(files: readonly IndexFile[], withEngine: boolean): IndexFile[] {
  const entry = files.find(({ path }) => path === "pagefind-entry.json");
  const { languages }: { languages: Record<string, { wasm: string | null }> } = JSON.parse(
    Buffer.from(entry?.content ?? "{}").toString("utf8"),
  );
  const stemmers = Object.values(languages).map(({ wasm }) => `wasm.${wasm ?? "unknown"}.pagefind`);
  const engine = new Set(["pagefind.js", "pagefind-worker.js", ...stemmers]);
  return files.filter(
    (file) =>
      file === entry ||
      /^(?:fragment|index)\/|\.pf_meta$/.test(file.path) ||
      (withEngine && engine.has(file.path)),
  );
}
