import { slugPath } from "../address/slug.ts";
import type { Picture } from "../pictures/pictures.ts";
import type { Article } from "../record/article.ts";
import type { Leaf } from "./leaf.ts";
import { neighbour } from "./series.ts";
import type { Site } from "./site.ts";

/** An article with its neighbours in time, and its pictures. */
export function leafOf(article: Article, site: Site): Leaf {
  const index = site.positions.get(article) ?? -1;
  const listed = index >= 0;
  const card = site.cards.get(article.slug);
  const lead = leadPicture(article, site);
  return {
    article,
    newer: listed ? neighbour(site.articles[index - 1]) : undefined,
    older: listed ? neighbour(site.articles[index + 1]) : undefined,
    more: site.more.get(article),
    series: site.series.get(article),
    pictures: [...(lead ? [lead] : []), ...(card ? [card] : [])],
    images: [...(site.images.get(article.slug) ?? [])].map(([src, { value }]) => [src, value]),
    links: site.links.get(article.slug) ?? [],
  };
}

function leadPicture({ image, slug }: Article, site: Site): Picture | undefined {
  const files = image && site.images.get(slug)?.get(image.src)?.value;
  if (!image || !files) return undefined;
  const { file, width, height } = files.fallback;
  return { path: `${slugPath(slug)}/images/${file}`, width, height, alt: image.alt };
}
