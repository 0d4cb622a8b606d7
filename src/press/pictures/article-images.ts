import { join } from "node:path";
import type { Fault } from "../faults/fault.ts";
import type { Article } from "../record/make-article.ts";
import { isFault } from "../source/utf8.ts";
import { checkImage } from "./check-image.ts";
import { type CheckedImage, type ProcessedImage, processImage } from "./make-image.ts";

/** Where processed images are kept between builds. */
const cache = ".cache/images";

/** The images that an article names, found and proved, by the name that it gives them. */
export type CheckedImages = ReadonlyMap<Article, ReadonlyMap<string, CheckedImage>>;

/** Finds and proves every image that the articles name. */
export async function checkImages(
  articles: readonly Article[],
  folder: string,
): Promise<{ checked: CheckedImages; faults: Fault[] }> {
  const faults: Fault[] = [];
  const checked = new Map<Article, Map<string, CheckedImage>>();
  const uses = articles.flatMap((article) => article.images.map((use) => ({ article, ...use })));
  const results = await Promise.all(
    uses.map(({ place, src }) => checkImage(place, src, { articles: folder, cache })),
  );
  for (const [index, { article, src }] of uses.entries()) {
    const result = results[index];
    if (!result) continue;
    if (isFault(result)) faults.push(result);
    else checked.set(article, (checked.get(article) ?? new Map<string, CheckedImage>()).set(src, result));
  }
  return { checked, faults };
}

/**
 * Makes the images' files.
 *
 * @param folder the site's folder; an article's images go to `SLUG/images`
 * @returns the images by slug, and by the name that the article gives them
 */
export async function makeImages(
  articles: readonly Article[],
  checked: CheckedImages,
  folder: string,
): Promise<Map<string, ReadonlyMap<string, ProcessedImage>>> {
  const made = new Map<string, ReadonlyMap<string, ProcessedImage>>();
  for (const article of articles) {
    const images = checked.get(article);
    if (!images) continue;
    const output = join(folder, article.slug, "images");
    const entries = [...images].map(
      async ([src, image]) => [src, await processImage(image, { cache, output })] as const,
    );
    made.set(article.slug, new Map(await Promise.all(entries)));
  }
  return made;
}
