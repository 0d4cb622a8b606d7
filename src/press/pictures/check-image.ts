import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { error, type Fault, isFault, messageOf, type Place, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import type { Store } from "../store/store.ts";
import { type CheckedImage, inTurn, largestArea, largestWidth, lookUp } from "./make-image.ts";

/** What an image's file name may end in, in lower case; a name may have it in upper case too. All are formats that browsers show. */
export const imageExtensions: readonly string[] = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"];

/** The highest image that WebP can hold, in pixels. */
const largestHeight = 16_383;

/** The largest file, in bytes. */
const largestFile = 100_000_000;

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
  folders: { beside: string; articles: string },
  store: Store,
): Promise<CheckedImage | Fault> {
  const file = await locate(place, src, folders);
  if (typeof file !== "string") return file;
  return inTurn(async () => {
    const found = await lookUp(file, store).catch((cause) => unreadable(place, src, cause));
    if (isFault(found)) return found;
    const fault = found.made ? undefined : await inspect(place, src, found.bytes);
    return fault ?? { path: file, key: found.key, made: found.made };
  });
}

/** What is wrong with a path as written, before any file is looked at. */
function refusal(src: string): [reason: string, remedy: string] | undefined {
  const remedy = "save it beside the article and write its file name";
  if (src.trim() === "") return ["the image has no file name", remedy];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
  if (/[\u0000-\u001f]/.test(src))
    return [`the image's file name ${quoted(src)} holds a control character`, remedy];
  if (/^(https?:)?\/\//i.test(src))
    return [`the image ${quoted(src)} is on another server, and a page of Stet asks no other server`, remedy];
  if (/^[a-z][a-z0-9+.-]+:/i.test(src)) return [`the image ${quoted(src)} is not a file`, remedy];
  if (src.includes("\\"))
    return [`the image's path ${quoted(src)} has a backslash`, "part folders with a slash: /"];
  if (path.isAbsolute(src) || /^[a-z]:/i.test(src))
    return [`the image's path ${quoted(src)} is absolute`, remedy];
  const extension = path.extname(src).toLowerCase();
  if (extension === ".svg")
    return [
      `the image ${quoted(src)} is SVG, which can carry scripts`,
      `export it as PNG, ${largestWidth} pixels wide`,
    ];
  if (!imageExtensions.includes(extension))
    return [
      `the image's name ${quoted(src)} does not end in ${imageExtensions.join(", ")}`,
      "save it as JPEG or PNG",
    ];
  return undefined;
}

/** The real path of the file that `src` names, if it is a file in the folder. */
async function locate(
  place: Place,
  src: string,
  { beside, articles: folder }: { beside: string; articles: string },
): Promise<string | Fault> {
  const refused = refusal(src);
  if (refused) return error(place, ...refused);
  const outside = error(
    place,
    `the image ${quoted(src)} is outside the article's folder`,
    "save it beside the article and write its file name",
  );
  const written = await asOnDisk(path.resolve(beside, src));
  if (!isWithin(folder, written)) return outside;
  try {
    const file = await realpath(written);
    if (!isWithin(await realpath(folder), file)) return outside;
    const found = await stat(file);
    if (!found.isFile())
      return error(place, `the image ${quoted(src)} is not a file`, "name a file, or remove it");
    if (found.size > largestFile)
      return error(
        place,
        `the image ${quoted(src)} has ${found.size} bytes, the limit is ${largestFile}`,
        "save it smaller",
      );
    return file;
  } catch (cause) {
    return notFound(place, src, written, cause);
  }
}

/** A path as its folder has the file's name, which some systems write with accents apart from their letters. */
async function asOnDisk(written: string): Promise<string> {
  const [folder, name] = [path.dirname(written), path.basename(written)];
  // Names in ASCII have one form.
  if (/^[ -~]*$/.test(name)) return written;
  const siblings = await readdir(folder).catch((): string[] => []);
  const same = siblings.filter((sibling) => sibling.normalize("NFC") === name.normalize("NFC"));
  return same.includes(name) || same[0] === undefined ? written : path.join(folder, same[0]);
}

function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

async function notFound(place: Place, src: string, written: string, cause: unknown): Promise<Fault> {
  const code = codeOf(cause);
  if (code !== "ENOENT" && code !== "ENOTDIR") return unreadable(place, src, cause);
  const folder = path.dirname(written);
  const siblings = await readdir(folder).catch((): string[] => []);
  const name = path.basename(written);
  if (siblings.includes(name))
    return error(
      place,
      `the image ${quoted(src)} is a link to a file that does not exist`,
      "put the file itself there",
    );
  const images = siblings.filter((sibling) => imageExtensions.includes(path.extname(sibling).toLowerCase()));
  const near = nearest(name.normalize("NFC"), images.sort());
  const remedy = near ? `did you mean ${quoted(near)}?` : "save the file beside the article";
  return error(place, `the image ${quoted(src)} does not exist`, remedy);
}

/** @throws the cause itself, if it is not the file system's */
function unreadable(place: Place, src: string, cause: unknown): Fault {
  const code = codeOf(cause);
  if (code === undefined) throw cause;
  return error(
    place,
    `the image ${quoted(src)} cannot be read: ${code}`,
    "check the file's name and permissions",
  );
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
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
