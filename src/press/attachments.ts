import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Article } from "./article.ts";
import { sourceOf } from "./body.ts";
import type { Publication } from "./publication.ts";
import { articleRecord } from "./record.ts";

/**
 * Writes what stands beside an article's page: its source, byte for byte, and its record.
 *
 * @param folder the site's folder; the article's page is in it already
 */
export function attach(article: Article, publication: Publication, folder: string): void {
  const { source, data } = sourceOf(article);
  writeFileSync(join(folder, article.slug, article.sourceName), data);
  writeFileSync(join(folder, article.slug, "article.json"), articleRecord(article, source, publication));
}
