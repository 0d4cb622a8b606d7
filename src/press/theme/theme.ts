import { paths } from "../address/paths.ts";
import { error, type Fault, isFault } from "../faults/fault.ts";
import { checkSvg, type Drawing } from "../pictures/svg.ts";
import type { Origins } from "../record/publication.ts";
import { read } from "../source/utf8.ts";
import { digest } from "../text/bytes.ts";
import { readTheme, type ThemeFile, type ThemeFiles } from "./folder.ts";
import { checkHead, type Head, noHead } from "./head.ts";
import { readSheet, type Sheet } from "./sheet.ts";

/** A publication's own looks, read and checked. */
export interface Theme {
  sheet: Sheet;
  /** What stands in the masthead in place of the name's text. */
  logo?: Logo | undefined;
  /** The publication's icon, as SVG; without it the press draws one. */
  icon?: string | undefined;
  head: Head;
  /** The file with the replacements of parts. */
  parts?: ThemeFile | undefined;
  /** The theme's files as the site serves them, by their places. */
  files: ReadonlyMap<string, Buffer>;
}

/** A drawing on the site. */
export interface Logo {
  path: string;
  width: number;
  height: number;
}

export const noTheme: Theme = { sheet: { pieces: [] }, head: noHead, files: new Map() };

/**
 * Reads a publication's theme and finds every fault in it. The parts are only found: they are code.
 *
 * @param folder the theme's folder, and how messages name it
 * @param origins what the publication's policy lets in
 */
export function loadTheme(
  folder: { path: string; shown: string },
  origins: Origins,
): { theme: Theme; faults: Fault[] } {
  const { files, faults } = readTheme(folder);
  const take = <T extends object>(name: string, check: (file: string, text: string) => T | Fault[]) => {
    const found = checked(files.get(name), check);
    if (Array.isArray(found)) faults.push(...found);
    return Array.isArray(found) ? undefined : (found as T | undefined);
  };
  const logo = take("logo.svg", checkSvg);
  const icon = take("icon.svg", checkIcon);
  const { places, served } = serve(files, logo);
  const sheet = take("style.css", (file, text) => readSheet(file, text, places));
  const head = take("head.html", (file, text) => checkHead(file, text, origins));
  const logoPath = places.get("logo.svg");
  return {
    theme: {
      sheet: sheet ?? noTheme.sheet,
      logo: logo && logoPath ? { path: logoPath, width: logo.width, height: logo.height } : undefined,
      icon: icon?.svg,
      head: head ?? noHead,
      parts: files.get("parts.js") ?? files.get("parts.ts"),
      files: served,
    },
    faults,
  };
}

/** A text file of the theme, read and checked; undefined where there is none. */
function checked<T extends object>(
  file: ThemeFile | undefined,
  check: (file: string, text: string) => T | Fault[],
): T | Fault[] | undefined {
  if (!file) return undefined;
  const source = read(file.shown, file.data);
  return isFault(source) ? [source] : check(file.shown, source.text);
}

/** Browsers show an icon in a square. */
function checkIcon(file: string, svg: string): Drawing | Fault[] {
  const drawing = checkSvg(file, svg);
  if (Array.isArray(drawing) || drawing.width === drawing.height) return drawing;
  const { width, height } = drawing;
  return [error({ file }, `the icon is ${width} × ${height}`, "draw it in a square viewBox")];
}

/** Where a theme's files stand on the site. A name with a digest in it never means other bytes, so it is kept for good. */
function serve(files: ThemeFiles, logo: Drawing | undefined) {
  const places = new Map<string, string>();
  const served = new Map<string, Buffer>();
  for (const [name, { data }] of files) {
    if (!name.startsWith("fonts/") && !(name === "logo.svg" && logo)) continue;
    const path = `theme/${name.replace(/(\.[a-z\d]+)$/, `.${digest(data).slice(0, 16)}$1`)}`;
    places.set(name, path);
    served.set(path, data);
  }
  if (files.has("icon.svg")) places.set("icon.svg", paths.icon);
  return { places, served };
}
