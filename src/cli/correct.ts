import { existsSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { DateTime } from "luxon";
import { lastEdition } from "../press/build/edits.ts";
import { type Places, placesOf } from "../press/build/places.ts";
import { error, isError, PressError } from "../press/faults/fault.ts";
import { nearest } from "../press/faults/nearest.ts";
import { describedChanges, type Edited, editedSince } from "../press/proof/silent-edits.ts";
import { type NewCorrection, withCorrection } from "../press/record/add-correction.ts";
import type { Article } from "../press/record/article.ts";
import { loadArticles } from "../press/record/articles.ts";
import { parseDate } from "../press/record/date.ts";
import { clock } from "../press/record/now.ts";
import { loadPublication } from "../press/record/publication.ts";
import { sourceOf } from "../press/source/kept.ts";
import { fold } from "../press/text/white-space.ts";
import { readArguments } from "./arguments.ts";
import { tell } from "./report.ts";

const help = `
stet correct [options] SLUG

Shows what changed of an article since the last edition, and begins its correction: an entry in its metadata, with the date and, where
one stretch of words changed, the words before and after. No other line is touched. Until somebody says in the entry's text what
was wrong, the article is not built.

  --since WHERE    the last edition, by its address or its folder (what stands in --output)
  --date DATE      the correction's date, YYYY-MM-DD (today)
  --articles DIR   the folder of articles (articles)
  --metadata FILE  the publication's metadata (metadata.yaml)
  --output DIR     where the site stands (dist)
  --publication FOLDER  the publication, where it is not the current folder
  --help           this text
`;

/** `stet correct`. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(help, args, {
    since: { type: "string" },
    date: { type: "string" },
    articles: { type: "string" },
    metadata: { type: "string" },
    output: { type: "string" },
    publication: { type: "string", default: "." },
  });
  const [slug, ...others] = positionals;
  const date = values.date === undefined ? undefined : parseDate(values.date);
  const problem =
    slug === undefined || others.length > 0
      ? "which article? stet correct SLUG; --help says more"
      : date && "reason" in date && `--date: ${date.reason}; ${date.remedy}`;
  if (problem || slug === undefined) {
    console.error(problem);
    process.exitCode = 2;
    return;
  }
  try {
    const places = placesOf(values.publication, values);
    const article = articleOf(places, slug);
    const edited = await editedOf(places, article, values.since);
    show(article, edited);
    if (edited.words.length === 0 && !edited.headline) return;
    // A source may not change when the day does: the day is written down here, once.
    const day = values.date ?? DateTime.local().toISODate();
    const written = write(article, { date: day, ...wordsOf(article, edited) });
    console.log(`wrote a correction into ${written}`);
    console.log("next: say in its text what was wrong, then stet build");
  } catch (thrown) {
    tell(thrown);
  }
}

/** @throws PressError if there is no such article, or its files have errors */
function articleOf(places: Places, slug: string): Article {
  const publication = loadPublication(places.metadata);
  if (Array.isArray(publication)) throw new PressError(publication);
  const { articles, drafts, toCome, faults } = loadArticles(places.articles, publication, clock());
  const all = [...articles, ...toCome, ...drafts];
  const article = all.find((each) => each.slug === slug);
  if (article) {
    // Other articles may wait for their corrections to be written.
    const own = faults.filter(
      (fault) => isError(fault) && [article.file, beside(article.file)].includes(fault.file),
    );
    if (own.length > 0) throw new PressError(own);
    return article;
  }
  const near = nearest(
    slug,
    all.map((each) => each.slug),
  );
  const remedy =
    near === undefined ? "give the name of an article's folder on the site" : `did you mean ${near}?`;
  throw new PressError([
    error({ file: places.articles.shown }, `no article has the slug \`${slug}\``, remedy),
  ]);
}

/** @throws PressError if there is no edition, or it does not have the article */
async function editedOf(places: Places, article: Article, since: string | undefined): Promise<Edited> {
  const edition = await lastEdition(places, since);
  if (Array.isArray(edition)) throw new PressError(edition);
  const remedy = "name the last edition with --since";
  if (!edition)
    throw new PressError([error({ file: places.output.shown }, "there is nothing to compare with", remedy)]);
  const edited = await editedSince(edition, article);
  if (edited) return edited;
  throw new PressError([error({ file: article.file }, `${edition.served.name} does not have it`, remedy)]);
}

function show({ file }: Article, { words, headline }: Edited): void {
  if (headline) console.log(`${file}: the headline ${describedChanges([headline])}`);
  for (const change of words) console.log(`${file}:${change.line}: ${describedChanges([change])}`);
  if (words.length === 0 && !headline) console.log(`${file}: no word changed since the last edition`);
}

/** The words before and after, where a correction can name them: `now` stands in the text, and `was` does not. */
function wordsOf(article: Article, { words: [change, ...more] }: Edited): Pick<NewCorrection, "was" | "now"> {
  if (!change || more.length > 0 || change.before === "" || change.after === "") return {};
  const text = fold(sourceOf(article).source.text);
  const { before: was, after: now } = change;
  return text.includes(now) && (!text.includes(was) || now.includes(was)) ? { was, now } : {};
}

/** The file of metadata beside a text. */
function beside(name: string): string {
  return name.replace(/\.\w+$/, ".yaml");
}

/** The front matter of a Markdown file: what stands before it with its fence, and it itself. */
const frontMatter = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(?=^---[ \t]*\r?$)/m;

/**
 * Writes a correction into an article's metadata.
 *
 * @returns the file
 * @throws PressError if only another line could take it
 */
function write({ path, file, form }: Article, correction: NewCorrection): string {
  const text = readFileSync(path, "utf8");
  const front = form === "markdown" && !existsSync(beside(path)) ? frontMatter.exec(text) : null;
  if (front?.index === 0) {
    const [whole, fence = "", yaml = ""] = front;
    replace(path, file, fence, withCorrection(yaml, correction), text.slice(whole.length));
    return file;
  }
  const yaml = existsSync(beside(path)) ? readFileSync(beside(path), "utf8") : "";
  replace(beside(path), beside(file), "", withCorrection(yaml, correction), "");
  return beside(file);
}

/** Puts a file in its own place, whole, with its rights. */
function replace(path: string, file: string, before: string, yaml: string | undefined, after: string): void {
  if (yaml === undefined) {
    const reason = "a correction cannot be added without another line";
    throw new PressError([error({ file }, reason, "write `corrections` as a list of lines with `-`")]);
  }
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}~`;
  const mode = existsSync(target) ? statSync(target).mode : 0o666;
  writeFileSync(draft, before + yaml + after, { flag: "wx", flush: true, mode });
  renameSync(draft, target);
}
