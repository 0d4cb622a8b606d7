import type { Article } from "./article.ts";
import { error, PressError } from "./fault.ts";
import type { Html } from "./html.ts";
import { languageFor } from "./languages/index.ts";
import { decode, digest, readBytes, type Source } from "./read.ts";
import type { Site } from "./site.ts";
import { typesetMarkdown, typesetWire } from "./typeset.ts";

/** An article's source, and its bytes. */
interface Read {
  source: Source;
  data: Buffer;
}

/** What was read last, by path, oldest first: a page is typeset from its source, and soon after proved against it. */
const recent = new Map<string, Read>();

/** How many bytes of sources are kept, so that an archive's texts never lie in memory together: more than one run through Eleventy has. */
const mostRecent = 6_000_000;

let recentBytes = 0;

/**
 * An article's source, as it was when its record was made: read anew and held against the digest, unless that was done just now.
 *
 * @throws PressError if the file is no longer what the record was made from
 */
export function sourceOf(article: Article): Read {
  const known = recent.get(article.path);
  if (known?.source.sha256 === article.sha256) return known;
  const read = readAgain(article);
  if (known) drop(article.path, known);
  recent.set(article.path, read);
  recentBytes += read.source.bytes;
  for (const [path, oldest] of recent) {
    if (recentBytes <= mostRecent) break;
    drop(path, oldest);
  }
  return read;
}

function drop(path: string, { source }: Read): void {
  recent.delete(path);
  recentBytes -= source.bytes;
}

function readAgain({ file, path, sha256, bytes }: Article): Read {
  let data: Buffer;
  try {
    data = readBytes(path);
  } catch {
    throw changed(file);
  }
  // The bytes were found good when the record was made of them.
  if (digest(data) !== sha256) throw changed(file);
  return { source: { file, text: decode(data), sha256, bytes }, data };
}

/**
 * An article's typeset body.
 *
 * @param base what stands before the address of a file beside the article's page: nothing there, `SLUG/` on the front page
 */
export function bodyOf(article: Article, site: Site, base: string): Html {
  const { source } = sourceOf(article);
  if (article.form === "wire") return typesetWire(source, article.parting);
  const images = site.images.get(article.slug) ?? new Map();
  const labels = languageFor(article.language, site.publication.language);
  return typesetMarkdown(source, { base, labels, images, leadImage: article.image !== undefined });
}

function changed(file: string): PressError {
  return new PressError([error({ file }, "the file changed during the build", "build again")]);
}
