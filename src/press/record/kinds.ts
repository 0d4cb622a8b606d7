import { z } from "zod";
import { slugPath, topicSlug } from "../address/slug.ts";
import { type Fault, quoted, warning } from "../faults/fault.ts";
import { text } from "./values.ts";

/** What an article may be, besides news. */
const labelled = [
  "report",
  "analysis",
  "background",
  "opinion",
  "editorial",
  "review",
  "live",
  "interview",
  "obituary",
  "photo-essay",
  "press-release",
  "sponsored",
] as const;

/** A kind that readers are told. */
export type LabelledKind = (typeof labelled)[number];

/** What `kind` of an article can say. */
export type Kind = LabelledKind | "news";

/** `kind` of an article. */
export const kindSchema = z.enum(
  ["news", ...labelled],
  `must be one of ${["news", ...labelled].map((kind) => `\`${kind}\``).join(", ")}`,
);

/** `series` of an article. */
export const seriesSchema = z.strictObject({
  name: text.describe("The series' name: it gets a page."),
  part: text
    .refine((value) => /^[1-9]\d{0,3}$/.test(value), "must be a number from 1 to 9999")
    .optional()
    .describe("Which part this is. Without parts, those of a series stand by their dates."),
});

/** Whether an article stands in feeds, in the news sitemap and, without being named, on the front page. */
export function isNews(
  { kind }: { kind?: LabelledKind | undefined },
  { sponsored }: { sponsored: "apart" | "among" },
): boolean {
  return kind !== "sponsored" || sponsored === "among";
}

/** Whether an article says what its author thinks. */
export function isOpinion(kind: LabelledKind | undefined): boolean {
  return kind === "opinion" || kind === "editorial";
}

/** What series an article is a part of. */
export interface SeriesPart {
  name: string;
  part?: number | undefined;
}

interface Member {
  file: string;
  language: string;
  series?: SeriesPart | undefined;
}

/**
 * A warning for each part of a series that stands twice, for each that is missing before the last one, and for each article without a
 * part where others have one.
 *
 * @param articles all of the publication, those that are withheld, too: a part to come is none that is missing
 */
export function seriesFaults(articles: readonly Member[]): Fault[] {
  const series = new Map<string, Member[]>();
  for (const article of articles) {
    if (!article.series) continue;
    const key = `${article.language} ${slugPath(topicSlug(article.series.name))}`;
    const members = series.get(key) ?? [];
    series.set(key, members);
    members.push(article);
  }
  return [...series.values()].flatMap(partFaults);
}

function partFaults(members: readonly Member[]): Fault[] {
  const parts = new Map<number, string>();
  const faults: Fault[] = [];
  const named = members.map(({ file, series }) => ({ file, name: series?.name ?? "", part: series?.part }));
  const numbered = named
    .flatMap(({ part, ...rest }) => (part === undefined ? [] : [{ ...rest, part }]))
    .sort((a, b) => a.part - b.part);
  if (numbered.length === 0) return [];
  for (const { file, name, part } of named) {
    if (part !== undefined) continue;
    const reason = `the series ${quoted(name)} has parts, and this article says none`;
    faults.push(warning({ file }, reason, "add `part:` with its number"));
  }
  let last = 0;
  for (const { file, name, part } of numbered) {
    const other = parts.get(part);
    parts.set(part, file);
    if (other !== undefined) {
      const reason = `${quoted(name)} has part ${part} in ${other}, too`;
      faults.push(warning({ file }, reason, "give each part a number of its own"));
    } else if (part > last + 1) {
      const missing = part === last + 2 ? `part ${last + 1}` : `parts ${last + 1} to ${part - 1}`;
      const reason = `${quoted(name)} has no ${missing} before part ${part}`;
      faults.push(warning({ file }, reason, "correct the number, or write what is missing"));
    }
    last = part;
  }
  return faults;
}
