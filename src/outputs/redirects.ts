import { absolute, articlePath, articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { direction } from "../press/languages/index.ts";
import { html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import { aliasFile, aliasRequests } from "../press/record/aliases.ts";
import type { Article } from "../press/record/article.ts";
import { type Site, withPage } from "../press/site/site.ts";

/** An old address, and the article that it leads to. */
interface Moved {
  alias: string;
  article: Article;
}

/**
 * What leads from old addresses to articles: `_redirects`, which Netlify and Cloudflare Pages read, a map that nginx includes and one
 * that Caddy imports (docs/hosting/), and for hosts without rules a page at each old address. Nothing where no article had another
 * address.
 *
 * @see https://docs.netlify.com/manage/routing/redirects/overview/
 */
export function redirects(site: Site): OutputFile[] {
  const moved = withPage(site).flatMap((article) => article.aliases.map((alias) => ({ alias, article })));
  if (moved.length === 0) return [];
  const rules = moved.map(({ alias, article }) => `${rule(alias)} ${addressOf(article, site)} 301\n`);
  const pages = new Map<string, OutputFile>();
  for (const { alias, article } of moved) {
    const path = aliasFile(alias);
    if (path !== undefined) pages.set(path, { path, render: () => stub(article, site) });
  }
  return [
    { path: paths.redirects, render: () => rules.join("") },
    { path: paths.nginxRedirects, render: () => serverMap(moved, site, ";") },
    { path: paths.caddyRedirects, render: () => serverMap(moved, site, "") },
    ...pages.values(),
  ];
}

/** The path of an article's page on its server. */
function addressOf(article: Article, { publication }: Site): string {
  return new URL(absolute(publication, articlePath(article))).pathname;
}

/** A query stands behind its path, each part by itself. */
function rule(alias: string): string {
  const [path = "", query] = alias.split("?");
  return query === undefined ? path : `${path} ${query.split("&").join(" ")}`;
}

/** What would end a quoted string, or mean something else in a server's settings. The page at such an address leads on. */
const unsafe = /["\\{}$\p{Cc}]/u;

/** Requests and where they lead, a pair to a line. nginx takes none twice, and makes no difference between letter cases. */
function serverMap(moved: readonly Moved[], site: Site, end: string): string {
  const lines = new Map<string, string>();
  for (const { alias, article } of moved)
    for (const request of aliasRequests(alias)) {
      const key = request.toLowerCase();
      const target = addressOf(article, site).replaceAll("$", "%24");
      if (!unsafe.test(request) && !lines.has(key)) lines.set(key, `"${request}" "${target}"${end}\n`);
    }
  return [...lines.values()].join("");
}

/** A page that leads on: at once in a browser, by its link elsewhere. */
function stub(article: Article, { publication }: Site): string {
  const url = articleUrl(publication, article);
  return html`<!DOCTYPE html>
    <html lang="${article.language}" dir="${direction(article.language)}">
    <head><meta charset="utf-8"><title>${article.headline}</title>
    <meta name="robots" content="noindex"><link rel="canonical" href="${url}">
    <meta http-equiv="refresh" content="0; url=${url}"></head>
    <body><p><a href="${url}">${article.headline}</a></p></body>
    </html>`.html;
}
