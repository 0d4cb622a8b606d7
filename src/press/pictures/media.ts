import { open, readFile, stat } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { error, type Fault, isFault, type Place, quoted } from "../faults/fault.ts";
import type { Article, MediaUse } from "../record/article.ts";
import { mediaEndings } from "../source/folder.ts";
import { besideMedia, isFilm, mediaType, posterEndings } from "../source/media.ts";
import { read } from "../source/utf8.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { checkImage } from "./check-image.ts";
import { type Folders, locate, type Wanted } from "./locate.ts";
import type { CheckedImage } from "./make-image.ts";
import { captionProblem } from "./web-vtt.ts";

/** A sound or a film that was found and looked at. */
export interface MediaFile {
  type: string;
  /** Its size. */
  bytes: number;
  /** Whether captions stand beside it. */
  captions: boolean;
  /** The poster's name, among the article's images. */
  poster?: string;
}

/** What was found of an article's sounds and films, by the names that it gives them, and where their files lie. */
export interface CheckedMedia {
  files: ReadonlyMap<Article, ReadonlyMap<string, MediaFile>>;
  /** The posters, which are images of their articles. */
  posters: ReadonlyMap<Article, ReadonlyMap<string, CheckedImage>>;
  faults: readonly Fault[];
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: the patterns are for bytes, read as Latin-1
/** The first bytes of each kind of file. */
const signatures: Readonly<Record<string, RegExp>> = {
  "audio/mpeg": /^(?:ID3[\x02-\x04]|\xff[\xe2-\xe7\xf2-\xff])/,
  "audio/mp4": /^.{4}ftyp/s,
  "audio/ogg": /^OggS\0/,
  "video/mp4": /^.{4}ftyp/s,
  "video/webm": /^\x1a\x45\xdf\xa3/,
};
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: end of the patterns

/**
 * Finds every sound and film that articles show, and looks at their first bytes, for a name may lie; reads the captions beside a
 * film, which it must have, and proves its poster.
 *
 * @param folder the folder of articles
 */
export async function checkMedia(
  articles: readonly Article[],
  folder: string,
  store: Store,
): Promise<CheckedMedia> {
  const files = new Map<Article, Map<string, MediaFile>>();
  const posters = new Map<Article, Map<string, CheckedImage>>();
  const faults: Fault[] = [];
  for (const article of articles.filter(({ media }) => media.length > 0)) {
    const folders = { beside: dirname(article.path), articles: folder };
    for (const use of article.media) {
      const found = await checkOne(use, folders, faults);
      if (!found) continue;
      const poster = isFilm(use.src) ? await checkPoster(use, folders, store, faults) : undefined;
      const file = { ...found, ...(poster && { poster: poster.src }) };
      files.set(article, (files.get(article) ?? new Map()).set(use.src, file));
      if (poster) posters.set(article, (posters.get(article) ?? new Map()).set(poster.src, poster.image));
    }
  }
  return { files, posters, faults };
}

async function checkOne(
  { src, place }: MediaUse,
  folders: Folders,
  faults: Fault[],
): Promise<MediaFile | undefined> {
  const noun = isFilm(src) ? "film" : "sound";
  const remedy = isFilm(src) ? "save it as MP4 or WebM" : "save it as MP3, M4A or Ogg";
  const wanted: Wanted = { noun, endings: mediaEndings, remedy, largest: 500_000_000 };
  const file = await locate(place, src, folders, wanted);
  if (typeof file !== "string") {
    faults.push(file);
    return undefined;
  }
  const type = mediaType(src) ?? "";
  if (!signatures[type]?.test(await firstBytes(file))) {
    const reason = `the ${noun} ${quoted(src)} is not what its name says: its first bytes are of another kind of file`;
    faults.push(error(place, reason, remedy));
    return undefined;
  }
  const captions = await checkCaptions(src, place, folders, faults);
  return { type, bytes: (await stat(file)).size, captions };
}

async function firstBytes(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads the captions beside a film. Of a sound, what is said stands in the text. */
async function checkCaptions(
  src: string,
  place: Place,
  { beside }: Folders,
  faults: Fault[],
): Promise<boolean> {
  if (!isFilm(src)) return false;
  const name = besideMedia(src, ".vtt");
  const data = await readFile(join(beside, name)).catch(() => undefined);
  if (!data) {
    const remedy = `save them beside it as ${name} (WebVTT); where nothing is heard, say so in them`;
    faults.push(error(place, `the film ${quoted(src)} has no captions`, remedy));
    return false;
  }
  const source = read(posix.join(posix.dirname(place.file), name), data, digest(data));
  const fault = isFault(source) ? source : captionProblem(source);
  if (fault) faults.push(fault);
  return !fault;
}

/** The picture of a film's name beside it. */
async function checkPoster(
  { src, place }: MediaUse,
  folders: Folders,
  store: Store,
  faults: Fault[],
): Promise<{ src: string; image: CheckedImage } | undefined> {
  for (const ending of posterEndings) {
    const name = besideMedia(src, ending);
    const found = await stat(join(folders.beside, name)).catch(() => undefined);
    if (!found) continue;
    const image = await checkImage(place, name, folders, store);
    if (!isFault(image)) return { src: name, image };
    faults.push(image);
    return undefined;
  }
  return undefined;
}
