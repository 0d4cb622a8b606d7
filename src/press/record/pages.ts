import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { articleUrl } from "../address/address.ts";
import { slugify, slugProblem } from "../address/slug.ts";
import { error, type Fault, isError, isFault } from "../faults/fault.ts";
import { type ArticleFiles, type BesideFile, besideFiles, listFolder } from "../source/folder.ts";
import { keepSource } from "../source/kept.ts";
import { read } from "../source/utf8.ts";
import type { Article } from "./article.ts";
import { type ArticlesFolder, readFiles, unusedImages } from "./articles.ts";
import { standsTwice, titleOf } from "./headline.ts";
import { isLanguageTag } from "./language-tag.ts";
import { leftoverFault } from "./leftover.ts";
import { mediaOnPage } from "./media.ts";
import { siftPageMetadata } from "./metadata.ts";
import type { Publication } from "./publication.ts";
import { markdownMaterial } from "./read-article.ts";
import { extentOf } from "./reading-time.ts";

/** A page has no date, and a record must have one: nothing shows it. */
const noDate = { iso: "1970-01-01", day: "1970-01-01" };

/**
 * Reads a publication's pages, such as "About", and finds every fault in them. A page is a record like an article's.
 *
 * @param folder the folder of pages, which a publication need not have
 * @returns the pages in the order of their files' names, and the files beside them
 */
export function loadPages(
  folder: ArticlesFolder,
  publication: Publication,
): { pages: Article[]; beside: BesideFile[]; faults: Fault[] } {
  if (!existsSync(folder.path)) return { pages: [], beside: [], faults: [] };
  const listed = listFolder(folder.path, folder.shown, "pages");
  const { articles: files, images, faults } = listed;
  const pages = files.flatMap((file) => loadPage(file, folder, publication, faults) ?? []);
  if (!faults.some(isError)) faults.push(...unusedImages(images, folder, pages, "page"));
  return { pages: translated(pages, publication), beside: besideFiles(listed, folder), faults };
}

/** Where a publication has several papers, a page of one name in each language is one page, translated. */
function translated(pages: readonly Article[], publication: Publication): Article[] {
  if (publication.papers.length < 2) return [...pages];
  const groups = new Map<string, Article[]>();
  for (const page of pages) {
    const name = basename(page.path);
    groups.set(name, [...(groups.get(name) ?? []), page]);
  }
  return pages.map((page) => {
    const others =
      groups.get(basename(page.path))?.filter(({ language }) => language !== page.language) ?? [];
    const translations = others.map((other) => ({
      language: other.language,
      url: articleUrl(publication, other),
    }));
    return { ...page, translations };
  });
}

function loadPage(
  files: ArticleFiles,
  folder: ArticlesFolder,
  publication: Publication,
  faults: Fault[],
): Article | undefined {
  const misplaced = misplacement(files);
  if (misplaced) {
    faults.push(misplaced);
    return undefined;
  }
  const data = readFiles(files, folder, faults);
  if (!data) return undefined;
  const source = read(files.text, data.text.data, data.text.sha256);
  const language = languageOf(files) ?? publication.language;
  const material = isFault(source)
    ? source
    : markdownMaterial(source, undefined, { ...publication, language }, faults, siftPageMetadata);
  if (isFault(source) || isFault(material)) {
    faults.push(isFault(material) ? material : (source as Fault));
    return undefined;
  }
  keepSource(data.path, data.text);
  const whole = {
    ...material,
    name: files.name,
    form: "markdown" as const,
    path: data.path,
    source,
    origin: data.origin,
  };
  return makePage(whole, language, publication, faults);
}

/** What is wrong with the place or the kind of a page's file. */
function misplacement({ name, form, text, metadata }: ArticleFiles): Fault | undefined {
  if (form === "wire") return error({ file: text }, "a page is Markdown", "name it .md");
  if (metadata !== undefined) {
    const remedy = "put them there, between two lines of `---`, and remove this file";
    return error({ file: metadata }, "a page has its metadata on top of its text", remedy);
  }
  const [folder, ...deeper] = name.split("/").slice(0, -1);
  if (folder === undefined || (deeper.length === 0 && isLanguageTag(folder))) return undefined;
  return error(
    { file: text },
    "a folder of pages is called by its language",
    "put the page beside the others, or into a folder such as ur",
  );
}

/** The language that a page's folder tells. */
function languageOf({ name }: ArticleFiles): string | undefined {
  const folder = dirname(name);
  return folder === "." ? undefined : folder;
}

type PageMaterial = Parameters<typeof titleOf>[0];

function makePage(
  material: PageMaterial,
  folder: string,
  publication: Publication,
  faults: Fault[],
): Article {
  const { source, name, path, origin, metadata: sifted, images, links, ids } = material;
  const metadata = sifted?.metadata ?? {};
  const language = metadata.language ?? folder;
  const headline = metadata.headline ?? titleIn(material, faults);
  if (headline === undefined && !sifted?.refused.has("headline")) {
    const place = sifted?.locate([]) ?? { file: source.file, line: 1, column: 1 };
    faults.push(
      error(place, "the page has no title", "begin it with `# Some words`, or add a `title` to its metadata"),
    );
  }
  if (metadata.headline !== undefined) faults.push(...standsTwice(metadata.headline, material).map(ofPage));
  faults.push(...material.leftover.map(leftoverFault), ...mediaOnPage(material));
  return {
    slug:
      metadata.slug ?? (sifted?.refused.has("slug") ? "" : slugOf(material, language, publication, faults)),
    form: "markdown",
    file: source.file,
    path,
    sourceName: "source.md",
    sha256: source.sha256,
    bytes: source.bytes,
    origin: `page ${name} ${origin}`,
    ...extentOf(material),
    headline: headline ?? "",
    parts: material.parts,
    standfirst: metadata.standfirst,
    date: noDate,
    modified: noDate,
    authors: [],
    topics: [],
    language,
    images,
    media: [],
    links,
    ids,
    corrections: [],
    draft: false,
    translations: [],
    aliases: [...new Set(metadata.aliases ?? [])],
    isPage: true,
  };
}

function titleIn(material: PageMaterial, faults: Fault[]): string | undefined {
  const own: Fault[] = [];
  const title = titleOf(material, own);
  faults.push(...own.map(ofPage));
  return title;
}

/** A fault in a page's words: its headline is called a title. */
function ofPage(fault: Fault): Fault {
  const remedy = fault.remedy
    ?.replace("the article a `headline`", "the page a `title`")
    .replace("`headline`", "`title`");
  return { ...fault, ...(remedy !== undefined && { remedy }) };
}

/** A page's slug by its file's name. Those in another language's folder may have the names of others. */
function slugOf(
  { name, source }: PageMaterial,
  language: string,
  publication: Publication,
  faults: Fault[],
): string {
  const own = slugify(basename(name));
  const slug = name.includes("/") && language !== publication.language ? `${own}-${slugify(language)}` : own;
  const problem = slugProblem(own === "" ? basename(name) : slug);
  if (problem) faults.push(error({ file: source.file }, problem.reason, problem.remedy));
  return slug;
}
