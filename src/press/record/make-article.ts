import { basename } from "node:path";
import { articleUrl } from "../address/address.ts";
import { slugify, slugProblem } from "../address/slug.ts";
import { error, type Fault, isError, type Place, quoted } from "../faults/fault.ts";
import { type Doubt, unread } from "./acknowledge.ts";
import type { Article } from "./article.ts";
import { readAuthors, unknownAuthors } from "./authors.ts";
import { readCorrections } from "./corrections.ts";
import { type CivilDate, civilDate, compareDates, isBefore, isMonth, parseDate } from "./date.ts";
import { type Claim, checkFacts, type Evidence } from "./facts.ts";
import { headlineFrom, standsTwice, titleOf } from "./headline.ts";
import { doubtAnswers } from "./interview.ts";
import { doubtLeftover } from "./leftover.ts";
import { readLicense } from "./license.ts";
import { fromParts, partFaults } from "./line-parts.ts";
import { type Locator, locatorOf, type Material } from "./material.ts";
import { doubtMedia } from "./media.ts";
import { natureOf } from "./nature.ts";
import type { Publication } from "./publication.ts";
import { extentOf } from "./reading-time.ts";
import type { ArticleMetadata } from "./schema.ts";
import { doubtScript } from "./script.ts";
import { readWithdrawal, withdrawn } from "./withdrawal.ts";
import { slugTells } from "./withheld.ts";

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
  const { source, form, path, origin } = material;
  const metadata = material.metadata?.metadata ?? {};
  const refused = material.metadata?.refused ?? new Set();
  const at = locatorOf(material);
  const { date, updated } = datesOf(material, metadata, refused.has("date"), at, faults);
  const slug = metadata.slug ?? (refused.has("slug") ? "" : slugOfName(material, faults));
  if (slugTells(slug, metadata.withhold)) {
    const reason = `the slug ${quoted(slug)} has words that are withheld`;
    faults.push(error({ file: source.file }, reason, "give the article another `slug`"));
  }
  const language = metadata.language ?? publication.language;
  const corrections = readCorrections(material, metadata, at, date, faults);
  if (metadata.paragraphs && form === "markdown") {
    faults.push(error(at("paragraphs"), "`paragraphs` is for wire copy only", "remove it"));
  }
  const headline =
    metadata.headline ??
    (refused.has("headline") ? "" : (titleOf(material, faults) ?? headlineFrom(material, language, faults)));
  const authors = readAuthors(metadata.authors, publication.authors);
  faults.push(...standsTwice(metadata.headline, material), ...partFaults(material, metadata, authors, at));
  if (date && !faults.some(isError)) {
    const doubts = doubtsIn(material, metadata, { publication, language, date, at });
    faults.push(...unread(doubts, metadata.acknowledge ?? [], (index) => at("acknowledge", index)));
  }
  const { standfirst, section, source: credit, license } = metadata;
  const { dateline, image } = fromParts(material.parts, metadata);
  const nature = natureOf(material, metadata, date, at, faults);
  const withdrawal = readWithdrawal(metadata, refused.has("withdrawal"), at, date, faults);
  const article: Article = {
    slug,
    form,
    file: source.file,
    path,
    sourceName: form === "wire" ? "source.txt" : "source.md",
    sha256: source.sha256,
    bytes: source.bytes,
    origin,
    ...extentOf(material),
    withheld: material.withheld,
    headline,
    parts: material.parts,
    standfirst,
    date: date ?? noDate,
    updated,
    modified: latestOf(date ?? noDate, updated, [...corrections, ...(nature.live?.entries ?? [])]),
    authors,
    dateline,
    section,
    ...nature,
    topics: [...new Set(metadata.topics ?? [])],
    language,
    source: credit,
    image,
    images: [...(image ? [{ src: image.src, place: at("image", "src") }] : []), ...material.images],
    media: material.media,
    ...linksIn(material, metadata, publication, at),
    corrections,
    draft: metadata.status === "draft",
    license: license === undefined ? publication.license : readLicense(license),
    aliases: [...new Set(metadata.aliases ?? [])],
    parting: metadata.paragraphs,
  };
  return withdrawn(article, withdrawal);
}

/** What may be wrong with an article, and what an editor who means it can silence. */
function doubtsIn(
  material: Material,
  metadata: ArticleMetadata,
  {
    publication,
    language,
    date,
    at,
  }: { publication: Publication; language: string; date: CivilDate; at: Locator },
): Doubt[] {
  return [
    ...unknownAuthors(metadata.authors, publication.authors, at),
    ...doubtScript(material, metadata.language, publication, at),
    ...doubtLeftover(material.leftover),
    ...doubtAnswers(material),
    ...doubtMedia(material),
    ...checkFacts(claimsOf(material, metadata, at), evidenceOf(material, metadata, language, date)),
  ];
}

/** When the article was published and last updated, held against each other. */
function datesOf(
  material: Material,
  metadata: ArticleMetadata,
  refused: boolean,
  at: Locator,
  faults: Fault[],
): { date: CivilDate | undefined; updated: CivilDate | undefined } {
  const date = publicationDate(material, metadata, refused, at("date"), faults);
  const updated = metadata.updated === undefined ? undefined : civilDate(metadata.updated);
  if (date && updated && isBefore(updated, date)) {
    faults.push(
      error(at("updated"), `updated ${updated.iso} is before the date ${date.iso}`, "correct one of the two"),
    );
  }
  return { date, updated };
}

/** What an article says of its own, against which headline and standfirst are held. */
function evidenceOf(
  { text }: Material,
  { dateline }: ArticleMetadata,
  language: string,
  { day }: CivilDate,
): Evidence {
  return { text: dateline === undefined ? text : `${dateline} ${text}`, language, year: day.slice(0, 4) };
}

/** What headline and standfirst say of the article in words of their own. */
function claimsOf(
  { title, source }: Material,
  { headline, standfirst }: ArticleMetadata,
  at: Locator,
): Claim[] {
  const given = headline ?? title?.text;
  const place = title ? { file: source.file, line: title.line, column: 1 } : at("headline");
  return [
    ...(given === undefined ? [] : [{ name: "headline" as const, text: given, place }]),
    ...(standfirst === undefined
      ? []
      : [{ name: "standfirst" as const, text: standfirst, place: at("standfirst") }]),
  ];
}

/** The latest of the dates at which a reader saw something new. */
function latestOf(
  date: CivilDate,
  updated: CivilDate | undefined,
  changes: readonly { date: CivilDate }[],
): CivilDate {
  const dates = changes.map((change) => change.date);
  return [updated ?? date, ...dates].reduce((a, b) => (compareDates(a, b) < 0 ? b : a), date);
}

function publicationDate(
  material: Material,
  metadata: ArticleMetadata,
  refused: boolean,
  place: Place,
  faults: Fault[],
): CivilDate | undefined {
  const given = metadata.date === undefined ? undefined : civilDate(metadata.date);
  const header = material.date && headerDate(material.date, metadata.date, refused, faults);
  if (header && given && contradicts(header, given)) {
    const [said, told] = [shownDate(given, header), shownDate(header, given)];
    faults.push(error(place, `the metadata say ${said}, the text says ${told}`, "correct one of the two"));
  }
  if (!material.date && metadata.date === undefined && !refused) {
    const remedy = "add `date: YYYY-MM-DD` to the metadata";
    faults.push(error({ file: material.source.file, line: 1, column: 1 }, "the article has no date", remedy));
  }
  // An hour that only the header tells is kept.
  return header?.instant !== undefined && given?.instant === undefined ? header : (given ?? header);
}

/** Whether two dates cannot both be right: two instants that differ, or two days where one of them tells no more. */
function contradicts(header: CivilDate, given: CivilDate): boolean {
  if (header.instant !== undefined && given.instant !== undefined) return header.instant !== given.instant;
  return header.day !== given.day;
}

/** A date as far as it is needed to tell it from another. */
function shownDate(date: CivilDate, other: CivilDate): string {
  return date.instant !== undefined && other.instant !== undefined ? date.iso : date.day;
}

/** The date of a wire header. One that names a month only leaves the day to the metadata. */
function headerDate(
  { text, place }: { text: string; place: Place },
  given: string | undefined,
  refused: boolean,
  faults: Fault[],
): CivilDate | undefined {
  const month = isMonth(text);
  if (month && refused) return undefined;
  if (month && given !== undefined) {
    if (given.startsWith(`${text}-`)) return undefined;
    const reason = `the text says ${text}, the metadata say ${given.slice(0, 10)}`;
    faults.push(error(place, reason, "correct one of the two"));
    return undefined;
  }
  const date = parseDate(text);
  if (!("reason" in date)) return date;
  const remedy = month ? `add \`date: ${text}-DD\` with the day to the metadata` : date.remedy;
  faults.push(error(place, `\`date\`: ${date.reason}`, remedy));
  return undefined;
}

/** A translation's address: it may be given by its slug. */
function translationUrl(written: string, publication: Publication): string {
  return isAddress(written) ? written : articleUrl(publication, { slug: written });
}

function isAddress(written: string): boolean {
  return /^https?:/i.test(written);
}

/** Where an article's links lead, translations among them, and what links can lead to in it. */
function linksIn(
  { links, ids }: Material,
  metadata: ArticleMetadata,
  publication: Publication,
  at: Locator,
): Pick<Article, "links" | "ids" | "translations"> {
  const given = metadata.translations ?? [];
  const translations = given.map(({ language, url }) => ({
    language,
    url: translationUrl(url, publication),
  }));
  // At an address there may be another publication, in a folder of this one's site.
  const own = given.flatMap(({ url }, index) =>
    isAddress(url)
      ? []
      : [
          {
            href: translationUrl(url, publication),
            place: at("translations", index, "url"),
            kind: translation,
          },
        ],
  );
  return { links: [...links, ...own], ids, translations };
}

const translation = "translation" as const;

function slugOfName({ name, source }: Material, faults: Fault[]): string {
  const own = basename(name);
  const slug = slugify(own);
  const problem = slugProblem(slug === "" ? own : slug);
  if (problem) faults.push(error({ file: source.file }, problem.reason, problem.remedy));
  return slug;
}
