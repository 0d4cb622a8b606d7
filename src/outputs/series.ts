import { groupsPage } from "../../_includes/list.ts";
import { inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { bySeries } from "../press/site/listings.ts";
import type { PaperSite } from "../press/site/site.ts";

/** All series of a paper, each with its number of articles; nothing where there are none. */
export function series(paper: PaperSite): OutputFile[] {
  if (paper.series.size === 0) return [];
  const { articles, publication } = paper;
  const path = inPaper(publication, paths.series);
  const groups = () => bySeries(articles, publication.home);
  return [{ path, render: () => groupsPage(paper, groups(), path, ({ series: name }) => name) }];
}
