import { readFileSync } from "node:fs";
import { error, type Fault, isError, isFault, PressError } from "../faults/fault.ts";
import { type ArticlesFolder, loadArticles } from "../record/articles.ts";
import type { CivilDate } from "../record/date.ts";
import type { Now } from "../record/now.ts";
import { loadPages } from "../record/pages.ts";
import { loadPublication } from "../record/publication.ts";
import { sourceOf } from "../source/kept.ts";
import type { PartPlace } from "../source/line-parts.ts";
import { read, type Source } from "../source/utf8.ts";
import type { ProofRecord } from "./proof-json.ts";
import type { Served } from "./served.ts";

/** Where the sources at hand lie, and how messages name them. */
export interface Sources {
  articles: ArticlesFolder;
  metadata: { path: string; shown: string };
  pages?: ArticlesFolder;
  /**
   * Builds the edition anew, with the present that it was made in, lets work with its folder, and removes it. Without it, a site's
   * words are compared, and its other bytes with its own `SHA256SUMS` only.
   */
  anew?: <T>(now: Now, work: (folder: string) => Promise<T>) => Promise<T>;
}

/** A source at hand, to hold a page against. */
export interface Original {
  file: string;
  source: Source;
  /** Whether it is verse, where its metadata are at hand. */
  verse?: boolean;
  /** Which lines are no body, likewise. */
  parts?: readonly PartPlace[];
  /** Its article's date, likewise. */
  date?: CivilDate;
}

/** The sources at hand, by slug. */
export type Originals = ReadonlyMap<string, Original>;

/**
 * Reads the articles at hand that are to be published.
 *
 * @throws PressError if they are faulty
 */
export function readOriginals({ articles: folder, metadata, pages: own }: Sources, now: Now): Originals {
  const publication = loadPublication(metadata);
  if (Array.isArray(publication)) throw new PressError(publication);
  const { pages, faults: pageFaults } = own ? loadPages(own, publication) : { pages: [], faults: [] };
  const { articles, faults } = loadArticles(folder, publication, now, undefined, pages);
  const errors = [...pageFaults, ...faults].filter(isError);
  if (errors.length > 0) throw new PressError(errors);
  const originals = new Map<string, Original>();
  for (const article of [...articles, ...pages]) {
    const { slug, file, path, parting, parts, notice, withheld } = article;
    const date = article.isPage ? undefined : article.date;
    const isFile = notice === undefined && withheld === undefined;
    const source = isFile ? read(file, readFileSync(path)) : sourceOf(article).source;
    if (isFault(source)) throw new PressError([source]);
    originals.set(slug, { file, source, verse: parting === "verse", parts, ...(date && { date }) });
  }
  return originals;
}

/** Tells the articles that a site lacks, and those that are none of the sources. */
export function compareLists(
  served: Served,
  records: readonly ProofRecord[],
  originals: Originals,
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
