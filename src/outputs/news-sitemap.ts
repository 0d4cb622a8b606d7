import { articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { isNews } from "../press/record/kinds.ts";
import { paperOf, publicationIn } from "../press/record/papers.ts";
import type { Site } from "../press/site/site.ts";

/** The most articles that a news sitemap may hold. */
const most = 1_000;

const day = 24 * 60 * 60 * 1_000;

/**
 * The articles of the newest day and of the day before it, for search engines of news. The clock is not asked, so that the same
 * articles make the same file.
 *
 * @see https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
 */
export function newsSitemap(site: Pick<Site, "publication" | "articles">): OutputFile[] {
  const published = site.articles.filter((article) => isNews(article, site.publication));
  const [newest] = published;
  if (!newest) return [];
  const before = new Date(Date.parse(newest.date.day) - day).toISOString().slice(0, 10);
  const news = published.slice(0, most).filter((article) => article.date.day >= before);
  const entries = news.map((article) => entry(article, site));
  const { html: xml } = html`<?xml version="1.0" encoding="utf-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries}</urlset>`;
  return [{ path: paths.newsSitemap, render: () => `${xml}\n` }];
}

function entry(article: Article, { publication }: Pick<Site, "publication">) {
  const { headline, language, date } = article;
  return html`<url><loc>${articleUrl(publication, article)}</loc><news:news><news:publication><news:name>${publicationIn(publication, paperOf(article, publication.papers)).title}</news:name><news:language>${newsLanguage(language)}</news:language></news:publication><news:publication_date>${date.iso}</news:publication_date><news:title>${headline}</news:title></news:news></url>`;
}

/** A language as the format has it: by ISO 639 alone, but for the two ways in which Chinese is written. */
function newsLanguage(tag: string): string {
  const [language = tag] = tag.toLowerCase().split("-");
  if (language !== "zh") return language;
  return /-(?:hant|tw|hk|mo)\b/i.test(tag) ? "zh-tw" : "zh-cn";
}
