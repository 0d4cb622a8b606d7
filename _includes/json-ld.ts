import type { CreativeWork, NewsArticle, NewsMediaOrganization, WebSite, WithContext } from "schema-dts";
import { absolute, articleUrl, paths, sourcePath } from "../src/press/address.ts";
import type { Article } from "../src/press/article.ts";
import type { Publication } from "../src/press/publication.ts";
import type { Leaf, Site } from "../src/press/site.ts";

/**
 * An article as schema.org describes it. `@type` is one string and nothing stands before the article: a reader view loses byline
 * and date otherwise. Absent keys are left out by `JSON.stringify`.
 *
 * @see https://developers.google.com/search/docs/appearance/structured-data/article
 */
export function articleJsonLd(leaf: Leaf, site: Site): WithContext<NewsArticle> {
  const { article } = leaf;
  const { publication } = site;
  const url = articleUrl(publication, article);
  return {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": url,
    url,
    mainEntityOfPage: url,
    headline: article.headline,
    ...described(article),
    datePublished: article.date.iso,
    dateModified: article.modified.iso,
    author: list(
      article.authors.map(({ name, url }) => ({ "@type": "Person" as const, name, ...(url && { url }) })),
    ),
    publisher: publisher(publication),
    inLanguage: article.language,
    image: list(leaf.pictures.map((picture) => absolute(publication, picture.path))),
    wordCount: article.words,
    isAccessibleForFree: true,
    ...credits(article),
    encoding: {
      "@type": "MediaObject",
      encodingFormat: article.form === "wire" ? "text/plain" : "text/markdown",
      contentUrl: absolute(publication, sourcePath(article)),
      sha256: article.sha256,
    },
    ...corrected(article),
  };
}

type Part = Partial<Extract<NewsArticle, object>>;

function described(article: Article): Part {
  return {
    ...(article.standfirst && { description: article.standfirst }),
    ...(article.section && { articleSection: article.section }),
    ...(article.topics.length > 0 && { keywords: [...article.topics] }),
    ...(article.dateline && {
      dateline: article.dateline,
      locationCreated: { "@type": "Place", name: article.dateline },
    }),
  };
}

function credits(article: Article): Part {
  const based: CreativeWork | undefined = article.source?.url
    ? { "@type": "CreativeWork", url: article.source.url }
    : undefined;
  return {
    ...(article.license && { license: article.license.url }),
    ...(article.source && { creditText: article.source.name }),
    ...(based && article.source && { isBasedOn: article.source.url }),
  } as Part;
}

function corrected(article: Article): Part {
  if (article.corrections.length === 0) return {};
  return {
    correction: article.corrections.map((correction) => ({
      "@type": "CorrectionComment",
      text: correction.text,
      datePublished: correction.date.iso,
    })),
  };
}

/** The publisher with the policies it names. */
export function publisher(publication: Publication): NewsMediaOrganization {
  const { policies } = publication;
  return {
    "@type": "NewsMediaOrganization",
    name: publication.publisher.name,
    url: publication.publisher.url,
    ...(publication.publisher.logo && { logo: publication.publisher.logo }),
    ...(policies.principles && { publishingPrinciples: policies.principles }),
    ...(policies.corrections && { correctionsPolicy: policies.corrections }),
    ...(policies.ethics && { ethicsPolicy: policies.ethics }),
    ...(policies.verification && { verificationFactCheckingPolicy: policies.verification }),
    ...(policies.masthead && { masthead: policies.masthead }),
    ...(policies.ownership && { ownershipFundingInfo: policies.ownership }),
  };
}

/** The front page: the site and who publishes it. */
export function siteJsonLd(site: Site): WithContext<WebSite> {
  const { publication } = site;
  return {
    "@context": "https://schema.org",
    "@type": "WebSite",
    "@id": publication.url,
    url: absolute(publication, paths.front),
    name: publication.title,
    inLanguage: publication.language,
    publisher: publisher(publication),
    ...(publication.description && { description: publication.description }),
  };
}

/** Where a list stands on the site, from the front page down. */
export function breadcrumbs(site: Site, trail: readonly { name: string; path: string }[]) {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: trail.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: absolute(site.publication, path),
    })),
  };
}

/** A list, or nothing where it would be empty. */
function list<T>(values: T[]): T[] | never {
  return values.length > 0 ? values : (undefined as never);
}
