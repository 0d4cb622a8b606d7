import { absolute, articlePath, depthOf, inPaper, linkAt } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import { formatDate, formatMonth } from "../src/press/languages/dates.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { foreignName } from "../src/press/page/foreign.ts";
import { type Html, html, scriptJson } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import type { Publication } from "../src/press/record/publication.ts";
import { styleHash } from "../src/press/site/headers.ts";
import type { Group } from "../src/press/site/listings.ts";
import type { OwnSection } from "../src/press/site/menu.ts";
import type { Frame, PaperSite } from "../src/press/site/site.ts";
import { type Depth, menuStyle, type Style } from "../src/press/site/style.ts";
import type { Version } from "../src/press/site/versions.ts";
import { breadcrumbs } from "./json-ld.ts";
import { kindName, warningText } from "./kind.ts";
import { page } from "./page.ts";

/* A date stands at the start of its entry's row, on every page of lists; what is named by a word alone stands in columns. */
const css =
  menuStyle +
  "footer [aria-current]{font-weight:700}" +
  "body{max-inline-size:56rem}" +
  "main{margin-block-start:1.6rem}" +
  "main>p{max-inline-size:36rem}" +
  "main>.more{font-size:.85em}" +
  ".trail ul{gap:.4em}" +
  "main h2{margin-block:1.6em .5em;font-size:1.1em}" +
  ".dated li{margin:0;border-block-start:1px solid var(--hair);padding-block:.35rem .8rem}" +
  // A standfirst of the other direction begins where its headline does.
  ".dated p{max-inline-size:36rem;margin-inline-end:auto}" +
  ".dated a{text-wrap:balance}" +
  ".dated small{display:block}" +
  ".dated .section{margin-block:.4rem -.35rem}" +
  ".names{columns:14rem;column-gap:2rem}" +
  ".names li{break-inside:avoid;margin:0}" +
  ".names a{margin:0}" +
  "@media(min-width:42rem){" +
  ".dated li{display:grid;grid-template:auto auto 1fr/11rem minmax(0,1fr);gap:0 1rem;direction:inherit}" +
  ".dated li>*{grid-column:2;justify-self:stretch}" +
  ".dated [dir=rtl]>*{direction:rtl}.dated [dir=ltr]>*{direction:ltr}" +
  ".dated li>small{grid-area:1/1/span 3;padding-block-start:.8rem;text-align:-webkit-match-parent;text-align:match-parent}}";

/** The style of pages that list articles, or lists of them. */
export const listStyle: Style = { css, hash: styleHash(css) };

/** A step on the way from the front page to a list. */
export interface Step {
  name: string;
  path: string;
}

/** A list of articles: headline, date and standfirst, each in its own language. */
export function headlines(articles: readonly Article[], { publication }: Frame, depth: Depth): Html {
  return html`<ul class="list dated">${articles.map((article) => entry(article, publication, depth))}</ul>`;
}

function entry(article: Article, publication: Frame["publication"], depth: Depth): Html {
  const language = languageFor(article.language, publication.language);
  const date = formatDate(article.date, language, publication.calendars);
  const base = direction(article.language);
  const kind = kindName(article, language);
  const warning = warningText(article, language);
  return html`<li lang="${article.language}" dir="${base}">${kind === null ? null : html`<div class="section">${kind}</div>`}
    <a${dirOf(article.headline, base)} href="${linkAt(articlePath(article), depth, publication)}">${article.headline}</a>
    ${article.standfirst ? html`<p${dirOf(article.standfirst, base)}>${article.standfirst}</p>` : " "}
    ${warning && html`<div class="note">${warning}</div>`}<small><time datetime="${article.date.iso}">${date}</time></small></li>`;
}

/** A month as readers write it, from `YYYY-MM`. */
export function monthName(month: string, language: Language): string {
  return formatMonth(Number(month.slice(0, 4)), Number(month.slice(5)), language);
}

/** A page of lists, by its place in its paper. */
export function groupsPage(
  paper: PaperSite,
  groups: readonly Group[],
  path: string,
  nameIn: (language: Language) => string,
): string {
  const name = nameIn(languageFor(paper.publication.language));
  return listPage(paper, {
    title: name,
    trail: [{ name, path }],
    depth: depthOf(path),
    versions: paper.versions.get(path),
    body: groupList(groups, paper, depthOf(path), (name) => name),
  });
}

/** A list of lists, each with its number of articles. */
export function groupList(
  groups: readonly Group[],
  { publication }: Pick<Frame, "publication">,
  depth: number,
  label: (name: string) => string,
): Html {
  const language = languageFor(publication.language);
  return html`<ul class="list names">${groups.map(
    ({
      name,
      folder,
      articles,
    }) => html`<li><a${foreignGroup(name, articles, publication)} href="${linkAt(`${folder}index.html`, depth, publication)}">${label(name)}</a>
      ${" "}<small>${language.articleCount(articles.length)}</small></li>`,
  )}</ul>`;
}

/** The language of a topic or an author in another script than the page's: that of an article of theirs, or of another paper. */
export function foreignGroup(
  name: string,
  articles: readonly Article[],
  { language, papers }: Pick<Publication, "language" | "papers">,
): Html | null {
  return foreignName(
    name,
    language,
    [...articles, ...papers].map((one) => one.language),
  );
}

/** The newest articles, under their heading. */
export function newest({ publication, ...site }: PaperSite, depth: Depth): Html {
  const articles = site.articles.slice(0, mostNewest);
  if (articles.length === 0) return html``;
  return html`<h2>${languageFor(publication.language).newest}</h2>${headlines(articles, { publication, ...site }, depth)}`;
}

/** How many articles a page shows that is not theirs. */
const mostNewest = 6;

/** What a page of lists or of a list shows. */
export interface List {
  title: string;
  /** The attributes of a title in another script. */
  titled?: Html | null;
  /** Which page of the list this is, as a part of the tab's title. */
  position?: string;
  /** The steps below the front page, the last of them this page. */
  trail: readonly Step[];
  depth: number;
  /** More for the head. */
  head?: Html;
  section?: OwnSection | undefined;
  /** Where the other papers have it. */
  versions?: readonly Version[] | undefined;
  /** What stands in place of the title above the list, and its style. */
  heading?: { html: Html; style: Style } | undefined;
  body: Html;
}

/** A page of lists, or of a list. */
export function listPage(
  frame: Frame,
  { title, titled = null, position = "", trail, depth, head, section, versions, heading, body }: List,
): string {
  const { publication } = frame;
  const language = languageFor(publication.language);
  const front = inPaper(publication, paths.front);
  const steps = [{ name: language.frontPage, path: front }, ...trail];
  return page(frame, {
    title: `${title}${position} · ${publication.title}`,
    canonical: absolute(publication, trail.at(-1)?.path ?? front),
    language: publication.language,
    depth,
    head: html`${head ?? null}<script type="application/ld+json">${scriptJson(breadcrumbs(publication, steps))}</script>`,
    path: trail.at(-1)?.path,
    section,
    versions,
    style: heading ? [listStyle, heading.style] : listStyle,
    main: html`${breadcrumbTrail(steps.slice(0, -1), language, depth, publication)}${heading?.html ?? html`<h1${titled}>${title}</h1>`}${body}`,
  });
}

function breadcrumbTrail(
  steps: readonly Step[],
  language: Language,
  depth: number,
  publication: Frame["publication"],
): Html {
  return html`<nav class="trail" aria-label="${language.breadcrumbs}"><ul>
    ${steps.map(({ name, path }) => html`<li><a href="${linkAt(path, depth, publication)}">${name}</a></li>`)}</ul></nav>`;
}
