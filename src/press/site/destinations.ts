import { paths } from "../address/paths.ts";
import { aliasRequests } from "../record/aliases.ts";
import type { Article } from "../record/article.ts";
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
      ...Object.values(paths).filter((path) => !absent.has(path)),
      ...listings(listed, publication).map(({ folder }) => `${decodeURIComponent(folder)}index.html`),
      ...articles.flatMap(({ aliases }) => aliases.flatMap(aliasRequests).map((path) => path.slice(1))),
    ].map((path) => [path, page]),
  );
}

/** What this publication's site has not, and what no server gives to readers. */
function absentPaths({ search, security, trust, cards }: Publication): Set<string> {
  return new Set([
    ...(search ? [] : [paths.search, paths.searchScript]),
    ...(security ? [] : [paths.security]),
    ...(trust ? [] : [paths.trust]),
    ...(cards === "publication" ? [] : [paths.card]),
    paths.signature,
    ...Object.values(paths).filter((path) => path.startsWith("_")),
  ]);
}
