import { absolute, articlePath, paths, relativeLink } from "../src/press/address/address.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { compareDates } from "../src/press/record/date.ts";
import type { Article, Correction } from "../src/press/record/make-article.ts";
import type { Site } from "../src/press/site/site.ts";
import { correctionText, time } from "./article.ts";
import { page } from "./page.ts";

/** The log of all corrections, newest first. */
export function correctionsPage(site: Site): string {
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
