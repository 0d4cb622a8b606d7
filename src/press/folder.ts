import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { error, type Fault } from "./fault.ts";
import { imageExtensions } from "./image.ts";

/** An article's files: its text, and its metadata where they stand in a file of their own. */
export interface ArticleFiles {
  /** The file's name without its ending. */
  name: string;
  form: "wire" | "markdown";
  /** The path of the text. */
  text: string;
  /** The path of the metadata. */
  metadata?: string;
}

export interface Folder {
  articles: ArticleFiles[];
  /** Images beside the articles, by name. */
  images: string[];
  faults: Fault[];
}

/** Files that editors, systems and `stet import` leave behind, and that nobody means to publish. */
const ignored =
  /^(?:\.stet-import\.json|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.gitkeep|\.gitignore|.*~|\.#.*|#.*#|.*\.sw[op])$/;

/**
 * Lists a folder of articles and accounts for every file in it: text, metadata and images are taken, anything else is a fault.
 *
 * @param folder the folder's path
 * @param shown how messages name the folder
 */
export function listFolder(folder: string, shown: string): Folder {
  const texts: ArticleFiles[] = [];
  const metadata: string[] = [];
  const images: string[] = [];
  const faults: Fault[] = [];
  for (const entry of entries(folder, shown, faults)) {
    const path = `${shown}/${entry.name}`;
    if (ignored.test(entry.name)) continue;
    const problem = unusable(folder, entry, path);
    if (problem) faults.push(problem);
    else if (entry.name.startsWith(".")) faults.push(hidden(path));
    else if (entry.name.endsWith(".txt"))
      texts.push({ name: entry.name.slice(0, -4), form: "wire", text: path });
    else if (entry.name.endsWith(".md"))
      texts.push({ name: entry.name.slice(0, -3), form: "markdown", text: path });
    else if (entry.name.endsWith(".yaml")) metadata.push(entry.name.slice(0, -5));
    else if (imageExtensions.includes(extname(entry.name).toLowerCase())) images.push(entry.name);
    else faults.push(unknownFile(path, entry.name));
  }
  return { articles: pair(texts, metadata, shown, faults), images, faults };
}

/** A folder's entries in the order of their names, by code unit, the same on every machine. */
function entries(folder: string, shown: string, faults: Fault[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    faults.push(
      error(
        { file: shown },
        `the folder of articles cannot be read: ${reasonOf(cause)}`,
        "name it with --articles DIR",
      ),
    );
    return [];
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*'$/, "") : String(cause);
}

function unusable(folder: string, entry: Dirent, path: string): Fault | undefined {
  if (entry.isFile()) return undefined;
  if (entry.isDirectory())
    return error(
      { file: path },
      "a folder cannot stand among the articles",
      "put its files beside the others",
    );
  if (entry.isSymbolicLink()) return badLink(folder, entry.name, path);
  return error({ file: path }, "this is not a regular file", "remove it");
}

function badLink(folder: string, name: string, path: string): Fault | undefined {
  const link = join(folder, name);
  try {
    const target = realpathSync(link);
    const inside = !relative(realpathSync(folder), target).startsWith(`..${sep}`);
    if (!inside)
      return error({ file: path }, "the symbolic link leaves the folder of articles", "copy the file here");
    if (!statSync(target).isFile())
      return error({ file: path }, "the symbolic link leads to no file", "remove it");
    return undefined;
  } catch {
    return lstatSync(link, { throwIfNoEntry: false })
      ? error({ file: path }, "the symbolic link leads nowhere", "remove it, or restore the file it names")
      : error({ file: path }, "the file is gone", "do not change the folder during a build");
  }
}

function hidden(path: string): Fault {
  return error({ file: path }, "a hidden file: its name begins with a dot", "rename it, or move it away");
}

function unknownFile(path: string, name: string): Fault {
  if (/\.yml$/i.test(name)) return error({ file: path }, "metadata files end in `.yaml`", "rename it");
  if (/\.(?:markdown|mdown|text|TXT|MD|YAML)$/.test(name)) {
    return error(
      { file: path },
      "this ending is not known",
      "name wire copy .txt, Markdown .md and metadata .yaml, in lower case",
    );
  }
  return error(
    { file: path },
    "a file of unknown kind",
    "articles are .txt or .md, metadata .yaml; move everything else away",
  );
}

/** Puts each text and its metadata together; metadata with no text and a name with two texts are faults. */
function pair(texts: ArticleFiles[], metadata: string[], shown: string, faults: Fault[]): ArticleFiles[] {
  const left = new Set(metadata);
  const seen = new Map<string, string>();
  for (const article of texts) {
    const other = seen.get(article.name);
    if (other) faults.push(error({ file: article.text }, `${other} has the same name`, "rename one of them"));
    seen.set(article.name, article.text);
    if (left.delete(article.name)) article.metadata = `${shown}/${article.name}.yaml`;
  }
  for (const name of left) {
    const remedy = `write the article into ${name}.txt or ${name}.md, or remove this file`;
    faults.push(error({ file: `${shown}/${name}.yaml` }, "metadata with no text", remedy));
  }
  return texts;
}
