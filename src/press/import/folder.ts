import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { error, type Fault, isFault } from "../faults/fault.ts";
import { isMonth, parseDate } from "../record/date.ts";
import { type GuessedLine, guessParts } from "../source/guess-parts.ts";
import { read } from "../source/utf8.ts";
import { readWire } from "../source/wire.ts";
import type { Loss } from "./story.ts";

/** A file of wire copy. Its bytes are the article's source and stay as they are. */
export interface Copy {
  file: string;
  /** The name that its file proposes for the article. */
  name: string;
  data: Buffer;
  /** The date of its header, or nothing: then the metadata must have one. */
  date?: string;
  /** The month of its header, where that names no day. */
  month?: string;
  /** Lines for the desk, which must not be published. */
  forDesk: readonly GuessedLine[];
}

export interface Copies {
  copies: Copy[];
  losses: Loss[];
  faults: Fault[];
}

/** The wire copy in a folder, by the order of the files' names; folders in it are not entered. */
export function readFolder(folder: string): Copies {
  const result: Copies = { copies: [], losses: [], faults: [] };
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile() && /\.txt$/i.test(entry.name)) add(result, file);
    else
      result.losses.push({
        kind: entry.isDirectory() ? "folders within the folder" : "files that are not .txt",
        place: { file },
        what: entry.name,
      });
  }
  if (result.copies.length === 0 && result.faults.length === 0) {
    result.faults.push(
      error({ file: folder }, "the folder holds no wire copy", "name a folder with .txt files"),
    );
  }
  return result;
}

/** One file of wire copy. */
export function readFile(file: string): Copies {
  const result: Copies = { copies: [], losses: [], faults: [] };
  add(result, file);
  return result;
}

function add(result: Copies, file: string): void {
  const copy = readCopy(file, basename(file).replace(/\.txt$/i, ""), readFileSync(file));
  if (isFault(copy)) result.faults.push(copy);
  else result.copies.push(copy);
}

/** Checks wire copy as a build would, and finds its date. */
export function readCopy(file: string, name: string, data: Buffer): Copy | Fault {
  const source = read(file, data);
  if (isFault(source)) return source;
  const wire = readWire(source);
  if (isFault(wire)) return wire;
  const forDesk = guessParts(source).filter(({ kind }) => kind === "withhold");
  const copy = { file, name, data, forDesk };
  if (!wire.date) return copy;
  if (isMonth(wire.date.text)) return { ...copy, month: wire.date.text };
  const date = parseDate(wire.date.text);
  if ("reason" in date) return error(wire.date.place, date.reason, date.remedy);
  return { ...copy, date: date.day };
}
