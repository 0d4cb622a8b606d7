import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { error, type Fault, type Place } from "./fault.ts";

/** What YAML can hold here: text, nothing, lists and maps of text. Nothing turns into a date, a number or a boolean by itself. */
export type Plain = string | null | Plain[] | { [key: string]: Plain };

/** Finds where a value, or the key of a map entry, stands in the file. */
export type Locate = (path: readonly PropertyKey[], of?: "key" | "value") => Place;

export interface YamlText {
  value: { [key: string]: Plain };
  locate: Locate;
}

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
  const lines = new LineCounter();
  const source = text.replace(/\r\n?/g, "\n");
  const document = parseDocument(source, {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: line + firstLine - 1, column: col };
  };
  // One mistake often makes the parser stumble twice at one place.
  const problems = new Map<number, Fault>();
  for (const problem of [...document.errors, ...document.warnings]) {
    const { offset = problem.pos[0], reason, remedy } = explain(problem, source, document);
    if (!problems.has(offset)) problems.set(offset, error(placeOf(offset), reason, remedy));
  }
  if (problems.size > 0) return [...problems.values()];
  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.source === ""))
    return { value: {}, locate: () => ({ file, line: firstLine, column: 1 }) };
  if (!isMap(contents)) {
    return [
      error(
        placeOf(contents.range?.[0] ?? 0),
        "the metadata are not a list of keys",
        "write lines such as `headline: Some words`",
      ),
    ];
  }
  const faults: Fault[] = [];
  const value = plain(contents, { text: source, faults, placeOf });
  if (faults.length > 0) return faults;
  return { value: value as { [key: string]: Plain }, locate: locator(contents, placeOf) };
}

/** What is wrong, in a maintainer's words. */
interface Explanation {
  /** Where it is, if not where the parser found out. */
  offset?: number | undefined;
  reason: string;
  remedy: string;
}

const inQuotes = "write the value in quotes";

const alike = "indent the lines of one list or map alike";

/** A mistake of YAML's grammar as maintainers make it; what is rare keeps the parser's words. */
function explain({ code, message, pos }: YAMLError, text: string, document: Document): Explanation {
  const at = pos[0];
  const here = shown(text.slice(at));
  if (/closing ["']quote/.test(message)) {
    const offset = lastOpened(document, at, (node) => isScalar(node) && /^QUOTE/.test(node.type ?? ""));
    const reason = `the quotation mark before ${shown(text.slice((offset ?? at) + 1))} is never closed`;
    return { offset, reason, remedy: "close it, or write the value without quotation marks" };
  }
  if (/end with a? ?[\]}]$/.test(message)) {
    const offset = lastOpened(document, at, (node) => isCollection(node) && node.flow === true);
    return { offset, reason: `${shown(text.slice(offset))} is never closed`, remedy: "close the bracket" };
  }
  switch (code) {
    case "DUPLICATE_KEY":
      return { reason: `the key ${key(text, at)} stands twice`, remedy: "keep one of the two" };
    case "TAB_AS_INDENT":
      return { reason: "the line is indented with a tab", remedy: "indent it with spaces" };
    case "BLOCK_AS_IMPLICIT_KEY":
      if (/^[^\n]*:(?:[ \t\n]|$)/.test(text.slice(at)))
        return { reason: `${here} holds a colon and a space`, remedy: inQuotes };
      return { reason: `the line after ${here} is indented deeper`, remedy: "indent all keys alike" };
    case "BAD_SCALAR_START":
      return { reason: `a value cannot begin with ${JSON.stringify(text.charAt(at))}`, remedy: inQuotes };
    case "BAD_DQ_ESCAPE": {
      const remedy = "write `\\\\` for a backslash, or put the value in single quotes";
      return { reason: `\`${text.slice(at, pos[1])}\` means nothing between double quotes`, remedy };
    }
    case "TAG_RESOLVE_FAILED": {
      const reason = `\`${/^\S*/.exec(text.slice(at))?.[0]}\` is a YAML tag, which metadata cannot use`;
      return { reason, remedy: inQuotes };
    }
    case "MULTIPLE_DOCS":
      return { reason: "a second document begins here", remedy: "remove the line `---`" };
    case "MULTILINE_IMPLICIT_KEY":
      return { reason: `${here} is no \`key: value\``, remedy: "write a key, a colon and a space before it" };
    case "MISSING_CHAR":
      if (message.startsWith("Sequence item")) return { reason: sentence(message), remedy: alike };
      if (!message.startsWith("Implicit map keys")) break;
      return { reason: `${here} is no \`key: value\``, remedy: "write a key, a colon and a space before it" };
    case "UNEXPECTED_TOKEN":
      if (!message.endsWith("at node end")) break;
      return { reason: `${here} stands after the end of a value`, remedy: "put all of the value in quotes" };
    case "BAD_INDENT":
      return { reason: sentence(message), remedy: alike };
  }
  return { reason: sentence(message), remedy: inQuotes };
}

function sentence(message: string): string {
  return `YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** What stands in a text up to the end of the line, as a message shows it. */
function shown(text: string): string {
  const line = (text.split("\n", 1)[0] ?? "").trimEnd();
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}

/** The key of a map's entry, as it is written. */
function key(text: string, offset: number): string {
  return `\`${/^[^:\n]*/.exec(text.slice(offset))?.[0].trimEnd()}\``;
}

/** Where the last node of a kind begins before an offset. */
function lastOpened(
  document: Document,
  before: number,
  isMeant: (node: unknown) => boolean,
): number | undefined {
  let last: number | undefined;
  visit(document, (_, node) => {
    const offset = start(node);
    if (offset !== undefined && offset < before && isMeant(node)) last = offset;
  });
  return last;
}

/** What `plain` needs besides a node. */
interface Reading {
  text: string;
  faults: Fault[];
  placeOf: (offset: number) => Place;
}

/** A node as plain data. Objects have no prototype, so that `__proto__` is a key like any other. */
function plain(node: unknown, reading: Reading): Plain {
  if (!isNode(node)) return null;
  refuseLoss(node, reading);
  // A key with nothing after it has no value; `""` is an empty text that somebody wrote.
  if (isScalar(node)) return node.source === "" && node.type === "PLAIN" ? null : String(node.value ?? "");
  if (isSeq(node)) return node.items.map((item) => plain(item, reading));
  if (!isMap(node)) return null;
  const map: { [key: string]: Plain } = Object.create(null);
  for (const pair of node.items) {
    if (isScalar(pair.key)) map[String(pair.key.value ?? "")] = plain(pair.value, reading);
    else
      refuse(
        reading,
        start(pair.key) ?? start(node) ?? 0,
        "a key is not text",
        "write keys as plain words, and a value that begins with a brace or a bracket in quotes",
      );
  }
  return map;
}

/** Refuses what YAML would take from a value in silence: `#1` as a comment, `&c` and `*c` as names. */
function refuseLoss(node: Node, reading: Reading): void {
  const offset = start(node) ?? 0;
  const end = node.range?.[1] ?? offset;
  if (isAlias(node))
    refuse(reading, offset, `\`*${node.source}\` is a YAML alias, which metadata cannot use`);
  else if (node.anchor !== undefined)
    refuse(
      reading,
      reading.text.lastIndexOf("&", offset),
      `\`&${node.anchor}\` is a YAML anchor, which metadata cannot use`,
    );
  const [space = "", comment] = /^([ \t]+)(#[^\n]*)/.exec(reading.text.slice(end, end + 200))?.slice(1) ?? [];
  if (comment === undefined || !isScalar(node) || node.type !== "PLAIN" || node.source === "") return;
  const remedy = "write the value in quotes, or the comment on a line of its own";
  refuse(reading, end + space.length, `${shown(comment)} would be lost as a comment of YAML's`, remedy);
}

function refuse({ faults, placeOf }: Reading, offset: number, reason: string, remedy = inQuotes): void {
  faults.push(error(placeOf(offset), reason, remedy));
}

function start(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function locator(root: Node, placeOf: (offset: number) => Place): Locate {
  return (path, of = "value") => {
    let node: unknown = root;
    let offset = start(root) ?? 0;
    for (const [depth, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
        if (!pair) break;
        const wantKey = of === "key" && depth === path.length - 1;
        offset = (wantKey ? start(pair.key) : (start(pair.value) ?? start(pair.key))) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = start(node) ?? offset;
      } else break;
    }
    return placeOf(offset);
  };
}
