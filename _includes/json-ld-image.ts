import type { ImageObject } from "schema-dts";
import type { Picture } from "../src/press/pictures/pictures.ts";
import type { LeadImage } from "../src/press/record/article.ts";
import { readLicense } from "../src/press/record/license.ts";

/**
 * A picture as machines know it: its address alone, and with what the metadata say of its rights, if they do.
 *
 * @param lead the article's lead image, which is this picture if it is not one that the press has drawn
 * @see https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata
 */
export function withRights(
  lead: LeadImage | undefined,
  { path }: Picture,
  url: string,
): string | Exclude<ImageObject, string> {
  if (!lead || !path.includes("/images/")) return url;
  const { credit, copyright, license, licensing } = lead;
  if (![credit, copyright, license, licensing].some(Boolean)) return url;
  const terms = license === undefined ? undefined : readLicense(license)?.url;
  return {
    "@type": "ImageObject",
    contentUrl: url,
    ...(credit && { creditText: credit }),
    ...(copyright && { copyrightNotice: copyright }),
    ...(terms && { license: terms }),
    ...(licensing && { acquireLicensePage: licensing }),
  };
}
