import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
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
  const document = parseDocument(text.replace(/\r\n?/g, "\n"), {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: line + firstLine - 1, column: col };
  };
  const problems = [...document.errors, ...document.warnings].map((problem) =>
    error(placeOf(problem.pos[0]), sentence(problem.message), remedies[problem.code]),
  );
  if (problems.length > 0) return problems;
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
  const value = plain(contents, faults, placeOf);
  if (faults.length > 0) return faults;
  return { value: value as { [key: string]: Plain }, locate: locator(contents, placeOf) };
}

const remedies: Record<string, string> = {
  MISSING_CHAR: "close the quotation mark or bracket",
  DUPLICATE_KEY: "keep one of the two",
  TAB_AS_INDENT: "indent with spaces",
  BAD_ALIAS: "write the value in quotes",
  BAD_INDENT: "indent the lines of one list or map alike",
};

function sentence(message: string): string {
  return `YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** A node as plain data. Objects have no prototype, so that `__proto__` is a key like any other. */
function plain(node: unknown, faults: Fault[], placeOf: (offset: number) => Place): Plain {
  if (!isNode(node)) return null;
  // A key with nothing after it has no value; `""` is an empty text that somebody wrote.
  if (isScalar(node)) return node.source === "" && node.type === "PLAIN" ? null : String(node.value ?? "");
  if (isSeq(node)) return node.items.map((item) => plain(item, faults, placeOf));
  if (isMap(node)) {
    const map: { [key: string]: Plain } = Object.create(null);
    for (const pair of node.items) {
      if (!isScalar(pair.key)) {
        faults.push(
          error(
            placeOf(start(pair.key) ?? start(node) ?? 0),
            "a key is not text",
            "write keys as plain words",
          ),
        );
        continue;
      }
      map[String(pair.key.value ?? "")] = plain(pair.value, faults, placeOf);
    }
    return map;
  }
  if (isAlias(node)) {
    faults.push(
      error(
        placeOf(start(node) ?? 0),
        `\`*${node.source}\` is a YAML alias, which metadata cannot use`,
        "write the value in quotes",
      ),
    );
  }
  return null;
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
