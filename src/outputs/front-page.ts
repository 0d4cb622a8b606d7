import { articleElement } from "../../_includes/article.ts";
import { editionLine, frontElements, frontStyle } from "../../_includes/front.ts";
import { frontLinks } from "../../_includes/head.ts";
import { siteJsonLd } from "../../_includes/json-ld.ts";
import { page } from "../../_includes/page.ts";
import { absolute, articleUrl, depthOf, inPaper, linkAt } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { languageFor } from "../press/languages/index.ts";
import { type Html, html, scriptJson } from "../press/page/html.ts";
import { part } from "../press/page/parts.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { planFront } from "../press/site/front.ts";
import { leafOf } from "../press/site/neighbours.ts";
import type { PaperSite } from "../press/site/site.ts";

/**
 * A paper's front page: the lead, stories beside it and blocks, as the publication says in `front.yaml`; of one article alone, that article
 * in full.
 */
export function frontPage(site: PaperSite): OutputFile[] {
  const path = inPaper(site.publication, paths.front);
  return [{ path, render: () => frontPageOf(site, path) }];
}

function frontPageOf(site: PaperSite, path: string): string {
  const { publication, articles } = site;
  const [newest, ...others] = articles;
  const main = mainOf(site, newest);
  const isPaper = newest !== undefined && others.length > 0 && !hasBody(main);
  return page(site, {
    title: publication.title,
    description: publication.description,
    canonical: newest && hasBody(main) ? articleUrl(publication, newest) : absolute(publication, path),
    language: publication.language,
    depth: depthOf(path),
    path,
    head: html`${frontLinks(publication)}<script type="application/ld+json">${scriptJson(siteJsonLd(site))}</script>`,
    style: isPaper && !site.parts.parts.frontPage ? frontStyle(site) : undefined,
    edition: isPaper && !site.parts.parts.frontPage ? editionLine(site) : undefined,
    main,
  });
}

/** Whether an article stands on the page in full: a front page of a publication's own may name articles only. */
function hasBody(main: Html): boolean {
  return main.html.includes("e-content");
}

function mainOf(site: PaperSite, newest: Article | undefined): Html {
  const { publication, articles, parts, front } = site;
  const texts = languageFor(publication.language);
  const depth = depthOf(publication.home);
  const notice = front.notice === undefined ? null : html`<p class="notice">${front.notice}</p>`;
  const whole = () =>
    newest ? articleElement(leafOf(newest, site), site, depth, true) : html`<h1>${publication.title}</h1>`;
  const standard =
    newest && articles.length > 1
      ? frontElements(planFront(front, site, newest), site)
      : html`${notice}${whole()}`;
  return part(parts, "frontPage", {
    publication,
    texts,
    depth,
    link: (path: string) => linkAt(path, depth, publication),
    articles,
    // Only a part of the publication's own may ask for it.
    get newest() {
      return whole();
    },
    standard,
  });
}
