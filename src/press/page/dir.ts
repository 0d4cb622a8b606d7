import { blockDirection } from "../text/block-direction.ts";
import { direction } from "../text/direction.ts";
import type { Direction } from "../text/screen-order.ts";
import { type Html, html } from "./html.ts";

/** The attribute for a text whose direction is not that of what it stands in; else nothing. */
export function dirOf(text: string, around: Direction): Html | null {
  const own = blockDirection(text, around);
  return own === around ? null : html` dir="${own}"`;
}

/** The attributes of another article's headline, by which it is read and set in its own language where that is not the page's. */
export function languageOf(
  { headline, language }: { headline: string; language: string },
  page: string,
): Html | null {
  const own = blockDirection(headline, direction(language));
  if (language !== page) return html` lang="${language}" dir="${own}"`;
  return own === direction(page) ? null : html` dir="${own}"`;
}
