import { groupsPage } from "../../_includes/list.ts";
import { inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byTopic, hasListings } from "../press/site/listings.ts";
import type { PaperSite } from "../press/site/site.ts";

/** All topics of a paper, each with its number of articles; nothing where there are none. */
export function topics(paper: PaperSite): OutputFile[] {
  if (!hasListings(paper, "topic")) return [];
  const { articles, publication } = paper;
  const path = inPaper(publication, paths.topics);
  const groups = () => byTopic(articles, publication.home);
  return [{ path, render: () => groupsPage(paper, groups(), path, ({ topics: name }) => name) }];
}
