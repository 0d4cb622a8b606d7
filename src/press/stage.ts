import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Article } from "./article.ts";
import { sourceOf } from "./body.ts";
import type { Fault } from "./fault.ts";
import { type ProofRecord, proofFile, provePage } from "./proof.ts";
import type { Publication } from "./publication.ts";
import { digest } from "./read.ts";
import { articleRecord } from "./record.ts";
import type { Site } from "./site.ts";

/**
 * Finishes a rendered site: puts each article's source and record beside its page, and proves every page against its source as
 * both will be published.
 *
 * @param folder the rendered site, not published yet
 * @param onProgress told how many articles are done
 * @returns a fault for every word that does not stand
 */
export function finish(site: Site, folder: string, onProgress: (done: number) => void): Fault[] {
  const faults: Fault[] = [];
  const records = site.articles.map((article, index) => {
    const record = finishArticle(article, site.publication, folder, faults);
    onProgress(index + 1);
    return record;
  });
  const [newest] = site.articles;
  if (newest)
    proveFile(newest, sourceOf(newest).source.text, join(folder, "index.html"), "index.html", faults);
  writeFileSync(join(folder, "proof.json"), proofFile(records));
  return faults;
}

function finishArticle(
  article: Article,
  publication: Publication,
  folder: string,
  faults: Fault[],
): ProofRecord {
  const { source, data } = sourceOf(article);
  const place = join(folder, article.slug);
  writeFileSync(join(place, article.sourceName), data);
  writeFileSync(join(place, "article.json"), articleRecord(article, source, publication));
  const page = proveFile(
    article,
    source.text,
    join(place, "index.html"),
    `${article.slug}/index.html`,
    faults,
  );
  const { slug, form, sha256, bytes, words } = article;
  return { slug, source: `${slug}/${article.sourceName}`, form, sha256, bytes, words, page: digest(page) };
}

/** Reads a page from the disk, as it will be published, and proves it. */
function proveFile(article: Article, text: string, path: string, page: string, faults: Fault[]): Buffer {
  const data = readFileSync(path);
  faults.push(
    ...provePage({ form: article.form, file: article.file, text, page, html: data.toString("utf8") }),
  );
  return data;
}
