import { correctionText, time } from "../../_includes/article.ts";
import { listStyle } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articlePath, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { dirOf } from "../press/page/dir.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { type CivilDate, compareDates } from "../press/record/date.ts";
import { type Site, withPage } from "../press/site/site.ts";

/** The log of all corrections and withdrawals, newest first. */
export function correctionsLog(site: Site): OutputFile[] {
  return [{ path: paths.corrections, render: () => correctionsPage(site) }];
}

function correctionsPage(site: Site): string {
  const { publication } = site;
  const language = languageFor(publication.language);
  const entries = withPage(site)
    .flatMap(entriesOf)
    .sort((a, b) => compareDates(b.date, a.date));
  const list = html`<ul class="list dated">${entries.map((logged) => entry(logged, site))}</ul>`;
  return page(site, {
    title: `${language.correctionsLog} · ${publication.title}`,
    canonical: absolute(publication, paths.corrections),
    language: publication.language,
    depth: 1,
    path: paths.corrections,
    style: listStyle,
    main: html`<h1>${language.correctionsLog}</h1>${entries.length > 0 ? list : html`<p>${language.noCorrections}</p>`}`,
  });
}

/** Something that the log tells of an article. */
interface Logged {
  article: Article;
  date: CivilDate;
  tell: (language: Language) => Html;
}

function entriesOf(article: Article): Logged[] {
  const { corrections, withdrawal } = article;
  const corrected = corrections.map((correction) => ({
    article,
    date: correction.date,
    tell: (language: Language) => correctionText(correction, language),
  }));
  if (!withdrawal) return corrected;
  const { date, text } = withdrawal;
  const tell = (language: Language) => html`${language.withdrawn}${language.colon}${text}`;
  return [{ article, date, tell }, ...corrected];
}

function entry({ article, date, tell }: Logged, site: Site): Html {
  const language = languageFor(article.language, site.publication.language);
  const base = direction(article.language);
  return html`<li lang="${article.language}" dir="${base}">
    <a${dirOf(article.headline, base)} href="${relativeLink(articlePath(article), 1)}">${article.headline}</a>
    <p>${tell(language)}</p>
    <small>${time("", date, language, site)}</small></li>`;
}
