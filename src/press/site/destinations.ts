import { ownPaths, paths } from "../address/paths.ts";
import { aliasRequests } from "../record/aliases.ts";
import type { Article } from "../record/article.ts";
import { type Paper, paperOf, publicationIn } from "../record/papers.ts";
import type { Publication } from "../record/publication.ts";
import { listings } from "./listings.ts";

/** What a link can lead to. */
export interface Destination {
  /** What a link can lead to on it. */
  ids: readonly string[];
}

const page: Destination = { ids: ["main"] };

/**
 * All that a site has besides its articles, by its path from the site's root, decoded; old addresses as they are asked for, with the
 * slash before them taken off.
 */
export function destinationsOf(
  articles: readonly Article[],
  publication: Publication,
): Map<string, Destination> {
  const listed = articles.filter(({ withdrawal, isPage }) => !withdrawal && !isPage);
  const absent = absentPaths(publication);
  return new Map(
    [
      ...ownPaths(publication.papers).filter((path) => !absent.has(path)),
      ...publication.papers.flatMap((paper) => listPaths(listed, publication, paper)),
      ...articles.flatMap(({ aliases }) => aliases.flatMap(aliasRequests).map((path) => path.slice(1))),
    ].map((path) => [path, page]),
  );
}

/** Where the pages of a paper's lists stand. */
function listPaths(articles: readonly Article[], publication: Publication, paper: Paper): string[] {
  const own = articles.filter((article) => paperOf(article, publication.papers) === paper);
  const pages = listings(own, publicationIn(publication, paper));
  return pages.map(({ folder }) => `${decodeURIComponent(folder)}index.html`);
}

/** What this publication's site has not, and what no server gives to readers. */
function absentPaths({ search, security, trust, cards, papers }: Publication): Set<string> {
  const ofSearch = papers.flatMap(({ home }) => [home + paths.search, home + paths.searchScript]);
  return new Set([
    ...(search ? [] : ofSearch),
    ...(security ? [] : [paths.security]),
    ...(trust ? [] : [paths.trust]),
    ...(cards === "publication" ? [] : [paths.card]),
    paths.signature,
    ...Object.values(paths).filter((path) => path.startsWith("_")),
  ]);
}
