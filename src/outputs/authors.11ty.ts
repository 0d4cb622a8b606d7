import { authorsPage } from "../../_includes/list.ts";
import type { Site } from "../press/site/site.ts";

/** All authors, each with their number of articles. */
export const data = { eleventyExcludeFromCollections: true, permalink: "authors/index.html" };

export function render({ site }: { site: Site }): string {
  return authorsPage(site);
}
