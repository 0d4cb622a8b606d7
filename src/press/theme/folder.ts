import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { isLeftover } from "../source/folder.ts";

/** A file of a theme, read. */
export interface ThemeFile {
  /** How messages name it. */
  shown: string;
  /** Absolute. */
  path: string;
  data: Buffer;
}

/** A theme's files by their names: `style.css`, `fonts/NAME.woff2`. */
export type ThemeFiles = ReadonlyMap<string, ThemeFile>;

/** How large each kind of file may be, in bytes: what stands in every page is small, and a font travels to each reader once. */
const limits: Readonly<Record<string, number>> = {
  "style.css": 100_000,
  "logo.svg": 100_000,
  "icon.svg": 100_000,
  "head.html": 20_000,
  "parts.js": 1_000_000,
  "parts.ts": 1_000_000,
};

const largestFont = 2_000_000;

/** The first four bytes of a WOFF2 file (W3C, WOFF File Format 2.0, section 4.1). */
const woff2 = Buffer.from("wOF2");

/** What a font may be called: its name stands in addresses. */
const fontName = /^[A-Za-z\d][\w.-]*\.woff2$/;

/**
 * Reads a theme's folder and accounts for every file in it: those that Stet knows are taken, what editors leave behind is passed
 * over, anything else is a fault. A publication needs no theme.
 *
 * @param folder the folder, and how messages name it
 */
export function readTheme(folder: { path: string; shown: string }): { files: ThemeFiles; faults: Fault[] } {
  const files = new Map<string, ThemeFile>();
  const faults: Fault[] = [];
  if (!existsSync(folder.path)) return { files, faults };
  if (!statSync(folder.path).isDirectory()) {
    faults.push(error({ file: folder.shown }, "this is no folder", "a theme is a folder of files"));
    return { files, faults };
  }
  const take = (below: string) => {
    for (const entry of entriesOf(join(folder.path, below))) {
      if (isLeftover(entry.name)) continue;
      const name = below + entry.name;
      const place = { path: join(folder.path, name), shown: `${folder.shown}/${name}` };
      if (entry.isDirectory() && name === "fonts") take("fonts/");
      else if (!entry.isFile()) faults.push(unknown(place.shown, name, entry));
      else {
        const file = { ...place, data: readFileSync(place.path) };
        const problem = problemOf(file, name, entry);
        if (problem) faults.push(problem);
        else files.set(name, file);
      }
    }
  };
  take("");
  const [script, typed] = [files.get("parts.js"), files.get("parts.ts")];
  if (script && typed)
    faults.push(error({ file: typed.shown }, "parts.js stands beside it", "keep one of the two"));
  return { files, faults };
}

/** A folder's entries in the order of their names, by code unit, the same on every machine. */
function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function problemOf({ shown, data }: ThemeFile, name: string, entry: Dirent): Fault | undefined {
  const isFont = name.startsWith("fonts/");
  if (isFont && !fontName.test(entry.name)) return badFontName(shown, entry.name);
  const limit = isFont ? largestFont : limits[name];
  if (limit === undefined) return unknown(shown, name, entry);
  if (data.length > limit) {
    const remedy = isFont ? "leave out the characters that the site does not need" : "make it smaller";
    return error({ file: shown }, `the file has ${data.length} bytes, the limit is ${limit}`, remedy);
  }
  if (isFont && !data.subarray(0, 4).equals(woff2))
    return error({ file: shown }, "this is no WOFF2 font", "make one with woff2_compress");
  return undefined;
}

function badFontName(file: string, name: string): Fault {
  return /\.woff2$/i.test(name)
    ? error(
        { file },
        "the font's name has other characters than letters, digits, `-`, `_` and `.`",
        "rename it, with .woff2 at its end",
      )
    : error({ file }, "fonts are WOFF2", "make one with woff2_compress, or move the file away");
}

function unknown(file: string, name: string, entry: Dirent): Fault {
  if (entry.isSymbolicLink()) return error({ file }, "a symbolic link", "copy the file here");
  const near = nearest(name, [...Object.keys(limits), "fonts"]);
  const remedy = near
    ? `did you mean ${near}?`
    : `a theme has ${Object.keys(limits).join(", ")} and fonts/*.woff2; move everything else away`;
  return error({ file }, entry.isDirectory() ? "an unknown folder" : "a file of unknown kind", remedy);
}
