import { live as files } from "../src/press/address/paths.ts";
import { formatDate, formatTime } from "../src/press/languages/dates.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { LiveEntry } from "../src/press/record/live.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import type { Frame } from "../src/press/site/site.ts";
import { direction } from "../src/press/text/direction.ts";

/**
 * What stands above a live text: its key entries, and the way to the page that loads itself again, or from there.
 *
 * @param base what stands before the address of a file beside the article's page
 */
export function liveLines(leaf: Leaf, frame: Frame, language: Language, base: string): Html | null {
  const { article, refreshing } = leaf;
  const { live } = article;
  if (!live) return null;
  const key = live.entries.filter(({ isKey }) => isKey);
  const way = refreshing
    ? html`<p class="by"><a href="index.html">${language.live.stop}</a></p>`
    : html`<p class="by"><a href="${base}${files.page}">${language.live.refresh}</a></p>`;
  return html`${isRefreshed(leaf) ? way : null}${
    key.length > 0
      ? html`<nav class="key" aria-label="${language.live.key}"><h2>${language.live.key}</h2><ul>${key.map((entry) => keyItem(entry, leaf, frame, language))}</ul></nav>`
      : null
  }`;
}

/** Whether an article has a page that loads itself again: while what it tells of goes on. */
export function isRefreshed({ article: { live } }: Pick<Leaf, "article">): boolean {
  return live?.refresh !== undefined && live.ended === undefined;
}

/** An entry by its time, on another day than the article's by its date too. */
function keyItem(
  { id, date, title }: LiveEntry,
  { article }: Leaf,
  { publication }: Frame,
  language: Language,
): Html {
  const isSameDay = date.day === article.date.day;
  const when = isSameDay ? formatTime(date.iso, language) : formatDate(date, language, publication.calendars);
  return html`<li><a href="#${id}"><time datetime="${date.iso}">${when}</time> <span${dirOf(title, direction(article.language))}>${title}</span></a></li>`;
}

/** What tells a live page's browser of its feed, and when to load it again. */
export function liveHead({ article, refreshing }: Leaf, language: Language): Html | null {
  const { live, headline } = article;
  if (!live) return null;
  return html`<link rel="alternate" type="application/atom+xml" title="${headline}: ${language.atomFeed}" href="${files.feed}">
    ${refreshing && live.refresh !== undefined ? html`<meta http-equiv="refresh" content="${live.refresh}">` : null}`;
}
