import { z } from "zod";
import { foldSpace } from "../account/words.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { textOf } from "../page/article-json.ts";
import type { PartPlace } from "../source/line-parts.ts";
import type { Source } from "../source/utf8.ts";
import type { Parting } from "../source/wire.ts";
import { type Entry, sayingsOf } from "./page-facts.ts";
import type { ProofRecord } from "./proof-json.ts";
import { readOrReport } from "./read-served.ts";
import type { Served } from "./served.ts";

/** What an article's record says of it: what all other places of the site must say, too. */
export interface Facts {
  headline: string;
  standfirst: string;
  /** What readers are told before the text. */
  warning?: string | undefined;
  published: string;
  language: string;
  topics: readonly string[];
  /** The name of its series. */
  series?: string | undefined;
  authors: readonly string[];
  /** The authors' names, as one text. */
  byline: string;
  withdrawn: boolean;
  /** Whether it is told live. */
  live: boolean;
  /** Whether it has a lead image, which feeds show before the text. */
  lead: boolean;
  /** Whether it is a page of the publication, which has no date. */
  isPage: boolean;
  /** Its section. */
  sectionName?: string | undefined;
  /** The folder of its section's list, as its page says. */
  section?: string | undefined;
  /** On which lines of the source the headline stands, as its page says; feeds show it outside the text. */
  headlineLines?: string | undefined;
  /** The articles that lead on from its page. */
  more?: readonly Entry[] | undefined;
}

const recordShape = z.object({
  headline: z.string(),
  standfirst: z.string().default(""),
  warning: z.string().optional(),
  kind: z.literal("page").optional(),
  published: z.string().default(""),
  language: z.string().default(""),
  section: z.string().optional(),
  topics: z.array(z.string()).default([]),
  series: z.object({ name: z.string() }).optional(),
  authors: z.array(z.object({ name: z.string() })).default([]),
  status: z.string().optional(),
  live: z.unknown().optional(),
  image: z.unknown().optional(),
  text: z.array(z.string()),
  proof: z.object({
    words: z.number().optional(),
    characters: z.number().optional(),
    source: z.string(),
    bytes: z.number(),
    sha256: z.string(),
  }),
  citation: z.object({ title: z.string(), abstract: z.string().default("") }).optional(),
});

const agencyShape = z.object({
  headlines: z.array(z.object({ value: z.string() })),
  descriptions: z.array(z.object({ role: z.string().optional(), value: z.string() })).optional(),
  bodies: z.array(z.object({ value: z.string() })),
});

const remedy = "something changed one of them after the site was built";

/**
 * Reads an article's records, `article.json` and `ninjs.json`, and holds them against its source and against each other.
 *
 * @param source the source that the site serves
 * @param parts which lines of it the page says are no body
 * @returns what the record says, or nothing where it cannot be read, which is told
 */
export async function readFacts(
  served: Served,
  { slug, sha256, bytes, words, characters, form, headline: told }: ProofRecord,
  source: Source | undefined,
  parts: readonly PartPlace[],
  faults: Fault[],
): Promise<Facts | undefined> {
  const file = `${served.name}${slug}/article.json`;
  const record = await shaped(served, `${slug}/article.json`, recordShape, faults);
  if (!record) return undefined;
  const { headline, standfirst, published, language, topics, series, authors, text, proof, citation } =
    record;
  const differ = (place: string, is: string, should: string, whose: string) => {
    if (is !== should)
      faults.push(error({ file }, `${place} is ${quoted(is)}, ${whose} ${quoted(should)}`, remedy));
  };
  if (told !== undefined) differ("headline", headline, told, "proof.json says");
  differ("proof.sha256", proof.sha256, sha256, "proof.json says");
  differ("proof.bytes", String(proof.bytes), String(bytes), "proof.json says");
  for (const [name, is, should] of [
    ["proof.words", proof.words, words],
    ["proof.characters", proof.characters, characters],
  ] as const)
    differ(name, String(is ?? "absent"), String(should ?? "absent"), "proof.json says");
  const isPage = record.kind === "page";
  if (!isPage) {
    differ("citation.title", citation?.title ?? "", headline, "its headline is");
    differ("citation.abstract", citation?.abstract ?? "", standfirst, "its standfirst is");
  }
  if (source && source.sha256 === sha256) {
    const wrong = wrongText(text, form, source, parts);
    if (wrong) faults.push(error({ file }, wrong, remedy));
  }
  const agency = isPage ? undefined : await shaped(served, `${slug}/ninjs.json`, agencyShape, faults);
  const body = agency?.bodies[0]?.value;
  if (agency && body !== undefined) {
    const place = { file: `${served.name}${slug}/ninjs.json` };
    const pairs = [
      ["headlines", agency.headlines[0]?.value ?? "", headline],
      ["descriptions", agency.descriptions?.find(({ role }) => role === undefined)?.value ?? "", standfirst],
      ["bodies", body, text.join("\n\n")],
    ] as const;
    for (const [name, is, should] of pairs)
      if (is !== should)
        faults.push(error(place, `${name} ${parted(is, should)} as article.json has it`, remedy));
  }
  const names = authors.map(({ name }) => name);
  return {
    headline,
    standfirst,
    warning: record.warning,
    published,
    language,
    topics,
    series: series?.name,
    sectionName: record.section,
    authors: names,
    byline: names.join(", "),
    withdrawn: record.status === "withdrawn",
    live: record.live !== undefined,
    lead: record.image !== undefined,
    isPage,
  };
}

/** A file of JSON of a known form; nothing where there is none, which is told. */
async function shaped<T>(
  served: Served,
  path: string,
  shape: z.ZodType<T>,
  faults: Fault[],
): Promise<T | undefined> {
  const place = { file: served.name + path };
  const data = await readOrReport(served, path.split("/"), place, faults);
  if (data === "unreadable") return undefined;
  if (!data) {
    faults.push(error(place, "the file is missing", "publish the whole site"));
    return undefined;
  }
  try {
    return shape.parse(JSON.parse(data.toString("utf8")));
  } catch {
    faults.push(error(place, "this is no record of Stet's", "build the site again, and publish all of it"));
    return undefined;
  }
}

/** How wire copy may be parted into paragraphs. */
const partings: (Parting | undefined)[] = [undefined, "blank", "indent", "lines", "verse"];

/**
 * What is wrong with a record's text. How copy is parted the metadata say, which are not at hand; the page was held against the source.
 */
function wrongText(
  text: readonly string[],
  form: ProofRecord["form"],
  source: Source,
  parts: readonly PartPlace[],
): string | undefined {
  const ways = partings.map((parting) => ({ form, parting, parts }));
  const is = text.join("\n");
  if (ways.some((way) => textOf(way, source).join("\n") === is)) return undefined;
  return `text ${parted(is, textOf({ form, parts }, source).join("\n"))} as its source has it`;
}

/** Where two texts part, by their words. */
export function parted(is: string, should: string): string {
  const [found, wanted] = [foldSpace(is).split(" "), foldSpace(should).split(" ")];
  const at = wanted.findIndex((word, index) => word !== found[index]);
  const index = at === -1 ? wanted.length : at;
  const [got = "", due = ""] = [found[index], wanted[index]];
  return `is not the same: found ${quoted(got)}, expected ${quoted(due)}`;
}

/** Whether names are the same: a byline that is the source's has them in its own order and case. */
function sameNames(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((names) => names.map((name) => name.toLowerCase()).sort());
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Holds what a page says of its article against the article's record.
 *
 * @param isOwn whether the page is the article's own: the head of the front page speaks of the publication
 */
export function checkSayings(
  html: string,
  facts: Facts,
  page: string,
  isOwn: boolean,
  faults: Fault[],
): void {
  const isHeader = (place: string) => /^(?:h1|p|a|time)\./.test(place);
  const sayings = sayingsOf(html).filter(([place]) => isOwn || isHeader(place));
  const names = sayings.filter(([, field]) => field === "byline").map(([, , name]) => name);
  const said = sayings.filter(([, field]) => field !== "byline");
  if (isOwn || names.length > 0) said.push(["the header", "byline", names.join(", ")]);
  const isWritten = html.includes('<p class="by byline"');
  for (const [place, field, value] of said) {
    if (value === facts[field]) continue;
    if (field === "byline" && isWritten && sameNames(names, facts.authors)) continue;
    const reason = `the ${field} in ${place} is ${quoted(value)}, article.json says ${quoted(facts[field])}`;
    faults.push(error({ file: page }, reason, remedy));
  }
  for (const field of facts.isPage ? (["headline"] as const) : (["headline", "published"] as const)) {
    const isShown = sayings.some(([place, shown]) => shown === field && isHeader(place));
    if (!isShown) faults.push(error({ file: page }, `the page does not show the article's ${field}`, remedy));
  }
}
