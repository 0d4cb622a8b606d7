import { groupList, listPage, monthName } from "../../_includes/list.ts";
import { relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { formatYear } from "../press/languages/dates.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byMonth, type Group } from "../press/site/listings.ts";
import type { Site } from "../press/site/site.ts";

/** The archive: every year with its months. */
export function archive(site: Site): OutputFile[] {
  return [{ path: paths.archive, render: () => archivePage(site) }];
}

function archivePage(site: Site): string {
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
