import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, extname, isAbsolute, join, relative, sep } from "node:path";
import { error, type Fault, messageOf } from "../faults/fault.ts";

/** An article's files: its text, and its metadata where they stand in a file of their own. */
export interface ArticleFiles {
  /** The file's path below the folder of articles, without its ending. */
  name: string;
  form: "wire" | "markdown";
  /** The path of the text. */
  text: string;
  /** The path of the metadata. */
  metadata?: string;
}

export interface Folder {
  articles: ArticleFiles[];
  /** Images beside the articles, by their paths below the folder. */
  images: string[];
  /** Other files that articles may link to, likewise. */
  attachments: string[];
  faults: Fault[];
}

/**
 * What the name of a file that articles link to may end in, in lower case: documents, tables and data that a browser shows or saves,
 * and of which none can run on the site.
 */
const attachmentExtensions: readonly string[] =
  ".pdf .csv .tsv .xlsx .xls .ods .docx .doc .odt .rtf .pptx .ppt .odp .epub .zip .json .geojson .ics".split(
    " ",
  );

function isAttachment(path: string): boolean {
  const ending = extname(path).toLowerCase();
  return [attachmentExtensions, mediaEndings, ".vtt"].flat().includes(ending);
}

/** What the name of a sound or a film may end in, in lower case. */
export const mediaEndings: readonly string[] = [".mp3", ".m4a", ".ogg", ".opus", ".mp4", ".webm"];

/** A picture or another file beside the texts. */
export interface BesideFile {
  kind: "image" | "attachment";
  /** Absolute. */
  path: string;
  /** How messages name it. */
  shown: string;
}

/** The files in a folder that are no texts and no metadata. */
export function besideFiles(
  { images, attachments }: Folder,
  folder: { path: string; shown: string },
): BesideFile[] {
  const file = (kind: BesideFile["kind"]) => (name: string) => ({
    kind,
    path: `${folder.path}/${name}`,
    shown: `${folder.shown}/${name}`,
  });
  return [...images.map(file("image")), ...attachments.map(file("attachment"))];
}

/** What an image's file name may end in, in lower case; a name may have it in upper case too. All are formats that browsers show. */
export const imageExtensions: readonly string[] = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"];

/** An image, or a drawing, which is shown as it is. */
function isImage(path: string): boolean {
  const ending = extname(path).toLowerCase();
  return imageExtensions.includes(ending) || ending === ".svg";
}

/** Files that editors, systems and `stet import` leave behind, and that nobody means to publish. */
const ignored =
  /^(?:\.stet-import\.json|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.gitkeep|\.gitignore|.*~|~\$.*|\.~lock\..*#|\.#.*|#.*#|.*\.sw[op])$/;

/** Whether a file is what an editor or a system leaves behind. */
export function isLeftover(name: string): boolean {
  return ignored.test(name);
}

/** How deep folders may stand in one another among the articles. */
const deepestFolder = 32;

/** What is found in a folder and the folders in it. */
interface Listed extends Omit<Folder, "articles"> {
  kind: "articles" | "pages";
  texts: ArticleFiles[];
  /** Metadata by the names of their articles, and by the paths that messages show. */
  metadata: Map<string, string>;
}

/**
 * Lists a folder of articles and accounts for every file in it and in the folders below it: text, metadata, images and attachments are
 * taken, anything else is a fault. A folder in it is nothing but order.
 *
 * @param folder the folder's path
 * @param shown how messages name the folder
 * @param kind what lies in it
 */
export function listFolder(folder: string, shown: string, kind: "articles" | "pages" = "articles"): Folder {
  const listed: Listed = { kind, texts: [], metadata: new Map(), images: [], attachments: [], faults: [] };
  listInto(listed, folder, shown, "");
  const { images, attachments, faults } = listed;
  return { articles: pair(listed, faults), images, attachments, faults };
}

/** @param below the path from the folder of articles to the one that is listed, with a slash at its end */
function listInto(listed: Listed, folder: string, shown: string, below: string): void {
  const { kind, texts, metadata, images, attachments, faults } = listed;
  for (const entry of entries(join(folder, below), `${shown}/${below}`.replace(/\/$/, ""), kind, faults)) {
    const path = below + entry.name;
    const file = `${shown}/${path}`;
    if (ignored.test(entry.name)) continue;
    const problem = unusable(folder, entry, path, file, kind);
    if (problem) faults.push(problem);
    else if (entry.name.startsWith(".")) faults.push(hidden(file));
    else if (entry.isDirectory()) listInto(listed, folder, shown, `${path}/`);
    else if (path.endsWith(".txt")) texts.push({ name: path.slice(0, -4), form: "wire", text: file });
    else if (path.endsWith(".md")) texts.push({ name: path.slice(0, -3), form: "markdown", text: file });
    else if (path.endsWith(".yaml")) metadata.set(path.slice(0, -5), file);
    else if (isImage(path)) images.push(path);
    else if (kind === "articles" && isAttachment(path)) attachments.push(path);
    else faults.push(unknownFile(file, entry.name, kind));
  }
}

/** A folder's entries in the order of their names, by code unit, the same on every machine. */
function entries(folder: string, shown: string, kind: Listed["kind"], faults: Fault[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    faults.push(
      error(
        { file: shown },
        `the folder of ${kind} cannot be read: ${reasonOf(cause)}`,
        kind === "articles" ? "name it with --articles DIR" : "check its permissions",
      ),
    );
    return [];
  }
}

function reasonOf(cause: unknown): string {
  return messageOf(cause).replace(/, \w+ '.*'$/, "");
}

/** What is wrong with an entry that is neither a file nor a folder, nor a link to a file among the articles. */
function unusable(
  folder: string,
  entry: Dirent,
  path: string,
  file: string,
  kind: Listed["kind"],
): Fault | undefined {
  if (entry.isFile()) return undefined;
  if (entry.isDirectory()) {
    if (path.split("/").length <= deepestFolder) return undefined;
    return error(
      { file },
      `folders stand in one another over ${deepestFolder} deep`,
      "nest them less deeply",
    );
  }
  if (entry.isSymbolicLink()) return badLink(folder, path, file, kind);
  return error({ file }, "this is not a regular file", "remove it");
}

function badLink(folder: string, path: string, file: string, kind: Listed["kind"]): Fault | undefined {
  const link = join(folder, path);
  try {
    const target = realpathSync(link);
    const way = relative(realpathSync(folder), target);
    if (way.startsWith(`..${sep}`) || isAbsolute(way))
      return error({ file }, `the symbolic link leaves the folder of ${kind}`, "copy the file here");
    if (!statSync(target).isFile()) return error({ file }, "the symbolic link leads to no file", "remove it");
    return undefined;
  } catch {
    return lstatSync(link, { throwIfNoEntry: false })
      ? error({ file }, "the symbolic link leads nowhere", "remove it, or restore the file it names")
      : error({ file }, "the file is gone", "do not change the folder during a build");
  }
}

function hidden(path: string): Fault {
  return error({ file: path }, "a hidden file: its name begins with a dot", "rename it, or move it away");
}

function unknownFile(path: string, name: string, kind: Listed["kind"]): Fault {
  if (kind === "pages") {
    const remedy =
      "pages are .md, with their pictures beside them; what is to be copied as it is goes into files/";
    return error({ file: path }, "a file of unknown kind", remedy);
  }
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
function pair({ texts, metadata }: Listed, faults: Fault[]): ArticleFiles[] {
  // Some systems write accents apart from their letters: the names are the same.
  const left = new Map([...metadata].map(([name, file]) => [name.normalize("NFC"), file]));
  const seen = new Map<string, string>();
  for (const article of texts) {
    const name = article.name.normalize("NFC");
    const other = seen.get(name);
    if (other) faults.push(error({ file: article.text }, `${other} has the same name`, "rename one of them"));
    seen.set(name, article.text);
    const beside = left.get(name);
    if (beside !== undefined) article.metadata = beside;
    left.delete(name);
  }
  for (const file of left.values()) {
    const name = basename(file, ".yaml");
    const remedy = `write the article into ${name}.txt or ${name}.md, or remove this file`;
    faults.push(error({ file }, "metadata with no text", remedy));
  }
  return texts;
}
