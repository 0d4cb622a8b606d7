import { articlePage } from "../../_includes/article.ts";
import { PressError } from "../press/faults/fault.ts";
import { pageBytes } from "../press/page/page-bytes.ts";
import type { Article } from "../press/record/make-article.ts";
import { leafOf, type Site } from "../press/site/site.ts";

/** A page for each article that this run presses. */
export const data = {
  pagination: { data: "articles", size: 1, alias: "article", addAllPagesToCollections: false },
  eleventyExcludeFromCollections: true,
  permalink: ({ article }: { article: Article }) => `${article.slug}/index.html`,
};

/** Bytes that come later: Eleventy would make a text again of bytes that come at once. */
export async function render({ article, site }: { article: Article; site: Site }): Promise<Buffer> {
  try {
    return pageBytes(articlePage(leafOf(article, site), site));
  } catch (cause) {
    // The fault is a template's; the article tells where to look. The stack stays the template's, too.
    if (cause instanceof Error && !(cause instanceof PressError))
      cause.message = `${article.file}: ${cause.message}`;
    throw cause;
  }
}
