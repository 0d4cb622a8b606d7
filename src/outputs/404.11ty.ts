import { notFoundPage } from "../../_includes/not-found.ts";
import type { Site } from "../press/site/site.ts";

/** What a server shows for an address that is not there. */
export const data = { eleventyExcludeFromCollections: true, permalink: "404.html" };

export function render({ site }: { site: Site }): string {
  return notFoundPage(site);
}
