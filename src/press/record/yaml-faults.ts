import { createRequire } from "node:module";
import type { Document, Node, YAMLError } from "yaml";
import { error, type Fault, type Place } from "../faults/fault.ts";

/*
 * What is wrong with metadata that cannot be read, every mistake at once and in a maintainer's words. The package that reads
 * metadata stops at the first; this one goes on, takes longer, and is loaded only where there is something to explain.
 */
type Yaml = typeof import("yaml");

/**
 * Explains YAML that cannot be taken as text only, by the failsafe schema.
 *
 * @param text the YAML, its lines ended by line feeds
 * @param placeOf the place of an offset in the text
 * @returns every fault in it; none if the YAML is good, and has a single map of text
 */
export function explainYaml(text: string, placeOf: (offset: number) => Place): Fault[] {
  const yaml: Yaml = createRequire(import.meta.url)("yaml");
  const document = yaml.parseDocument(text, { schema: "failsafe", prettyErrors: false, uniqueKeys: true });
  // One mistake often makes the parser stumble twice at one place.
  const problems = new Map<number, Fault>();
  for (const problem of [...document.errors, ...document.warnings]) {
    const { offset = problem.pos[0], reason, remedy } = explain(problem, text, document, yaml);
    if (!problems.has(offset)) problems.set(offset, error(placeOf(offset), reason, remedy));
  }
  if (problems.size > 0) return [...problems.values()];
  const { contents } = document;
  if (contents === null || (yaml.isScalar(contents) && contents.source === "")) return [];
  if (!yaml.isMap(contents)) {
    return [
      error(
        placeOf(contents.range?.[0] ?? 0),
        "the metadata are not a list of keys",
        "write lines such as `headline: Some words`",
      ),
    ];
  }
  const faults: Fault[] = [];
  refuseLosses(contents, { text, faults, placeOf, yaml });
  return faults;
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
function explain(
  { code, message, pos }: YAMLError,
  text: string,
  document: Document,
  yaml: Yaml,
): Explanation {
  const at = pos[0];
  const here = shown(text.slice(at));
  if (/closing ["']quote/.test(message)) {
    const offset = lastOpened(
      yaml,
      document,
      at,
      (node) => yaml.isScalar(node) && /^QUOTE/.test(node.type ?? ""),
    );
    const reason = `the quotation mark before ${shown(text.slice((offset ?? at) + 1))} is never closed`;
    return { offset, reason, remedy: "close it, or write the value without quotation marks" };
  }
  if (/end with a? ?[\]}]$/.test(message)) {
    const offset = lastOpened(yaml, document, at, (node) => yaml.isCollection(node) && node.flow === true);
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
    case "TAG_RESOLVE_FAILED":
      return { reason: tagReason(/^\S*/.exec(text.slice(at))?.[0]), remedy: inQuotes };
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
  yaml: Yaml,
  document: Document,
  before: number,
  isMeant: (node: unknown) => boolean,
): number | undefined {
  let last: number | undefined;
  yaml.visit(document, (_, node) => {
    const offset = start(yaml, node);
    if (offset !== undefined && offset < before && isMeant(node)) last = offset;
  });
  return last;
}

/** What is needed to refuse a node. */
interface Reading {
  text: string;
  faults: Fault[];
  placeOf: (offset: number) => Place;
  yaml: Yaml;
}

/** Refuses what YAML would take from the values in silence, and keys that are not text. */
function refuseLosses(node: unknown, reading: Reading): void {
  const { yaml } = reading;
  if (!yaml.isNode(node)) return;
  refuseName(node, reading);
  refuseComment(node, reading);
  if (yaml.isSeq(node)) for (const item of node.items) refuseLosses(item, reading);
  if (!yaml.isMap(node)) return;
  for (const pair of node.items) {
    if (yaml.isScalar(pair.key)) {
      refuseName(pair.key, reading, "write the key without it");
      refuseLosses(pair.value, reading);
    } else
      refuse(
        reading,
        start(yaml, pair.key) ?? start(yaml, node) ?? 0,
        "a key is not text",
        "write keys as plain words, and a value that begins with a brace or a bracket in quotes",
      );
  }
}

/** Refuses what YAML would take from a key or a value in silence: `&c` and `*c` as names, `!c` as a tag. */
function refuseName(node: Node, reading: Reading, remedy = inQuotes): void {
  const { text, yaml } = reading;
  const offset = start(yaml, node) ?? 0;
  if (yaml.isAlias(node))
    refuse(reading, offset, `\`*${node.source}\` is a YAML alias, which metadata cannot use`, remedy);
  else if (node.anchor !== undefined)
    refuse(
      reading,
      text.lastIndexOf("&", offset),
      `\`&${node.anchor}\` is a YAML anchor, which metadata cannot use`,
      remedy,
    );
  else if (node.tag !== undefined) refuseTag(offset, reading, remedy);
}

/** Refuses the tag before an offset. */
function refuseTag(offset: number, reading: Reading, remedy: string): void {
  const from = Math.max(0, offset - 200);
  const tag = /!\S*(?=\s*$)/.exec(reading.text.slice(from, offset));
  refuse(reading, from + (tag?.index ?? 0), tagReason(tag?.[0]), remedy);
}

function tagReason(tag = "!"): string {
  return `\`${tag}\` is a YAML tag, which metadata cannot use`;
}

/** Refuses what YAML would take from a value in silence: `#1` as a comment. */
function refuseComment(node: Node, reading: Reading): void {
  const { text, yaml } = reading;
  const end = node.range?.[1] ?? 0;
  const [space = "", comment] = lostComment.exec(text.slice(end, end + 200))?.slice(1) ?? [];
  if (comment === undefined || !yaml.isScalar(node) || node.type !== "PLAIN" || node.source === "") return;
  const remedy = "write the value in quotes, or the comment on a line of its own";
  refuse(reading, end + space.length, `${shown(comment)} would be lost as a comment of YAML's`, remedy);
}

/** A comment right after a value that is not in quotes: somebody may have meant it as part of the value. */
export const lostComment = /^([ \t]+)(#[^\n]*)/;

function refuse({ faults, placeOf }: Reading, offset: number, reason: string, remedy = inQuotes): void {
  faults.push(error(placeOf(offset), reason, remedy));
}

function start(yaml: Yaml, node: unknown): number | undefined {
  return yaml.isNode(node) ? node.range?.[0] : undefined;
}
