import { proofLines } from "../../_includes/article-end.ts";
import { languageLinks } from "../../_includes/head.ts";
import { pageJsonLd } from "../../_includes/json-ld.ts";
import { page } from "../../_includes/page.ts";
import { articlePath, articleUrl } from "../press/address/address.ts";
import { languageFor } from "../press/languages/index.ts";
import { html, scriptJson } from "../press/page/html.ts";
import { typeset } from "../press/page/typeset.ts";
import type { Leaf } from "../press/site/leaf.ts";
import type { Frame } from "../press/site/site.ts";
import { articleVersions } from "../press/site/versions.ts";
import { partOf } from "../press/source/line-parts.ts";
import { tabTitle } from "./article.ts";

/** A page of the publication, such as "About": its title, its text, and what was proved of it. */
export function staticPage(leaf: Leaf, frame: Frame): string {
  const { article } = leaf;
  const { publication } = frame;
  const language = languageFor(article.language, publication.language);
  const lines = partOf(article.parts, "headline")?.lines;
  return page(frame, {
    title: tabTitle(article.headline, publication.title),
    description: article.standfirst,
    canonical: articleUrl(publication, article),
    language: article.language,
    depth: 1,
    path: articlePath(article),
    versions: articleVersions(article, publication),
    head: html`${languageLinks(article, publication)}<link rel="alternate" type="text/markdown" href="${article.sourceName}">
      <link rel="alternate" type="application/json" href="article.json">
      <script type="application/ld+json">${scriptJson(pageJsonLd(leaf, frame))}</script>`,
    main: html`<article class="h-entry">
      <header><h1 class="p-name"${lines === undefined ? null : html` data-lines="${lines}"`}>${article.headline}</h1></header>
      <div class="e-content ${article.form}">${typeset(leaf, language, "")}</div>
      <footer>${proofLines({ article, frame, depth: 1, language })}</footer>
      </article>`,
  });
}
