import { type SitemapFile, sitemapFiles } from "../../_includes/sitemap.ts";
import type { Site } from "../press/site/site.ts";

/** The addresses of all pages, for search engines: one file, or an index and its files. */
export const data = {
  pagination: {
    data: "site.articles",
    size: 1,
    alias: "file",
    addAllPagesToCollections: false,
    before: (_articles: unknown, { site }: { site: Site }) => sitemapFiles(site),
  },
  eleventyExcludeFromCollections: true,
  permalink: ({ file }: { file: SitemapFile }) => file.path,
};

export function render({ file }: { file: SitemapFile }): string {
  return file.xml;
}
