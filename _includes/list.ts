import { absolute, articlePath, relativeLink } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { formatDate, formatMonth } from "../src/press/languages/dates.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { type Html, html, scriptJson } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import type { Group } from "../src/press/site/listings.ts";
import type { OwnSection } from "../src/press/site/menu.ts";
import type { Frame } from "../src/press/site/site.ts";
import type { Style } from "../src/press/site/style.ts";
import { breadcrumbs } from "./json-ld.ts";
import { page } from "./page.ts";

/** A step on the way from the front page to a list. */
export interface Step {
  name: string;
  path: string;
}

/** A list of articles: headline, date and standfirst, each in its own language. */
export function headlines(articles: readonly Article[], { publication }: Frame, depth: number): Html {
  return html`<ul class="list">${articles.map((article) => entry(article, publication, depth))}</ul>`;
}

function entry(article: Article, publication: Frame["publication"], depth: number): Html {
  const language = languageFor(article.language, publication.language);
  const date = formatDate(article.date, language, publication.calendars);
  const base = direction(article.language);
  return html`<li lang="${article.language}" dir="${base}">
    <a${dirOf(article.headline, base)} href="${relativeLink(articlePath(article), depth)}">${article.headline}</a>
    ${article.standfirst ? html`<p${dirOf(article.standfirst, base)}>${article.standfirst}</p>` : " "}
    <small><time datetime="${article.date.iso}">${date}</time></small></li>`;
}

/** A month as readers write it, from `YYYY-MM`. */
export function monthName(month: string, language: Language): string {
  return formatMonth(Number(month.slice(0, 4)), Number(month.slice(5)), language);
}

/** A page of lists. */
export function groupsPage(
  frame: Frame,
  groups: readonly Group[],
  stepOf: (language: Language) => Step,
): string {
  const language = languageFor(frame.publication.language);
  const step = stepOf(language);
  return listPage(frame, {
    title: step.name,
    trail: [step],
    depth: 1,
    body: groupList(groups, language, (name) => name),
  });
}

/** A list of lists, each with its number of articles. */
export function groupList(
  groups: readonly Group[],
  language: Language,
  label: (name: string) => string,
): Html {
  return html`<ul class="list">${groups.map(
    ({
      name,
      folder,
      articles,
    }) => html`<li><a href="${relativeLink(`${folder}index.html`, 1)}">${label(name)}</a>
      ${" "}<small>${language.articleCount(articles.length)}</small></li>`,
  )}</ul>`;
}

/** What a page of lists or of a list shows. */
export interface List {
  title: string;
  /** Which page of the list this is, as a part of the tab's title. */
  position?: string;
  /** The steps below the front page, the last of them this page. */
  trail: readonly Step[];
  depth: number;
  /** More for the head. */
  head?: Html;
  section?: OwnSection | undefined;
  /** What stands in place of the title above the list, and its style. */
  heading?: { html: Html; style: Style } | undefined;
  body: Html;
}

/** A page of lists, or of a list. */
export function listPage(
  frame: Frame,
  { title, position = "", trail, depth, head, section, heading, body }: List,
): string {
  const { publication } = frame;
  const language = languageFor(publication.language);
  const steps = [{ name: language.frontPage, path: paths.front }, ...trail];
  return page(frame, {
    title: `${title}${position} · ${publication.title}`,
    canonical: absolute(publication, trail.at(-1)?.path ?? paths.front),
    language: publication.language,
    depth,
    head: html`${head ?? null}<script type="application/ld+json">${scriptJson(breadcrumbs(publication, steps))}</script>`,
    path: trail.at(-1)?.path,
    section,
    style: heading?.style,
    main: html`${breadcrumbTrail(steps.slice(0, -1), language, depth)}${heading?.html ?? html`<h1>${title}</h1>`}${body}`,
  });
}

function breadcrumbTrail(steps: readonly Step[], language: Language, depth: number): Html {
  return html`<nav class="trail" aria-label="${language.breadcrumbs}"><ul>
    ${steps.map(({ name, path }) => html`<li><a href="${relativeLink(path, depth)}">${name}</a></li>`)}</ul></nav>`;
}
