import { error, type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import { isFilm, type MediaReference } from "../source/media.ts";
import type { Doubt } from "./acknowledge.ts";
import type { MediaUse } from "./article.ts";
import type { Material } from "./material.ts";

/** The sounds and films of a text, each with its place. One within a line of text has no room. */
export function mediaUses(
  found: readonly MediaReference[],
  placed: (line: number | undefined) => Place,
  faults: Fault[],
): MediaUse[] {
  return found.map(({ line, figure, ...media }) => {
    const place = placed(line);
    if (!figure) {
      const reason = `the ${nounOf(media.src)} ${quoted(media.src)} stands within a line of text`;
      faults.push(error(place, reason, "give it a paragraph of its own"));
    }
    return { ...media, place };
  });
}

/** Sounds without a transcript: who cannot hear them has nothing. Of some, such as music, there is none. */
export function doubtMedia({ media }: Material): Doubt[] {
  return media
    .filter(({ src, transcript }) => !isFilm(src) && !transcript)
    .map(({ src, place }) => {
      const token = `transcript: ${src}`;
      const read = `if nothing is said in it, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
      const remedy = `write what is said right behind it, under a heading of its own; ${read}`;
      return { token, warning: warning(place, `the sound ${quoted(src)} has no transcript`, remedy) };
    });
}

/** Sounds and films on a page of the publication, beside which no files lie but pictures. */
export function mediaOnPage({ media }: Pick<Material, "media">): Fault[] {
  return media.map(({ src, place }) =>
    error(place, `a page shows no ${nounOf(src)}`, "show it in an article, and link the article"),
  );
}

function nounOf(src: string): string {
  return isFilm(src) ? "film" : "sound";
}
