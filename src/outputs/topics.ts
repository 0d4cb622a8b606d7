import { groupsPage } from "../../_includes/list.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byTopic, hasListings } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** All topics, each with its number of articles; nothing where there are none. */
export function topics(site: Site): OutputFile[] {
  if (!hasListings(site, "topic")) return [];
  const path = paths.topics;
  return [
    { path, render: () => groupsPage(site, byTopic(site.articles), ({ topics: name }) => ({ name, path })) },
  ];
}
