import { relativeLink } from "../src/press/address/address.ts";
import { slugPath } from "../src/press/address/slug.ts";
import type { Language } from "../src/press/languages/language.ts";
import { dirOf, languageOf } from "../src/press/page/dir.ts";
import { type Html, html } from "../src/press/page/html.ts";
import type { Leaf, SeriesPlace } from "../src/press/site/leaf.ts";
import { direction } from "../src/press/text/direction.ts";

/** Of what series an article is which part; nothing of one that is in none. */
export function seriesLine({ series, article }: Leaf, language: Language, depth: number): Html | null {
  if (!series) return null;
  const { name, folder, part, total } = series;
  const href = relativeLink(`${folder}index.html`, depth);
  return html`<p class="by"><a${dirOf(name, direction(article.language))} href="${href}">${name}</a> · ${language.partOf(part, total)}</p>`;
}

/** The way to the part before and the one after. */
export function seriesTurns({ series, article }: Leaf, language: Language): Html | null {
  if (!series?.previous && !series?.next) return null;
  const { name, total, previous, next } = series;
  const turn = (rel: "prev" | "next", { slug, headline, part, ...rest }: Part) =>
    html`<li>${language.partOf(part, total)}${language.colon}<a rel="${rel}"${languageOf({ headline, ...rest }, article.language)} href="../${slugPath(slug)}/index.html">${headline}</a></li>`;
  return html`<nav class="turn" aria-label="${name}"><ul>
    ${previous ? turn("prev", previous) : null}
    ${next ? turn("next", next) : null}
    </ul></nav>`;
}

type Part = NonNullable<SeriesPlace["next"]>;
