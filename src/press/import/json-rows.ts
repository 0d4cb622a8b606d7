import type { z } from "zod";
import { error, type Fault, PressError } from "../faults/fault.ts";

/*
 * An export in JSON may be larger than memory. Nearly all of it are lists of rows, such as the posts; these are given one by one, and the rest
 * is small.
 */

/** One value of a list. */
export interface Row {
  /** The keys that lead to its list, parted by dots: `db.data.posts`. */
  path: string;
  value: unknown;
}

/** The longest row, and the longest rest, in characters: without a limit a damaged file would fill the memory. */
const longest = 50_000_000;

/** Lists that are no rows, but hold everything: Ghost's exports are lists of one. */
const entered = new Set(["db"]);

interface Scan {
  file: string;
  text: string;
  /** Where the search goes on. */
  at: number;
  /** The keys of what is open outside of rows. */
  keys: string[];
  /** The last string outside of rows, which is a key where an object or a list follows. */
  key: string;
  /** Where the row begins, or what stands outside of rows; all before it is done with. */
  from: number;
  /** How many objects and lists are open within a row; -1 outside of rows. */
  depth: number;
  /** What stands outside of rows. */
  rest: string;
}

/**
 * The rows of a JSON text.
 *
 * @param chunks the text, piece by piece
 * @returns the same text as a value, without its rows
 * @throws PressError where it is no JSON
 */
export function* rowsOf(file: string, chunks: Iterable<string>): Generator<Row, unknown> {
  const scan: Scan = { file, text: "", at: 0, keys: [], key: "", from: 0, depth: -1, rest: "" };
  for (const chunk of chunks) {
    scan.text += chunk;
    yield* rowsIn(scan);
    if (scan.depth < 0) keepRest(scan, scan.at);
    scan.text = scan.text.slice(scan.from);
    scan.at -= scan.from;
    scan.from = 0;
    if (scan.text.length > longest || scan.rest.length > longest)
      throw new PressError([
        error({ file }, `one of its values has more than ${longest} characters`, "the file is damaged"),
      ]);
  }
  if (scan.depth >= 0) throw noJson(file, "it ends too early");
  return parse(file, scan.rest + scan.text.slice(scan.from));
}

function* rowsIn(scan: Scan): Generator<Row> {
  const token = /["{}[\],]/g;
  token.lastIndex = scan.at;
  for (let found = token.exec(scan.text); found; found = token.exec(scan.text)) {
    const [sign] = found;
    if (sign === '"') {
      const end = endOfString(scan.text, found.index);
      scan.at = found.index;
      // The rest of the string is still to come.
      if (end < 0) return;
      if (scan.depth < 0) scan.key = scan.text.slice(found.index + 1, end);
      token.lastIndex = end + 1;
    } else if (scan.depth < 0) outside(scan, sign, found.index);
    else yield* within(scan, sign, found.index);
  }
  scan.at = scan.text.length;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return end;
  }
  return -1;
}

/** A sign outside of rows: a list other than those that are entered begins rows. */
function outside(scan: Scan, sign: string, index: number): void {
  if (sign === "{" || sign === "[") {
    scan.keys.push(scan.key);
    scan.key = "";
    if (sign === "{" || entered.has(scan.keys.at(-1) ?? "")) return;
    keepRest(scan, index + 1);
    scan.depth = 0;
  } else if (sign !== ",") scan.keys.pop();
}

/** A sign within rows. */
function* within(scan: Scan, sign: string, index: number): Generator<Row> {
  if (scan.depth === 0 && (sign === "," || sign === "]")) {
    const text = scan.text.slice(scan.from, index).trim();
    const path = scan.keys.filter((key) => key !== "").join(".");
    if (text !== "" || sign === ",") yield { path, value: parse(scan.file, text) };
    scan.from = index + (sign === "," ? 1 : 0);
    if (sign === ",") return;
    scan.depth = -1;
    scan.keys.pop();
  } else if (sign === "{" || sign === "[") scan.depth += 1;
  else if (sign !== ",") scan.depth -= 1;
}

function keepRest(scan: Scan, to: number): void {
  scan.rest += scan.text.slice(scan.from, to);
  scan.from = to;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw noJson(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function noJson(file: string, reason: string): PressError {
  return new PressError([
    error({ file }, `this is no JSON: ${reason}`, "the file is damaged or cut off: export it again"),
  ]);
}

/** A row that is not as its kind of export has them. */
export function unreadRow(file: string, what: string, number: number, { issues }: z.ZodError): Fault {
  const key = issues[0]?.path.join(".") ?? "";
  const reason = `${what} ${number} cannot be read: \`${key}\`: ${issues[0]?.message}`;
  return error({ file }, reason, "export it again");
}
