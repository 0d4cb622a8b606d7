import { authorsOf, content, type Feed, feedsOf, latest, xmlDocument } from "../../_includes/feed-entry.ts";
import { absolute, articleUrl } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import { type Html, html } from "../press/page/html.ts";
import type { OutputFile } from "../press/page/render.ts";
import type { Article, Person } from "../press/record/article.ts";
import { toInstant } from "../press/record/date.ts";
import type { License } from "../press/record/license.ts";
import { leafOf } from "../press/site/neighbours.ts";
import type { PaperSite } from "../press/site/site.ts";

/** The newest articles in full, of a paper, of each section, topic and author, for feed readers, as Atom. */
export function atom(site: PaperSite): OutputFile[] {
  return feedsOf(site).map((feed) => ({
    path: decodeURIComponent(feed.folder) + paths.atom,
    render: () => atomFeed(feed, site),
  }));
}

/**
 * The Atom feed. Its XML is written here: feedsmith, which reads feeds for `stet import`, knows all these fields, but pads
 * texts and addresses that hold `&` or `<` with line breaks, which RFC 4287 forbids around addresses (section 2), and turns
 * every date into UTC.
 *
 * An entry's id is its article's address, which a changed headline leaves as it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
function atomFeed({ title, description, page, folder, articles }: Feed, site: PaperSite): string {
  const { publication } = site;
  const { license, publisher } = publication;
  const front = absolute(publication, page);
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${publication.language}">
    <id>${front}</id>
    <title>${title}</title>
    ${description ? html`<subtitle>${description}</subtitle>` : null}
    <updated>${latest(articles.flatMap(({ date, modified }) => [date, modified]))}</updated>
    ${person(publisher)}
    <link rel="self" type="application/atom+xml" href="${absolute(publication, folder + paths.atom)}"/>
    <link rel="alternate" type="text/html" href="${front}"/>
    ${license ? rights(license) : null}
    <generator>Stet</generator>
    ${articles.map((article) => entry(article, site))}
    </feed>`;
  return xmlDocument(feed);
}

function entry(article: Article, site: PaperSite): Html {
  const { publication } = site;
  const url = articleUrl(publication, article);
  const { license, standfirst, topics } = article;
  return html`
    <entry xml:lang="${article.language}">
    <id>${url}</id>
    <title>${article.headline}</title>
    <published>${toInstant(article.date)}</published>
    <updated>${latest([article.date, article.modified])}</updated>
    ${authorsOf(article, site).map(person)}
    <link rel="alternate" type="text/html" href="${url}"/>
    ${leafOf(article, site).media.map(([, { url: href, type, bytes }]) => html`<link rel="enclosure" type="${type}" length="${bytes}" href="${href}"/>`)}
    ${topics.map((topic) => html`<category term="${topic}"/>`)}
    ${license && license.url !== publication.license?.url ? rights(license) : null}
    ${standfirst ? html`<summary>${standfirst}</summary>` : null}
    <content type="html">${content(article, site)}</content>
    </entry>`;
}

function person({ name, url }: Person): Html {
  return html`<author><name>${name}</name>${url ? html`<uri>${url}</uri>` : null}</author>`;
}

/** What readers may do with the texts, for people and, by RFC 4946, for programs. */
function rights({ name, url }: License): Html {
  return html`<rights>${name}, ${url}</rights><link rel="license" href="${url}"/>`;
}
