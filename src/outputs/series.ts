import { groupsPage } from "../../_includes/list.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { bySeries } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** All series, each with its number of articles; nothing where there are none. */
export function series(site: Site): OutputFile[] {
  if (site.series.size === 0) return [];
  const path = paths.series;
  const groups = () => bySeries(site.articles);
  return [{ path, render: () => groupsPage(site, groups(), ({ series: name }) => ({ name, path })) }];
}
