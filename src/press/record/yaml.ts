import { isMap, isNode, isScalar, isSeq, LineCounter, type Scalar, type YAMLMap } from "yaml";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { explainTokens, inQuotes, type Problem, shorten } from "./yaml-faults.ts";
import { readTokens } from "./yaml-tokens.ts";

/** What YAML can hold here: text, nothing, lists and maps of text. Nothing turns into a date, a number or a boolean by itself. */
export type Plain = string | null | Plain[] | { [key: string]: Plain };

/** Finds where a value, or the key of a map entry, stands in the file. */
export type Locate = (path: readonly PropertyKey[], of?: "key" | "value") => Place;

export interface YamlText {
  value: { [key: string]: Plain };
  locate: Locate;
}

/** How deep lists and maps may stand in one another; no metadata need more than four. */
const maxDepth = 100;

/** The longest text of a value in UTF-16 units. */
const longest = 100_000;

/** A value, and where it begins. */
type Node =
  | { kind: "text"; start: number; value: string | null }
  | { kind: "list"; start: number; items: Node[] }
  | { kind: "map"; start: number; entries: Map<string, { keyStart: number; node: Node }> };

/**
 * Reads YAML as text only, by the failsafe schema. Each character that is not white space is part of a key or a value, an indicator
 * of YAML, or part of a comment on a line of its own: whatever else YAML would pass over is a fault.
 *
 * @param file the path for messages
 * @param text the YAML, a single map
 * @param firstLine the line of the file on which the text begins, for front matter
 * @returns the map and a way back to its lines, or every fault in it
 * @see https://yaml.org/spec/1.2.2/#101-failsafe-schema
 */
export function readYaml(file: string, text: string, firstLine = 1): YamlText | Fault[] {
  const source = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  const placeOf = placesIn(source, file, firstLine);
  const tokens = readTokens(source, { depth: maxDepth, length: longest });
  if ("tooLong" in tokens) {
    const reason = `${shorten(source, tokens.tooLong)} is over ${longest} characters long`;
    return [error(placeOf(tokens.tooLong), reason, "metadata is short: move the words into the text")];
  }
  if ("tooDeep" in tokens) {
    const reason = `lists and maps stand over ${maxDepth} deep in one another`;
    return [error(placeOf(tokens.tooDeep), reason, inQuotes)];
  }
  const problems = explainTokens(tokens, source);
  const reading: Reading = { texts: tokens.texts, read: 0, problems, isBroken: problems.size > 0 };
  const root = rootOf(tokens.document.contents, reading);
  const lost = tokens.texts[reading.read];
  if (lost !== undefined && problems.size === 0) {
    const reason = `${shorten(source, lost)} would be lost`;
    problems.set(lost, { reason, remedy: inQuotes });
  }
  if (problems.size > 0)
    return [...problems]
      .sort(([one], [other]) => one - other)
      .map(([offset, { reason, remedy }]) => error(placeOf(offset), reason, remedy));
  if (!root) return { value: {}, locate: () => ({ file, line: firstLine, column: 1 }) };
  return { value: plain(root) as { [key: string]: Plain }, locate: locator(root, placeOf) };
}

/** Offsets are asked for in messages only, so lines are counted then. */
function placesIn(text: string, file: string, firstLine: number): (offset: number) => Place {
  let lines: LineCounter | undefined;
  return (offset) => {
    lines ??= linesOf(text);
    const { line, col } = lines.linePos(offset);
    return { file, line: firstLine - 1 + line, column: col };
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0; start = text.indexOf("\n", start) + 1 || -1) lines.addNewLine(start);
  return lines;
}

/** What reading a document's nodes needs. */
interface Reading {
  /** Where each key and each value begins that is not empty. */
  texts: readonly number[];
  /** How many of them have been read. */
  read: number;
  problems: Map<number, Problem>;
  /** Whether there are mistakes of grammar, which make the parser take keys and values for what they are not. */
  isBroken: boolean;
}

/** The map that a document holds; nothing if it is empty, or holds something else. */
function rootOf(contents: unknown, reading: Reading): Node | undefined {
  if (isMap(contents)) return mapOf(contents, reading);
  const node = nodeOf(contents, 0, reading);
  if (node.kind === "text" && node.value === null) return undefined;
  const problem = {
    reason: "the metadata are not a list of keys",
    remedy: "write lines such as `headline: Some words`",
  };
  if (!reading.isBroken) reading.problems.set(node.start, problem);
  return undefined;
}

/** @param missing where a value stands that is not there at all */
function nodeOf(node: unknown, missing: number, reading: Reading): Node {
  if (isScalar(node)) return { kind: "text", start: startOf(node), value: textOf(node, reading) };
  if (isMap(node)) return mapOf(node, reading);
  if (!isSeq(node)) return { kind: "text", start: missing, value: null };
  const start = startOf(node);
  return { kind: "list", start, items: node.items.map((item) => nodeOf(item, start, reading)) };
}

/** A text; null for a key with nothing after it. `""` is an empty text that somebody wrote. */
function textOf(scalar: Scalar, reading: Reading): string | null {
  if (scalar.type === "PLAIN" && scalar.source === "") return null;
  if (reading.texts[reading.read] === startOf(scalar)) reading.read++;
  return String(scalar.value);
}

function mapOf(map: YAMLMap, reading: Reading): Node {
  const { problems, isBroken } = reading;
  const entries = new Map<string, { keyStart: number; node: Node }>();
  for (const { key, value } of map.items) {
    const keyStart = isNode(key) ? startOf(key) : startOf(map);
    const name = isScalar(key) ? textOf(key, reading) : null;
    if (!isScalar(key) || name === null) {
      if (!isBroken && !problems.has(keyStart)) problems.set(keyStart, notAKey(key));
      continue;
    }
    const node = nodeOf(value, key.range?.[1] ?? keyStart, reading);
    if (entries.has(name))
      problems.set(keyStart, { reason: `the key \`${name}\` stands twice`, remedy: "keep one of the two" });
    else entries.set(name, { keyStart, node });
  }
  return { kind: "map", start: startOf(map), entries };
}

function notAKey(key: unknown): Problem {
  if (isScalar(key)) return { reason: "no key stands before the colon", remedy: inQuotes };
  const remedy = "write keys as plain words, and a value that begins with a brace or a bracket in quotes";
  return { reason: "a key is not text", remedy };
}

function startOf(node: { range?: readonly number[] | null | undefined }): number {
  return node.range?.[0] ?? 0;
}

/** A node as plain data. Objects have no prototype, so that `__proto__` is a key like any other. */
function plain(node: Node): Plain {
  if (node.kind === "text") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  const map: { [key: string]: Plain } = Object.create(null);
  for (const [key, entry] of node.entries) map[key] = plain(entry.node);
  return map;
}

function locator(root: Node, placeOf: (offset: number) => Place): Locate {
  return (path, of = "value") => {
    let node: Node | undefined = root;
    let offset = root.start;
    for (const [depth, step] of path.entries()) {
      const entry: { keyStart?: number; node: Node | undefined } | undefined = entryOf(node, step);
      if (!entry?.node) break;
      node = entry.node;
      offset = of === "key" && depth === path.length - 1 ? (entry.keyStart ?? node.start) : node.start;
    }
    return placeOf(offset);
  };
}

function entryOf(node: Node, step: PropertyKey): { keyStart?: number; node: Node | undefined } | undefined {
  if (node.kind === "map") return node.entries.get(String(step));
  return node.kind === "list" ? { node: node.items[Number(step)] } : undefined;
}
