import { absolute, articlePath, paths, relativeLink } from "../src/press/address/address.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { type Html, html, scriptJson } from "../src/press/page/html.ts";
import { formatDate, formatMonth, formatYear } from "../src/press/record/date.ts";
import type { Article } from "../src/press/record/make-article.ts";
import {
  byAuthor,
  byMonth,
  byTopic,
  type Group,
  type Listing,
  pageFolder,
} from "../src/press/site/listings.ts";
import type { Site } from "../src/press/site/site.ts";
import { breadcrumbs } from "./json-ld.ts";
import { page } from "./page.ts";

/** A step on the way from the front page to a list. */
interface Step {
  name: string;
  path: string;
}

/** A list of articles: headline, date and standfirst, each in its own language. */
export function headlines(articles: readonly Article[], site: Site, depth: number): Html {
  return html`<ul class="list">${articles.map((article) => entry(article, site, depth))}</ul>`;
}

function entry(article: Article, site: Site, depth: number): Html {
  const language = languageFor(article.language, site.publication.language);
  const date = formatDate(article.date, language, site.publication.calendars);
  return html`<li lang="${article.language}" dir="${direction(article.language)}">
    <a href="${relativeLink(articlePath(article), depth)}">${article.headline}</a>
    ${article.standfirst ? html`<p>${article.standfirst}</p>` : " "}
    <small><time datetime="${article.date.iso}">${date}</time></small></li>`;
}

/** One page of the list of a month, a topic or an author. */
export function listingPage(listing: Listing, site: Site): string {
  const language = languageFor(site.publication.language);
  const above = aboveOf(listing.kind, language);
  const title = titleOf(listing, language);
  const path = `${listing.folder}index.html`;
  const depth = path.split("/").length - 1;
  const newest = listing.page === listing.pages;
  const place = newest ? language.pageOf(1, listing.pages) : spanOf(listing, language);
  const position = listing.pages > 1 ? ` · ${place}` : "";
  return listPage(site, {
    title,
    position,
    trail: [above, { name: title, path }],
    depth,
    body: html`<p>${newest ? language.articleCount(listing.total) + position : place}</p>
      ${headlines(listing.articles, site, depth)}${turns(listing, language, depth)}`,
  });
}

/** The days from an older page's first article to its last. Counts would change with each new article, and this page does not. */
function spanOf({ articles }: Listing, language: Language): string {
  const days = [articles.at(-1), articles[0]].map((article) => article && formatDate(article.date, language));
  return [...new Set(days)].join(" – ");
}

function aboveOf(kind: Listing["kind"], language: Language): Step {
  if (kind === "month") return { name: language.archive, path: paths.archive };
  if (kind === "topic") return { name: language.topics, path: paths.topics };
  return { name: language.authors, path: paths.authors };
}

function titleOf({ kind, name }: Listing, language: Language): string {
  return kind === "month" ? monthName(name, language) : name;
}

function monthName(month: string, language: Language): string {
  return formatMonth(Number(month.slice(0, 4)), Number(month.slice(5)), language);
}

/** The way to the list's newer and older pages. */
function turns({ folder, page, pages }: Listing, language: Language, depth: number): Html | null {
  if (pages === 1) return null;
  const list = page === pages ? folder : folder.replace(/page-\d+\/$/, "");
  const link = (to: number) => relativeLink(`${pageFolder(list, to, pages)}index.html`, depth);
  return html`<nav class="turn" aria-label="${language.pages}"><ul>
    ${page < pages ? html`<li><a rel="prev" href="${link(page + 1)}">${language.newer}</a></li>` : null}
    ${page > 1 ? html`<li><a rel="next" href="${link(page - 1)}">${language.older}</a></li>` : null}
    </ul></nav>`;
}

/** The archive: every year with its months. */
export function archivePage(site: Site): string {
  const language = languageFor(site.publication.language);
  const months = byMonth(site.articles);
  const years = [...new Set(months.map((month) => yearOf(month)))];
  const sections = years.map((year) => {
    const ofYear = months.filter((month) => yearOf(month) === year);
    return html`<h2>${formatYear(Number(year), language)}</h2>${groupList(ofYear, language, (name) => monthName(name, language))}`;
  });
  return listPage(site, {
    title: language.archive,
    trail: [{ name: language.archive, path: paths.archive }],
    depth: 1,
    body: html`${otherLists(site, language)}${sections}`,
  });
}

function yearOf(month: Group): string {
  return month.name.slice(0, 4);
}

/** The ways into the articles other than by time. */
function otherLists(site: Site, language: Language): Html | null {
  const topics = site.articles.some((article) => article.topics.length > 0);
  const authors = site.articles.some((article) => article.authors.length > 0);
  if (!topics && !authors) return null;
  return html`<p class="more">
    ${topics ? html`<a href="${relativeLink(paths.topics, 1)}">${language.topics}</a>` : null}
    ${topics && authors ? " · " : null}
    ${authors ? html`<a href="${relativeLink(paths.authors, 1)}">${language.authors}</a>` : null}</p>`;
}

/** All topics, each with its number of articles. */
export function topicsPage(site: Site): string {
  return groupsPage(site, byTopic(site.articles), (language) => ({
    name: language.topics,
    path: paths.topics,
  }));
}

/** All authors, each with their number of articles. */
export function authorsPage(site: Site): string {
  return groupsPage(site, byAuthor(site.articles), (language) => ({
    name: language.authors,
    path: paths.authors,
  }));
}

function groupsPage(site: Site, groups: readonly Group[], stepOf: (language: Language) => Step): string {
  const language = languageFor(site.publication.language);
  const step = stepOf(language);
  return listPage(site, {
    title: step.name,
    trail: [step],
    depth: 1,
    body: groupList(groups, language, (name) => name),
  });
}

function groupList(groups: readonly Group[], language: Language, label: (name: string) => string): Html {
  return html`<ul class="list">${groups.map(
    ({
      name,
      folder,
      articles,
    }) => html`<li><a href="${relativeLink(`${folder}index.html`, 1)}">${label(name)}</a>
      ${" "}<small>${language.articleCount(articles.length)}</small></li>`,
  )}</ul>`;
}

interface List {
  title: string;
  /** Which page of the list this is, as a part of the tab's title. */
  position?: string;
  /** The steps below the front page, the last of them this page. */
  trail: readonly Step[];
  depth: number;
  body: Html;
}

function listPage(site: Site, { title, position = "", trail, depth, body }: List): string {
  const { publication } = site;
  const language = languageFor(publication.language);
  const steps = [{ name: language.frontPage, path: paths.front }, ...trail];
  return page(site, {
    title: `${title}${position} · ${publication.title}`,
    canonical: absolute(publication, trail.at(-1)?.path ?? paths.front),
    language: publication.language,
    depth,
    head: html`<script type="application/ld+json">${scriptJson(breadcrumbs(site, steps))}</script>`,
    main: html`${breadcrumbTrail(steps.slice(0, -1), language, depth)}<h1>${title}</h1>${body}`,
  });
}

function breadcrumbTrail(steps: readonly Step[], language: Language, depth: number): Html {
  return html`<nav class="trail" aria-label="${language.breadcrumbs}"><ul>
    ${steps.map(({ name, path }) => html`<li><a href="${relativeLink(path, depth)}">${name}</a></li>`)}</ul></nav>`;
}
