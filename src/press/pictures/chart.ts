import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { type Fault, isFault, type Place } from "../faults/fault.ts";
import { read } from "../source/utf8.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { type Folders, locate, unreadable, type Wanted } from "./locate.ts";
import { type CheckedImage, lookUp } from "./make-image.ts";
import { checkSvg } from "./svg.ts";

const drawing: Wanted = {
  noun: "image",
  endings: [".svg"],
  remedy: "save it as SVG",
  largest: 2_000_000,
};

/**
 * Finds a drawing that an article names, and proves that it holds nothing but a drawing. It is read at every build, whatever an earlier
 * one made of it: what may stand in it is not in its bytes alone.
 *
 * @param place where the article names it
 * @param src what the article wrote: a path relative to the article's folder
 */
export async function checkChart(
  place: Place,
  src: string,
  folders: Folders,
  store: Store,
): Promise<CheckedImage | readonly Fault[]> {
  const path = await locate(place, src, folders, drawing);
  if (typeof path !== "string") return [path];
  const data = await readFile(path).catch((cause) => unreadable(place, src, drawing, cause));
  if (isFault(data)) return [data];
  const source = read(posix.join(posix.dirname(place.file), src), data, digest(data));
  if (isFault(source)) return [source];
  const found = checkSvg(source.file, source.text);
  if (Array.isArray(found)) return found;
  const { key, made } = await lookUp(path, store);
  return { path, key, made, drawing: { ...shownSize(found), adapts: adapting.test(source.text) } };
}

/** A drawing that has colours for dark pages. */
const adapting = /prefers-color-scheme/;

/** The size at which a drawing is shown: the one that it says, or else that of its viewBox. */
function shownSize({
  width,
  height,
  stated = { width, height },
}: {
  width: number;
  height: number;
  stated?: { width: number; height: number } | undefined;
}): { width: number; height: number } {
  const whole = (length: number) => Math.max(1, Math.round(length));
  return { width: whole(stated.width), height: whole(stated.height) };
}
