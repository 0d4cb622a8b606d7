import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { error, PressError } from "../faults/fault.ts";

/*
 * Where things lie. No other module looks at the current folder, or goes up from its own file.
 */

/** A file or folder. */
export interface Place {
  /** Absolute. */
  path: string;
  /** How messages name it: as the maintainer would type it. */
  shown: string;
}

/** Where a publication and what is made of it lie. */
export interface Places {
  /** The publication's folder. */
  publication: Place;
  articles: Place;
  metadata: Place;
  /** What leads the front page, and what follows. */
  front: Place;
  /** The file that presents the authors. */
  authors: Place;
  theme: Place;
  /** Pages that are no articles, such as "About". */
  pages: Place;
  /** What is copied into the site as it is. */
  files: Place;
  /** Where the site goes. */
  output: Place;
  /** What builds keep for the next ones. */
  cache: string;
}

/** What a maintainer names in place of what the publication's folder has. */
export interface Named {
  articles?: string | undefined;
  metadata?: string | undefined;
  output?: string | undefined;
}

/** The package's folder: the nearest above this file that has a package.json. */
export const pressFolder = upwards(dirname(fileURLToPath(import.meta.url)));

function upwards(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : upwards(dirname(folder));
}

/** The version of the press. */
export const pressVersion = versionIn(join(pressFolder, "package.json"));

function versionIn(file: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(file, "utf8"));
  return version;
}

/** What decides how pages come out and is no publication's: code, styles and what they are built on. */
export const pressFiles: readonly string[] = [
  "lib",
  "src/press",
  "src/outputs",
  "_includes",
  "package.json",
  "package-lock.json",
].map((name) => join(pressFolder, name));

/** A file of the press that is no code. */
export function pressFile(path: string): string {
  return join(pressFolder, path);
}

/** How a publication's folder is laid out: as the press' own repository, which is one, or plainly. */
const layouts = [
  { metadata: "metadata.yaml", content: "." },
  { metadata: "_data/metadata.yaml", content: "src" },
];

/**
 * Where a publication lies.
 *
 * @param folder the publication's folder, as it was typed
 * @param named what is somewhere else, as it was typed
 * @param output where the site goes, below the publication's folder, unless a place is named
 * @throws PressError if there is no publication in the folder, and articles and metadata are not both named
 */
export function placesOf(folder: string, named: Named = {}, output = "dist"): Places {
  const inside = (path: string) => placeOf(join(folder, path));
  const layout = layouts.find(({ metadata }) => existsSync(resolve(folder, metadata)));
  if (!layout && (named.articles === undefined || named.metadata === undefined))
    throw new PressError([
      error(
        { file: folder },
        "there is no publication in this folder: it has no metadata.yaml",
        "name a publication's folder, or make one with `stet init FOLDER`",
      ),
    ]);
  const { metadata, content } = layout ?? { metadata: "metadata.yaml", content: "." };
  return {
    publication: inside("."),
    articles: named.articles === undefined ? inside(join(content, "articles")) : typed(named.articles),
    metadata: named.metadata === undefined ? inside(metadata) : typed(named.metadata),
    front: inside(join(dirname(metadata), "front.yaml")),
    authors: inside(join(dirname(metadata), "authors.yaml")),
    theme: inside(join(content, "theme")),
    pages: inside(join(content, "pages")),
    files: inside(join(content, "files")),
    output: named.output === undefined ? inside(output) : typed(named.output),
    cache: resolve(folder, ".cache"),
  };
}

/**
 * The folder of articles: the one that is named, else the publication's.
 *
 * @throws PressError if none is named and there is no publication in the folder
 */
export function articlesOf(folder: string, named: string | undefined): Place {
  return named === undefined ? placesOf(folder).articles : typed(named);
}

/** A place as messages name it: from the current folder, if it lies there. */
export function placeOf(path: string): Place {
  const absolute = resolve(path);
  const short = relative("", absolute);
  return { path: absolute, shown: short === ".." || short.startsWith(`..${sep}`) ? absolute : short || "." };
}

/** A place as it was typed. */
function typed(path: string): Place {
  return { path: resolve(path), shown: path };
}
