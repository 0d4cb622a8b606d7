import { correctionText, time } from "../../_includes/article.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articlePath, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article, Correction } from "../press/record/article.ts";
import { compareDates } from "../press/record/date.ts";
import type { Site } from "../press/site/site.ts";

/** The log of all corrections, newest first. */
export function correctionsLog(site: Site): OutputFile[] {
  return [{ path: paths.corrections, render: () => correctionsPage(site) }];
}

function correctionsPage(site: Site): string {
  const { publication } = site;
  const language = languageFor(publication.language);
  const entries = site.articles
    .flatMap((article) => article.corrections.map((correction) => ({ article, correction })))
    .sort((a, b) => compareDates(b.correction.date, a.correction.date));
  const list = html`<ul class="list">${entries.map(({ article, correction }) => entry(article, correction, site))}</ul>`;
  return page(site, {
    title: `${language.correctionsLog} · ${publication.title}`,
    canonical: absolute(publication, paths.corrections),
    language: publication.language,
    depth: 1,
    main: html`<h1>${language.correctionsLog}</h1>${entries.length > 0 ? list : html`<p>${language.noCorrections}</p>`}`,
  });
}

function entry(article: Article, correction: Correction, site: Site): Html {
  const language = languageFor(article.language, site.publication.language);
  return html`<li lang="${article.language}" dir="${direction(article.language)}">
    <a href="${relativeLink(articlePath(article), 1)}">${article.headline}</a>
    ${" "}<small>${time("", correction.date, language, site)}</small><br>${correctionText(correction, language)}</li>`;
}
