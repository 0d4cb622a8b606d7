import { topicsPage } from "../../_includes/list.ts";
import type { Site } from "../press/site/site.ts";

/** All topics, each with its number of articles. */
export const data = { eleventyExcludeFromCollections: true, permalink: "topics/index.html" };

export function render({ site }: { site: Site }): string {
  return topicsPage(site);
}
