import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPicture, type Media, pictureName } from "./media.ts";
import type { Picture } from "./story.ts";
import type { Shelf } from "./write.ts";

/** A picture that stands in an article. */
export interface Placed {
  /** Its address on the old site. */
  src: string;
  /** The file that it comes from, and its name beside the article. */
  from: string;
  name: string;
  /** Whether nobody had described it. */
  undescribed: boolean;
}

/** How a picture stands in a text. */
export interface Placing {
  file: string;
  alt: string;
}

/** Finds the files of one article's pictures. */
export interface Placer {
  placed: Placed[];
  /** The picture's file and description; nothing where the media hold no such picture. */
  place(picture: Picture): Placing | undefined;
}

/**
 * Places the pictures of one article.
 *
 * @param title stands for a description that a picture does not have: its caption comes first
 */
export function placer(shelf: Shelf, media: Media, title: string): Placer {
  const placed: Placed[] = [];
  return {
    placed,
    place: (picture) => {
      const from = media.find(picture.src);
      if (from === undefined || !isPicture(from)) return undefined;
      const name = nameFor(shelf, from);
      if (!placed.some(({ src }) => src === picture.src))
        placed.push({ src: picture.src, from, name, undescribed: picture.alt === "" });
      return { file: name, alt: picture.alt || picture.caption || title };
    },
  };
}

/** A name beside the articles that no other picture has; the same picture keeps the name that it was given. */
function nameFor(shelf: Shelf, from: string): string {
  const known = shelf.pictures.get(from);
  if (known !== undefined) return known;
  const wanted = pictureName(from);
  const given = new Set(shelf.pictures.values());
  let name = wanted;
  for (let number = 2; given.has(name) || isOther(join(shelf.folder, name), from); number++)
    name = wanted.replace(/(?=\.\w+$)/, `-${number}`);
  shelf.pictures.set(from, name);
  return name;
}

/** Whether a name is another picture's. */
function isOther(file: string, from: string): boolean {
  return existsSync(file) && !readFileSync(file).equals(readFileSync(from));
}
