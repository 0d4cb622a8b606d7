import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Article } from "./article.ts";
import type { Fault } from "./fault.ts";
import { digest } from "./read.ts";
import type { Sources } from "./site.ts";

/** What a build came to for one article, kept for the next one. */
export interface Remembered {
  /** The name of the article's files. */
  name: string;
  /** The digests of its files' bytes. */
  bytes: string;
  article: Article;
  /** Warnings and notices: they are told at every build. */
  faults: readonly Fault[];
  /** The page, once it was proved. */
  page?: Page;
}

/** A proved page: what it was made from, and what it came to. */
export interface Page {
  /** The digest of all that the page says. */
  key: string;
  /** The digests of the page and of `article.json`. */
  html: string;
  record: string;
}

/**
 * What builds remember, by the articles' names. It spares work and never decides: an entry counts only for the very same bytes,
 * read by the very same press.
 */
export interface Memory {
  file: string;
  press: string;
  entries: Map<string, Remembered>;
}

/** All that is not an article and decides how articles come out: the press, its templates, its packages, the publication. */
const pressFiles = [
  "src/press",
  "src/pages",
  "_includes",
  ".eleventy.ts",
  "package.json",
  "package-lock.json",
];

/**
 * What the last build of an output remembers, if it was made by the same press with the same settings; otherwise nothing.
 *
 * @param output the site's folder
 * @param settings whatever else decides how pages come out
 */
export function recall(sources: Sources, output: string, settings: object): Memory {
  const press = digest(
    JSON.stringify([
      pressFiles.map(digestOf),
      digestOf(sources.metadata),
      resolve(sources.articles),
      sources.articles,
      settings,
    ]),
  );
  const file = join(".cache", "press", `${digest(resolve(output)).slice(0, 16)}.jsonl`);
  return { file, press, entries: entriesOf(file, press) };
}

function entriesOf(file: string, press: string): Map<string, Remembered> {
  const entries = new Map<string, Remembered>();
  try {
    const [first, ...lines] = readFileSync(file, "utf8").split("\n");
    if (first !== press) return entries;
    for (const line of lines) {
      const entry: Remembered = JSON.parse(line);
      entries.set(entry.name, entry);
    }
    return entries;
  } catch {
    // No memory, or a torn one: everything is made anew.
    return new Map();
  }
}

/**
 * Keeps a memory for the next build. Where that fails, the next build only takes longer.
 *
 * @param pages the proved pages, by slug
 */
export function remember({ file, press, entries }: Memory, pages: ReadonlyMap<string, Page>): void {
  const lines = [press];
  for (const entry of entries.values()) {
    const page = entry.article.draft ? undefined : pages.get(entry.article.slug);
    lines.push(JSON.stringify({ ...entry, page }));
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, lines.join("\n"));
    renameSync(`${file}.part`, file);
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
