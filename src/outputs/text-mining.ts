import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Site } from "../press/site/site.ts";

/**
 * The reservation of text and data mining, which the law of the European Union asks to be machine-readable (Directive (EU) 2019/790,
 * article 4), where the publication shuts out what trains models.
 *
 * @see https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
 */
export function textMining({ publication }: Site): OutputFile[] {
  if (publication.robots.ai !== "disallow") return [];
  const rules = [{ location: new URL(publication.url).pathname, "tdm-reservation": 1 }];
  return [{ path: paths.textMining, render: () => `${JSON.stringify(rules, undefined, 2)}\n` }];
}
