import { authorsOf, content, type Feed, feedsOf, latest } from "../../_includes/feed-entry.ts";
import { absolute, articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article } from "../press/record/article.ts";
import { toInstant } from "../press/record/date.ts";
import { leafOf } from "../press/site/neighbours.ts";
import type { PaperSite } from "../press/site/site.ts";

/** The newest articles in full, of a paper, of each section, topic and author, for feed readers, as JSON Feed. */
export function jsonFeed(site: PaperSite): OutputFile[] {
  return feedsOf(site).map((feed) => ({
    path: decodeURIComponent(feed.folder) + paths.jsonFeed,
    render: () => jsonOf(feed, site),
  }));
}

/**
 * The JSON feed, with the same entries under the same ids.
 *
 * @see https://www.jsonfeed.org/version/1.1/
 */
function jsonOf({ title, description, page, folder, articles }: Feed, site: PaperSite): string {
  const { publication } = site;
  const { publisher } = publication;
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: absolute(publication, page),
    feed_url: absolute(publication, folder + paths.jsonFeed),
    description,
    language: publication.language,
    authors: [{ name: publisher.name, url: publisher.url, avatar: publisher.logo }],
    items: articles.map((article) => item(article, site)),
  };
  return `${JSON.stringify(feed, undefined, 1)}\n`;
}

/** Absent keys are left out by `JSON.stringify`. */
function item(article: Article, site: PaperSite) {
  const authors = authorsOf(article, site);
  const url = articleUrl(site.publication, article);
  const { pictures, media } = leafOf(article, site);
  const [picture] = pictures;
  const attachments = media.map(([src, { url, type, bytes }]) => ({
    url,
    mime_type: type,
    title: article.media.find((use) => use.src === src)?.alt,
    size_in_bytes: bytes,
  }));
  const { topics } = article;
  return {
    id: url,
    url,
    title: article.headline,
    summary: article.standfirst,
    content_html: content(article, site),
    date_published: toInstant(article.date),
    date_modified: latest([article.date, article.modified]),
    authors: authors.length > 0 ? authors : undefined,
    tags: topics.length > 0 ? topics : undefined,
    language: article.language,
    attachments: attachments.length > 0 ? attachments : undefined,
    image: picture && absolute(site.publication, picture.path),
  };
}
