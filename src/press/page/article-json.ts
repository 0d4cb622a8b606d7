import type { Token } from "markdown-it";
import { countOf } from "../account/length.ts";
import { articleUrl } from "../address/address.ts";
import { isFault } from "../faults/fault.ts";
import type { Article, Withdrawal } from "../record/article.ts";
import type { Live } from "../record/live.ts";
import type { Publication } from "../record/publication.ts";
import { type PartPlace, partOf } from "../source/line-parts.ts";
import { markdownText, parseMarkdown, readMarkdown, withoutTitle } from "../source/markdown.ts";
import type { Source } from "../source/utf8.ts";
import { readWire } from "../source/wire.ts";
import { fold } from "../text/white-space.ts";
import { firstNumber } from "./lists.ts";

/**
 * `article.json`: an article's metadata, text and digest, for programs; with the citation in CSL-JSON.
 *
 * @param text the article's paragraphs, from `textOf`
 * @see https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
 */
export function articleRecord(article: Article, text: readonly string[], publication: Publication): string {
  const url = articleUrl(publication, article);
  const { sourceName: source, bytes, sha256 } = article;
  const proof = { ...countOf(article), source, bytes, sha256 };
  if (article.isPage) return `${JSON.stringify({ url, ...pageRecord(article), text, proof })}\n`;
  const record = {
    url,
    headline: article.headline,
    standfirst: article.standfirst,
    published: article.date.iso,
    updated: article.updated?.iso,
    modified: article.modified.iso,
    authors: filled(article.authors),
    byline: partOf(article.parts, "byline")?.text,
    dateline: article.dateline,
    section: article.section,
    // `kind` tells pages of the publication from articles.
    genre: article.kind,
    sponsor: article.sponsor,
    warning: article.warning,
    series: article.series,
    obituary: article.obituary,
    live: article.live && liveOf(article.live),
    topics: filled(article.topics),
    language: article.language,
    source: article.source,
    image: article.image,
    media: filled(article.media.map(({ place: _, ...media }) => media)),
    ...(article.withdrawal && withdrawalOf(article.withdrawal)),
    corrections: filled(article.corrections.map(({ date, ...rest }) => ({ date: date.iso, ...rest }))),
    license: article.license?.url,
    translations: filled(article.translations),
    text,
    proof,
    citation: cslJson(article, publication, url),
  };
  return `${JSON.stringify(record)}\n`;
}

/** What there is to tell of a page, which has no date. */
function pageRecord({ headline, standfirst, language }: Article) {
  return { kind: "page", headline, standfirst, language };
}

function liveOf({ entries, ended }: Live) {
  return {
    ended: ended?.iso,
    entries: entries.map(({ id, date, title }) => ({ id, date: date.iso, title })),
  };
}

function withdrawalOf({ date, text, keep }: Withdrawal) {
  return { status: "withdrawn", withdrawal: { date: date.iso, text, keep } };
}

/** A list, unless it is empty: empty keys are left out. */
function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The text as paragraphs, without marks but the numbers of lists. */
export function textOf(
  article: Pick<Article, "form" | "parting"> & { parts: readonly PartPlace[] },
  source: Source,
): string[] {
  if (article.form === "wire") {
    const copy = readWire(source, article.parting, article.parts);
    return isFault(copy) ? [] : copy.paragraphs.map(foldLines);
  }
  const parts = readMarkdown(source);
  if (isFault(parts)) return [];
  const tokens = parseMarkdown(parts.body);
  return blocksOf(article.parts.length === 0 ? tokens : withoutTitle(tokens));
}

/** A paragraph with its white space folded, but for the line ends of verse. */
function foldLines(paragraph: string): string {
  return paragraph.split("\n").map(fold).join("\n");
}

/** The text of each block of Markdown. The first one of a list's item begins with the item's number, as on the page. */
function blocksOf(tokens: readonly Token[]): string[] {
  const blocks: string[] = [];
  /** The next number of each list that is open; bullets have none. */
  const lists: (number | undefined)[] = [];
  let numbers = "";
  for (const token of tokens) {
    if (token.type === "ordered_list_open") lists.push(firstNumber(token));
    if (token.type === "bullet_list_open") lists.push(undefined);
    if (token.type.endsWith("_list_close")) lists.pop();
    const number = token.type === "list_item_open" ? lists.pop() : undefined;
    if (token.type === "list_item_open") lists.push(number === undefined ? undefined : number + 1);
    if (number !== undefined) numbers += `${number}. `;
    const text = markdownText([token]);
    if (text === "" && token.type !== "list_item_close") continue;
    const block = fold(`${numbers}${text}`);
    if (block !== "") blocks.push(block);
    numbers = "";
  }
  return blocks;
}

function cslJson(article: Article, publication: Publication, url: string) {
  const [year, month, day] = article.date.day.split("-").map(Number);
  return {
    id: url,
    type: "article-newspaper",
    title: article.headline,
    author: filled(article.authors.map(({ name }) => ({ literal: name }))),
    "container-title": publication.title,
    publisher: publication.publisher.name,
    abstract: article.standfirst,
    issued: { "date-parts": [[year, month, day]] },
    language: article.language,
    section: article.section,
    keyword: article.topics.length > 0 ? article.topics.join(", ") : undefined,
    license: article.license?.url,
    URL: url,
  };
}
