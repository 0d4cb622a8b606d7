import { type Html, html } from "../src/press/page/html.ts";
import { picture } from "../src/press/page/picture.ts";
import type { ProcessedImage } from "../src/press/pictures/make-image.ts";
import type { Caption } from "../src/press/source/figures.ts";

/**
 * The lead image, fetched first, with what stands under it.
 *
 * @param lead the image as the metadata describe it
 * @param image its files
 * @param base what stands before the files' names: `images/` on the article's page
 */
export function leadFigure(lead: Caption & { alt: string }, image: ProcessedImage, base: string): Html {
  const shown = picture(image, { alt: lead.alt, base, eager: true });
  return html`<figure>${shown}${caption(lead)}</figure>`;
}

function caption({ caption, credit }: Caption): Html | null {
  if (!caption && !credit) return null;
  const parting = caption && credit ? " " : null;
  const creditLine = credit ? html`<span class="credit">${credit}</span>` : null;
  return html`<figcaption>${caption ?? null}${parting}${creditLine}</figcaption>`;
}
