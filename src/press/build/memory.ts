import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Icons } from "../pictures/icon.ts";
import type { Known, Reading } from "../record/articles.ts";
import type { SiteKind } from "../site/site.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { type Places, pressFiles } from "./places.ts";
import type { ArticlePage, Page, Pages } from "./proved-pages.ts";

/** What a build came to for one article, kept for the next one. */
export interface Remembered extends Reading {
  /** The name of the article's files. */
  name: string;
  /** The page, once it was proved. */
  page?: ArticlePage;
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
export interface Memory extends Known {
  /** The digest of all that is not an article and decides how articles come out. */
  press: string;
  /** Its name in the store. */
  key: string;
  entries: Map<string, Remembered>;
  /** The lists' pages by folder. */
  lists: ReadonlyMap<string, Page>;
  /** The largest page's weight: compressing it as hard as can be takes long. */
  largest?: Weight;
  /** The icons: the press and the publication's metadata alone decide how they look. */
  icons?: Icons;
}

/**
 * What the last build of an output remembers, if it was made by the same press with the same settings; otherwise nothing.
 *
 * @param kind the pages of each come out differently
 * @param before what an earlier build of this process remembers
 */
export function recall(places: Places, kind: SiteKind, store: Store, before?: Memory): Memory {
  const press = pressDigest(places, kind);
  if (before?.press === press) return before;
  const key = digest(`${press} ${places.output.path}`);
  const { entries, lists, ...rest } = contentsOf(store, key);
  return {
    press,
    key,
    entries,
    lists,
    ...rest,
    get: (name) => entries.get(name),
    set: (name, reading) => entries.set(name, { name, ...reading }),
    forget: (except) => {
      for (const name of entries.keys()) if (!except.has(name)) entries.delete(name);
    },
  };
}

/** The press, its templates, its packages, the publication and its theme, and what else a page's bytes may depend on. */
function pressDigest({ publication, articles, metadata, authors, theme }: Places, kind: string): string {
  return digest(
    JSON.stringify([
      pressFiles.map(digestOf),
      digestOf(join(publication.path, "package-lock.json")),
      digestOf(metadata.path),
      digestOf(authors.path),
      digestOf(theme.path),
      articles,
      kind,
      // Files that are taken over keep their rights.
      process.umask(),
    ]),
  );
}

/** What is not an article's, as a memory's file holds it. */
interface Rest {
  lists: [folder: string, page: Page][];
  largest?: Weight;
  icons?: Icons;
}

type Contents = Pick<Memory, "entries" | "lists" | "largest" | "icons">;

const fileName = "records.jsonl";

/** What a memory's file holds: what is not an article's, and an article to a line. */
function contentsOf(store: Store, key: string): Contents {
  const file = store.take("records", key)?.files.get(fileName);
  if (file === undefined) return { entries: new Map(), lists: new Map() };
  const [first = "", ...lines] = readFileSync(file, "utf8").split("\n");
  const { lists, ...rest }: Rest = JSON.parse(first);
  const entries = lines.map((line) => {
    const entry: Remembered = JSON.parse(line);
    readFrom.set(entry, line);
    return entry;
  });
  return { entries: new Map(entries.map((entry) => [entry.name, entry])), lists: new Map(lists), ...rest };
}

/** The lines that entries were read from. After one edit, all but a few are written again as they are. */
const readFrom = new WeakMap<Remembered, string>();

function lineOf(entry: Remembered, page: ArticlePage | undefined): string {
  const line = entry.page === page ? readFrom.get(entry) : undefined;
  return line ?? JSON.stringify({ ...entry, page });
}

/** How many articles are written at once: of an archive, all of them would take hundreds of megabytes. */
const pieceLength = 1_000;

/** Keeps a memory for the next build. Where that fails, the next build only takes longer. */
export async function remember(memory: Memory, pages: Pages, store: Store): Promise<void> {
  const { key, entries, largest, icons } = memory;
  try {
    await store.keep("records", key, (folder) => {
      const file = join(folder, fileName);
      const rest: Rest = { lists: [...pages.lists], ...(largest && { largest }), ...(icons && { icons }) };
      writeFileSync(file, JSON.stringify(rest));
      const all = [...entries.values()];
      for (let start = 0; start < all.length; start += pieceLength) {
        const lines = all
          .slice(start, start + pieceLength)
          .map((entry) => `\n${lineOf(entry, pages.articles.get(entry.article.slug))}`);
        appendFileSync(file, lines.join(""));
      }
    });
  } catch {
    // A read-only folder or a full disk does not make a site wrong.
  }
}

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
