import { formatSize } from "../languages/file-size.ts";
import type { Language } from "../languages/language.ts";
import type { ProcessedImage } from "../pictures/make-image.ts";
import type { Article } from "../record/article.ts";
import type { Leaf } from "../site/leaf.ts";
import { besideMedia, isFilm, mediaName } from "../source/media.ts";
import { type Html, html } from "./html.ts";

/** An article's sounds and films, by the names that its text gives them. */
export interface Played {
  files: ReadonlyMap<string, Leaf["media"][number][1]>;
  uses: Article["media"];
  /** BCP 47 tag of the text, and of the captions. */
  language: string;
}

/**
 * A sound or a film, of which nothing is loaded until a reader plays it. The text that holds what is said in it is its details. Around
 * it stands what its style tells: its kind and size, and on paper its name and address.
 *
 * @param base what stands before the address of a file beside the page
 */
export function mediaElement(
  src: string,
  alt: string,
  { files, uses, language }: Played,
  images: ReadonlyMap<string, ProcessedImage>,
  base: string,
  labels: Pick<Language, "sizes" | "locale" | "digits" | "comma">,
): Html {
  const kind = src.slice(src.lastIndexOf(".") + 1).toUpperCase();
  const file = files.get(src);
  if (!file) throw new Error(`${src} was not looked at`);
  const id = uses.find((use) => use.src === src)?.transcript?.id;
  const details = id === undefined ? null : html` aria-details="${id}"`;
  const shared = html` controls preload="none" src="${base + mediaName(src)}" aria-label="${alt}"${details}`;
  const player = isFilm(src)
    ? html`<video${shared}${still(images.get(file.poster ?? ""), base)} playsinline>${file.captions ? track(src, base, language) : null}</video>`
    : html`<audio${shared}></audio>`;
  return html`<div class="player" data-title="${alt}" data-size="${`${kind}${labels.comma}${formatSize(file.bytes, labels)}`}" data-url="${file.url}">${player}</div>`;
}

function still(poster: ProcessedImage | undefined, base: string): Html | null {
  if (!poster) return null;
  const { fallback, width, height } = poster;
  return html` poster="${`${base}images/${fallback.file}`}" width="${width}" height="${height}"`;
}

function track(src: string, base: string, language: string): Html {
  return html`<track kind="captions" srclang="${language}" src="${base + mediaName(besideMedia(src, ".vtt"))}">`;
}
