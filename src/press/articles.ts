import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Article, type Material, makeArticle } from "./article.ts";
import { compareDates } from "./date.ts";
import { error, type Fault } from "./fault.ts";
import { imageFaults, imagesOf } from "./figure.ts";
import { type ArticleFiles, listFolder } from "./folder.ts";
import { markdownText, parseMarkdown, readMarkdown } from "./markdown.ts";
import { markdownFaults, markdownWords } from "./markdown-oracle.ts";
import { type Checked, readArticleMetadata } from "./metadata.ts";
import type { Publication } from "./publication.ts";
import { isFault, read, type Source } from "./read.ts";
import type { ArticleMetadata } from "./schema.ts";
import { growthFaults } from "./typeset.ts";
import { readWire } from "./wire.ts";
import { countWords, fold } from "./words.ts";

export interface Loaded {
  /** Newest first; articles of one day by slug. */
  articles: Article[];
  /** Withheld from the site, in the same order. */
  drafts: Article[];
  faults: Fault[];
}

/**
 * Reads a folder of articles into records and finds every fault in it.
 *
 * @param folder the folder's path
 * @param shown how messages name the folder
 * @param publication what gives articles their defaults
 */
export function loadArticles(folder: string, shown: string, publication: Publication): Loaded {
  const { articles: files, faults } = listFolder(folder, shown);
  const articles = files.flatMap((file) => loadArticle(file, folder, publication, faults) ?? []);
  faults.push(...sharedSlugs(articles));
  articles.sort(newestFirst);
  return {
    articles: articles.filter((article) => !article.draft),
    drafts: articles.filter((article) => article.draft),
    faults,
  };
}

/** The order of every list: by date, newest first, then by slug. Never by the order of files. */
export function newestFirst(a: Article, b: Article): number {
  return compareDates(b.date, a.date) || (a.slug < b.slug ? -1 : 1);
}

function loadArticle(
  files: ArticleFiles,
  folder: string,
  publication: Publication,
  faults: Fault[],
): Article | undefined {
  const path = join(folder, basename(files.text));
  const source = readSource(path, files.text, faults);
  const metadata = files.metadata === undefined ? undefined : readMetadata(files.metadata, folder, faults);
  if (!source || metadata === "faulty") return undefined;
  const material =
    files.form === "wire" ? wireMaterial(source, metadata) : markdownMaterial(source, metadata, faults);
  if (!material) return undefined;
  if (isFault(material)) {
    faults.push(material);
    return undefined;
  }
  return makeArticle({ ...material, name: files.name, form: files.form, path, source }, publication, faults);
}

function readSource(path: string, shown: string, faults: Fault[]): Source | undefined {
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch (cause) {
    faults.push(
      error(
        { file: shown },
        `cannot be read: ${cause instanceof Error ? cause.message : cause}`,
        "check its permissions",
      ),
    );
    return undefined;
  }
  const source = read(shown, data);
  if (!isFault(source)) return source;
  faults.push(source);
  return undefined;
}

type ArticleChecked = Checked<ArticleMetadata>;

function readMetadata(shown: string, folder: string, faults: Fault[]): ArticleChecked | "faulty" {
  const source = readSource(join(folder, basename(shown)), shown, faults);
  return source ? collect(readArticleMetadata(shown, source.text), faults) : "faulty";
}

function collect(checked: ArticleChecked | Fault[], faults: Fault[]): ArticleChecked | "faulty" {
  if (!Array.isArray(checked)) return checked;
  faults.push(...checked);
  return "faulty";
}

type Reading = Omit<Material, "name" | "form" | "path" | "source">;

function wireMaterial(source: Source, metadata: ArticleChecked | undefined): Reading | Fault {
  const copy = readWire(source, metadata?.metadata.paragraphs);
  if (isFault(copy)) return copy;
  const text = fold(copy.paragraphs.join(" "));
  const opening = fold(copy.paragraphs[0] ?? "");
  const words = countWords(text);
  return {
    text,
    opening,
    words,
    images: [],
    ...(metadata && { metadata }),
    ...(copy.date && { date: copy.date }),
  };
}

function markdownMaterial(
  source: Source,
  beside: ArticleChecked | undefined,
  faults: Fault[],
): Reading | Fault | undefined {
  const parts = readMarkdown(source);
  if (isFault(parts)) return parts;
  if (parts.frontMatter && beside) {
    return error(
      { file: source.file, line: 1, column: 1 },
      "metadata stand both here and in the .yaml file",
      "keep one of the two",
    );
  }
  const front =
    parts.frontMatter &&
    collect(readArticleMetadata(source.file, parts.frontMatter.text, parts.frontMatter.line), faults);
  if (front === "faulty") return undefined;
  const metadata = front ?? beside;
  const tokens = parseMarkdown(parts.body);
  const images = imagesOf(tokens, parts.bodyLine);
  faults.push(
    ...markdownFaults(source),
    ...growthFaults(source, images),
    ...imageFaults(source.file, images),
  );
  const text = markdownText(tokens);
  return {
    text,
    opening: text,
    words: markdownWords(source.text).length,
    images: images.map(({ src, line }) => ({ src, place: { file: source.file, ...(line && { line }) } })),
    ...(metadata && { metadata }),
  };
}

/** Two articles with one slug: folded by case and normal form, as some file systems do. */
function sharedSlugs(articles: readonly Article[]): Fault[] {
  const owners = new Map<string, Article>();
  return articles.flatMap((article) => {
    const key = article.slug.normalize("NFKC").toLowerCase();
    const owner = owners.get(key);
    if (!owner) owners.set(key, article);
    return owner
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
