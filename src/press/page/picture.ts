import type { ImageSource, ProcessedImage } from "../pictures/make-image.ts";
import { type Html, html } from "./html.ts";

/**
 * How wide an image is shown, for the attribute `sizes`: as the column, which `_includes/style.css` sets to 59ch with margins of
 * 4vw. In Charter, the first font of its list, 59ch are 41rem; in a narrower font the picture is a little finer than it need be.
 */
const columnSizes = "(min-width: 45rem) 41rem, 92vw";

/** Of a picture that reaches 56rem; above 61rem the window has room for it. */
export const wideSizes = "(min-width: 61rem) 56rem, (min-width: 45rem) 41rem, 92vw";

/** Of a picture that shares a row of a gallery with another. */
export const halfSizes = "(min-width: 61rem) 28rem, (min-width: 45rem) 20rem, 92vw";

/** Whether an image has half as many pixels again as the column shows of it, and is no drawing: then there is more to see of it. */
export function isLarge({ width, drawing }: ProcessedImage): boolean {
  return width >= 1000 && !drawing;
}

export interface PictureOptions {
  alt: string;
  /** What stands before the files' names: `images/` on an article's page. */
  base: string;
  /** Above the fold: fetched at once and first. Otherwise when the reader comes near it. */
  eager?: boolean;
  /** How wide it is shown, where that is not the column's width. */
  sizes?: string;
  /** The id of the table that a chart is drawn from. */
  details?: string | undefined;
  /** Whether it leads to its largest file. */
  full?: boolean;
}

/**
 * An image in its best format and width, with its size, so that the text below it never moves.
 *
 * @see https://html.spec.whatwg.org/multipage/images.html#embedded-content
 */
export function picture(
  image: ProcessedImage,
  { alt, base, eager = false, sizes = columnSizes, details, full = false }: PictureOptions,
): Html {
  const { fallback, width, height } = image;
  const sources = image.sources.slice(0, -1).map((source) => {
    return html`<source type="${source.type}"${candidates(source, base, sizes)}>`;
  });
  const last = image.sources.at(-1);
  const choice = last && last.srcset.length > 1 ? candidates(last, base, sizes) : null;
  const loading = eager ? html` fetchpriority="high"` : html` loading="lazy" decoding="async"`;
  const ground = image.drawing === "plain" ? html` class="chart"` : null;
  const table = details === undefined ? null : html` aria-details="${details}"`;
  const img = html`<img src="${base + fallback.file}"${choice} alt="${alt}" width="${width}" height="${height}"${ground}${table}${loading}>`;
  const shown = sources.length === 0 ? img : html`<picture>${sources}${img}</picture>`;
  return full ? html`<a class="bare full" href="${base + fallback.file}">${shown}</a>` : shown;
}

/** `srcset`, and `sizes` where there is a choice of widths. */
function candidates(source: ImageSource, base: string, sizes: string): Html {
  const [only, ...others] = source.srcset;
  if (only && others.length === 0) return html` srcset="${base + only.file}"`;
  const srcset = source.srcset.map(({ file, width }) => `${base}${file} ${width}w`).join(", ");
  return html` srcset="${srcset}" sizes="${sizes}"`;
}
