import { foldSpace } from "../account/words.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import { isOutside, partOf } from "../source/line-parts.ts";
import { textReasons } from "./feed-entries.ts";
import { pressRemedy } from "./prove.ts";
import { parted } from "./site-records.ts";

/** An article's records as they will be published, and the page that was proved before them. */
export interface RecordsToProve {
  article: Article;
  /** The source's text. */
  text: string;
  /** `article.json`, and `ninjs.json`, which a page of the publication's own does not have. */
  record: string;
  agency: string | undefined;
  /** The page from its `main` on, and the words of its body. */
  html: string;
  body: string;
}

/** What is compared of a record that the build itself made. */
interface OwnRecord {
  headline: string;
  standfirst?: string;
  byline?: string;
  image?: { caption?: string };
  text: string[];
}

/** Likewise of the record for agencies, whose bodies are the text and the HTML. */
interface AgencyRecord {
  headlines: [{ value: string }];
  descriptions?: { role?: string; value: string }[];
  by?: string;
  bodies: [{ value: string }, { value: string }];
}

/**
 * Proves the records beside a page: their texts against the words of the page, which was proved, and what they say above them against
 * the metadata. Where a record holds the page's own HTML, it is not read a second time.
 */
export function proveRecords(given: RecordsToProve): Fault[] {
  const { article, record, agency, body } = given;
  const own: OwnRecord = JSON.parse(record);
  const byline = partOf(article.parts, "byline");
  const caption = partOf(article.parts, "caption");
  const inOwn = [
    ...saying("headline", own.headline, article.headline),
    ...saying("standfirst", own.standfirst ?? "", article.standfirst ?? ""),
    ...saying("byline", own.byline ?? "", byline?.text ?? ""),
    ...(caption ? saying("caption", own.image?.caption ?? "", caption.text) : []),
    ...lostText(own.text, body),
  ];
  const inTheirs = agency === undefined ? [] : agencyReasons(given, JSON.parse(agency), own.text);
  const told = (reasons: readonly string[], name: string) =>
    reasons.map((reason) =>
      error({ file: article.file }, `${reason}, in ${article.slug}/${name}`, pressRemedy),
    );
  return [...told(inOwn, "article.json"), ...told(inTheirs, "ninjs.json")];
}

function agencyReasons(
  { article, text, html, body }: RecordsToProve,
  { headlines, descriptions, by = "", bodies: [plain, typeset] }: AgencyRecord,
  own: readonly string[],
): string[] {
  const { slug, form } = article;
  const byline = partOf(article.parts, "byline");
  const isPlain = plain.value === own.join("\n\n");
  const isTypeset = isBodyOf(html, typeset.value, form);
  return [
    ...saying("headline", headlines[0].value, article.headline),
    ...saying("standfirst", unnamed(descriptions), article.standfirst ?? ""),
    ...(byline ? saying("byline", by, byline.text) : []),
    ...(isPlain ? [] : lostText(plain.value.split("\n\n"), body)),
    ...(isTypeset
      ? []
      : textReasons(typeset.value, {
          slug,
          form,
          text,
          lead: false,
          elsewhere: article.parts.filter(({ kind }) => isOutside(kind)),
        })),
  ];
}

/** The description that no role tells to be something else. */
function unnamed(descriptions: AgencyRecord["descriptions"]): string {
  return descriptions?.find(({ role }) => role === undefined)?.value ?? "";
}

function saying(field: string, is: string, should: string): string[] {
  return is === should ? [] : [`the ${field} is ${quoted(is)}, and the metadata say ${quoted(should)}`];
}

function lostText(paragraphs: readonly string[], body: string): string[] {
  return holds(paragraphs, body) ? [] : [`the text ${parted(paragraphs.join(" "), body)} as the page has it`];
}

/** Whether paragraphs are a page's words, all of them and in order. The numbers of lists stand in records, and are no words of a page. */
function holds(paragraphs: readonly string[], words: string): boolean {
  if (paragraphs.join(" ") === words) return true;
  let at = 0;
  for (const paragraph of paragraphs) {
    let own = foldSpace(paragraph);
    while (!words.startsWith(own, at) && listNumber.test(own)) own = own.replace(listNumber, "");
    if (own === "") continue;
    if (!words.startsWith(own, at)) return false;
    at += own.length + 1;
  }
  return at === words.length + 1 || (at === 0 && words === "");
}

const listNumber = /^\d+\.(?: |$)/;

/** Whether HTML is the whole body of a page as it stands, but for what changes where it stands away from the page. */
function isBodyOf(html: string, body: string, form: Article["form"]): boolean {
  const whole = `<div class="e-content ${form}">${body}</div>`;
  const start = html.indexOf('<div class="e-content');
  if (html.slice(start, start + whole.length) === whole) return true;
  return form === "markdown" && movable(html.slice(start)).startsWith(movable(whole));
}

/** HTML without ids and addresses. */
function movable(html: string): string {
  return html.replace(/ (?:id|href|src|srcset|poster|aria-details)="[^"]*"/g, "");
}
