import { markdownWords } from "../account/markdown-words.ts";
import { wireWords } from "../account/wire-words.ts";
import type { Word } from "../account/words.ts";
import { slugPath } from "../address/slug.ts";
import { error, type Fault, quoted, visible, warning } from "../faults/fault.ts";
import { aliasFile } from "../record/aliases.ts";
import type { Article } from "../record/article.ts";
import { civilDate, compareDates } from "../record/date.ts";
import { sourceOf } from "../source/kept.ts";
import { type Change, changedWords } from "./changed-words.ts";
import { type Edition, readText, readTold, type Told } from "./last-edition.ts";
import type { ProofRecord } from "./proof-json.ts";

/** The articles of the next edition, and those that are withheld from it. */
export interface Next {
  articles: readonly Article[];
  withheld: readonly Article[];
  /** The folder of articles, as messages name it. */
  folder: string;
}

/** What changed of an article since the last edition. */
export interface Edited {
  words: readonly Change[];
  headline?: Change | undefined;
}

/** How many articles are asked for at a time. */
const atOnce = 8;

/** How many changes of one article are told one by one. */
const mostTold = 5;

/**
 * What changed since the last edition without a word to the reader: texts and headlines with neither a later `updated` nor another
 * correction, addresses that would lead nowhere. Digests are compared first, and only what has another is read.
 *
 * @returns a warning for each, with the words before and after and the line to add to the metadata
 */
export async function silentEdits(edition: Edition, next: Next): Promise<Fault[]> {
  const changed = next.articles.filter((article) => mayDiffer(article, edition.records.get(article.slug)));
  const faults: Fault[] = [];
  const work = async () => {
    for (let article = changed.pop(); article; article = changed.pop()) {
      const found = await articleFaults(edition, article);
      // What could not be read in time has not changed for that.
      if (edition.served.ended?.() !== undefined) return;
      faults.push(...found);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  faults.push(...vanished(edition, next));
  const reason = edition.served.ended?.();
  if (reason === undefined) return faults;
  return [
    ...faults,
    error({ file: edition.served.name }, `${reason}; the last edition was not read to its end`),
  ];
}

/** Whether words or headline can be others. Editions made by earlier versions do not list their headlines. */
function mayDiffer({ sha256, headline, withdrawal, isPage }: Article, old: ProofRecord | undefined): boolean {
  // A page has neither a date nor corrections: it says what is true today.
  if (!old || withdrawal || isPage) return false;
  return old.sha256 !== sha256 || (old.headline !== undefined && old.headline !== headline);
}

async function articleFaults(edition: Edition, article: Article): Promise<Fault[]> {
  if (isTold(article, await readTold(edition, article.slug))) return [];
  const edited = await editedSince(edition, article);
  if (!edited) return [];
  const { words, headline } = edited;
  const remedy = `add \`updated: YYYY-MM-DD\` or a correction to the metadata; \`stet correct ${article.slug}\` writes one`;
  const told = (what: string, changes: readonly Change[]) =>
    changes
      .slice(0, 1)
      .map(({ line }) =>
        warning(
          { file: article.file, ...(changes === words && { line }) },
          `${what} changed since the last edition, and readers are not told: ${describedChanges(changes)}`,
          remedy,
        ),
      );
  return [told("words", words), told("the headline", headline ? [headline] : [])].flat();
}

/** Whether readers are told of changes: by a later update, or by a correction that the edition did not have. */
function isTold({ updated, corrections }: Article, old: Told): boolean {
  const before = old.updated === undefined ? undefined : civilDate(old.updated);
  if (updated && (!before || compareDates(updated, before) > 0)) return true;
  const known = new Set(old.corrections.map(({ date, text }) => `${date} ${text}`));
  return corrections.some(({ date, text }) => !known.has(`${date.iso} ${text}`));
}

/** What changed of an article since an edition; nothing if that does not have it. */
export async function editedSince(edition: Edition, article: Article): Promise<Edited | undefined> {
  const old = edition.records.get(article.slug);
  if (!old) return undefined;
  const headline =
    old.headline === undefined || old.headline === article.headline
      ? undefined
      : { line: 1, before: old.headline, after: article.headline };
  if (old.sha256 === article.sha256) return { words: [], headline };
  const text = await readText(edition, old);
  const after = wordsOf(article.form, sourceOf(article).source.text);
  if (text === undefined) return { words: [{ line: 1, before: "", after: "" }], headline };
  const before = wordsOf(old.form, text).map((word) => word.text);
  return { words: changedWords(before, after), headline };
}

function wordsOf(form: Article["form"], text: string): Word[] {
  return form === "wire" ? wireWords(text) : markdownWords(text);
}

/** Changes as a message tells them. */
export function describedChanges(changes: readonly Change[]): string {
  const told = changes.slice(0, mostTold).map(({ before, after }) => {
    const [old, own] = [visible(quoted(before)), visible(quoted(after))];
    if (before === "" && after === "") return "the edition's text cannot be read";
    if (before === "") return `${own} was added`;
    return after === "" ? `${old} was removed` : `${old} became ${own}`;
  });
  const more = changes.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

/** Addresses of the edition that would lead nowhere. */
function vanished({ records }: Edition, { articles, withheld, folder }: Next): Fault[] {
  const living = new Set(articles.map(({ slug }) => slug));
  const led = new Set(articles.flatMap((article) => article.aliases.map((alias) => aliasFile(alias))));
  const gone = [...records.values()].filter(
    ({ slug }) => !living.has(slug) && !led.has(`${slug}/index.html`),
  );
  if (gone.length === 0) return [];
  const fresh = new Map(articles.filter(({ slug }) => !records.has(slug)).map((each) => [each.sha256, each]));
  const kept = new Map(withheld.map((article) => [article.slug, article]));
  return gone.map((record) => goneFault(record, fresh.get(record.sha256), kept.get(record.slug), folder));
}

function goneFault(
  { slug, headline }: ProofRecord,
  moved: Article | undefined,
  withheld: Article | undefined,
  folder: string,
): Fault {
  const address = `/${slugPath(slug)}/`;
  if (moved) {
    const reason = `the article stands at ${address} in the last edition, and that address would lead nowhere`;
    return warning({ file: moved.file }, reason, `add \`aliases: [${address}]\` to its metadata`);
  }
  const notice = "`status: withdrawn` and a `withdrawal` with `date` and `text`";
  if (withheld) {
    const reason = `the article stands at ${address} in the last edition, and is withheld from this one`;
    return warning({ file: withheld.file }, reason, `publish it, or give it ${notice}`);
  }
  const named = headline === undefined ? "" : `, ${visible(quoted(headline))},`;
  return warning(
    { file: folder },
    `the article at ${address}${named} of the last edition is gone`,
    `bring it back with ${notice}, or add \`aliases: [${address}]\` to the article in its place`,
  );
}
