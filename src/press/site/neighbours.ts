import { articleUrl } from "../address/address.ts";
import { slugPath } from "../address/slug.ts";
import type { Picture } from "../pictures/pictures.ts";
import type { Portrait } from "../pictures/portraits.ts";
import type { Article } from "../record/article.ts";
import { isNews, isOpinion } from "../record/kinds.ts";
import { mediaName } from "../source/media.ts";
import type { Leaf } from "./leaf.ts";
import { neighbour } from "./series.ts";
import type { PaperSite } from "./site.ts";

/** An article with its neighbours in time, and its pictures, in the paper that has it. */
export function leafOf(article: Article, site: PaperSite): Leaf {
  const index = site.positions.get(article) ?? -1;
  const listed = index >= 0;
  const card = site.cards.get(article.slug);
  const lead = leadPicture(article, site);
  return {
    article,
    newer: listed ? neighbour(newsFrom(index, -1, site)) : undefined,
    older: listed ? neighbour(newsFrom(index, 1, site)) : undefined,
    more: site.more.get(article),
    series: site.series.get(article),
    portrait: portraitOf(article, site),
    // A preview shows the first: of an article with a warning, the one that has it.
    pictures: (article.warning === undefined ? [lead, card] : [card, lead]).flatMap((each) => each ?? []),
    images: [...(site.images.get(article.slug) ?? [])].map(([src, { value }]) => [src, value]),
    media: [...(site.media.get(article.slug) ?? [])].map(([src, file]) => [
      src,
      { ...file, url: articleUrl(site.publication, article) + mediaName(src) },
    ]),
    links: site.links.get(article.slug) ?? [],
  };
}

/** The next article in a direction of time: of what is sponsored, a headline alone would not say so. */
function newsFrom(index: number, step: 1 | -1, { articles, publication }: PaperSite): Article | undefined {
  let at = index + step;
  for (let article = articles[at]; article; at += step, article = articles[at])
    if (isNews(article, publication)) return article;
  return undefined;
}

/** The face of whom an opinion is: of one author, for several there is no room. */
function portraitOf({ kind, authors, withdrawal }: Article, site: PaperSite): Portrait | undefined {
  const [author, ...others] = authors;
  if (!isOpinion(kind) || !author || others.length > 0 || withdrawal) return undefined;
  return site.profiles.find(({ name }) => name === author.name)?.portrait;
}

function leadPicture({ image, slug }: Article, site: PaperSite): Picture | undefined {
  const files = image && site.images.get(slug)?.get(image.src)?.value;
  // No preview shows a drawing.
  if (!image || !files || files.drawing) return undefined;
  const { file, width, height } = files.fallback;
  return { path: `${slugPath(slug)}/images/${file}`, width, height, alt: image.alt };
}
