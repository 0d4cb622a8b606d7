import type { IndexFile } from "pagefind";

/*
 * A part of the search index as one file: the files' names and sizes in a line of JSON, and then their bytes.
 */

/** Puts the files of an index together. */
export function pack(files: readonly IndexFile[]): Buffer {
  const sizes = files.map(({ path, content }) => [path, content.length]);
  return Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...files.map(({ content }) => content)]);
}

/** Takes the files of an index apart again. */
export function unpack(data: Buffer): IndexFile[] {
  const end = data.indexOf("\n") + 1;
  const sizes: [string, number][] = JSON.parse(data.toString("utf8", 0, end));
  let offset = end;
  return sizes.map(([path, size]) => {
    offset += size;
    return { path, content: data.subarray(offset - size, offset) };
  });
}
