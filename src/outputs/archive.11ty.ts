import { archivePage } from "../../_includes/list.ts";
import type { Site } from "../press/site/site.ts";

/** The archive: every year with its months. */
export const data = { eleventyExcludeFromCollections: true, permalink: "archive/index.html" };

export function render({ site }: { site: Site }): string {
  return archivePage(site);
}
