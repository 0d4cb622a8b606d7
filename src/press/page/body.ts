import { languageFor } from "../languages/index.ts";
import type { Article } from "../record/make-article.ts";
import type { Site } from "../site/site.ts";
import { sourceOf } from "../source/kept.ts";
import type { Html } from "./html.ts";
import { typesetMarkdown, typesetWire } from "./typeset.ts";

/**
 * An article's typeset body.
 *
 * @param base what stands before the address of a file beside the article's page: nothing there, `SLUG/` on the front page
 * @throws PressError if the source's file is no longer what the record was made from
 */
export function bodyOf(article: Article, site: Site, base: string): Html {
  const { source } = sourceOf(article);
  if (article.form === "wire") return typesetWire(source, article.parting);
  const images = site.images.get(article.slug) ?? new Map();
  const labels = languageFor(article.language, site.publication.language);
  return typesetMarkdown(source, { base, labels, images, leadImage: article.image !== undefined });
}
