import path from "node:path";
import { error, type Fault, isFault, messageOf, type Place, quoted } from "../faults/fault.ts";
import type { Store } from "../store/store.ts";
import { type Folders, locate, unreadable, type Wanted } from "./locate.ts";
import { type CheckedImage, inTurn, largestArea, largestWidth, lookUp } from "./make-image.ts";

/** What an image's file name may end in, in lower case; a name may have it in upper case too. All are formats that browsers show. */
export const imageExtensions: readonly string[] = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"];

/** The highest image that WebP can hold, in pixels. */
const largestHeight = 16_383;

/** An image, as messages tell of it. */
const image: Wanted = {
  noun: "image",
  endings: imageExtensions,
  remedy: "save it as JPEG or PNG",
  largest: 100_000_000,
};

/**
 * Finds an image that an article names, and proves that it can be shown: it lies beside the article, and its every pixel decodes.
 * An image that is in the store was proved before, and is only read.
 *
 * @param place where the article names it
 * @param src what the article wrote: a path relative to the article's folder
 * @param folders `beside`: the article's own folder; `articles`: the one that the image must lie in
 * @param store what earlier builds made
 */
export async function checkImage(
  place: Place,
  src: string,
  folders: Folders,
  store: Store,
): Promise<CheckedImage | Fault> {
  if (path.extname(src).toLowerCase() === ".svg" && !/^(?:[a-z]+:)?\/\//i.test(src)) {
    const reason = `the image ${quoted(src)} is SVG, which can carry scripts`;
    return error(place, reason, `export it as PNG, ${largestWidth} pixels wide`);
  }
  const file = await locate(place, src, folders, image);
  if (typeof file !== "string") return file;
  return inTurn(async () => {
    const found = await lookUp(file, store).catch((cause) => unreadable(place, src, image, cause));
    if (isFault(found)) return found;
    const fault = found.made ? undefined : await inspect(place, src, found.bytes);
    return fault ?? { path: file, key: found.key, made: found.made };
  });
}

/** Decodes an image from its first pixel to its last. */
async function inspect(place: Place, src: string, bytes: Buffer): Promise<Fault | undefined> {
  const remedy = "save it as JPEG, PNG, WebP, AVIF or GIF";
  const kind = kindOf(bytes);
  if (!kind.accepted) return error(place, `${quoted(src)} is not an image: it is ${kind.name}`, remedy);
  const { default: sharp } = await import("sharp");
  try {
    const found = await sharp(bytes, { failOn: "warning", limitInputPixels: false }).metadata();
    const { width = 0, height = 0 } = found;
    const unfit = unfitness(src, width, height, (found.orientation ?? 1) > 4);
    if (unfit) return error(place, ...unfit);
    if ((found.pages ?? 1) > 1 || kind.animated)
      return error(
        place,
        `the image ${quoted(src)} is animated, and readers could not stop it`,
        "save one frame of it as PNG",
      );
    // Taking all of the image as a cut keeps libjpeg from skipping over what a smaller picture does not need.
    await sharp(bytes, { failOn: "warning", limitInputPixels: largestArea })
      .extract({ left: 0, top: 0, width, height })
      .resize({ width: 16, height: 16, fit: "fill" })
      .raw()
      .toBuffer();
    return undefined;
  } catch (cause) {
    return error(
      place,
      `the image ${quoted(src)} is damaged: ${detail(cause)}`,
      "take it from the original anew",
    );
  }
}

/** What is wrong with an image's size. `lying`: shown with its sides swapped, as its orientation says. */
function unfitness(
  src: string,
  width: number,
  height: number,
  lying: boolean,
): [reason: string, remedy: string] | undefined {
  const size = `${width} × ${height} pixels`;
  if (width * height > largestArea)
    return [`the image ${quoted(src)} has ${size}, the limit is ${largestArea} in all`, "save it smaller"];
  const [shownWidth, shownHeight] = lying ? [height, width] : [width, height];
  if (shownHeight * Math.min(1, largestWidth / shownWidth) > largestHeight)
    return [`the image ${quoted(src)} has ${size}: too high for its width`, "divide it into several images"];
  return undefined;
}

/** The decoder's own words, on one line and without the names of its functions. */
function detail(cause: unknown): string {
  const message = messageOf(cause);
  const last = message.trim().split("\n").at(-1) ?? "";
  return last.replace(/^Input buffer has corrupt header: /, "").replace(/^\w+: /, "");
}

interface Kind {
  name: string;
  accepted: boolean;
  animated?: boolean;
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: the patterns are for bytes, read as Latin-1
const signatures: readonly [name: string, accepted: boolean, pattern: RegExp][] = [
  ["a JPEG image", true, /^\xff\xd8\xff/],
  ["a PNG image", true, /^\x89PNG\r\n\x1a\n/],
  ["a GIF image", true, /^GIF8[79]a/],
  ["a WebP image", true, /^RIFF.{4}WEBP/s],
  ["an AVIF image", true, /^.{4}ftyp(?:.{4})*?avi[fs]/s],
  ["a HEIC image", false, /^.{4}ftyp(?:.{4})*?(?:hei[cxms]|hev[cx]|mif1)/s],
  ["a film", false, /^.{4}ftyp/s],
  ["a TIFF image", false, /^(?:II\*\0|MM\0\*)/],
  ["a BMP image", false, /^BM.{4}\0\0\0\0/s],
  ["a PDF document", false, /^%PDF-/],
  ["SVG", false, /^(?:\xef\xbb\xbf)?\s*(?:<\?xml.*)?<svg\b/s],
  ["a web page", false, /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b/i],
  ["a Git LFS pointer, not the file itself", false, /^version https:\/\/git-lfs/],
  ["an empty file", false, /^$/],
  ["text", false, /^[\t\n\r\x20-\x7e\x80-\xff]+$/],
];
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: end of the patterns

/** What the first bytes say the file is; its name is not believed. */
function kindOf(bytes: Buffer): Kind {
  const start = bytes.toString("latin1", 0, 256);
  const found = signatures.find(([, , pattern]) => pattern.test(start));
  if (!found) return { name: "of an unknown kind", accepted: false };
  const [name, accepted] = found;
  return { name, accepted, animated: isAnimation(name, bytes) };
}

/** Animations that sharp reads as a still: PNG with an `acTL` chunk before its pixels, AVIF that calls itself a sequence. */
function isAnimation(name: string, bytes: Buffer): boolean {
  if (name === "an AVIF image") return bytes.toString("latin1", 8, 12) === "avis";
  if (name !== "a PNG image") return false;
  const control = bytes.indexOf("acTL");
  return control !== -1 && control < bytes.indexOf("IDAT");
}
