import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { extname, join } from "node:path";
import { mediaType } from "../press/source/media.ts";

export const html = "text/html; charset=utf-8";

export const plain = "text/plain; charset=utf-8";

/** Content types by the ending of a file's name. Pagefind's own files, which have endings of their own, are bytes. */
const types: Readonly<Record<string, string>> = {
  ".html": html,
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": plain,
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".vtt": "text/vtt; charset=utf-8",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** The content type of a file, by its name. */
export function typeOf(name: string): string {
  return types[extname(name)] ?? mediaType(name) ?? "application/octet-stream";
}

/** The names that a request's path consists of, decoded; undefined where it is no path, or not one of UTF-8 (RFC 3986, section 2). */
export function namesOf(path: string): string[] | undefined {
  if (!path.startsWith("/")) return undefined;
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** What would leave the folder, or is no name of a file on some system. */
const noName = /^\.{0,2}$|[/\\\0]/;

/** What the system says of a file that is not there, that a build has just taken away, or whose name is none. */
const absent: ReadonlySet<string | undefined> = new Set([
  "ENOENT",
  "ENOTDIR",
  "ENAMETOOLONG",
  "ELOOP",
  "EINVAL",
]);

/**
 * What stands in a folder under a path of names: its bytes, or that it is a folder itself; undefined where there is nothing, or
 * something that is neither, such as a symbolic link, or what lies behind one.
 *
 * @param names as `namesOf` gives them; none for the folder itself
 * @throws Error of the system, where it has no more files to give or lets nobody read this one
 */
export async function lookUp(
  folder: string,
  names: readonly string[],
): Promise<Buffer | "folder" | undefined> {
  if (names.some((name) => noName.test(name))) return undefined;
  let path = folder;
  let isFolder = true;
  try {
    for (const name of names) {
      path = join(path, name);
      const entry = await lstat(path);
      isFolder = entry.isDirectory();
      if (!isFolder && !entry.isFile()) return undefined;
    }
    return isFolder ? "folder" : await read(path);
  } catch (thrown) {
    if (absent.has((thrown as NodeJS.ErrnoException).code)) return undefined;
    throw thrown;
  }
}

/** Reads a file. What has just become a link is not followed, and nobody waits for what has become a pipe. */
async function read(path: string): Promise<Buffer | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return (await file.stat()).isFile() ? await file.readFile() : undefined;
  } finally {
    await file.close();
  }
}
