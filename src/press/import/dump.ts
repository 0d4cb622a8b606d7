import { isFault, placeAt } from "../faults/fault.ts";
import { recordStarts } from "../source/header.ts";
import { read } from "../source/utf8.ts";
import { fold } from "../text/white-space.ts";
import { type Copies, readCopy } from "./folder.ts";

/*
 * A dump of wire copy: many records in one file, each with a header of its own.
 */

/** How many words of a text make the name of its file. */
const wordsOfName = 8;

/**
 * The records of a dump, if a file is one. Their bytes stay as they are, but for white space behind a record.
 *
 * @param file the path for messages
 */
export function readDump(file: string, data: Buffer): Copies | undefined {
  const source = read(file, data);
  if (isFault(source)) return undefined;
  // A record's header is found by the line before it.
  const { text } = source;
  const starts = recordStarts(text.replace(/\r\n/g, " \n").replaceAll("\r", "\n"));
  if (starts.length < 2) return undefined;
  const copies: Copies = { copies: [], losses: [], faults: [] };
  for (const [index, start] of starts.entries()) {
    const record = text.slice(start, starts[index + 1]).trimEnd();
    const name = fold(record.slice(0, 500).replace(/^\s*date \S+/, ""))
      .split(" ")
      .slice(0, wordsOfName)
      .join(" ");
    const copy = readCopy(file, name, Buffer.from(record));
    if (!isFault(copy)) copies.copies.push(copy);
    else copies.faults.push({ ...copy, ...placeOf(file, text, start, copy.line) });
  }
  return copies;
}

/** A fault's line in the file. */
function placeOf(file: string, text: string, start: number, line = 1): { line?: number } {
  return { line: (placeAt(file, text, start).line ?? 1) + line - 1 };
}
