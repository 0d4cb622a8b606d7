import { groupsPage } from "../../_includes/list.ts";
import { inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { bySection, hasListings } from "../press/site/listings.ts";
import type { PaperSite } from "../press/site/site.ts";

/** All sections of a paper, each with its number of articles; nothing where there are none. */
export function sections(paper: PaperSite): OutputFile[] {
  if (!hasListings(paper, "section")) return [];
  const { articles, publication } = paper;
  const path = inPaper(publication, paths.sections);
  const groups = () => bySection(articles, publication);
  return [{ path, render: () => groupsPage(paper, groups(), path, ({ sections: name }) => name) }];
}
