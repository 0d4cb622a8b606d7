import { paths } from "../address/paths.ts";
import { slugPath } from "../address/slug.ts";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import type { Article } from "../record/article.ts";
import { sourceOf } from "../source/kept.ts";
import { entryFaults, fieldsOf, moreFields, slugOfEntry } from "./check-lists.ts";
import { type FeedEntry, feedEntries, isFeed, sayingReasons, textReasons } from "./feed-entries.ts";
import { liveReasons, liveSlug } from "./live-files.ts";
import { isNews, newsReasons } from "./news-entries.ts";
import { type Entry, entriesOf, moreEntries } from "./page-facts.ts";
import { pressRemedy } from "./prove.ts";
import { slugOf } from "./read-served.ts";
import type { Facts } from "./site-records.ts";

/*
 * What a build proves besides the articles' own pages: every list, every feed, and the names among which the check page lets choose.
 */

/** The articles that lists and feeds tell of, by slug. */
export type Told = ReadonlyMap<string, Article>;

/** A file of a site as it will be published: its path there, and its text. */
export interface FileToProve {
  path: string;
  text: string;
}

/**
 * Proves a list's page: its articles, in their order, with what it says of each.
 *
 * @param articles those that it must name
 */
export function proveListing({ path, text }: FileToProve, articles: readonly Article[]): Fault[] {
  const entries = datedEntries(text);
  const isRight = (entry: string, index: number) => {
    const article = articles[index];
    return article !== undefined && holdsEntry(entry, article);
  };
  if (entries.length === articles.length && entries.every(isRight)) return [];
  const told = new Map(articles.map((article) => [article.slug, article]));
  const faults = listFaults({ path, text }, told);
  const named = new Set(entriesOf(text).map((entry) => slugOfEntry(entry, path)));
  const missing = articles.filter(({ slug }) => !named.has(slug));
  return [
    ...faults,
    ...missing.map(({ slug }) => error({ file: path }, `the list does not name ${slug}`, pressRemedy)),
  ];
}

/**
 * Proves a file that is no article's and no list's own: the lists on a page, a feed, the check page's names. What says nothing of an
 * article has nothing to prove.
 */
export function proveOther(file: FileToProve, told: Told): Fault[] {
  const live = told.get(liveSlug(file.path) ?? "");
  if (live?.live) return liveFaults(file, live);
  if (file.path.endsWith(".html")) return listFaults(file, told);
  if (isFeed(file.path)) return feedFaults(file, told);
  if (isNews(file.path)) return newsFaults(file, told);
  return file.path === paths.checkArticles ? nameFaults(file, told) : [];
}

/** Proves what an article's page says of those that lead on from it. */
export function proveMore({ path, text }: FileToProve, told: Told): Fault[] {
  return moreEntries(text).flatMap((entry) => faultsOf(entry, path, moreFields, told));
}

function liveFaults({ path, text }: FileToProve, article: Article): Fault[] {
  const reasons = liveReasons(path, text, sourceOf(article).source.text);
  return reasons.map((reason) => error({ file: path }, reason, pressRemedy));
}

function listFaults({ path, text }: FileToProve, told: Told): Fault[] {
  const dated = entriesOf(text).filter(({ published }) => published !== "");
  return dated.flatMap((entry) => faultsOf(entry, path, fieldsOf(path), told));
}

function faultsOf(entry: Entry, path: string, said: ReturnType<typeof fieldsOf>, told: Told): Fault[] {
  const article = told.get(slugOfEntry(entry, path));
  const faults = entryFaults(entry, article && factsOf(article), said, path);
  return faults.map((fault) => ({ ...fault, remedy: pressRemedy }));
}

/** The items of a page's lists that tell a date, as they are written. */
function datedEntries(html: string): string[] {
  const start = html.indexOf('<ul class="list">');
  const end = html.indexOf("</ul>", start);
  return html
    .slice(start, end)
    .split("<li")
    .filter((item) => item.includes("<time"));
}

/** What templates write of an article. A page's list has hundreds of them, and an article stands in several lists. */
const written = new WeakMap<Article, { headline: string; standfirst: string | undefined; date: string }>();

/** Whether an item is written as the press writes one; where it is not, it is read as a browser would. */
function holdsEntry(item: string, article: Article): boolean {
  let own = written.get(article);
  if (!own) {
    own = {
      headline: `${slugPath(article.slug)}/index.html">${escapeHtml(article.headline)}</a>`,
      standfirst: article.standfirst && `<p>${escapeHtml(article.standfirst)}</p>`,
      date: ` datetime="${article.date.iso}"`,
    };
    written.set(article, own);
  }
  const { headline, standfirst, date } = own;
  const isSummed = standfirst === undefined ? !item.includes("<p") : item.includes(standfirst);
  return isSummed && item.includes(headline) && item.includes(date);
}

function feedFaults({ path, text }: FileToProve, told: Told): Fault[] {
  const reasons = (feedEntries(path, text) ?? []).flatMap((entry) => {
    const slug = slugOf(entry.id) ?? "";
    const article = told.get(slug);
    if (!article) return `the entry ${quoted(entry.id)} is no article of the site`;
    return [...sayingReasons(entry, slug, inFeed(path, factsOf(article))), ...bodyReasons(entry, article)];
  });
  return reasons.map((reason) => error({ file: path }, reason, pressRemedy));
}

function newsFaults({ path, text }: FileToProve, told: Told): Fault[] {
  const reasons = newsReasons(text, (slug) => {
    const article = told.get(slug);
    return article && factsOf(article);
  });
  return reasons.map((reason) => error({ file: path }, reason, pressRemedy));
}

/** What a feed can say of an article: XML cannot hold these two characters in any way. */
function inFeed(path: string, facts: Facts): Facts {
  if (!path.endsWith(".xml")) return facts;
  const inXml = (text: string) => text.replace(/[\ufffe\uffff]/g, "\ufffd");
  return { ...facts, headline: inXml(facts.headline), standfirst: inXml(facts.standfirst) };
}

/** The content of an article that was proved last: a site's feeds have the same. */
const proved = new WeakMap<Article, string>();

function bodyReasons({ content }: FeedEntry, article: Article): string[] {
  if (proved.get(article) === content) return [];
  const { slug, form } = article;
  const reasons = textReasons(content, {
    slug,
    form,
    text: sourceOf(article).source.text,
    lead: article.image !== undefined,
    warning: article.warning,
    elsewhere: article.parts.filter(({ kind }) => kind === "headline"),
  });
  if (reasons.length === 0) proved.set(article, content);
  return reasons;
}

/** The names among which a reader of the check page chooses: a slug and a headline each, an article to a line. */
function nameFaults({ path, text }: FileToProve, told: Told): Fault[] {
  const names = new Map(JSON.parse(text) as [slug: string, headline: string][]);
  return [...told.values()]
    .filter(({ slug, headline }) => names.get(slug) !== headline)
    .map(({ slug, headline }) => {
      const reason = `the headline of ${slug} is ${quoted(names.get(slug) ?? "")}, and the metadata say ${quoted(headline)}`;
      return error({ file: path }, reason, pressRemedy);
    });
}

/** What an article's record says, from which all other places have it. */
function factsOf(article: Article): Facts {
  const names = article.authors.map(({ name }) => name);
  return {
    headline: article.headline,
    standfirst: article.standfirst ?? "",
    warning: article.warning,
    published: article.date.iso,
    language: article.language,
    topics: article.topics,
    authors: names,
    byline: names.join(", "),
    withdrawn: article.withdrawal !== undefined,
    live: article.live !== undefined,
    lead: article.image !== undefined,
    isPage: article.isPage === true,
  };
}
