import { groupList, listPage, monthName } from "../../_includes/list.ts";
import { relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { formatYear } from "../press/languages/dates.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byMonth, type Group, hasListings } from "../press/site/listings.ts";
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
    return html`<h2>${formatYear(Number(year), language)}</h2>${groupList(ofYear, site, (name) => monthName(name, language))}`;
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
  const ways = [
    hasListings(site, "section") && { path: paths.sections, name: language.sections },
    hasListings(site, "series") && { path: paths.series, name: language.series },
    hasListings(site, "topic") && { path: paths.topics, name: language.topics },
    hasListings(site, "author") && { path: paths.authors, name: language.authors },
  ].filter((way) => way !== false);
  if (ways.length === 0) return null;
  const links = ways.map(
    ({ path, name }, index) =>
      html`${index > 0 ? " · " : null}<a href="${relativeLink(path, 1)}">${name}</a>`,
  );
  return html`<p class="more">${links}</p>`;
}
