import { readFileSync } from "node:fs";
import type { Article } from "./article.ts";
import { error, PressError } from "./fault.ts";
import type { Html } from "./html.ts";
import { isFault, read, type Source } from "./read.ts";
import { type Setting, typesetMarkdown, typesetWire } from "./typeset.ts";

/**
 * An article's source, read anew and held against the digest of its record.
 *
 * @throws PressError if the file is no longer what the record was made from
 */
export function sourceOf(article: Article): { source: Source; data: Buffer } {
  let data: Buffer;
  try {
    data = readFileSync(article.path);
  } catch {
    throw changed(article);
  }
  const source = read(article.file, data);
  if (isFault(source) || source.sha256 !== article.sha256) throw changed(article);
  return { source, data };
}

/** An article's typeset body. */
export function bodyOf(article: Article, setting: Setting): Html {
  const { source } = sourceOf(article);
  return article.form === "wire" ? typesetWire(source, article.parting) : typesetMarkdown(source, setting);
}

function changed(article: Article): PressError {
  return new PressError([error({ file: article.file }, "the file changed during the build", "build again")]);
}
