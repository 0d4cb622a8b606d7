import { atomFeed } from "../../_includes/feed.ts";
import type { Site } from "../press/site/site.ts";

/** The newest articles in full, for feed readers, as Atom. */
export const data = { eleventyExcludeFromCollections: true, permalink: "feed.xml" };

export function render({ site }: { site: Site }): string {
  return atomFeed(site);
}
