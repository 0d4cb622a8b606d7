import type { Language } from "../languages/language.ts";
import type { Article } from "../record/article.ts";
import type { Publication } from "../record/publication.ts";
import type { Html, Value } from "../text/html.ts";
import type { Leaf } from "./leaf.ts";
import type { Depth } from "./style.ts";

/** What every part of a page is given. */
export interface PartInput {
  publication: Publication;
  /** The press' texts in the language of the page. */
  texts: Language;
  /** How many folders below the site's root the page lies; `any` for 404, which is served at every depth. */
  depth: Depth;
  /** A place of the site, such as `archive/index.html`, as a link from this page. */
  link: (path: string) => string;
  /** The press' own part. */
  standard: Html;
  /** The template tag: what stands in `${}` is escaped unless it is `Html` itself. */
  html: (strings: TemplateStringsArray, ...values: readonly Value[]) => Html;
  /** Marks a string that is HTML already. */
  raw: (html: string) => Html;
}

/** What the end of an article is given besides. */
export interface ArticleEndInput extends PartInput {
  article: Article;
  /** The article with its neighbours in time and its pictures. */
  leaf: Leaf;
}

/** What the front page is given besides. */
export interface FrontPageInput extends PartInput {
  /** All articles of the site, newest first. */
  articles: readonly Article[];
  /** The newest article in full, as the press sets it. */
  newest: Html;
}

/**
 * The parts of pages that a publication may replace, each with a function: `masthead` is the `header` at the top of each page,
 * `footer` the one at its bottom, `articleEnd` what stands under an article's text, `frontPage` what is in the front page's `main`.
 */
export interface Parts {
  masthead?: (input: PartInput) => Html;
  footer?: (input: PartInput) => Html;
  articleEnd?: (input: ArticleEndInput) => Html;
  frontPage?: (input: FrontPageInput) => Html;
}

export const partNames = [
  "masthead",
  "footer",
  "articleEnd",
  "frontPage",
] as const satisfies readonly (keyof Parts)[];

export const noParts: Parts = {};
