import { correctionText, time } from "../../_includes/article.ts";
import { listStyle } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articlePath, depthOf, inPaper, relativeLink } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { dirOf } from "../press/page/dir.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { type CivilDate, compareDates } from "../press/record/date.ts";
import { type PaperSite, withPage } from "../press/site/site.ts";

/** The log of all corrections and withdrawals of a paper, newest first. */
export function correctionsLog(site: PaperSite): OutputFile[] {
  const path = inPaper(site.publication, paths.corrections);
  return [{ path, render: () => correctionsPage(site, path) }];
}

function correctionsPage(site: PaperSite, path: string): string {
  const { publication } = site;
  const language = languageFor(publication.language);
  const entries = withPage(site)
    .flatMap(entriesOf)
    .sort((a, b) => compareDates(b.date, a.date));
  const list = html`<ul class="list dated">${entries.map((logged) => entry(logged, site, depthOf(path)))}</ul>`;
  return page(site, {
    title: `${language.correctionsLog} · ${publication.title}`,
    canonical: absolute(publication, path),
    language: publication.language,
    depth: depthOf(path),
    path,
    versions: site.versions.get(path),
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

function entry({ article, date, tell }: Logged, site: PaperSite, depth: number): Html {
  const language = languageFor(article.language, site.publication.language);
  const base = direction(article.language);
  return html`<li lang="${article.language}" dir="${base}">
    <a${dirOf(article.headline, base)} href="${relativeLink(articlePath(article), depth)}">${article.headline}</a>
    <p>${tell(language)}</p>
    <small>${time("", date, language, site)}</small></li>`;
}
