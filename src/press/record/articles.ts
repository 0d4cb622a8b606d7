import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { error, type Fault, isError, messageOf, warning } from "../faults/fault.ts";
import { type ArticleFiles, type BesideFile, besideFiles, listFolder } from "../source/folder.ts";
import { besideMedia, isFilm, posterEndings } from "../source/media.ts";
import { largestSource, tooLarge } from "../source/utf8.ts";
import { type Bytes, digest } from "../text/bytes.ts";
import { aliasFaults } from "./aliases.ts";
import type { Article } from "./article.ts";
import { compareDates } from "./date.ts";
import { seriesFaults } from "./kinds.ts";
import { isToCome, type Now } from "./now.ts";
import type { Publication } from "./publication.ts";
import { type ArticleBytes, readArticle } from "./read-article.ts";
import { topicFaults } from "./topics.ts";

export interface Loaded {
  /** Newest first; articles of one day by slug. */
  articles: Article[];
  /** Withheld from the site, in the same order. */
  drafts: Article[];
  /** Withheld until their date, in the same order. */
  toCome: Article[];
  /** Pictures and other files beside them. */
  beside: readonly BesideFile[];
  faults: Fault[];
}

/** What reading an article's files came to. */
export interface Reading {
  article: Article;
  /** Warnings and notices: they are told at every build. */
  faults: readonly Fault[];
}

/** What was read before, by the name of an article's files. It spares reading: what it gives counts only for the same bytes. */
export interface Known {
  get(name: string): Reading | undefined;
  set(name: string, reading: Reading): void;
  /** Told the names of all articles that there are. */
  forget(except: ReadonlySet<string>): void;
}

/** Where articles lie. */
export interface ArticlesFolder {
  /** The folder's absolute path. */
  path: string;
  /** How messages name it. */
  shown: string;
}

/**
 * Reads a folder of articles into records and finds every fault in it.
 *
 * @param publication what gives articles their defaults
 * @param now what is dated later is withheld
 * @param known what earlier builds read; what is read anew is added to it
 * @param pages the publication's pages, whose addresses articles cannot have
 */
export function loadArticles(
  folder: ArticlesFolder,
  publication: Publication,
  now: Now,
  known?: Known,
  pages: readonly Article[] = [],
): Loaded {
  const listed = listFolder(folder.path, folder.shown);
  const { articles: files, images, faults } = listed;
  const articles = files.flatMap((file) => loadArticle(file, folder, publication, known, faults) ?? []);
  known?.forget(new Set(files.map((file) => file.name)));
  const all = [...pages, ...articles];
  faults.push(...sharedSlugs(all), ...aliasFaults(all, publication.papers));
  if (!faults.some(isError))
    faults.push(
      ...unusedImages(images, folder, articles),
      ...twins(articles),
      ...topicFaults(articles),
      ...seriesFaults(articles),
    );
  articles.sort(newestFirst);
  const drafts = articles.filter((article) => article.draft);
  const toCome = articles.filter((article) => !article.draft && isToCome(article.date, now));
  const withheld = new Set([...drafts, ...toCome]);
  const published = articles.filter((article) => !withheld.has(article));
  return { articles: published, drafts, toCome, beside: besideFiles(listed, folder), faults };
}

/** Images beside the articles, or the pages, that none of them names: somebody forgot something. */
export function unusedImages(
  images: readonly string[],
  { path, shown }: ArticlesFolder,
  articles: readonly Article[],
  one = "article",
): Fault[] {
  const used = new Set(
    articles.flatMap((article) =>
      [...article.images, ...postersOf(article), ...(article.withdrawal?.gone ?? [])].map(({ src }) =>
        normalize(join(dirname(article.path), src)).normalize("NFC"),
      ),
    ),
  );
  return images
    .filter((name) => !used.has(normalize(join(path, name)).normalize("NFC")))
    .map((name) =>
      warning({ file: `${shown}/${name}` }, `no ${one} shows this image`, "name it in one, or move it away"),
    );
}

/** What may be the poster of a film, by its name. */
function postersOf({ media }: Article): { src: string }[] {
  return media
    .filter(({ src }) => isFilm(src))
    .flatMap(({ src }) => posterEndings.map((ending) => ({ src: besideMedia(src, ending) })));
}

/** The order of every list: by date, newest first, then by slug. Never by the order of files. */
export function newestFirst(a: Article, b: Article): number {
  return compareDates(b.date, a.date) || (a.slug < b.slug ? -1 : 1);
}

function loadArticle(
  files: ArticleFiles,
  folder: ArticlesFolder,
  publication: Publication,
  known: Known | undefined,
  faults: Fault[],
): Article | undefined {
  const data = readFiles(files, folder, faults);
  if (!data) return undefined;
  const before = known?.get(files.name);
  if (before?.article.origin === data.origin) {
    faults.push(...before.faults);
    return before.article;
  }
  const found: Fault[] = [];
  const article = readArticle(files, data, publication, found);
  faults.push(...found);
  if (article && !found.some(isError)) known?.set(files.name, { article, faults: found });
  return article;
}

/** Reads an article's files. */
export function readFiles(
  files: ArticleFiles,
  folder: ArticlesFolder,
  faults: Fault[],
): ArticleBytes | undefined {
  const text = readFile(files.text, folder, faults);
  const metadata = files.metadata === undefined ? undefined : readFile(files.metadata, folder, faults);
  if (!text || (files.metadata !== undefined && !metadata)) return undefined;
  const origin = `${files.form} ${text.sha256} ${metadata?.sha256 ?? "-"}`;
  return { path: pathOf(files.text, folder), origin, text, ...(metadata && { metadata }) };
}

function readFile(shown: string, folder: ArticlesFolder, faults: Fault[]): Bytes | undefined {
  try {
    const path = pathOf(shown, folder);
    const data = readFileSync(path);
    if (data.length <= largestSource) return { data, sha256: digest(data) };
    faults.push(tooLarge(shown, data.length));
  } catch (cause) {
    const reason = `cannot be read: ${messageOf(cause)}`;
    faults.push(error({ file: shown }, reason, "check its permissions"));
  }
  return undefined;
}

/** A file of the folder, by the path that messages show. */
function pathOf(file: string, { path, shown }: ArticlesFolder): string {
  return `${path}${file.slice(shown.length)}`;
}

function nameOf({ file }: Article): string {
  // Some systems write accents apart from their letters: the names are the same.
  return file.replace(/\.\w+$/, "").normalize("NFC");
}

/** Two articles of one day with one headline and as many words: somebody gave a text twice. */
function twins(articles: readonly Article[]): Fault[] {
  const owners = new Map<string, Article>();
  return articles.flatMap((article) => {
    const key = `${article.date.day} ${article.language} ${article.words} ${article.headline}`;
    const owner = owners.get(key);
    if (!owner) owners.set(key, article);
    if (!owner) return [];
    const reason = `the article has the day, the headline and the number of words of ${owner.file}`;
    return [warning({ file: article.file }, reason, "remove one of the two, or give it another headline")];
  });
}

/** Two articles with one slug: folded by case and normal form, as some file systems do. */
function sharedSlugs(articles: readonly Article[]): Fault[] {
  const owners = new Map<string, Article>();
  return articles.flatMap((article) => {
    const key = article.slug.normalize("NFKC").toLowerCase();
    const owner = owners.get(key);
    if (!owner) owners.set(key, article);
    // Two texts with one name are a fault already.
    return owner && key !== "" && nameOf(owner) !== nameOf(article)
      ? [
          error(
            { file: article.file },
            `${owner.file} has the same slug \`${article.slug}\``,
            "give one of them another `slug`",
          ),
        ]
      : [];
  });
}
