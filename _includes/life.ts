import { formatDate, formatYear } from "../src/press/languages/dates.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf } from "../src/press/page/dir.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Article } from "../src/press/record/article.ts";
import type { Publication } from "../src/press/record/publication.ts";
import { direction } from "../src/press/text/direction.ts";

/** Who has died, and from when to when they lived. */
export function lifeLine(
  { obituary, language: tag }: Article,
  { calendars }: Publication,
  language: Language,
): Html | null {
  if (!obituary) return null;
  const { name, born, died } = obituary;
  const day = (date: string) =>
    date.length === 4
      ? formatYear(Number(date), language)
      : formatDate({ iso: date, day: date }, language, calendars);
  const moment = (date: string) => html`<time datetime="${date}">${day(date)}</time>`;
  return html`<p class="by"><span${dirOf(name, direction(tag))}>${name}</span>${language.comma}<span>${moment(born)} – ${moment(died)}</span></p>`;
}
