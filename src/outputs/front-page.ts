import { articleElement } from "../../_includes/article.ts";
import { siteJsonLd } from "../../_includes/json-ld.ts";
import { headlines } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import { html, scriptJson } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
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
  const texts = languageFor(publication.language);
  const earlier = articles.slice(1, earlierArticles + 1);
  return page(site, {
    title: publication.title,
    description: publication.description,
    canonical: newest ? articleUrl(publication, newest) : absolute(publication, paths.front),
    language: newest?.language ?? publication.language,
    depth: 0,
    head: html`<script type="application/ld+json">${scriptJson(siteJsonLd(site))}</script>`,
    main: html`
      ${newest ? articleElement(leafOf(newest, site), site, 0) : html`<h1>${publication.title}</h1>`}
      ${earlier.length > 0 ? html`<section lang="${publication.language}" dir="${direction(publication.language)}"><h2>${texts.earlier}</h2>${headlines(earlier, site, 0)}<p class="more"><a href="${paths.archive}">${texts.allArticles}</a></p></section>` : null}`,
  });
}
