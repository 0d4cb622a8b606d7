import { searchStyle } from "../../_includes/search.ts";
import { headersFile } from "../press/site/headers.ts";
import type { Site } from "../press/site/site.ts";

/** `_headers`: the response headers for hosts that read them from the site, Netlify and Cloudflare Pages. */
export const data = { eleventyExcludeFromCollections: true, permalink: "_headers" };

export function render({ site }: { site: Site }): string {
  const { style, publication } = site;
  return headersFile(publication.search ? [style.hash, searchStyle.hash] : [style.hash]);
}
