import { groupsPage } from "../../_includes/list.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byTopic } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** All topics, each with its number of articles. */
export function topics(site: Site): OutputFile[] {
  const path = paths.topics;
  return [
    { path, render: () => groupsPage(site, byTopic(site.articles), ({ topics: name }) => ({ name, path })) },
  ];
}
