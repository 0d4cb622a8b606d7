import { groupsPage } from "../../_includes/list.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byAuthor, hasListings } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** All authors, each with its number of articles; nothing where there are none. */
export function authors(site: Site): OutputFile[] {
  if (!hasListings(site, "author")) return [];
  const path = paths.authors;
  return [
    {
      path,
      render: () => groupsPage(site, byAuthor(site.articles), ({ authors: name }) => ({ name, path })),
    },
  ];
}
