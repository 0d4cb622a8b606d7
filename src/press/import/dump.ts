import { isFault } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { type Copies, type Copy, readCopy } from "./folder.ts";

/*
 * A dump of wire copy: many records in one file, each with its own ` date YYYY-MM-DD ` at the beginning of a line.
 */

const beginning = /(?<=^|[\r\n])[^\S\r\n]*date \d{4}-\d{2}(?:-\d{2})?(?=\s)/g;

/** How many words of a text make the name of its file. */
const wordsOfName = 8;

/**
 * The records of a dump, if a file is one. Their bytes stay as they are, but for white space behind a record.
 *
 * @param file the path for messages
 */
export function readDump(file: string, data: Buffer): Copies | undefined {
  // A character to a byte, so that places in the text are places in the file.
  const text = data.toString("latin1");
  const starts = [...text.matchAll(beginning)].map(({ index }) => index);
  // What stands before the first record is its own.
  if (starts.length < 2 || text.slice(0, starts[0]).trim() !== "") return undefined;
  const copies: Copies = { copies: [], losses: [], faults: [] };
  for (const [index, start] of starts.entries()) {
    const record = text.slice(start, starts[index + 1]).trimEnd();
    const copy = readRecord(file, data.subarray(start, start + record.length), text.slice(0, start));
    if (isFault(copy)) copies.faults.push(copy);
    else copies.copies.push(copy);
  }
  return copies;
}

function readRecord(file: string, data: Buffer, before: string): Copy | ReturnType<typeof readCopy> {
  const text = data.toString("utf8").replace(/^\s*date \S+/, "");
  const name = fold(text.slice(0, 500)).split(" ").slice(0, wordsOfName).join(" ");
  const copy = readCopy(file, name, data);
  // A fault's line is one of the file.
  const above = before.match(/\r\n|\r|\n/g)?.length ?? 0;
  return isFault(copy) ? { ...copy, ...(copy.line !== undefined && { line: copy.line + above }) } : copy;
}
