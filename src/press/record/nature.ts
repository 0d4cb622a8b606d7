import { error, type Fault } from "../faults/fault.ts";
import type { Article } from "./article.ts";
import type { CivilDate } from "./date.ts";
import { liveOf } from "./live.ts";
import type { Locator, Material } from "./material.ts";
import { obituaryFaults } from "./obituary.ts";
import type { ArticleMetadata } from "./schema.ts";

/** What an article is, and of what a part. Its kind and its sponsor need each other. */
export function natureOf(
  material: Material,
  metadata: ArticleMetadata,
  date: CivilDate | undefined,
  at: Locator,
  faults: Fault[],
): Pick<Article, "kind" | "sponsor" | "warning" | "obituary" | "live" | "series"> {
  const { kind, sponsor, warning, obituary, series } = metadata;
  faults.push(...obituaryFaults(metadata, date, at));
  if (kind === "sponsored" && sponsor === undefined)
    faults.push(error(at("kind"), "the article is sponsored, and nobody is named", "add `sponsor: NAME`"));
  if (kind !== "sponsored" && sponsor !== undefined) {
    const reason = "there is a sponsor, and the article is not sponsored";
    faults.push(error(at("sponsor"), reason, "write `kind: sponsored`, or remove the sponsor"));
  }
  return {
    kind: kind === "news" ? undefined : kind,
    sponsor,
    warning,
    obituary,
    live: liveOf(material, metadata, date, at, faults),
    series: series && {
      name: series.name,
      part: series.part === undefined ? undefined : Number(series.part),
    },
  };
}
