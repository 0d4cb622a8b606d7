import { frontPage } from "../../_includes/front.ts";
import type { Site } from "../press/site/site.ts";

/** The front page: the newest article in full, then the earlier ones. */
export const data = { eleventyExcludeFromCollections: true, permalink: "index.html" };

export function render({ site }: { site: Site }): string {
  return frontPage(site);
}
