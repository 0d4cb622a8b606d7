import { groupsPage } from "../../_includes/list.ts";
import { inPaper } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byAuthor, hasListings } from "../press/site/listings.ts";
import type { PaperSite } from "../press/site/site.ts";

/** All authors of a paper, each with its number of articles; nothing where there are none. */
export function authors(paper: PaperSite): OutputFile[] {
  if (!hasListings(paper, "author")) return [];
  const { articles, publication } = paper;
  const path = inPaper(publication, paths.authors);
  const groups = () => byAuthor(articles, publication.home);
  return [{ path, render: () => groupsPage(paper, groups(), path, ({ authors: name }) => name) }];
}
