import { correctionsPage } from "../../_includes/corrections.ts";
import type { Site } from "../press/site/site.ts";

/** The log of all corrections. */
export const data = { eleventyExcludeFromCollections: true, permalink: "corrections/index.html" };

export function render({ site }: { site: Site }): string {
  return correctionsPage(site);
}
