import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { error, type Fault, type Place, quoted } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";

/** What an article names a file for, as messages tell of it. */
export interface Wanted {
  /** Such as `image`. */
  noun: string;
  /** What its name may end in, in lower case. */
  endings: readonly string[];
  /** What to do with a file of another kind. */
  remedy: string;
  /** The largest file, in bytes. */
  largest: number;
}

/** `beside`: the article's own folder; `articles`: the one that its files must lie in. */
export interface Folders {
  beside: string;
  articles: string;
}

/** What is wrong with a path as written, before any file is looked at. */
function refusal(
  src: string,
  { noun, endings, remedy: anew }: Wanted,
): [reason: string, remedy: string] | undefined {
  const remedy = "save it beside the article and write its file name";
  if (src.trim() === "") return [`the ${noun} has no file name`, remedy];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
  if (/[\u0000-\u001f]/.test(src))
    return [`the ${noun}'s file name ${quoted(src)} holds a control character`, remedy];
  if (/^(https?:)?\/\//i.test(src))
    return [
      `the ${noun} ${quoted(src)} is on another server, and a page of Stet asks no other server`,
      remedy,
    ];
  if (/^[a-z][a-z0-9+.-]+:/i.test(src)) return [`the ${noun} ${quoted(src)} is not a file`, remedy];
  if (src.includes("\\"))
    return [`the ${noun}'s path ${quoted(src)} has a backslash`, "part folders with a slash: /"];
  if (path.isAbsolute(src) || /^[a-z]:/i.test(src))
    return [`the ${noun}'s path ${quoted(src)} is absolute`, remedy];
  if (!endings.includes(path.extname(src).toLowerCase()))
    return [`the ${noun}'s name ${quoted(src)} does not end in ${endings.join(", ")}`, anew];
  return undefined;
}

/** The real path of the file that `src` names, if it is a file in the folder. */
export async function locate(
  place: Place,
  src: string,
  { beside, articles: folder }: Folders,
  wanted: Wanted,
): Promise<string | Fault> {
  const { noun, largest } = wanted;
  const refused = refusal(src, wanted);
  if (refused) return error(place, ...refused);
  const outside = error(
    place,
    `the ${noun} ${quoted(src)} is outside the article's folder`,
    "save it beside the article and write its file name",
  );
  const written = await asOnDisk(path.resolve(beside, src));
  if (!isWithin(folder, written)) return outside;
  try {
    const file = await realpath(written);
    if (!isWithin(await realpath(folder), file)) return outside;
    const found = await stat(file);
    if (!found.isFile())
      return error(place, `the ${noun} ${quoted(src)} is not a file`, "name a file, or remove it");
    if (found.size > largest)
      return error(
        place,
        `the ${noun} ${quoted(src)} has ${found.size} bytes, the limit is ${largest}`,
        "save it smaller",
      );
    return file;
  } catch (cause) {
    return notFound(place, src, written, wanted, cause);
  }
}

/** A path as its folder has the file's name, which some systems write with accents apart from their letters. */
async function asOnDisk(written: string): Promise<string> {
  const [folder, name] = [path.dirname(written), path.basename(written)];
  // Names in ASCII have one form.
  if (/^[ -~]*$/.test(name)) return written;
  const siblings = await readdir(folder).catch((): string[] => []);
  const same = siblings.filter((sibling) => sibling.normalize("NFC") === name.normalize("NFC"));
  return same.includes(name) || same[0] === undefined ? written : path.join(folder, same[0]);
}

function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

async function notFound(
  place: Place,
  src: string,
  written: string,
  wanted: Wanted,
  cause: unknown,
): Promise<Fault> {
  const { noun, endings } = wanted;
  const code = codeOf(cause);
  if (code !== "ENOENT" && code !== "ENOTDIR") return unreadable(place, src, wanted, cause);
  const folder = path.dirname(written);
  const siblings = await readdir(folder).catch((): string[] => []);
  const name = path.basename(written);
  if (siblings.includes(name))
    return error(
      place,
      `the ${noun} ${quoted(src)} is a link to a file that does not exist`,
      "put the file itself there",
    );
  const others = siblings.filter((sibling) => endings.includes(path.extname(sibling).toLowerCase()));
  const near = nearest(name.normalize("NFC"), others.sort());
  const remedy = near ? `did you mean ${quoted(near)}?` : "save the file beside the article";
  return error(place, `the ${noun} ${quoted(src)} does not exist`, remedy);
}

/** @throws the cause itself, if it is not the file system's */
export function unreadable(place: Place, src: string, { noun }: Wanted, cause: unknown): Fault {
  const code = codeOf(cause);
  if (code === undefined) throw cause;
  return error(
    place,
    `the ${noun} ${quoted(src)} cannot be read: ${code}`,
    "check the file's name and permissions",
  );
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
