import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { slugify, slugProblem } from "../address/slug.ts";
import type { Fault } from "../faults/fault.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { type Ledger, readLedger } from "./ledger.ts";

/** A folder of articles to which new ones are added. What is in it already is never touched. */
export interface Shelf {
  folder: string;
  /** The files that were in it at the beginning, by their names without ending, folded. */
  before: ReadonlyMap<string, string>;
  /** The names given in this run, folded. */
  given: Set<string>;
  /** The last number given to a name that several articles want. */
  numbers: Map<string, number>;
  /** What was imported into it, by identity. */
  ledger: Ledger;
  /** The pictures of this run: the names beside the articles, by the files that they come from. */
  pictures: Map<string, string>;
  /** Whether nothing is to be written. */
  dry: boolean;
}

/** A file to be written. */
export interface NewFile {
  name: string;
  data: string | Buffer;
}

/**
 * Opens a folder of articles, and makes it if there is none.
 *
 * @param dry whether nothing is to be written
 * @returns the shelf, or what is wrong with its ledger
 */
export function openShelf(folder: string, dry = false): Shelf | Fault {
  if (!dry) mkdirSync(folder, { recursive: true });
  const ledger = readLedger(folder);
  if (!(ledger instanceof Map)) return ledger;
  return {
    folder,
    before: namesIn(folder),
    given: new Set(),
    numbers: new Map(),
    ledger,
    pictures: new Map(),
    dry,
  };
}

/** The articles in a folder: their files, by their names without ending, folded. */
export function namesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => /\.(?:txt|md|yaml)$/.test(name));
  return new Map(names.map((name) => [folded(name.replace(/\.[^.]*$/, "")), name]));
}

/** The file in a folder of articles that has a name already, in whatever spelling, if one has it. */
export function takenBy(folder: string, name: string): string | undefined {
  return namesIn(folder).get(folded(name));
}

/** Names that some file system takes for one and the same. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/**
 * Finds a free name for a new article. A name that another article has gets the day, and then a number: so nobody's article is
 * overwritten, and none is dropped.
 *
 * @param proposals names in the order of preference; the first that makes a slug is taken
 * @param day the article's day, `YYYY-MM-DD`, if it is known
 */
export function freeName(shelf: Shelf, proposals: readonly string[], day?: string): string {
  const wanted = proposals.map(slugOf).find((slug) => slug !== "") ?? day ?? "article";
  const dated = day === undefined || wanted.endsWith(day) ? wanted : `${wanted}-${day}`;
  const isFree = (name: string) =>
    !shelf.given.has(folded(name)) && !shelf.before.has(folded(name)) && !slugProblem(name);
  let name = isFree(wanted) ? wanted : dated;
  for (let number = shelf.numbers.get(dated) ?? 2; !isFree(name); number++) {
    name = `${dated}-${number}`;
    shelf.numbers.set(dated, number);
  }
  shelf.given.add(folded(name));
  return name;
}

/** The longest slug in UTF-8 bytes that is made of a text: room is left for a number. */
const longest = 180;

/** How many characters of a text are looked at for a slug. */
const lookedAt = 2000;

/** A text as a slug, shortened at a word; empty where the text has neither letters nor digits. */
export function slugOf(text: string): string {
  const slug = slugify(text.slice(0, lookedAt));
  const bytes = Buffer.from(slug);
  if (bytes.length <= longest) return slug;
  // In a stream the bytes of a character that is cut in two are held back.
  const short = new TextDecoder().decode(bytes.subarray(0, longest), { stream: true });
  const hyphen = slug.charAt(short.length) === "-" ? short.length : short.lastIndexOf("-");
  return slugify(hyphen > 0 ? short.slice(0, hyphen) : short);
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
  "image",
  "corrections",
  "license",
  "aliases",
  "translations",
  "status",
  "withhold",
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
