import { portable } from "../../_includes/feed-entry.ts";
import { absolute, articleUrl, authorUrl, inPaper, sourcePath, topicPath } from "../press/address/address.ts";
import { slugPath } from "../press/address/slug.ts";
import { languageFor, separators } from "../press/languages/index.ts";
import { typesetBody } from "../press/page/typeset.ts";
import type { ProcessedImage } from "../press/pictures/make-image.ts";
import type { Article, LeadImage } from "../press/record/article.ts";
import type { CivilDate } from "../press/record/date.ts";
import type { Publication } from "../press/record/publication.ts";
import type { Leaf } from "../press/site/leaf.ts";
import type { Frame } from "../press/site/site.ts";
import { partOf } from "../press/source/line-parts.ts";
import { isFilm } from "../press/source/media.ts";

const standard = {
  name: "ninjs",
  version: "3.1",
  schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
};

/**
 * `ninjs.json`: an article as news agencies exchange it. Absent keys are left out by `JSON.stringify`.
 *
 * @param text the article's paragraphs, as `article.json` has them
 * @see https://iptc.org/std/ninjs/
 */
export function ninjs(leaf: Leaf, text: readonly string[], frame: Frame): string {
  const { article } = leaf;
  const { publication } = frame;
  const uri = articleUrl(publication, article);
  const record = {
    standard,
    uri,
    type: "text",
    representationType: "full",
    pubStatus: article.withdrawal ? "canceled" : article.draft ? "withheld" : "usable",
    language: article.language,
    versionCreated: instantOf(article.modified),
    firstCreated: instantOf(article.date),
    headlines: [plain(article.headline)],
    descriptions: filled([
      ...(article.standfirst === undefined ? [] : [plain(article.standfirst)]),
      ...(article.warning === undefined ? [] : [{ role: "content warning", ...plain(article.warning) }]),
    ]),
    by: bylineOf(article, publication),
    people: filled(
      article.authors.map((author) => ({
        name: author.name,
        rel: "author",
        // A withdrawn article's author may have no list on the site.
        uri: uriOf(article.withdrawal ? author.url : authorUrl(publication, author)),
      })),
    ),
    located: article.dateline,
    subjects: filled(subjectsOf(article, publication)),
    genres: article.kind && [{ name: article.kind }],
    infoSources: article.source && [{ name: article.source.name, uri: uriOf(article.source.url) }],
    bodies: [
      { ...plain(text.join("\n\n")), ...lengthOf(article) },
      { contentType: "text/html", value: portable(bodyOf(leaf, frame), uri) },
    ],
    associations: filled([
      ...leaf.images.map((image) => pictureOf(image, article, uri)),
      ...leaf.media.map((media) => playedOf(media, article)),
    ]),
    renditions: renditionsOf(article, publication),
    rightsInfo: article.license && { linkedRights: uriOf(article.license.url) },
    altIds: [{ role: "sha256", value: article.sha256 }],
  };
  return `${JSON.stringify(record)}\n`;
}

/** ninjs counts in either. */
function lengthOf({ words, characters }: Article) {
  return characters === undefined ? { wordCount: words } : { charCount: characters };
}

function plain(value: string): { contentType: string; value: string } {
  return { contentType: "text/plain", value };
}

/** The schema asks for an instant, and a day is none. */
function instantOf({ iso, instant }: CivilDate): string | undefined {
  return instant === undefined ? undefined : iso;
}

/** An address in ASCII, which is what the schema calls one. */
function uriOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).href : undefined;
}

/** A list, unless it is empty. */
function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function bylineOf({ authors, language, parts }: Article, publication: Publication): string | undefined {
  const written = partOf(parts, "byline");
  if (written) return written.text;
  if (authors.length === 0) return undefined;
  const names = authors.map(({ name }) => name);
  const between = separators(names, languageFor(language, publication.language));
  return names.map((name, index) => name + (between[index] ?? "")).join("");
}

/** What the article is about, and the section that it stands in. */
function subjectsOf({ section, topics }: Article, publication: Publication) {
  return [
    ...(section === undefined ? [] : [{ name: section, rel: "section" }]),
    ...topics.map((topic) => ({
      name: topic,
      rel: "topic",
      uri: absolute(publication, inPaper(publication, topicPath(topic))),
    })),
  ];
}

function bodyOf(leaf: Leaf, { publication }: Frame): string {
  return typesetBody(leaf, languageFor(leaf.article.language, publication.language));
}

/** The address of the file is the picture's own: it is made of the picture's digest. */
function pictureOf([src, image]: readonly [string, ProcessedImage], article: Article, url: string) {
  const { file, width, height } = image.fallback;
  const href = `${url}images/${file}`;
  const lead = article.image?.src === src ? article.image : undefined;
  return {
    name: lead ? "lead" : src,
    uri: href,
    type: "picture",
    ...(lead && wordsOf(lead)),
    renditions: [{ name: "web", href, contentType: image.sources.at(-1)?.type, width, height }],
  };
}

function playedOf([src, { url, type, bytes }]: Leaf["media"][number], { media }: Article) {
  const use = media.find((each) => each.src === src);
  return {
    name: src,
    uri: url,
    type: isFilm(src) ? "video" : "audio",
    ...(use && wordsOf(use)),
    renditions: [{ name: "original", href: url, contentType: type, sizeInBytes: bytes }],
  };
}

function wordsOf({ alt, caption, credit }: Pick<LeadImage, "alt" | "caption" | "credit">) {
  return {
    descriptions: [
      { role: "alternative text", ...plain(alt) },
      ...(caption === undefined ? [] : [{ role: "caption", ...plain(caption) }]),
    ],
    infoSources: credit === undefined ? undefined : [{ name: credit, role: "credit" }],
  };
}

function renditionsOf(article: Article, publication: Publication) {
  const { form, bytes } = article;
  return [
    { name: "page", href: articleUrl(publication, article), contentType: "text/html" },
    {
      name: "source",
      href: absolute(publication, sourcePath(article)),
      contentType: form === "wire" ? "text/plain" : "text/markdown",
      sizeInBytes: bytes,
    },
    {
      name: "record",
      href: absolute(publication, `${slugPath(article.slug)}/article.json`),
      contentType: "application/json",
    },
  ];
}
