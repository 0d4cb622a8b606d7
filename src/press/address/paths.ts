/*
 * Every address of a site that is no article's and no list's. Paths are from the site's root, in address form, without a leading
 * slash. Slugs, the sitemap and the count of pages follow this list.
 */

/** Where the site's own pages and files stand. */
export const paths = {
  front: "index.html",
  archive: "archive/index.html",
  sections: "sections/index.html",
  series: "series/index.html",
  topics: "topics/index.html",
  authors: "authors/index.html",
  corrections: "corrections/index.html",
  search: "search/index.html",
  check: "check/index.html",
  notFound: "404.html",
  atom: "feed.xml",
  jsonFeed: "feed.json",
  sitemap: "sitemap.xml",
  newsSitemap: "sitemap-news.xml",
  robots: "robots.txt",
  headers: "_headers",
  redirects: "_redirects",
  security: ".well-known/security.txt",
  trust: ".well-known/trust.txt",
  textMining: ".well-known/tdmrep.json",
  searchScript: "search/search.js",
  checkArticles: "check/articles.json",
  icon: "icon.svg",
  touchIcon: "icon.png",
  card: "card.png",
  proof: "proof.json",
  sums: "SHA256SUMS",
  signature: "SHA256SUMS.sig",
  nginxPolicy: "_server/policy.nginx.conf",
  caddyPolicy: "_server/policy.caddy",
  nginxRedirects: "_server/redirects.nginx",
  caddyRedirects: "_server/redirects.caddyfile",
} as const;

/** Files beside the page of an article that is told live. */
export const live = { page: "live.html", feed: "live.xml" } as const;

/** What each paper of a publication has in its own folder. */
const ofPaper = [
  paths.front,
  paths.archive,
  paths.sections,
  paths.series,
  paths.topics,
  paths.authors,
  paths.corrections,
  paths.search,
  paths.searchScript,
  paths.atom,
  paths.jsonFeed,
] as const;

/** Where the site's own pages and files may stand, those of every paper among them. */
export function ownPaths(papers: readonly { home: string }[]): string[] {
  const inFolders = papers.filter(({ home }) => home !== "");
  return [...Object.values(paths), ...inFolders.flatMap(({ home }) => ofPaper.map((path) => home + path))];
}

/** Folders at the site's root that hold files and no page of their own. */
export const folders = { searchIndex: "pagefind", images: "images", theme: "theme", admin: "admin" } as const;

/** Names at the site's root that no article can have. */
export const takenNames: ReadonlySet<string> = new Set([
  ...Object.values(folders),
  ...Object.values(paths).flatMap((path) => /^(.*?)(?:\/|\.html$)/.exec(path)?.[1] ?? []),
  // Some disks take a folder of this name for the file.
  paths.sums,
  paths.sums.toLowerCase(),
]);
