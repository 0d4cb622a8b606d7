import { listingPage } from "../../_includes/list.ts";
import { pageBytes } from "../press/page/page-bytes.ts";
import type { Listing } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** The pages of the lists by month, topic and author. */
export const data = {
  pagination: { data: "listings", size: 1, alias: "listing", addAllPagesToCollections: false },
  eleventyExcludeFromCollections: true,
  permalink: ({ listing }: { listing: Listing }) => `${decodeURIComponent(listing.folder)}index.html`,
};

/** Bytes that come later: Eleventy would make a text again of bytes that come at once. */
export async function render({ listing, site }: { listing: Listing; site: Site }): Promise<Buffer> {
  return pageBytes(listingPage(listing, site));
}
