import { searchPage, searchScript } from "../../_includes/search.ts";
import type { Site } from "../press/site/site.ts";

const page = "search/index.html";
const script = "search/search.js";

/** The search page and its script; neither where search is off. */
export const data = {
  searchFiles: [page, script],
  pagination: {
    data: "searchFiles",
    size: 1,
    alias: "file",
    addAllPagesToCollections: false,
    before: (files: string[], { site }: { site: Site }) => (site.publication.search ? files : []),
  },
  eleventyExcludeFromCollections: true,
  permalink: ({ file }: { file: string }) => file,
};

export function render({ file, site }: { file: string; site: Site }): string {
  return file === script ? searchScript() : searchPage(site);
}
