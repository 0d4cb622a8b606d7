import type { Token } from "markdown-it";
import { lengthOf } from "../account/length.ts";
import { markdownFaults } from "../account/markdown-words.ts";
import { error, type Fault, isFault, type Place } from "../faults/fault.ts";
import { commentFaults } from "../source/comments.ts";
import { imageFaults, imagesOf } from "../source/figures.ts";
import type { ArticleFiles } from "../source/folder.ts";
import { nameHeadings } from "../source/heading-ids.ts";
import { indentFaults } from "../source/indented.ts";
import { keepSource } from "../source/kept.ts";
import { leftoverInMarkdown, leftoverInWire } from "../source/leftover-markup.ts";
import { partOf } from "../source/line-parts.ts";
import { linksOf } from "../source/links.ts";
import { liveHeadings } from "../source/live.ts";
import {
  firstBlock,
  growthFaults,
  type MarkdownText,
  markdownText,
  parseMarkdown,
  readMarkdown,
  titleOf,
  withoutTitle,
} from "../source/markdown.ts";
import { mediaOf, mediaType } from "../source/media.ts";
import { openingOf } from "../source/opening.ts";
import { turnsOf } from "../source/turns.ts";
import { read, type Source } from "../source/utf8.ts";
import { readWire } from "../source/wire.ts";
import type { Bytes } from "../text/bytes.ts";
import { direction } from "../text/direction.ts";
import type { Direction } from "../text/screen-order.ts";
import { fold } from "../text/white-space.ts";
import type { Article, LinkUse } from "./article.ts";
import { linesOf } from "./headline.ts";
import { placeLeftover } from "./leftover.ts";
import { placesOf, titleFrom } from "./line-parts.ts";
import { mentionsOf, readLinks } from "./links.ts";
import { makeArticle } from "./make-article.ts";
import type { Material } from "./material.ts";
import { mediaUses } from "./media.ts";
import { lostArticleMetadata, type Sifted, siftArticleMetadata } from "./metadata.ts";
import { markdownOrderFaults, metadataOrderFaults, wireOrderFaults } from "./order-faults.ts";
import type { Publication } from "./publication.ts";
import type { ArticleMetadata } from "./schema.ts";
import { type Redacted, withhold } from "./withheld.ts";

/** An article's files, as they were read. */
export interface ArticleBytes extends Pick<Article, "path" | "origin"> {
  text: Bytes;
  metadata?: Bytes;
}

/** Reads an article's files as far as they can be read, so that all of its faults are found at once. */
export function readArticle(
  files: ArticleFiles,
  data: ArticleBytes,
  publication: Publication,
  faults: Fault[],
): Article | undefined {
  const source = read(files.text, data.text.data, data.text.sha256);
  const beside =
    files.metadata !== undefined && data.metadata !== undefined
      ? readMetadata(files.metadata, data.metadata)
      : undefined;
  faults.push(...(beside?.faults ?? []));
  if (isFault(source)) {
    faults.push(source);
    return undefined;
  }
  const redacted = redact(source, files.form, beside, faults);
  const served = redacted?.source ?? source;
  const material =
    files.form === "wire"
      ? wireMaterial(served, beside, publication, faults)
      : markdownMaterial(served, beside, publication, faults);
  if (isFault(material)) {
    faults.push(material);
    return undefined;
  }
  const { path, origin } = data;
  const { name, form } = files;
  if (!redacted) keepSource(path, data.text);
  const all = { ...material, name, form, path, origin, source: served, withheld: redacted?.withheld };
  return makeArticle(all, publication, faults);
}

/** The source as it is served, if the metadata withhold something. */
function redact(
  source: Source,
  form: ArticleFiles["form"],
  beside: ArticleSifted | undefined,
  faults: Fault[],
): Redacted | undefined {
  if (beside || form === "wire") return beside && withhold(source, form, beside, false, faults);
  if (!source.text.includes("withhold")) return undefined;
  const parts = readMarkdown(source);
  if (isFault(parts) || !parts.frontMatter) return undefined;
  const front = siftArticleMetadata(source.file, parts.frontMatter.text, parts.frontMatter.line);
  return withhold(source, form, front, true, faults);
}

type ArticleSifted = Sifted<ArticleMetadata>;

function readMetadata(shown: string, { data, sha256 }: Bytes): ArticleSifted {
  const source = read(shown, data, sha256);
  return isFault(source) ? lostArticleMetadata(shown, [source]) : siftArticleMetadata(shown, source.text);
}

type Reading = Omit<Material, "name" | "form" | "path" | "origin" | "source" | "withheld">;

/** What of an article's metadata would be shown in another order than it is written in, and the direction of its page. */
function orderOf(metadata: ArticleSifted | undefined, publication: Publication, faults: Fault[]): Direction {
  const base = direction(metadata?.metadata.language ?? publication.language);
  if (metadata) faults.push(...metadataOrderFaults(metadata.metadata, metadata.locate, base));
  return base;
}

function wireMaterial(
  source: Source,
  metadata: ArticleSifted | undefined,
  publication: Publication,
  faults: Fault[],
): Reading | Fault {
  const places = placesOf(metadata, faults);
  const copy = readWire(source, metadata?.metadata.paragraphs, places);
  if (isFault(copy)) return copy;
  const { parts } = copy;
  const headline = partOf(parts, "headline");
  // Directions are those of all lines in their order.
  const whole = parts.length > 0 ? readWire(source, metadata?.metadata.paragraphs) : copy;
  const base = orderOf(metadata, publication, faults);
  faults.push(...wireOrderFaults(source, isFault(whole) ? copy : whole, base));
  const text = fold(copy.paragraphs.join(" "));
  return {
    text,
    opening: openingOf(copy.lines),
    ...(copy.lines[0] && { first: copy.lines[0] }),
    length: lengthOf("wire", source.text),
    images: [],
    media: [],
    parts,
    ...(headline && { title: titleFrom(headline) }),
    links: mentionsOf(source.file, source.text, 1, publication.url),
    ids: [],
    leftover: placeLeftover(source.file, leftoverInWire(source.text), source.text.split("\n"), 1),
    ...(metadata && { metadata }),
    ...(copy.date && { date: copy.date }),
  };
}

/**
 * Reads Markdown.
 *
 * @param sift reads what stands on top of it
 */
export function markdownMaterial(
  source: Source,
  beside: ArticleSifted | undefined,
  publication: Publication,
  faults: Fault[],
  sift = siftArticleMetadata,
): Reading | Fault {
  const parts = readMarkdown(source);
  if (isFault(parts)) return parts;
  if (parts.frontMatter && beside) {
    return error(
      { file: source.file, line: 1, column: 1 },
      "metadata stand both here and in the .yaml file",
      "keep one of the two",
    );
  }
  const front = parts.frontMatter && sift(source.file, parts.frontMatter.text, parts.frontMatter.line);
  faults.push(...(front?.faults ?? []));
  const metadata = front ?? beside;
  const tokens = parseMarkdown(parts.body);
  const images = imagesOf(tokens, parts.bodyLine);
  const lines = parts.body.split("\n");
  const placed = (line: number) => placeInLine(source.file, line, lines[line - parts.bodyLine]);
  for (const fault of [
    ...markdownFaults(source),
    ...growthFaults(source, tokens),
    ...imageFaults(source.file, images),
    ...commentFaults(source.file, tokens, parts.bodyLine),
    ...indentFaults(source.file, tokens, parts.bodyLine),
  ])
    faults.push({ ...fault, ...placed(fault.line ?? 1) });
  const base = orderOf(metadata, publication, faults);
  faults.push(...markdownOrderFaults(source.file, parts, tokens, base));
  const first = titleOf(tokens, parts.bodyLine);
  const isTitle =
    first?.level === 1 && metadata?.metadata.headline === undefined && !metadata?.refused.has("headline");
  const shown = isTitle ? withoutTitle(tokens) : tokens;
  const text = markdownText(shown);
  const ids = nameHeadings(shown);
  const kind = metadata?.metadata.kind;
  return {
    text,
    opening: text,
    first: first ?? firstBlock(tokens, parts.bodyLine),
    ...(isTitle && { title: first }),
    length: lengthOf("markdown", source.text),
    parts: isTitle ? [{ kind: "headline", lines: linesOf(first), text: first.text }] : [],
    links: [
      ...readLinks(source.file, linksOf(tokens, parts), publication.url, faults),
      ...mentionsIn(shown, source.file, parts, publication),
    ],
    ids,
    ...(kind === "live" && { headings: liveHeadings(shown, parts.bodyLine) }),
    ...(kind === "interview" && { turns: turnsOf(shown, parts.bodyLine) }),
    leftover: placeLeftover(source.file, leftoverInMarkdown(tokens), lines, parts.bodyLine),
    images: images
      .filter(({ src }) => mediaType(src) === undefined)
      .map(({ src, line = parts.bodyLine }) => ({ src, place: placed(line) })),
    media: mediaUses(mediaOf(shown, parts.bodyLine), (line = parts.bodyLine) => placed(line), faults),
    ...(metadata && { metadata }),
  };
}

/** Addresses of the site in a text that has no links in their place. */
function mentionsIn(
  tokens: readonly Token[],
  file: string,
  { bodyLine }: MarkdownText,
  { url }: Publication,
): LinkUse[] {
  return tokens.flatMap(({ type, map, children }) => {
    if (type !== "inline") return [];
    let open = 0;
    let text = "";
    for (const { type: kind, nesting, content } of children ?? []) {
      if (kind === "link_open" || kind === "link_close") open += nesting;
      if (kind === "text" && open === 0) text += content;
      else if (kind.endsWith("break")) text += "\n";
      else text += " ";
    }
    return mentionsOf(file, text, bodyLine + (map?.[0] ?? 0), url);
  });
}

/** The place of a line's first image, or of its first character that is no white space. */
function placeInLine(file: string, line: number, text = ""): Required<Place> {
  const image = text.indexOf("![");
  return { file, line, column: (image >= 0 ? image : Math.max(0, text.search(/\S/))) + 1 };
}
