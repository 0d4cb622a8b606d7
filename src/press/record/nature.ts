import { error, type Fault } from "../faults/fault.ts";
import type { Article } from "./article.ts";
import type { CivilDate } from "./date.ts";
import { liveOf } from "./live.ts";
import type { Locator, Material } from "./material.ts";
import type { Obituary } from "./obituary.ts";
import type { ArticleMetadata } from "./schema.ts";

/** What an article is, and of what a part. Its kind and its sponsor need each other. */
export function natureOf(
  material: Material,
  metadata: ArticleMetadata,
  date: CivilDate | undefined,
  at: Locator,
  faults: Fault[],
): Pick<Article, "kind" | "sponsor" | "warning" | "contents" | "obituary" | "live" | "series"> {
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
    contents: metadata.contents === "true" ? true : undefined,
    obituary,
    live: liveOf(material, metadata, date, at, faults),
    series: series && {
      name: series.name,
      part: series.part === undefined ? undefined : Number(series.part),
    },
  };
}

/** What is wrong with the days of a life, and with an article of another kind that has some. */
function obituaryFaults(
  { kind, obituary }: { kind?: string | undefined; obituary?: Obituary | undefined },
  published: CivilDate | undefined,
  at: Locator,
): Fault[] {
  if (!obituary) return [];
  const { born, died } = obituary;
  const faults: Fault[] = [];
  if (kind !== "obituary")
    faults.push(error(at("obituary"), "`obituary` is for `kind: obituary` only", "remove it"));
  if (isLater(born, died))
    faults.push(
      error(at("obituary", "died"), `the death in ${died} is before the birth in ${born}`, oneOfTwo),
    );
  if (published && isLater(died, published.day)) {
    const reason = `the death in ${died} is after the article's date ${published.day}`;
    faults.push(error(at("obituary", "died"), reason, oneOfTwo));
  }
  return faults;
}

const oneOfTwo = "correct one of the two";

/** Whether one day or year is after another, as far as both are known. */
function isLater(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) > other.slice(0, length);
}
