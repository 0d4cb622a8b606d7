import { dirOf } from "../src/press/page/dir.ts";
import { type Html, html } from "../src/press/page/html.ts";
import { picture, wideSizes } from "../src/press/page/picture.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import type { Caption } from "../src/press/source/figures.ts";
import { partOf } from "../src/press/source/line-parts.ts";
import { direction } from "../src/press/text/direction.ts";
import type { Direction } from "../src/press/text/screen-order.ts";

/** A picture reaches 56rem, in pixels of 16 to the rem, if it has as many and lies. */
const wideLeast = 896;

/**
 * An article's lead image, fetched first, with what stands under it; nothing where it has none.
 *
 * @param base what stands before the files' names: `images/` on the article's page
 */
export function leadFigure(
  { article: { image: lead, language, parts }, images }: Leaf,
  base: string,
): Html | null {
  const image = images.find(([src]) => src === lead?.src)?.[1];
  if (!lead || !image) return null;
  const isWide = image.width >= wideLeast && image.width > image.height;
  const shown = picture(image, { alt: lead.alt, base, eager: true, ...(isWide && { sizes: wideSizes }) });
  return html`<figure${isWide ? html` class="wide"` : null}>${shown}${caption(lead, direction(language), partOf(parts, "caption")?.lines)}</figure>`;
}

/** @param lines the source's, where the caption stands there */
function caption({ caption, credit }: Caption, base: Direction, lines: string | undefined): Html | null {
  if (!caption && !credit) return null;
  const shown = lines === undefined ? caption : html`<span data-lines="${lines}">${caption ?? null}</span>`;
  const parting = caption && credit ? " " : null;
  const creditLine = credit ? html`<span class="credit">${credit}</span>` : null;
  return html`<figcaption${caption ? dirOf(caption, base) : null}>${shown ?? null}${parting}${creditLine}</figcaption>`;
}
