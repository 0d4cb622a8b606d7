import { absolute, articleUrl, authorUrl, inPaper } from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import type { Language } from "../src/press/languages/language.ts";
import { type Html, html, scriptJson } from "../src/press/page/html.ts";
import type { Article, Person } from "../src/press/record/article.ts";
import { paperIn } from "../src/press/record/papers.ts";
import type { Publication } from "../src/press/record/publication.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import type { Frame } from "../src/press/site/site.ts";
import { articleJsonLd } from "./json-ld.ts";

const none: Html = html``;

/** What an article tells search engines, link previews and reference managers, all from its record. */
export function articleHead(leaf: Leaf, frame: Frame): Html {
  return html`${dublinCore(leaf, frame)}${openGraph(leaf, frame)}${links(leaf, frame)}<script type="application/ld+json">${scriptJson(articleJsonLd(leaf, frame))}</script>`;
}

/**
 * Dublin Core, as Zotero's Embedded Metadata translator reads it. Without `DC.type` it takes a page for a journal article.
 *
 * @see https://www.zotero.org/support/dev/exposing_metadata
 */
function dublinCore({ article }: Leaf, { publication }: Frame): Html {
  const names = article.authors.map((author) => author.name);
  return html`<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">
    ${meta("DC.type", "newspaperArticle")}
    ${meta("DC.title", article.headline)}
    ${names.map((name) => meta("DC.creator", name))}
    ${meta("DC.date.issued", article.date.iso)}
    ${meta("DC.language", article.language)}
    ${meta("DC.publisher", publication.publisher.name)}
    ${article.license ? meta("DC.rights", article.license.url) : none}
    ${article.topics.map((topic) => meta("DC.subject", topic))}
    ${names.length > 0 ? meta("author", names.join(", ")) : none}`;
}

/** @see https://ogp.me/ */
function openGraph({ article, pictures }: Leaf, { publication }: Frame): Html {
  return html`${property("og:type", "article")}
    ${property("og:title", article.headline)}
    ${article.standfirst ? property("og:description", article.standfirst) : none}
    ${property("og:url", articleUrl(publication, article))}
    ${property("og:site_name", publication.title)}
    ${property("og:locale", locale(article.language))}
    ${pictures.map(
      (picture) => html`${property("og:image", absolute(publication, picture.path))}
        ${property("og:image:alt", picture.alt)}
        ${property("og:image:width", String(picture.width))}
        ${property("og:image:height", String(picture.height))}`,
    )}
    ${property("article:published_time", article.date.iso)}
    ${property("article:modified_time", article.modified.iso)}
    ${article.section ? property("article:section", article.section) : none}
    ${article.topics.map((topic) => property("article:tag", topic))}
    ${meta("twitter:card", pictures.length > 0 ? "summary_large_image" : "summary")}
    ${publication.fediverse ? meta("fediverse:creator", publication.fediverse) : none}`;
}

/** A language tag as Open Graph writes it: language and territory, `zh_TW` for `zh-Hant-TW`. */
function locale(tag: string): string {
  const [language = tag, ...subtags] = tag.split("-");
  const territory = subtags.find((subtag) => /^(?:[a-z]{2}|\d{3})$/i.test(subtag));
  return territory ? `${language.toLowerCase()}_${territory.toUpperCase()}` : language;
}

function links({ article }: Leaf, { publication }: Frame): Html {
  const type = article.form === "wire" ? "text/plain" : "text/markdown";
  return html`<link rel="cite-as" href="${articleUrl(publication, article)}">
    ${article.license ? html`<link rel="license" href="${article.license.url}">` : none}
    ${article.authors.map((author) => authorLink(author, article, publication))}
    <link rel="alternate" type="${type}" href="${article.sourceName}">
    <link rel="alternate" type="application/json" href="article.json">
    ${languageLinks(article, publication)}`;
}

/** A text in a language, by its address. */
interface InLanguage {
  language: string;
  url: string;
}

/** The links to a text's translations, for search engines. */
export function languageLinks(article: Article, publication: Publication): Html[] {
  return languagesOfText(article, publication).map(alternate);
}

/** A text's translations, itself first, and the one for whoever reads none of their languages: the publication's own. */
export function languagesOfText(article: Article, publication: Publication): InLanguage[] {
  const { translations, language } = article;
  if (translations.length === 0) return [];
  const self = { language, url: articleUrl(publication, article) };
  const [first, ...others] = publication.papers;
  const own = [self, ...translations].find((text) => paperIn(text.language, publication.papers) === first);
  const { url } = (others.length > 0 && own) || self;
  return [self, { language: "x-default", url }, ...translations];
}

/** The links to the front pages of a publication's papers. */
export function frontLinks(publication: Publication): Html[] {
  return languagesOfFront(publication).map(alternate);
}

/** The front pages of a publication's papers, likewise; nothing of one paper alone. */
export function languagesOfFront(publication: Publication): InLanguage[] {
  const fronts = publication.papers.map((paper) => ({
    language: paper.language,
    url: absolute(publication, inPaper(paper, paths.front)),
  }));
  const [first, ...others] = fronts;
  return first && others.length > 0 ? [first, { language: "x-default", url: first.url }, ...others] : [];
}

function alternate({ language, url }: InLanguage): Html {
  return html`<link rel="alternate" hreflang="${language}" href="${url}">`;
}

/** A withdrawn article's author may have no list on the site. */
function authorLink(author: Person, { withdrawal }: Article, publication: Publication): Html | null {
  if (withdrawal && author.url === undefined) return null;
  return html`<link rel="author" href="${authorUrl(publication, author)}">`;
}

/** The feeds, so that a reader's program finds them from any page. */
export function feedLinks(language: Language, link: (path: string) => string): Html {
  return html`<link rel="alternate" type="application/atom+xml" title="${language.atomFeed}" href="${link(paths.atom)}">
    <link rel="alternate" type="application/feed+json" title="${language.jsonFeed}" href="${link(paths.jsonFeed)}">`;
}

/** The feeds of a section, a topic or an author, from their list. */
export function ownFeedLinks(name: string, language: Language): Html {
  return html`<link rel="alternate" type="application/atom+xml" title="${name}: ${language.atomFeed}" href="feed.xml">
    <link rel="alternate" type="application/feed+json" title="${name}: ${language.jsonFeed}" href="feed.json">`;
}

function meta(name: string, content: string): Html {
  return html`<meta name="${name}" content="${content}">`;
}

function property(name: string, content: string): Html {
  return html`<meta property="${name}" content="${content}">`;
}
