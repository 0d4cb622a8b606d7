import { posix } from "node:path";
import type { Token } from "markdown-it";
import { type Caption, captionOf, imagesOf } from "./figures.ts";
import { markdownText } from "./markdown.ts";

/** What the name of a sound or a film may end in, in lower case, and what it is then. */
const types: Readonly<Record<string, string>> = {
  ".mp3": "audio/mpeg",
  ".m4a": "audio/mp4",
  ".ogg": "audio/ogg",
  ".opus": "audio/ogg",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
};

/** The type of a sound or a film, by its name; nothing for any other file. */
export function mediaType(src: string): string | undefined {
  return types[posix.extname(src).toLowerCase()];
}

/** Whether a file is a film by its name. */
export function isFilm(src: string): boolean {
  return mediaType(src)?.startsWith("video/") ?? false;
}

/** The file of another ending beside a sound or a film: its captions, its poster. */
export function besideMedia(src: string, ending: string): string {
  return src.slice(0, src.length - posix.extname(src).length) + ending;
}

/** The address of a sound or a film beside its article's page. */
export function mediaName(src: string): string {
  return encodeURIComponent(posix.basename(src));
}

/** What a poster's name may end in. */
export const posterEndings: readonly string[] = [".jpg", ".jpeg", ".png", ".webp"];

/** A sound or a film in a text. */
export interface MediaReference extends Caption {
  src: string;
  alt: string;
  line?: number;
  /** Whether it has a paragraph of its own. */
  figure: boolean;
  /** What is said in it: the section right behind it, by its heading. */
  transcript?: { id: string; text: string };
}

/**
 * The sounds and films of a text, in its order.
 *
 * @param tokens whose headings have ids
 */
export function mediaOf(tokens: readonly Token[], firstLine = 1): MediaReference[] {
  const found: MediaReference[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "inline") continue;
    for (const { src, alt, title = "", line, figure } of imagesOf([token], firstLine)) {
      if (mediaType(src) === undefined) continue;
      const transcript = figure ? sectionBehind(tokens, index) : undefined;
      const own = {
        ...captionOf(title),
        ...(line !== undefined && { line }),
        ...(transcript && { transcript }),
      };
      found.push({ src, alt, figure, ...own });
    }
  }
  return found;
}

/** The section whose heading stands right behind a figure, up to the next heading of its level or a higher one. */
function sectionBehind(tokens: readonly Token[], image: number): MediaReference["transcript"] {
  let open = image;
  while (tokens[open] && tokens[open]?.type !== "figure_close") open++;
  const heading = tokens[open + 1];
  if (heading?.type !== "heading_open") return undefined;
  const from = open + 4;
  const length = tokens
    .slice(from)
    .findIndex(({ type, tag }) => type === "heading_open" && tag <= heading.tag);
  const text = markdownText(tokens.slice(from, length < 0 ? undefined : from + length));
  return text === "" ? undefined : { id: String(heading.attrGet("id")), text };
}
