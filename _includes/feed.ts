import { absolute, articleUrl, authorUrl, paths } from "../src/press/address/address.ts";
import { languageFor } from "../src/press/languages/index.ts";
import { bodyOf } from "../src/press/page/body.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { type CivilDate, toInstant } from "../src/press/record/date.ts";
import type { License } from "../src/press/record/license.ts";
import type { Article, Person } from "../src/press/record/make-article.ts";
import { leafOf, type Site } from "../src/press/site/site.ts";
import { corrections } from "./article.ts";
import { leadFigure } from "./figure.ts";

/** How many articles the feeds carry, the newest. */
const newest = 50;

/**
 * The Atom feed. Its XML is written here: feedsmith, which reads feeds for `npm run import`, knows all these fields, but pads
 * texts and addresses that hold `&` or `<` with line breaks, which RFC 4287 forbids around addresses (section 2), and turns
 * every date into UTC.
 *
 * An entry's id is its article's address, which a changed headline leaves as it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function atomFeed(site: Site): string {
  const { publication } = site;
  const { title, description, license, publisher } = publication;
  const articles = site.articles.slice(0, newest);
  const front = absolute(publication, paths.front);
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${publication.language}">
    <id>${front}</id>
    <title>${title}</title>
    ${description ? html`<subtitle>${description}</subtitle>` : null}
    <updated>${latest(articles.flatMap(({ date, modified }) => [date, modified]))}</updated>
    ${person(publisher)}
    <link rel="self" type="application/atom+xml" href="${absolute(publication, paths.atom)}"/>
    <link rel="alternate" type="text/html" href="${front}"/>
    ${license ? rights(license) : null}
    <generator>Stet</generator>
    ${articles.map((article) => entry(article, site))}
    </feed>`;
  // A headline, which is no HTML, can have no references; XML cannot hold these two in any way.
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed.html.replace(/[\ufffe\uffff]/g, "\ufffd")}\n`;
}

function entry(article: Article, site: Site): Html {
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

/**
 * The JSON feed, with the same entries under the same ids.
 *
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function jsonFeed(site: Site): string {
  const { publication } = site;
  const { publisher } = publication;
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: publication.title,
    home_page_url: absolute(publication, paths.front),
    feed_url: absolute(publication, paths.jsonFeed),
    description: publication.description,
    language: publication.language,
    authors: [{ name: publisher.name, url: publisher.url, avatar: publisher.logo }],
    items: site.articles.slice(0, newest).map((article) => item(article, site)),
  };
  return `${JSON.stringify(feed, undefined, 1)}\n`;
}

/** Absent keys are left out by `JSON.stringify`. */
function item(article: Article, site: Site) {
  const authors = authorsOf(article, site);
  const url = articleUrl(site.publication, article);
  const [picture] = leafOf(article, site).pictures;
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
    image: picture && absolute(site.publication, picture.path),
  };
}

function authorsOf(article: Article, { publication }: Site): Person[] {
  return article.authors.map((author) => ({ name: author.name, url: authorUrl(publication, author) }));
}

/** The latest instant of some dates. A site with no articles has no date; a feed must have one. */
function latest(dates: readonly CivilDate[]): string {
  const instants = dates.map(toInstant);
  return instants.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a), "1970-01-01T00:00:00Z");
}

/** An article in full, with its lead image and its corrections, as HTML that can stand anywhere. */
function content(article: Article, site: Site): string {
  const url = articleUrl(site.publication, article);
  const language = languageFor(article.language, site.publication.language);
  const lead = article.image && site.images.get(article.slug)?.get(article.image.src);
  const figure = article.image && lead ? leadFigure(article.image, lead, `${url}images/`) : null;
  const body = bodyOf(article, site, url);
  return portable(html`${figure}${body}${corrections({ article, site, language })}`.html, url);
}

/**
 * HTML of ours for use away from its page: addresses are absolute, so that a note's mark leads to the note on the article's page,
 * and ids are dropped, since a reader may show many entries in one document. The two characters that XML cannot hold are
 * written as references.
 */
function portable(body: string, url: string): string {
  return body
    .replace(/<[a-z][^<>]*>/g, (tag) =>
      tag
        .replace(/ id="[^"]*"/g, "")
        .replace(/ (href|src)="([^"]*)"/g, (_, name, address) => ` ${name}="${resolved(address, url)}"`),
    )
    .replace(/[\ufffe\uffff]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

/** An address of the article's own is made absolute, without steps back; another is left as it is. */
function resolved(address: string, base: string): string {
  const own = address.startsWith(base) || !URL.canParse(address);
  return own && URL.canParse(address, base) ? new URL(address, base).href : address;
}
