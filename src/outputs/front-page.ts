import { articleElement } from "../../_includes/article.ts";
import { siteJsonLd } from "../../_includes/json-ld.ts";
import { headlines } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import { type Html, html, scriptJson } from "../press/page/html.ts";
import { part } from "../press/page/parts.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { leafOf } from "../press/site/neighbours.ts";
import type { Site } from "../press/site/site.ts";

/** How many earlier articles the front page names; the archive has them all. */
const earlierArticles = 20;

/** The front page: the newest article in full, then the headlines of earlier ones. */
export function frontPage(site: Site): OutputFile[] {
  return [{ path: paths.front, render: () => frontPageOf(site) }];
}

function frontPageOf(site: Site): string {
  const { publication, articles } = site;
  const newest = articles[0];
  const main = mainOf(site, newest);
  const shown = newest && hasBody(main) ? newest : undefined;
  return page(site, {
    title: publication.title,
    description: publication.description,
    canonical: shown ? articleUrl(publication, shown) : absolute(publication, paths.front),
    language: newest?.language ?? publication.language,
    depth: 0,
    head: html`<script type="application/ld+json">${scriptJson(siteJsonLd(site))}</script>`,
    main,
  });
}

/** Whether an article stands on the page in full: a front page of a publication's own may name articles only. */
function hasBody(main: Html): boolean {
  return main.html.includes("e-content");
}

function mainOf(site: Site, newest: Article | undefined): Html {
  const { publication, articles, parts } = site;
  const article = newest
    ? articleElement(leafOf(newest, site), site, 0)
    : html`<h1>${publication.title}</h1>`;
  const texts = languageFor(publication.language);
  const earlier = articles.slice(1, earlierArticles + 1);
  const standard = html`
      ${article}
      ${earlier.length > 0 ? html`<section lang="${publication.language}" dir="${direction(publication.language)}"><h2>${texts.earlier}</h2>${headlines(earlier, site, 0)}<p class="more"><a href="${paths.archive}">${texts.allArticles}</a></p></section>` : null}`;
  const link = (path: string) => path;
  return part(parts, "frontPage", {
    publication,
    texts,
    depth: 0,
    link,
    articles,
    newest: article,
    standard,
  });
}
