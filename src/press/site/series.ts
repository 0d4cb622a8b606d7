import type { Article } from "../record/article.ts";
import type { Neighbour, SeriesPlace } from "./leaf.ts";
import { bySeries, type Group } from "./listings.ts";

/**
 * The place of each article that is a part of a series.
 *
 * @param home the folder of their paper
 */
export function seriesPlaces(articles: readonly Article[], home = ""): ReadonlyMap<Article, SeriesPlace> {
  return new Map(bySeries(articles, home).flatMap(placesOf));
}

function placesOf({ name, folder, articles }: Group): [Article, SeriesPlace][] {
  const total = articles.reduce((most, { series }) => Math.max(most, series?.part ?? 0), articles.length);
  return articles.map((article, index) => [
    article,
    {
      name,
      folder,
      part: partAt(articles, index),
      total,
      previous: member(articles, index - 1),
      next: member(articles, index + 1),
    },
  ]);
}

function partAt(articles: readonly Article[], index: number): number {
  return articles[index]?.series?.part ?? index + 1;
}

function member(articles: readonly Article[], index: number): SeriesPlace["next"] {
  const other = neighbour(articles[index]);
  return other && { ...other, part: partAt(articles, index) };
}

/** A copy: a page must see nothing of the other article that its key does not hold. */
export function neighbour(article: Article | undefined): Neighbour | undefined {
  return article && { slug: article.slug, headline: article.headline, language: article.language };
}
