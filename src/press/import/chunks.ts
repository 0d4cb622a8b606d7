import { closeSync, openSync, readSync, statSync } from "node:fs";
import { error, PressError } from "../faults/fault.ts";
import { decoderOf } from "./decode.ts";
import type { Progress } from "./story.ts";

/** How many bytes are read at once. */
export const chunkSize = 1_000_000;

/** A file's bytes, piece by piece. The same memory serves for every piece. */
export function* bytesOf(path: string): Generator<Buffer> {
  const handle = openSync(path, "r");
  try {
    const data = Buffer.alloc(chunkSize);
    for (let length = 1; length > 0; ) {
      length = readSync(handle, data, 0, chunkSize, null);
      if (length > 0) yield data.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

/** Bytes in whole megabytes. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}

/** A file's first bytes, a megabyte at most. */
export function firstBytes(path: string): Buffer {
  for (const data of bytesOf(path)) return data;
  return Buffer.alloc(0);
}

/**
 * A file's text, piece by piece.
 *
 * @param file the path for messages
 * @param progress is told how much has been read
 * @throws PressError where a byte means nothing in the encoding
 */
export function* chunksOf(
  path: string,
  encoding: string,
  file = path,
  progress?: Progress,
): Generator<string> {
  const decoder = decoderOf(encoding);
  if (!decoder) {
    const reason = `the encoding ${JSON.stringify(encoding)} is not known`;
    throw new PressError([error({ file, line: 1 }, reason, "save it as UTF-8")]);
  }
  const checked = (text: string | undefined): string => {
    if (text !== undefined) return text;
    const remedy = "save the file in the encoding that its first line names";
    throw new PressError([error({ file }, `a byte is not valid ${encoding}`, remedy)]);
  };
  const { size } = statSync(path);
  let done = 0;
  for (const data of bytesOf(path)) {
    yield checked(decoder.write(data));
    done += data.length;
    progress?.("megabytes read", megabytes(done), megabytes(size));
  }
  yield checked(decoder.end());
}
