import type { Article } from "../record/article.ts";
import { digest } from "../text/bytes.ts";
import { type PaperSite, searchable } from "./site.ts";

/** What the search page searches at once: all articles of one language, for each has its own stems and ways to part words. */
export interface SearchIndex {
  /** The primary subtag of the articles' languages, in lower case. */
  language: string;
  /** Indexes that a search merges. The first also holds the engine: Pagefind's script, worker and WebAssembly. */
  parts: readonly SearchPart[];
}

export interface SearchPart {
  /** Its folder's name under `pagefind/`. */
  folder: string;
  /** Oldest first: a new article leaves the numbers of the others as they are. */
  articles: readonly Article[];
}

/**
 * Pagefind makes an index anew as a whole, at about 1 ms of processor time and 0.1 MB of memory for an article. Parts of this
 * size bound both.
 */
const partSize = 1_000;

/** A search asks every part, so larger archives have larger parts instead. */
const mostParts = 32;

/**
 * Divides the texts of a paper into indexes. An article's part depends on its slug alone, until the number of parts doubles: so one
 * edit, one new article or one less changes one part.
 */
export function searchIndexes(paper: Pick<PaperSite, "publication" | "articles" | "pages">): SearchIndex[] {
  // Two papers may share a main language: `zh-Hans`, `zh-Hant`.
  const own = paper.publication.home.replace("/", "");
  const languages = new Map<string, Article[]>();
  for (const article of searchable(paper).toReversed()) {
    const language = article.language.replace(/-.*$/, "").toLowerCase();
    const known = languages.get(language);
    if (known) known.push(article);
    else languages.set(language, [article]);
  }
  return [...languages.keys()].sort().map((language) => ({
    language,
    parts: partsOf(own || language, languages.get(language) ?? []),
  }));
}

function partsOf(name: string, articles: readonly Article[]): SearchPart[] {
  let count = 1;
  while (count * partSize < articles.length && count < mostParts) count *= 2;
  const parts: Article[][] = Array.from({ length: count }, () => []);
  for (const article of articles)
    parts[parseInt(digest(article.slug).slice(0, 4), 16) % count]?.push(article);
  return parts
    .map((part, index) => ({ folder: index === 0 ? name : `${name}-${index}`, articles: part }))
    .filter((part) => part.articles.length > 0);
}
