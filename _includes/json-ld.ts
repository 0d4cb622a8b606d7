import type {
  AdvertiserContentArticle,
  BreadcrumbList,
  LiveBlogPosting,
  NewsArticle,
  NewsMediaOrganization,
  Person,
  WebPage,
  WebSite,
  WithContext,
} from "schema-dts";
import {
  absolute,
  articleUrl,
  authorUrl,
  entryUrl,
  inPaper,
  sourcePath,
} from "../src/press/address/address.ts";
import { paths } from "../src/press/address/paths.ts";
import type { Article } from "../src/press/record/article.ts";
import type { LabelledKind } from "../src/press/record/kinds.ts";
import type { Obituary } from "../src/press/record/obituary.ts";
import type { Publication } from "../src/press/record/publication.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import type { Frame } from "../src/press/site/site.ts";
import { withRights } from "./json-ld-image.ts";
import { playedIn } from "./json-ld-media.ts";
import { presented } from "./profile.ts";

/** The types of schema.org for what is more, or other, than a NewsArticle. */
const types: Readonly<Partial<Record<LabelledKind | "news", NewsType>>> = {
  report: "ReportageNewsArticle",
  analysis: "AnalysisNewsArticle",
  background: "BackgroundNewsArticle",
  opinion: "OpinionNewsArticle",
  editorial: "OpinionNewsArticle",
  review: "ReviewNewsArticle",
};

type NewsType = Extract<NewsArticle, object>["@type"];

type Part = Partial<Extract<NewsArticle, object>>;

/**
 * An article as schema.org describes it. `@type` is one string and nothing stands before the article: a reader view loses byline
 * and date otherwise.
 *
 * @see https://developers.google.com/search/docs/appearance/structured-data/article
 */
export function articleJsonLd(
  leaf: Leaf,
  frame: Frame,
): WithContext<NewsArticle> | WithContext<AdvertiserContentArticle> | WithContext<LiveBlogPosting> {
  const fields = fieldsOf(leaf, frame);
  const { kind = "news" } = leaf.article;
  const context = "https://schema.org";
  if (kind === "sponsored") return { "@context": context, "@type": "AdvertiserContentArticle", ...fields };
  if (kind === "live")
    return { "@context": context, "@type": "LiveBlogPosting", ...fields, ...coverage(leaf.article, frame) };
  return { "@context": context, "@type": types[kind] ?? "NewsArticle", ...fields };
}

function fieldsOf(leaf: Leaf, { publication }: Frame): Part {
  const { article, pictures, series } = leaf;
  const url = articleUrl(publication, article);
  return {
    "@id": url,
    url,
    mainEntityOfPage: url,
    headline: article.headline,
    ...described(article),
    datePublished: article.date.iso,
    dateModified: article.modified.iso,
    ...(article.authors.length > 0 && { author: authors(article, publication) }),
    publisher: publisher(publication),
    inLanguage: article.language,
    ...(pictures.length > 0 && {
      image: pictures.map((picture, index) =>
        withRights(index === 0 ? article.image : undefined, picture, absolute(publication, picture.path)),
      ),
    }),
    ...playedIn(leaf),
    ...(article.characters === undefined && { wordCount: article.words }),
    isAccessibleForFree: true,
    ...(article.sponsor && { sponsor: { "@type": "Organization", name: article.sponsor } }),
    ...(article.obituary && { about: dead(article.obituary) }),
    ...(series && {
      isPartOf: {
        "@type": "CreativeWorkSeries",
        name: series.name,
        url: absolute(publication, `${series.folder}index.html`),
      },
      position: series.part,
    }),
    ...credits(article),
    encoding: [
      {
        "@type": "MediaObject",
        encodingFormat: article.form === "wire" ? "text/plain" : "text/markdown",
        contentUrl: absolute(publication, sourcePath(article)),
        sha256: article.sha256,
      },
    ],
    ...corrected(article),
    ...(publication.policies.principles && { publishingPrinciples: publication.policies.principles }),
  };
}

/**
 * What was told when, of an event that goes on or has ended.
 *
 * @see https://schema.org/LiveBlogPosting
 */
function coverage(
  { live, ...article }: Article,
  { publication }: Frame,
): Partial<Extract<LiveBlogPosting, object>> {
  if (!live) return {};
  const url = articleUrl(publication, article);
  return {
    coverageStartTime: article.date.iso,
    ...(live.ended && { coverageEndTime: live.ended.iso }),
    liveBlogUpdate: live.entries.map(({ id, date, title }) => ({
      "@type": "BlogPosting",
      headline: title,
      datePublished: date.iso,
      url: entryUrl(url, id),
    })),
  };
}

function dead({ name, born, died }: Obituary): Person {
  return { "@type": "Person", name, birthDate: born, deathDate: died };
}

function authors(article: Article, publication: Publication): Person[] {
  return article.authors.map((author) => ({
    "@type": "Person",
    name: author.name,
    ...presentedIn(author.name, article.language, publication),
    // A withdrawn article's author may have no list on the site.
    ...((author.url !== undefined || !article.withdrawal) && { url: authorUrl(publication, author) }),
  }));
}

function presentedIn(name: string, language: string, { authors }: Publication): ReturnType<typeof presented> {
  const author = authors.get(name);
  return author ? presented(author, language) : {};
}

function described(article: Article): Part {
  return {
    ...(article.standfirst && { description: article.standfirst }),
    ...(article.section && { articleSection: article.section }),
    ...(article.topics.length > 0 && { keywords: article.topics }),
    ...(article.dateline &&
      article.kind !== "sponsored" &&
      article.kind !== "live" && {
        dateline: article.dateline,
        locationCreated: { "@type": "Place", name: article.dateline },
      }),
  };
}

function credits({ license, source }: Article): Part {
  return {
    ...(license && { license: license.url }),
    ...(source && { creditText: source.name }),
    ...(source?.url && { isBasedOn: source.url }),
  };
}

function corrected({ corrections, withdrawal }: Article): Part {
  const told = withdrawal ? [withdrawal, ...corrections] : corrections;
  if (told.length === 0) return {};
  return {
    ...(withdrawal && { creativeWorkStatus: "Withdrawn" }),
    correction: told.map(({ text, date }) => ({
      "@type": "CorrectionComment",
      text,
      datePublished: date.iso,
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

/** A page of the publication, such as "About". */
export function pageJsonLd({ article }: Leaf, { publication }: Frame): WithContext<WebPage> {
  const url = articleUrl(publication, article);
  return {
    "@context": "https://schema.org",
    "@type": "WebPage",
    "@id": url,
    url,
    name: article.headline,
    ...(article.standfirst && { description: article.standfirst }),
    inLanguage: article.language,
    publisher: publisher(publication),
  };
}

/** A front page: the site, or one of its papers, and who publishes it. */
export function siteJsonLd(frame: Frame): WithContext<WebSite> {
  const { publication } = frame;
  const url = absolute(publication, inPaper(publication, paths.front));
  return {
    "@context": "https://schema.org",
    "@type": "WebSite",
    "@id": url,
    url,
    name: publication.title,
    inLanguage: publication.language,
    publisher: publisher(publication),
    ...(publication.description && { description: publication.description }),
  };
}

/** Where a list stands on the site, from the front page down. */
export function breadcrumbs(
  publication: Publication,
  trail: readonly { name: string; path: string }[],
): WithContext<BreadcrumbList> {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: trail.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: absolute(publication, path),
    })),
  };
}
