import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { explainYaml, lostComment } from "./yaml-faults.ts";

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

type Scalar = Extract<Event, { valueStart: number }>;

/** A value, and where it begins. */
type Node =
  | { kind: "text"; start: number; value: string | null }
  | { kind: "list"; start: number; items: Node[] }
  | { kind: "map"; start: number; entries: Map<string, { keyStart: number; node: Node }> };

/**
 * Reads YAML as text only, by the failsafe schema.
 *
 * @param file the path for messages
 * @param text the YAML, a single map
 * @param firstLine the line of the file on which the text begins, for front matter
 * @returns the map and a way back to its lines, or every fault in it
 * @see https://yaml.org/spec/1.2.2/#101-failsafe-schema
 */
export function readYaml(file: string, text: string, firstLine = 1): YamlText | Fault[] {
  const source = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  const placeOf = (offset: number) => placeIn(source, offset, file, firstLine);
  let root: Node | undefined;
  try {
    root = rootOf(source);
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const place = placeOf(thrown.mark?.position ?? 0);
    // What explains goes down until the stack ends.
    if (thrown.reason.startsWith("nesting exceeded"))
      return [
        error(
          place,
          `lists and maps stand over ${maxDepth} deep in one another`,
          "write the value in quotes",
        ),
      ];
    const faults = explainYaml(source, placeOf);
    if (faults.length > 0) return faults;
    return [error(place, `YAML: ${thrown.reason}`, "write the value in quotes")];
  }
  if (root) return { value: plain(root) as { [key: string]: Plain }, locate: locator(root, placeOf) };
  const faults = explainYaml(source, placeOf);
  return faults.length > 0 ? faults : { value: {}, locate: () => ({ file, line: firstLine, column: 1 }) };
}

/** Offsets are asked for in messages only, so lines are counted then. */
function placeIn(text: string, offset: number, file: string, firstLine: number): Place {
  let line = firstLine;
  let lineStart = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < offset; end = text.indexOf("\n", end + 1)) {
    line++;
    lineStart = end + 1;
  }
  return { file, line, column: offset - lineStart + 1 };
}

/**
 * The map that a text holds; nothing if it is empty.
 *
 * @throws YAMLException for mistakes, and for whatever metadata have no use for
 */
function rootOf(text: string): Node | undefined {
  const events = parseEvents(text, { maxDepth })[Symbol.iterator]();
  if (events.next().done) return undefined;
  const root = nodeOf(next(events), text, events);
  if (/^%/m.test(text.slice(0, root.start))) refuse("a directive");
  next(events);
  if (!events.next().done) refuse("a second document begins");
  if (root.kind === "text" && root.value === null) return undefined;
  if (root.kind !== "map") refuse("the text is not a list of keys");
  return root;
}

type Events = Iterator<Event>;

function next(events: Events): Event {
  const { value, done } = events.next();
  return done ? refuse("the text ends too early") : value;
}

function refuse(reason: string): never {
  throw new YAMLException(reason);
}

function nodeOf(event: Event, text: string, events: Events): Node {
  if (event.type === EVENT_ID.ALIAS) refuse("an alias");
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) refuse("a value is missing");
  if (event.anchorStart >= 0 || event.tagStart >= 0) refuse("an anchor or a tag");
  if (event.type === EVENT_ID.SCALAR) return textOf(event, text);
  return event.type === EVENT_ID.SEQUENCE
    ? listOf(event.start, text, events)
    : mapOf(event.start, text, events);
}

function textOf(scalar: Scalar, text: string): Node {
  const { style, valueEnd } = scalar;
  const start = startOf(scalar, text);
  if (style === SCALAR_STYLE.PLAIN) {
    // A key with nothing after it has no value; `""` is an empty text that somebody wrote.
    if (valueEnd < 0) return { kind: "text", start, value: null };
    if (isSpace(text.charCodeAt(valueEnd)) && lostComment.test(text.slice(valueEnd, valueEnd + 200)))
      refuse("a comment after a value");
  }
  return { kind: "text", start, value: scalarText(scalar, text) };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** A scalar's text. Most are in double quotes without escapes, and stand there as they are. */
function scalarText(scalar: Scalar, text: string): string {
  if (scalar.style === SCALAR_STYLE.DOUBLE_QUOTED) {
    const value = text.slice(scalar.valueStart, scalar.valueEnd);
    if (!value.includes("\\") && !value.includes("\n")) return value;
  }
  return getScalarValue(text, scalar);
}

/** Where a scalar begins: with its quotation mark, or the sign of a block. */
function startOf({ style, valueStart }: Scalar, text: string): number {
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  if (style === SCALAR_STYLE.LITERAL_BLOCK) return text.lastIndexOf("|", valueStart - 1);
  if (style === SCALAR_STYLE.FOLDED_BLOCK) return text.lastIndexOf(">", valueStart - 1);
  return valueStart - 1;
}

function listOf(start: number, text: string, events: Events): Node {
  const items: Node[] = [];
  for (let event = next(events); event.type !== EVENT_ID.POP; event = next(events))
    items.push(nodeOf(event, text, events));
  if (items.some((item) => item.start < 0)) placeMissing(items, start, text);
  return { kind: "list", start, items };
}

/** A missing item stands behind its hyphen. The hyphens of one list stand in one column, each but the first on a line of its own. */
function placeMissing(items: readonly Node[], start: number, text: string): void {
  const indent = start - (text.lastIndexOf("\n", start) + 1);
  const hyphens = text.slice(start).matchAll(new RegExp(`(?:^|\\n {${indent}})-(?=[ \\t\\n]|$)`, "g"));
  for (const item of items) {
    const { value: hyphen } = hyphens.next();
    if (item.start < 0) item.start = start + (hyphen ? hyphen.index + hyphen[0].length : 0);
  }
}

function mapOf(start: number, text: string, events: Events): Node {
  const entries = new Map<string, { keyStart: number; node: Node }>();
  for (let event = next(events); event.type !== EVENT_ID.POP; event = next(events)) {
    if (event.type !== EVENT_ID.SCALAR) refuse("a key is not text");
    if (event.anchorStart >= 0 || event.tagStart >= 0) refuse("an anchor or a tag before a key");
    const key = getScalarValue(text, event);
    if (entries.has(key)) refuse("a key stands twice");
    const keyStart = startOf(event, text);
    const node = nodeOf(next(events), text, events);
    if (node.start < 0) node.start = behindKey(event.valueEnd, text);
    entries.set(key, { keyStart, node });
  }
  return { kind: "map", start, entries };
}

/** Where a missing value stands: behind its key's colon, or behind the key, for `{key}` has no colon. */
function behindKey(keyEnd: number, text: string): number {
  const colon = /["']?\s*:/y;
  colon.lastIndex = keyEnd;
  return colon.test(text) ? colon.lastIndex : keyEnd;
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
