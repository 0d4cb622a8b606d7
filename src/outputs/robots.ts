import { absolute } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Site } from "../press/site/site.ts";

/** What crawlers may read, which is everything, and where to find it (RFC 9309). */
export function robots({ publication }: Site): OutputFile[] {
  const text = `User-agent: *\nAllow: /\n\nSitemap: ${absolute(publication, paths.sitemap)}\n`;
  return [{ path: paths.robots, render: () => text }];
}
