import { absolute, paths } from "../press/address/address.ts";
import type { Site } from "../press/site/site.ts";

/** What crawlers may read, which is everything, and where to find it (RFC 9309). */
export const data = { eleventyExcludeFromCollections: true, permalink: "robots.txt" };

export function render({ site }: { site: Site }): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${absolute(site.publication, paths.sitemap)}\n`;
}
