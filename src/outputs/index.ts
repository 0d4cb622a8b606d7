import type { OutputFile, Templates } from "../press/page/render.ts";
import type { PaperSite, Site } from "../press/site/site.ts";
import { archive } from "./archive.ts";
import { articlePage } from "./article.ts";
import { atom } from "./atom.ts";
import { authors } from "./authors.ts";
import { check } from "./check.ts";
import { correctionsLog } from "./corrections.ts";
import { frontPage } from "./front-page.ts";
import { headers } from "./headers.ts";
import { jsonFeed } from "./json-feed.ts";
import { listingPage } from "./list.ts";
import { live } from "./live.ts";
import { newsSitemap } from "./news-sitemap.ts";
import { notFound } from "./not-found.ts";
import { redirects } from "./redirects.ts";
import { robots } from "./robots.ts";
import { search } from "./search.ts";
import { sections } from "./sections.ts";
import { security } from "./security.ts";
import { series } from "./series.ts";
import { serverSettings } from "./server-policies.ts";
import { sitemap } from "./sitemap.ts";
import { staticPage } from "./static-page.ts";
import { textMining } from "./text-mining.ts";
import { topics } from "./topics.ts";
import { trust } from "./trust.ts";

/** An output of each paper. */
function each(output: (paper: PaperSite) => readonly OutputFile[]): Templates["others"][number] {
  return (site: Site) => site.papers.flatMap(output);
}

/** All that a site is made of: a page for each article, the lists' pages, and the other outputs, one file of code to each. */
export const templates: Templates = {
  article: (leaf, frame) => (leaf.article.isPage ? staticPage : articlePage)(leaf, frame),
  list: listingPage,
  others: [
    each(frontPage),
    each(archive),
    each(sections),
    each(series),
    each(topics),
    each(authors),
    each(correctionsLog),
    each(search),
    check,
    notFound,
    each(atom),
    each(jsonFeed),
    each(live),
    sitemap,
    newsSitemap,
    robots,
    redirects,
    headers,
    serverSettings,
    security,
    trust,
    textMining,
  ],
};
