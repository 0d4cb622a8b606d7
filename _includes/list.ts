import { articlePath, relativeLink } from "../src/press/address.ts";
import type { Article } from "../src/press/article.ts";
import { formatDate } from "../src/press/date.ts";
import { type Html, html } from "../src/press/html.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import type { Site } from "../src/press/site.ts";

/** A list of articles: headline, date and standfirst, each in its own language. */
export function headlines(articles: readonly Article[], site: Site, depth: number): Html {
  return html`<ul class="list">${articles.map((article) => entry(article, site, depth))}</ul>`;
}

function entry(article: Article, site: Site, depth: number): Html {
  const language = languageFor(article.language, site.publication.language);
  const date = formatDate(article.date, language, site.publication.calendars);
  return html`<li lang="${article.language}" dir="${direction(article.language)}">
    <a href="${relativeLink(articlePath(article), depth)}">${article.headline}</a> <small><time datetime="${article.date.iso}">${date}</time></small>
    ${article.standfirst ? html`<br><small>${article.standfirst}</small>` : null}</li>`;
}
