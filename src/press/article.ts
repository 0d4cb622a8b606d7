import { type CivilDate, compareDates, isBefore, parseDate } from "./date.ts";
import { type Claim, checkFacts } from "./facts.ts";
import { error, type Fault, notice, type Place } from "./fault.ts";
import { type License, readLicense } from "./license.ts";
import { quoted, type Sifted } from "./metadata.ts";
import type { Publication } from "./publication.ts";
import type { Source } from "./read.ts";
import type { ArticleMetadata } from "./schema.ts";
import { slugify, slugProblem } from "./slug.ts";
import type { Parting } from "./wire.ts";

export interface Person {
  name: string;
  url?: string | undefined;
}

export interface Correction {
  date: CivilDate;
  text: string;
  was?: string | undefined;
  now?: string | undefined;
}

/** An image that an article names, and where. */
export interface ImageUse {
  /** As written: a file beside the article. */
  src: string;
  place: Place;
}

/** The lead image as the metadata name it. */
export interface LeadImage {
  src: string;
  alt: string;
  caption?: string | undefined;
  credit?: string | undefined;
}

/**
 * The article record: all that is known of an article but its body, which is read from the source when a page needs it, so that
 * an archive's texts never lie in memory together. Everything that Stet emits comes from here.
 */
export interface Article {
  slug: string;
  form: "wire" | "markdown";
  /** The source's path as messages show it. */
  file: string;
  /** The source's absolute path. */
  path: string;
  /** The source's name on the site: `source.txt` or `source.md`. */
  sourceName: string;
  /** SHA-256 of the source's bytes, hexadecimal. */
  sha256: string;
  /** The source's size in bytes. */
  bytes: number;
  /** What tells the article's files from all others: their kind and digests. The same publication makes the same record of them. */
  origin: string;
  /** How many words the text has: runs of characters between white space. */
  words: number;
  headline: string;
  standfirst?: string | undefined;
  date: CivilDate;
  updated?: CivilDate | undefined;
  /** The latest of date, update and corrections. */
  modified: CivilDate;
  authors: readonly Person[];
  dateline?: string | undefined;
  section?: string | undefined;
  topics: readonly string[];
  language: string;
  source?: Person | undefined;
  image?: LeadImage | undefined;
  /** Every image that the article names: the lead image and those in the text. */
  images: readonly ImageUse[];
  /** Newest first. */
  corrections: readonly Correction[];
  draft: boolean;
  license?: License | undefined;
  translations: readonly { language: string; url: string }[];
  /** Paths below the site's address where the article stood before. */
  aliases: readonly string[];
  parting?: Parting | undefined;
}

/** What the readers found in an article's files. */
export interface Material {
  name: string;
  form: "wire" | "markdown";
  path: string;
  source: Source;
  origin: string;
  metadata?: Sifted<ArticleMetadata>;
  /** The date of a wire header. */
  date?: { text: string; place: Place };
  /** The text without marks, white space folded to single spaces. */
  text: string;
  /** The first paragraph, likewise. */
  opening: string;
  /** The images in the text. */
  images: readonly ImageUse[];
  words: number;
}

/** Stands for a date that is missing or faulty, so that the rest of the article is checked in the same run. */
const noDate: CivilDate = { iso: "2000-01-01", day: "2000-01-01" };

/**
 * Puts an article's record together and checks what the schema cannot: dates and corrections against the text, the slug, the
 * headline's facts.
 *
 * @param faults what is known to be wrong with the article, and is added to
 * @returns the record; where an error was found it only serves to find more
 */
export function makeArticle(material: Material, publication: Publication, faults: Fault[]): Article {
  const { source, form } = material;
  const metadata = material.metadata?.metadata ?? {};
  const refused = material.metadata?.refused ?? new Set();
  const at = (...path: (string | number)[]) => material.metadata?.locate(path) ?? { file: source.file };
  const date = publicationDate(material, metadata, refused.has("date"), at("date"), faults);
  const updated = metadata.updated === undefined ? undefined : civilDate(metadata.updated);
  if (date && updated && isBefore(updated, date)) {
    faults.push(
      error(at("updated"), `updated ${updated.iso} is before the date ${date.iso}`, "correct one of the two"),
    );
  }
  const slug = metadata.slug ?? (refused.has("slug") ? "" : slugOfName(material, faults));
  const language = metadata.language ?? publication.language;
  const corrections = readCorrections(material, metadata, at, date, faults);
  const license = metadata.license === undefined ? publication.license : readLicense(metadata.license);
  if (metadata.paragraphs && form === "markdown") {
    faults.push(error(at("paragraphs"), "`paragraphs` is for wire copy only", "remove it"));
  }
  const headline = metadata.headline ?? (refused.has("headline") ? "" : headlineFrom(material, faults));
  const text = metadata.dateline === undefined ? material.text : `${metadata.dateline} ${material.text}`;
  if (date && !faults.some(isError))
    faults.push(...checkFacts(claimsOf(metadata, at), { text, language, year: date.day.slice(0, 4) }));
  const { standfirst, dateline, section, source: credit, image } = metadata;
  return {
    slug,
    form,
    file: source.file,
    path: material.path,
    sourceName: form === "wire" ? "source.txt" : "source.md",
    sha256: source.sha256,
    bytes: source.bytes,
    origin: material.origin,
    words: material.words,
    headline,
    standfirst,
    date: date ?? noDate,
    updated,
    modified: [
      date ?? noDate,
      ...(updated ? [updated] : []),
      ...corrections.map((correction) => correction.date),
    ].reduce(later),
    authors: metadata.authors ?? [],
    dateline,
    section,
    topics: [...new Set(metadata.topics ?? [])],
    language,
    source: credit,
    image,
    images: [...(image ? [{ src: image.src, place: at("image", "src") }] : []), ...material.images],
    corrections,
    draft: metadata.status === "draft",
    license,
    translations: metadata.translations ?? [],
    aliases: [...new Set(metadata.aliases ?? [])],
    parting: metadata.paragraphs,
  };
}

type Locator = (...path: (string | number)[]) => Place;

/** What the metadata say of the article in words of their own. */
function claimsOf({ headline, standfirst }: ArticleMetadata, at: Locator): Claim[] {
  return [
    ...(headline === undefined ? [] : [{ name: "headline" as const, text: headline, place: at("headline") }]),
    ...(standfirst === undefined
      ? []
      : [{ name: "standfirst" as const, text: standfirst, place: at("standfirst") }]),
  ];
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return compareDates(a, b) < 0 ? b : a;
}

function isError(fault: Fault): boolean {
  return fault.level === "error";
}

/** A date that the schema has let pass. */
function civilDate(text: string): CivilDate | undefined {
  const date = parseDate(text);
  return "reason" in date ? undefined : date;
}

function publicationDate(
  material: Material,
  metadata: ArticleMetadata,
  refused: boolean,
  place: Place,
  faults: Fault[],
): CivilDate | undefined {
  const header = material.date && headerDate(material.date, faults);
  const given = metadata.date === undefined ? undefined : civilDate(metadata.date);
  if (header && given && header.day !== given.day) {
    faults.push(
      error(place, `the metadata say ${given.day}, the text says ${header.day}`, "correct one of the two"),
    );
  }
  if (!material.date && metadata.date === undefined && !refused) {
    const remedy = "add `date: YYYY-MM-DD` to the metadata";
    faults.push(error({ file: material.source.file, line: 1, column: 1 }, "the article has no date", remedy));
  }
  return given ?? header;
}

function headerDate({ text, place }: { text: string; place: Place }, faults: Fault[]): CivilDate | undefined {
  const date = parseDate(text);
  if (!("reason" in date)) return date;
  faults.push(error(place, `\`date\`: ${date.reason}`, date.remedy));
  return undefined;
}

function slugOfName({ name, source }: Material, faults: Fault[]): string {
  const slug = slugify(name);
  const problem = slug === "" ? slugProblem(name) : slugProblem(slug);
  if (problem) faults.push(error({ file: source.file }, problem.reason, problem.remedy));
  return slug;
}

/** Corrections, newest first; `now` must stand in the text and `was` must not. */
function readCorrections(
  material: Material,
  metadata: ArticleMetadata,
  at: Locator,
  published: CivilDate | undefined,
  faults: Fault[],
): Correction[] {
  const corrections: Correction[] = [];
  for (const [index, { date: written, text, was, now }] of (metadata.corrections ?? []).entries()) {
    const place = (key: string) => at("corrections", index, key);
    const date = civilDate(written);
    if (date && published && isBefore(date, published)) {
      faults.push(
        error(
          place("date"),
          `the correction of ${date.iso} is before the article's date ${published.iso}`,
          "correct one of the two",
        ),
      );
    }
    if (now !== undefined && !material.text.includes(now)) {
      faults.push(
        error(place("now"), `${quoted(now)} does not stand in the article`, "write it as the text has it"),
      );
    }
    if (was !== undefined && material.text.includes(was) && !now?.includes(was)) {
      faults.push(
        error(
          place("was"),
          `${quoted(was)} still stands in the article`,
          "correct the text, or give more of the old words",
        ),
      );
    }
    if (date) corrections.push({ date, text, was, now });
  }
  return corrections
    .map((correction, index) => ({ correction, index }))
    .sort((a, b) => compareDates(b.correction.date, a.correction.date) || b.index - a.index)
    .map(({ correction }) => correction);
}

/** The longest headline taken from a text, in characters. */
const longestHeadline = 100;

/** Where a sentence ends: a full stop after a word that is too long for an abbreviation, in the scripts' own signs. */
const sentenceEnd = /(?<=[\p{Ll}\p{Lo}\p{M}\p{N}]{4}["”’»)]?[.!?…]["”’»)]?)(?= )|(?<=[。！？؟۔।])/u;

/** Without a headline the first sentence of the text serves, shortened at a word. */
function headlineFrom(material: Material, faults: Fault[]): string {
  if (material.metadata && material.form === "markdown") {
    const place = material.metadata.locate([]);
    faults.push(error(place, "the article has no `headline`", "add `headline: Some words` to the metadata"));
    return "";
  }
  const sentence = (material.opening.split(sentenceEnd)[0] ?? "").trim();
  const headline = shorten(sentence);
  const reason = `no headline is given; the text's first sentence serves: ${JSON.stringify(headline)}`;
  // What is not built needs no headline yet.
  if (!faults.some(isError)) faults.push(notice({ file: material.source.file }, reason));
  return headline;
}

/** A text of at most `longestHeadline` characters, shortened after a word. */
function shorten(text: string): string {
  if (text.length <= longestHeadline) return text;
  const cut = text.slice(0, longestHeadline);
  const space = cut.lastIndexOf(" ");
  const kept = space > longestHeadline / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, "");
  return `${kept.replace(/[\s,;:–—-]+$/u, "")}…`;
}
