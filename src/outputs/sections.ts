import { groupsPage } from "../../_includes/list.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { bySection, hasListings } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** All sections, each with its number of articles; nothing where there are none. */
export function sections(site: Site): OutputFile[] {
  if (!hasListings(site, "section")) return [];
  const path = paths.sections;
  const groups = () => bySection(site.articles, site.publication);
  return [{ path, render: () => groupsPage(site, groups(), ({ sections: name }) => ({ name, path })) }];
}
