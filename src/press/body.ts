import { readFileSync } from "node:fs";
import type { Article } from "./article.ts";
import { error, PressError } from "./fault.ts";
import type { Html } from "./html.ts";
import { languageFor } from "./languages/index.ts";
import { isFault, read, type Source } from "./read.ts";
import type { Site } from "./site.ts";
import { typesetMarkdown, typesetWire } from "./typeset.ts";

/**
 * An article's source, read anew and held against the digest of its record.
 *
 * @throws PressError if the file is no longer what the record was made from
 */
export function sourceOf(article: Article): { source: Source; data: Buffer } {
  let data: Buffer;
  try {
    data = readFileSync(article.path);
  } catch {
    throw changed(article);
  }
  const source = read(article.file, data);
  if (isFault(source) || source.sha256 !== article.sha256) throw changed(article);
  return { source, data };
}

/**
 * An article's typeset body.
 *
 * @param base what stands before the address of a file beside the article's page: nothing there, `SLUG/` on the front page
 */
export function bodyOf(article: Article, site: Site, base: string): Html {
  const { source } = sourceOf(article);
  if (article.form === "wire") return typesetWire(source, article.parting);
  const images = site.images.get(article.slug) ?? new Map();
  const labels = languageFor(article.language, site.publication.language);
  return typesetMarkdown(source, { base, labels, images, leadImage: article.image !== undefined });
}

function changed(article: Article): PressError {
  return new PressError([error({ file: article.file }, "the file changed during the build", "build again")]);
}
