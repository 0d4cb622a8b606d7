import { dirname } from "node:path";
import { type Fault, isFault } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import { isDrawing } from "../source/figures.ts";
import type { Entry, Store } from "../store/store.ts";
import { checkChart } from "./chart.ts";
import { checkImage } from "./check-image.ts";
import { type CheckedImage, makeImage, type ProcessedImage } from "./make-image.ts";

/** The images that an article names, found and proved, by the name that it gives them. */
export type CheckedImages = ReadonlyMap<Article, ReadonlyMap<string, CheckedImage>>;

/** What was made of an article's images, by the name that it gives them. */
export type ArticleImages = ReadonlyMap<string, Entry<ProcessedImage>>;

/**
 * Finds and proves every image that the articles name.
 *
 * @param folder the folder of articles
 * @param store what earlier builds made
 */
export async function checkImages(
  articles: readonly Article[],
  folder: string,
  store: Store,
): Promise<{ checked: CheckedImages; faults: Fault[] }> {
  const faults: Fault[] = [];
  const checked = new Map<Article, Map<string, CheckedImage>>();
  const uses = articles.flatMap((article) => article.images.map((use) => ({ article, ...use })));
  const results = await Promise.all(
    uses.map(async ({ article, place, src }) => {
      const check = isDrawing(src) ? checkChart : checkImage;
      return check(place, src, { beside: dirname(article.path), articles: folder }, store);
    }),
  );
  for (const [index, { article, src }] of uses.entries()) {
    const result = results[index];
    if (!result) continue;
    if (isFault(result)) faults.push(result);
    else if (isFaults(result)) faults.push(...result);
    else checked.set(article, (checked.get(article) ?? new Map<string, CheckedImage>()).set(src, result));
  }
  return { checked, faults };
}

function isFaults(result: CheckedImage | readonly Fault[]): result is readonly Fault[] {
  return Array.isArray(result);
}

/**
 * Makes the images' files.
 *
 * @returns the images by the article's slug
 */
export async function makeImages(
  articles: readonly Article[],
  checked: CheckedImages,
  store: Store,
): Promise<Map<string, ArticleImages>> {
  const made = new Map<string, ArticleImages>();
  for (const article of articles) {
    const images = checked.get(article);
    if (!images) continue;
    const entries = [...images].map(async ([src, image]) => [src, await makeImage(image, store)] as const);
    made.set(article.slug, new Map(await Promise.all(entries)));
  }
  return made;
}
