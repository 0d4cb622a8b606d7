import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import path from "node:path";
import { error, PressError } from "../faults/fault.ts";
import type { Entry, Store } from "../store/store.ts";

/*
 * sharp and eleventy-img are loaded only for an image that is not in the store: a second build starts neither.
 */

/** An image that was found, read and decoded without a fault. */
export interface CheckedImage {
  /** The file's real path. */
  path: string;
  /** The image's name in the store, and what its files' names on the site begin with. */
  key: string;
  /** What an earlier build made of it. */
  made: Entry<ProcessedImage> | undefined;
  /** Of an SVG drawing its size, and whether it has colours for dark pages: its file is shown as it is. */
  drawing?: { width: number; height: number; adapts: boolean };
}

/** An image as the site has it: every file is named, relative to the folder of images. */
export interface ProcessedImage {
  /** Size of the largest file, in pixels: for the attributes `width` and `height`. */
  width: number;
  height: number;
  /** One for each format, the best first; the last is the one that every browser can show. */
  sources: ImageSource[];
  /** The largest file of the last source. */
  fallback: { file: string; width: number; height: number };
  /** Whether it is an SVG drawing, and has colours for dark pages. */
  drawing?: "plain" | "adapting";
}

/** One format of an image, in several widths, the smallest first. */
export interface ImageSource {
  type: "image/avif" | "image/webp" | "image/jpeg" | "image/png" | "image/svg+xml";
  srcset: { file: string; width: number }[];
}

/** The widest file, in pixels: the column at two pixels to one. */
export const largestWidth = 1400;

/** The smaller files, in pixels: for a phone's column, and for the full column. */
const widths = [400, 800];

/** Pixels that are decoded at most: the largest camera's. A small file can unpack to far more than a machine can hold. */
export const largestArea = 200_000_000;

/** Measured on a photograph: AVIF takes a seventh of the time at effort 2 that it takes at 4, for files of one size. */
const encoders = {
  avif: { quality: 50, effort: 2 },
  webp: { quality: 75 },
  jpeg: { quality: 80, mozjpeg: true },
  png: { compressionLevel: 9 },
};

const require = createRequire(import.meta.url);

/**
 * Makes an image's files: AVIF, WebP, and JPEG, or PNG where the image is transparent somewhere. They are upright, in sRGB and
 * without metadata. What was made before comes from the store.
 *
 * @param image what `checkImage` returned
 * @throws PressError if the file changed since it was checked
 */
export function makeImage(
  { path, key, made, drawing }: CheckedImage,
  store: Store,
): Promise<Entry<ProcessedImage>> {
  if (made) return Promise.resolve(made);
  return inTurn(async () => {
    const bytes = await readFile(path);
    if (keyOf(bytes) !== key)
      throw new PressError([
        error({ file: path }, "the image changed while the site was built", "build again"),
      ]);
    return once(
      key,
      async () =>
        store.take("images", key) ??
        store.keep("images", key, (folder) =>
          drawing ? writeDrawing(key, bytes, folder, drawing) : encode(key, bytes, folder),
        ),
    );
  });
}

/** To be raised whenever this module, or the checks on an image, come to a different result for the same bytes. */
const recipe = 1;

let settings: string | undefined;

function versionOf(name: string): string {
  const manifest: { version: string } = require(`${name}/package.json`);
  return manifest.version;
}

/** An image's name in the cache and on the site: the digest of its bytes, and of all that decides what is made of them. */
function keyOf(bytes: Buffer): string {
  settings ??= JSON.stringify([
    recipe,
    [...widths, largestWidth],
    encoders,
    versionOf("sharp"),
    versionOf("@11ty/eleventy-img"),
  ]);
  return createHash("sha256").update(settings).update(bytes).digest("hex").slice(0, 16);
}

/** Reads a file of an image: its key, and what an earlier build made of it, and so proved. */
export async function lookUp(
  file: string,
  store: Store,
): Promise<{ bytes: Buffer; key: string; made: Entry<ProcessedImage> | undefined }> {
  const bytes = await readFile(file);
  const key = keyOf(bytes);
  return { bytes, key, made: store.take<ProcessedImage>("images", key) };
}

async function writeDrawing(
  key: string,
  bytes: Buffer,
  folder: string,
  { width, height, adapts }: NonNullable<CheckedImage["drawing"]>,
): Promise<ProcessedImage> {
  const file = `${key}.svg`;
  await writeFile(path.join(folder, file), bytes);
  return {
    width,
    height,
    sources: [{ type: "image/svg+xml", srcset: [{ file, width }] }],
    fallback: { file, width, height },
    drawing: adapts ? "adapting" : "plain",
  };
}

interface Written {
  width: number;
  filename: string;
  sourceType: ImageSource["type"];
}

/** eleventy-img comes without types; this is the part of it that is used. */
type EleventyImage = (file: string, options: object) => Promise<Record<string, Written[]>>;

async function encode(key: string, bytes: Buffer, folder: string): Promise<ProcessedImage> {
  const master = path.join(folder, "master.png");
  const { width, height, opaque } = await writeMaster(bytes, master);
  const eleventyImage: EleventyImage = require("@11ty/eleventy-img");
  const written = await eleventyImage(master, {
    widths: widthsFor(width),
    formats: ["avif", "webp", opaque ? "jpeg" : "png"],
    formatFiltering: [],
    outputDir: folder,
    filenameFormat: (_id: string, _src: string, w: number, format: string) => `${key}-${w}.${format}`,
    sharpAvifOptions: encoders.avif,
    sharpWebpOptions: encoders.webp,
    sharpJpegOptions: encoders.jpeg,
    sharpPngOptions: encoders.png,
    useCache: false,
    failOnError: true,
  });
  await rm(master);
  const formats = Object.values(written);
  const sources = formats.map((files) => ({
    type: files[0]?.sourceType ?? "image/jpeg",
    srcset: files.map((file) => ({ file: file.filename, width: file.width })),
  }));
  const file = sources.at(-1)?.srcset.at(-1)?.file ?? "";
  return { width, height, sources, fallback: { file, width, height } };
}

/**
 * Writes the image that all files are made from: no wider than needed, upright, in sRGB, and without metadata. eleventy-img itself
 * would keep the colour profile.
 */
async function writeMaster(
  bytes: Buffer,
  file: string,
): Promise<{ width: number; height: number; opaque: boolean }> {
  const { default: sharp } = await import("sharp");
  const { data, info } = await sharp(bytes, { failOn: "warning", limitInputPixels: largestArea })
    .rotate()
    .resize({ width: largestWidth, withoutEnlargement: true })
    .toColourspace("srgb")
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const opaque = (await sharp(data).stats()).isOpaque;
  await (opaque ? sharp(data).removeAlpha() : sharp(data)).png({ compressionLevel: 1 }).toFile(file);
  return { width: info.width, height: info.height, opaque };
}

/** The widths for an image: its own, and those that are smaller by a fifth or more. */
function widthsFor(width: number): number[] {
  return [...widths.filter((step) => step * 1.25 <= width), width];
}

const underWay = new Map<string, Promise<Entry<ProcessedImage>>>();

/** Two articles that need one entry at the same time get one and the same. */
function once(key: string, job: () => Promise<Entry<ProcessedImage>>): Promise<Entry<ProcessedImage>> {
  const running = underWay.get(key) ?? job().finally(() => underWay.delete(key));
  underWay.set(key, running);
  return running;
}

const lanes = availableParallelism();
const waiting: (() => void)[] = [];
let busy = 0;

/** Runs as many jobs at a time as there are processors: a decoded image is large. */
export async function inTurn<T>(job: () => Promise<T>): Promise<T> {
  if (busy < lanes) busy += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await job();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}
