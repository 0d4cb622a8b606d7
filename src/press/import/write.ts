import { constants, copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { slugify, slugProblem } from "../address/slug.ts";
import type { ArticleMetadata } from "../record/schema.ts";

/** A folder of articles to which new ones are added. What is in it already is never touched. */
export interface Shelf {
  folder: string;
  /** The files that were in it at the beginning, by their names without ending, folded. */
  before: ReadonlyMap<string, string>;
  /** The names given in this run, folded. */
  given: Set<string>;
}

/** A file to be written. */
export interface NewFile {
  name: string;
  data: string | Buffer;
}

/** Opens a folder of articles, and makes it if there is none. */
export function openShelf(folder: string): Shelf {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).filter((name) => /\.(?:txt|md|yaml)$/.test(name));
  return {
    folder,
    before: new Map(names.map((name) => [folded(name.replace(/\.[^.]*$/, "")), name])),
    given: new Set(),
  };
}

/** Names that some file system takes for one and the same. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/**
 * Finds the name under which an article goes onto the shelf. Two articles of one run never share a name: the second is `NAME-2`. So a
 * second run gives the same names, finds them taken, and writes nothing twice.
 *
 * @param proposals names in the order of preference; the first that makes a slug is taken
 * @returns the name, which is a slug, and the file that has it already, if one has
 */
export function takeName(shelf: Shelf, proposals: readonly string[]): { name: string; taken?: string } {
  const wanted = proposals.map(slugOf).find((slug) => slug !== "") ?? "article";
  let name = wanted;
  for (let number = 2; shelf.given.has(folded(name)) || slugProblem(name); number++)
    name = `${wanted}-${number}`;
  shelf.given.add(folded(name));
  const taken = takenBy(shelf, name);
  return { name, ...(taken === undefined ? {} : { taken }) };
}

/** The file that had a name before this run, if one had it. */
export function takenBy(shelf: Shelf, name: string): string | undefined {
  return shelf.before.get(folded(name));
}

/** The longest slug in UTF-8 bytes that is made of a text: room is left for a number. */
const longest = 180;

/** A text as a slug, shortened at a word; empty where the text has neither letters nor digits. */
export function slugOf(text: string): string {
  let short = slugify(text);
  while (Buffer.byteLength(short) > longest) {
    const hyphen = short.lastIndexOf("-");
    short = hyphen > 0 ? short.slice(0, hyphen) : [...short].slice(0, -1).join("");
  }
  return slugify(short);
}

/** The order in which people read an article's metadata. */
const order: readonly (keyof ArticleMetadata)[] = [
  "headline",
  "standfirst",
  "date",
  "updated",
  "authors",
  "dateline",
  "section",
  "topics",
  "language",
  "source",
  "license",
  "status",
];

/** Metadata as YAML in which text stays text, whatever reads it. */
export function toYaml(metadata: ArticleMetadata): string {
  const entries = order.flatMap((key) => (metadata[key] === undefined ? [] : [[key, metadata[key]]]));
  return stringify(Object.fromEntries(entries), { lineWidth: 0 });
}

/** A Markdown article with its metadata in front. */
export function toMarkdownFile(metadata: ArticleMetadata, markdown: string): string {
  return `---\n${toYaml(metadata)}---\n\n${markdown}`;
}

/**
 * Writes an article's files, all or none of them, and none over another: each comes into being whole, under its own name.
 *
 * @throws Error with the code EEXIST if one of them is there already
 */
export function writeFiles(folder: string, files: readonly NewFile[]): void {
  const placed: string[] = [];
  const drafts: string[] = [];
  try {
    for (const file of files) {
      // A name that a build passes over, should this process be killed here.
      const draft = join(folder, `.${file.name}.${process.pid}~`);
      drafts.push(draft);
      writeFileSync(draft, file.data, { flag: "wx", flush: true });
    }
    for (const [index, file] of files.entries()) {
      const path = join(folder, file.name);
      place(drafts[index] ?? "", path);
      placed.push(path);
    }
  } catch (thrown) {
    for (const path of placed) rmSync(path, { force: true });
    throw thrown;
  } finally {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}

/** Gives a file its name. A link never replaces a file, as renaming would; where a file system has no links, a copy does it. */
function place(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !("code" in thrown) || thrown.code === "EEXIST") throw thrown;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}
