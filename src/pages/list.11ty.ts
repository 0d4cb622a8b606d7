import { listingPage } from "../../_includes/list.ts";
import type { Listing } from "../press/listings.ts";
import type { Site } from "../press/site.ts";

/** The pages of the lists by month, topic and author. */
export const data = {
  pagination: { data: "listings", size: 1, alias: "listing", addAllPagesToCollections: false },
  eleventyExcludeFromCollections: true,
  permalink: ({ listing }: { listing: Listing }) => `${decodeURIComponent(listing.folder)}index.html`,
};

export function render({ listing, site }: { listing: Listing; site: Site }): string {
  return listingPage(listing, site);
}
