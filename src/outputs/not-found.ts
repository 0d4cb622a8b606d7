import { listStyle, newest } from "../../_includes/list.ts";
import { page } from "../../_includes/page.ts";
import { inPaper, linkAt } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction, languageFor } from "../press/languages/index.ts";
import type { Language } from "../press/languages/language.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { PaperSite, Site } from "../press/site/site.ts";

/** The page for addresses that are not there, in the language of each paper. It is served at any depth, so its links begin at the server's root. */
export function notFound(site: Site): OutputFile[] {
  return [{ path: paths.notFound, render: () => notFoundPage(site) }];
}

function notFoundPage(site: Site): string {
  const { language } = site.publication;
  const texts = languageFor(language);
  const [first = site, ...others] = site.papers;
  return page(site, {
    title: `${texts.notFoundTitle} · ${site.publication.title}`,
    language,
    depth: "any",
    style: listStyle,
    main: html`<h1>${texts.notFoundTitle}</h1><p>${texts.notFoundText}</p>${ways(site, texts)}${others.map(inOther)}${newest(first, "any")}`,
  });
}

function inOther(paper: PaperSite): Html {
  const { language } = paper.publication;
  const texts = languageFor(language);
  return html`<section lang="${language}" dir="${direction(language)}"><h2>${texts.notFoundTitle}</h2><p>${texts.notFoundText}</p>${ways(paper, texts)}</section>`;
}

/** The ways to whatever was looked for. */
function ways({ publication }: PaperSite, { search, archive }: Language): Html {
  const link = (path: string) => linkAt(inPaper(publication, path), "any", publication);
  return html`<p class="more">${publication.search ? html`<a href="${link(paths.search)}">${search}</a> · ` : null}<a href="${link(paths.archive)}">${archive}</a></p>`;
}
