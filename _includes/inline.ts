import type { Language } from "../src/press/languages/language.ts";
import { type Html, html, join } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import type { Frame } from "../src/press/site/site.ts";

/** What every part of an article needs to know. */
export interface Context {
  article: Article;
  frame: Frame;
  /** How many folders below the site's root the page lies. */
  depth: number;
  language: Language;
}

/** The languages that a publication appears in: of a name in another script than its article's, most likely. */
export function languagesOf({ publication }: Pick<Frame, "publication">): string[] {
  return publication.papers.map(({ language }) => language);
}

/** Values with a text between each two of them. */
export function interleave(values: readonly Html[], between: readonly string[]): Html {
  return join(values.map((value, index) => html`${value}${between[index] ?? null}`));
}

/** A label, and the values that it is for. */
export function labelled(label: string, language: Language, values: readonly Html[]): Html {
  const between = values.slice(1).map(() => language.comma);
  return html`${label}${language.colon}${interleave(values, between)}`;
}
