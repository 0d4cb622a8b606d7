import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Fault } from "../faults/fault.ts";
import type { Icons } from "../pictures/icon.ts";
import type { Article } from "../record/make-article.ts";
import type { Sources } from "../site/site.ts";
import { digest } from "../source/utf8.ts";

/** What a build came to for one article, kept for the next one. */
export interface Remembered {
  /** The name of the article's files. */
  name: string;
  article: Article;
  /** Warnings and notices: they are told at every build. */
  faults: readonly Fault[];
  /** The page, once it was proved. */
  page?: ArticlePage;
}

/** A page: what it was made from, and what it came to. */
export interface Page {
  /** The digest of all that the page says. */
  key: string;
  /** The page's size. */
  bytes: number;
  /** The page's digest. */
  html: string;
}

/** An article's page, once it was proved. */
export interface ArticlePage extends Page {
  /** The digest of `article.json`. */
  record: string;
}

/** The pages of a site that a build can take over: the articles' by slug, the lists' by folder. */
export interface Pages {
  articles: Map<string, ArticlePage>;
  lists: Map<string, Page>;
}

/** What a page weighs. */
export interface Weight {
  /** The digest of the page. */
  html: string;
  /** Its size as it travels, in bytes. */
  bytes: number;
}

/**
 * What builds remember, by the articles' names. It spares work and never decides: an entry counts only for the very same bytes,
 * read by the very same press.
 */
export interface Memory {
  file: string;
  press: string;
  entries: Map<string, Remembered>;
  /** The lists' pages by folder. */
  lists: ReadonlyMap<string, Page>;
  /** The largest page's weight: compressing it as hard as can be takes long. */
  largest?: Weight;
  /** The icons: the press and the publication's metadata alone decide how they look. */
  icons?: Icons;
}

/** All that is not an article and decides how articles come out: the press, its templates, its packages, the publication. */
const pressFiles = [
  "src/press",
  "src/outputs",
  "_includes",
  ".eleventy.ts",
  "package.json",
  "package-lock.json",
];

/**
 * What the last build of an output remembers, if it was made by the same press with the same settings; otherwise nothing.
 *
 * @param output the site's folder
 * @param kind a preview's pages come out differently
 * @param known what an earlier build of this process remembers
 */
export function recall(sources: Sources, output: string, kind: "site" | "preview", known?: Memory): Memory {
  const press = digest(
    JSON.stringify([
      pressFiles.map(digestOf),
      digestOf(sources.metadata),
      resolve(sources.articles),
      sources.articles,
      kind,
      // Files that are taken over keep their rights.
      process.umask(),
    ]),
  );
  if (known?.press === press) return known;
  const file = join(".cache", "press", `${digest(resolve(output)).slice(0, 16)}.jsonl`);
  return { file, press, ...contentsOf(file, press) };
}

/** What is not an article's, as a memory's file holds it. */
interface Rest {
  lists: [folder: string, page: Page][];
  largest?: Weight;
  icons?: Icons;
}

/** What a memory's file holds: the press, what is not an article's, and an article to a line. */
function contentsOf(file: string, press: string): Pick<Memory, "entries" | "lists" | "largest" | "icons"> {
  try {
    const [first, second = "", ...lines] = readFileSync(file, "utf8").split("\n");
    if (first === press) {
      const { lists, ...rest }: Rest = JSON.parse(second);
      const entries = lines.map((line) => {
        const entry: Remembered = JSON.parse(line);
        readFrom.set(entry, line);
        return entry;
      });
      return {
        entries: new Map(entries.map((entry) => [entry.name, entry])),
        lists: new Map(lists),
        ...rest,
      };
    }
  } catch {
    // No memory, or a torn one: everything is made anew.
  }
  return { entries: new Map(), lists: new Map() };
}

/** The lines that entries were read from. After one edit, all but a few are written again as they are. */
const readFrom = new WeakMap<Remembered, string>();

function lineOf(entry: Remembered, page: ArticlePage | undefined): string {
  const line = entry.page === page ? readFrom.get(entry) : undefined;
  return line ?? JSON.stringify({ ...entry, page });
}

/** Keeps a memory for the next build. Where that fails, the next build only takes longer. */
export function remember({ file, press, entries, largest, icons }: Memory, pages: Pages): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const rest: Rest = { lists: [...pages.lists], ...(largest && { largest }), ...(icons && { icons }) };
    writeFileSync(`${file}.part`, `${press}\n${JSON.stringify(rest)}`);
    // Piece by piece: of an archive, all of it at once would take hundreds of megabytes.
    const all = [...entries.values()];
    for (let start = 0; start < all.length; start += pieceLength) {
      const lines = all
        .slice(start, start + pieceLength)
        .map((entry) => `\n${lineOf(entry, pages.articles.get(entry.article.slug))}`);
      appendFileSync(`${file}.part`, lines.join(""));
    }
    renameSync(`${file}.part`, file);
  } catch {
    // A read-only folder or a full disk does not make a site wrong.
  }
}

/** How many articles are written at once. */
const pieceLength = 1_000;

/** The digest of a file's bytes, or of all files in a folder with their names. */
function digestOf(path: string): string {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return digest(entries.map((entry) => `${entry.name} ${digestOf(join(path, entry.name))}\n`).join(""));
  } catch {
    // Not a folder.
  }
  try {
    return digest(readFileSync(path));
  } catch {
    return "";
  }
}
