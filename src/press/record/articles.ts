import { statSync } from "node:fs";
import { basename, normalize } from "node:path";
import { markdownFaults, markdownWords } from "../account/markdown-words.ts";
import type { Memory } from "../build/memory.ts";
import { error, type Fault, type Place, warning } from "../faults/fault.ts";
import { growthFaults } from "../page/typeset.ts";
import { imageFaults, imagesOf } from "../source/figures.ts";
import { type ArticleFiles, listFolder } from "../source/folder.ts";
import { keepSource } from "../source/kept.ts";
import { markdownText, parseMarkdown, readMarkdown } from "../source/markdown.ts";
import {
  type Bytes,
  digest,
  isFault,
  largestSource,
  read,
  readBytes,
  type Source,
  tooLarge,
} from "../source/utf8.ts";
import { readWire } from "../source/wire.ts";
import { countWords, fold } from "../text/white-space.ts";
import { compareDates } from "./date.ts";
import { type Article, type Material, makeArticle } from "./make-article.ts";
import { lostArticleMetadata, type Sifted, siftArticleMetadata } from "./metadata.ts";
import type { Publication } from "./publication.ts";
import type { ArticleMetadata } from "./schema.ts";

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
 * @param memory what earlier builds read; what is read anew is added to it
 */
export function loadArticles(
  folder: string,
  shown: string,
  publication: Publication,
  memory?: Memory,
): Loaded {
  const { articles: files, images, faults } = listFolder(folder, shown);
  const articles = files.flatMap((file) => loadArticle(file, folder, publication, memory, faults) ?? []);
  if (memory) forget(memory, new Set(files.map((file) => file.name)));
  faults.push(...sharedSlugs(articles));
  if (!faults.some(isError)) faults.push(...unusedImages(images, shown, articles));
  articles.sort(newestFirst);
  return {
    articles: articles.filter((article) => !article.draft),
    drafts: articles.filter((article) => article.draft),
    faults,
  };
}

function isError(fault: Fault): boolean {
  return fault.level === "error";
}

/** Images beside the articles that none of them names: somebody forgot something. */
function unusedImages(images: readonly string[], shown: string, articles: readonly Article[]): Fault[] {
  const used = new Set(articles.flatMap((article) => article.images.map(({ src }) => normalize(src))));
  return images
    .filter((name) => !used.has(name))
    .map((name) =>
      warning({ file: `${shown}/${name}` }, "no article shows this image", "name it in one, or move it away"),
    );
}

/** Forgets articles that are gone. */
function forget(memory: Memory, names: ReadonlySet<string>): void {
  for (const name of memory.entries.keys()) if (!names.has(name)) memory.entries.delete(name);
}

/** The order of every list: by date, newest first, then by slug. Never by the order of files. */
export function newestFirst(a: Article, b: Article): number {
  return compareDates(b.date, a.date) || (a.slug < b.slug ? -1 : 1);
}

/** An article's files, as they were read. */
interface Files extends Pick<Article, "path" | "origin"> {
  text: Bytes;
  metadata?: Bytes;
}

function loadArticle(
  files: ArticleFiles,
  folder: string,
  publication: Publication,
  memory: Memory | undefined,
  faults: Fault[],
): Article | undefined {
  const data = readFiles(files, folder, faults);
  if (!data) return undefined;
  const known = memory?.entries.get(files.name);
  if (known?.article.origin === data.origin) {
    faults.push(...known.faults);
    return known.article;
  }
  const found: Fault[] = [];
  const article = readArticle(files, data, publication, found);
  faults.push(...found);
  if (article && !found.some(isError))
    memory?.entries.set(files.name, { name: files.name, article, faults: found });
  return article;
}

function readFiles(files: ArticleFiles, folder: string, faults: Fault[]): Files | undefined {
  const text = readFile(files.text, folder, faults);
  const metadata = files.metadata === undefined ? undefined : readFile(files.metadata, folder, faults);
  if (!text || (files.metadata !== undefined && !metadata)) return undefined;
  const origin = `${files.form} ${text.sha256} ${metadata?.sha256 ?? "-"}`;
  return { path: pathOf(files.text, folder), origin, text, ...(metadata && { metadata }) };
}

function readFile(shown: string, folder: string, faults: Fault[]): Bytes | undefined {
  try {
    const path = pathOf(shown, folder);
    const data = readBytes(path, largestSource);
    if (data.length <= largestSource) return { data, sha256: digest(data) };
    faults.push(tooLarge(shown, statSync(path).size));
    return undefined;
  } catch (cause) {
    const reason = `cannot be read: ${cause instanceof Error ? cause.message : cause}`;
    faults.push(error({ file: shown }, reason, "check its permissions"));
    return undefined;
  }
}

/** A file of the folder, by the path that messages show. */
function pathOf(shown: string, folder: string): string {
  return `${folder}/${basename(shown)}`;
}

/** Reads an article's files as far as they can be read, so that all of its faults are found at once. */
function readArticle(
  files: ArticleFiles,
  data: Files,
  publication: Publication,
  faults: Fault[],
): Article | undefined {
  const source = read(files.text, data.text.data, data.text.sha256);
  const beside =
    files.metadata !== undefined && data.metadata !== undefined
      ? readMetadata(files.metadata, data.metadata)
      : undefined;
  faults.push(...(beside?.faults ?? []));
  if (isFault(source)) {
    faults.push(source);
    return undefined;
  }
  const material =
    files.form === "wire" ? wireMaterial(source, beside) : markdownMaterial(source, beside, faults);
  if (isFault(material)) {
    faults.push(material);
    return undefined;
  }
  const { path, origin } = data;
  const { name, form } = files;
  keepSource(path, data.text);
  return makeArticle({ ...material, name, form, path, origin, source }, publication, faults);
}

type ArticleSifted = Sifted<ArticleMetadata>;

function readMetadata(shown: string, { data, sha256 }: Bytes): ArticleSifted {
  const source = read(shown, data, sha256);
  return isFault(source) ? lostArticleMetadata(shown, [source]) : siftArticleMetadata(shown, source.text);
}

type Reading = Omit<Material, "name" | "form" | "path" | "origin" | "source">;

function wireMaterial(source: Source, metadata: ArticleSifted | undefined): Reading | Fault {
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
  beside: ArticleSifted | undefined,
  faults: Fault[],
): Reading | Fault {
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
    parts.frontMatter && siftArticleMetadata(source.file, parts.frontMatter.text, parts.frontMatter.line);
  faults.push(...(front?.faults ?? []));
  const metadata = front ?? beside;
  const tokens = parseMarkdown(parts.body);
  const images = imagesOf(tokens, parts.bodyLine);
  const lines = parts.body.split("\n");
  const placed = (line: number) => placeInLine(source.file, line, lines[line - parts.bodyLine]);
  for (const fault of [
    ...markdownFaults(source),
    ...growthFaults(source, images),
    ...imageFaults(source.file, images),
  ])
    faults.push({ ...fault, ...placed(fault.line ?? 1) });
  const text = markdownText(tokens);
  return {
    text,
    opening: text,
    words: markdownWords(source.text).length,
    images: images.map(({ src, line = parts.bodyLine }) => ({ src, place: placed(line) })),
    ...(metadata && { metadata }),
  };
}

/** The place of a line's first image, or of its first character that is no white space. */
function placeInLine(file: string, line: number, text = ""): Required<Place> {
  const image = text.indexOf("![");
  return { file, line, column: (image >= 0 ? image : Math.max(0, text.search(/\S/))) + 1 };
}

function nameOf({ file }: Article): string {
  return file.replace(/\.\w+$/, "");
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
