import { articlePage } from "../../_includes/article.ts";
import type { Article } from "../press/article.ts";
import { leafOf, type Site } from "../press/site.ts";

/** A page for each article that this run presses. */
export const data = {
  pagination: { data: "articles", size: 1, alias: "article", addAllPagesToCollections: false },
  eleventyExcludeFromCollections: true,
  permalink: ({ article }: { article: Article }) => `${article.slug}/index.html`,
};

export function render({ article, site }: { article: Article; site: Site }): string {
  return articlePage(leafOf(article, site), site);
}
