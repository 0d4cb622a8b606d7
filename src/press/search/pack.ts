import type { IndexFile } from "pagefind";
import { digest } from "../text/bytes.ts";

/*
 * A part of the search index as one file: the files' names, sizes and digests in a line of JSON, and then their bytes.
 */

/** A file of an index, with the digest of its bytes. */
export interface SumFile extends IndexFile {
  sha256: string;
}

/** Files with their digests. */
export function summed(files: readonly IndexFile[]): SumFile[] {
  return files.map(({ path, content }) => ({ path, content, sha256: digest(Buffer.from(content)) }));
}

/** Puts the files of an index together. */
export function pack(files: readonly SumFile[]): Buffer {
  const sizes = files.map(({ path, content, sha256 }) => [path, content.length, sha256]);
  return Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...files.map(({ content }) => content)]);
}

/** Takes the files of an index apart again. */
export function unpack(data: Buffer): SumFile[] {
  const end = data.indexOf("\n") + 1;
  const sizes: [string, number, string][] = JSON.parse(data.toString("utf8", 0, end));
  let offset = end;
  return sizes.map(([path, size, sha256]) => {
    offset += size;
    return { path, content: data.subarray(offset - size, offset), sha256 };
  });
}
