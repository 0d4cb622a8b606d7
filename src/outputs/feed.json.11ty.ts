import { jsonFeed } from "../../_includes/feed.ts";
import type { Site } from "../press/site/site.ts";

/** The newest articles in full, for feed readers, as JSON Feed. */
export const data = { eleventyExcludeFromCollections: true, permalink: "feed.json" };

export function render({ site }: { site: Site }): string {
  return jsonFeed(site);
}
