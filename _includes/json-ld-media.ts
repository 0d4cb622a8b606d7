import type { AudioObject, VideoObject } from "schema-dts";
import type { Article, MediaUse } from "../src/press/record/article.ts";
import type { Leaf } from "../src/press/site/leaf.ts";
import { isFilm } from "../src/press/source/media.ts";

type Entry = Leaf["media"][number][1];

/** An article's sounds and films, each with its address and what is said in it. */
export function playedIn({ article, media, images }: Leaf): {
  audio?: Exclude<AudioObject, string>[];
  video?: Exclude<VideoObject, string>[];
} {
  const files = new Map(media);
  const of = (films: boolean) =>
    article.media.flatMap((use) => {
      const file = files.get(use.src);
      return file && isFilm(use.src) === films ? [{ use, file }] : [];
    });
  const sounds = of(false).map(({ use, file }) => ({
    "@type": "AudioObject" as const,
    ...fields(use, file, article),
  }));
  const stills = new Map(images);
  const films = of(true).map(({ use, file }) => {
    const still = stills.get(file.poster ?? "")?.fallback.file;
    const thumbnail = still && { thumbnailUrl: new URL(`images/${still}`, file.url).href };
    return { "@type": "VideoObject" as const, ...fields(use, file, article), ...thumbnail };
  });
  return { ...(sounds.length > 0 && { audio: sounds }), ...(films.length > 0 && { video: films }) };
}

function fields(
  { alt, caption, credit, transcript }: MediaUse,
  { url, type, bytes }: Entry,
  { date, language }: Pick<Article, "date" | "language">,
) {
  return {
    name: alt,
    description: caption ?? alt,
    contentUrl: url,
    encodingFormat: type,
    contentSize: String(bytes),
    uploadDate: date.iso,
    inLanguage: language,
    ...(credit && { creditText: credit }),
    ...(transcript && { transcript: transcript.text }),
  };
}
