import { groupList, listPage, monthName } from "../../_includes/list.ts";
import { depthOf, inPaper, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { formatYear } from "../press/languages/dates.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { byMonth, type Group, hasListings } from "../press/site/listings.ts";
import type { PaperSite } from "../press/site/site.ts";

/** A paper's archive: every year with its months. */
export function archive(site: PaperSite): OutputFile[] {
  const path = inPaper(site.publication, paths.archive);
  return [{ path, render: () => archivePage(site, path) }];
}

function archivePage(site: PaperSite, path: string): string {
  const { language: tag, home } = site.publication;
  const language = languageFor(tag);
  const depth = depthOf(path);
  const months = byMonth(site.articles, home);
  const years = [...new Set(months.map((month) => yearOf(month)))];
  const sections = years.map((year) => {
    const ofYear = months.filter((month) => yearOf(month) === year);
    return html`<h2>${formatYear(Number(year), language)}</h2>${groupList(ofYear, site, depth, (name) => monthName(name, language))}`;
  });
  return listPage(site, {
    title: language.archive,
    trail: [{ name: language.archive, path }],
    depth,
    versions: site.versions.get(path),
    body: html`${otherLists(site, language, depth)}${sections}`,
  });
}

function yearOf(month: Group): string {
  return month.name.slice(0, 4);
}

/** The ways into the articles other than by time. */
function otherLists(site: PaperSite, language: Language, depth: number): Html | null {
  const ways = [
    hasListings(site, "section") && { path: paths.sections, name: language.sections },
    hasListings(site, "series") && { path: paths.series, name: language.series },
    hasListings(site, "topic") && { path: paths.topics, name: language.topics },
    hasListings(site, "author") && { path: paths.authors, name: language.authors },
  ].filter((way) => way !== false);
  if (ways.length === 0) return null;
  const links = ways.map(
    ({ path, name }, index) =>
      html`${index > 0 ? " · " : null}<a href="${relativeLink(inPaper(site.publication, path), depth)}">${name}</a>`,
  );
  return html`<p class="more">${links}</p>`;
}
