import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import { direction } from "../src/press/text/direction.ts";

type Said = Pick<Article, "kind" | "sponsor" | "warning" | "language">;

/**
 * What an article is, where it is no news; of what is sponsored also by whom.
 *
 * @param beside what stands beside it: a section of the same name says it already
 */
export function kindName({ kind, sponsor }: Said, { kinds }: Language, beside?: string): string | null {
  if (kind === undefined || kinds[kind] === beside) return null;
  return sponsor === undefined ? kinds[kind] : `${kinds[kind]} · ${sponsor}`;
}

/** What readers should know before they read on, as a line above the text. */
export function warningLine(article: Said, texts: Language): Html | null {
  const warning = warningText(article, texts);
  return warning && html`<p class="note">${warning}</p>`;
}

/** The same within a line. */
export function warningText({ warning, language }: Said, { contentWarning, colon }: Language): Html | null {
  if (warning === undefined) return null;
  return html`<b>${contentWarning}</b>${colon}<span${dirOf(warning, direction(language))}>${warning}</span>`;
}
