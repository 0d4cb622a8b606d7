import { makeImages } from "./images.ts";
import type { Site } from "./site.ts";

/**
 * Makes the pictures that stand beside the pages, and tells the site of them.
 *
 * @param folder the site's folder
 */
export async function makePictures(site: Site, folder: string): Promise<void> {
  const images = await makeImages(site.articles, site.checked, folder);
  for (const [slug, files] of images) site.images.set(slug, files);
}
