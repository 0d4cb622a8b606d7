import { absolute, articleUrl, paths } from "../src/press/address/address.ts";
import { direction, languageFor } from "../src/press/languages/index.ts";
import { html, scriptJson } from "../src/press/page/html.ts";
import { leafOf, type Site } from "../src/press/site/site.ts";
import { articleElement } from "./article.ts";
import { siteJsonLd } from "./json-ld.ts";
import { headlines } from "./list.ts";
import { page } from "./page.ts";

/** How many earlier articles the front page names; the archive has them all. */
const earlierArticles = 20;

/** The front page: the newest article in full, then the headlines of earlier ones. */
export function frontPage(site: Site): string {
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
