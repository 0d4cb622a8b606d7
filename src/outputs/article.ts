import { articleElement } from "../../_includes/article.ts";
import { articleHead } from "../../_includes/head.ts";
import { liveHead } from "../../_includes/live.ts";
import { moreElement } from "../../_includes/more.ts";
import { page } from "../../_includes/page.ts";
import { seriesTurns } from "../../_includes/series.ts";
import { articleUrl } from "../press/address/address.ts";
import { slugPath } from "../press/address/slug.ts";
import { languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { languageOf } from "../press/page/dir.ts";
import { type Html, html } from "../press/page/html.ts";
import type { Article } from "../press/record/article.ts";
import type { Leaf, Neighbour } from "../press/site/leaf.ts";
import { sectionOf } from "../press/site/menu.ts";
import type { Frame } from "../press/site/site.ts";
import { articleVersions } from "../press/site/versions.ts";

/** An article's own page. */
export function articlePage(leaf: Leaf, frame: Frame): string {
  const { article } = leaf;
  const language = languageFor(article.language, frame.publication.language);
  return page(frame, {
    title: tabTitle(article.headline, frame.publication.title),
    description: article.standfirst,
    canonical: articleUrl(frame.publication, article),
    language: article.language,
    depth: 1,
    unlisted: article.withdrawal !== undefined || leaf.refreshing === true,
    head: html`${articleHead(leaf, frame)}${liveHead(leaf, language)}`,
    section: sectionOf(article, frame.publication),
    versions: articleVersions(article, frame.publication),
    main: html`${articleElement(leaf, frame, 1)}${moreElement(leaf, frame)}${seriesTurns(leaf, language)}${turns(leaf, language)}`,
  });
}

/** What tabs and lists of results show of a title before they cut it off, in characters. */
const longestTitle = 70;

/** The headline, with the publication's name where there is room for both. */
export function tabTitle(headline: string, publication: string): string {
  const both = `${headline} · ${publication}`;
  return both.length <= longestTitle ? both : headline;
}

/** The way to the article before and the one after, in the order of time. */
function turns({ newer, older, article }: Leaf, language: Language): Html | null {
  if (!newer && !older) return null;
  return html`<nav class="turn" aria-label="${language.moreArticles}"><ul>
    ${older ? html`<li>${language.previousArticle}${language.colon}${turn("prev", older, article)}</li>` : null}
    ${newer ? html`<li>${language.nextArticle}${language.colon}${turn("next", newer, article)}</li>` : null}
    </ul></nav>`;
}

function turn(rel: "prev" | "next", other: Neighbour, { language }: Article): Html {
  return html`<a rel="${rel}"${languageOf(other, language)} href="../${slugPath(other.slug)}/index.html">${other.headline}</a>`;
}
