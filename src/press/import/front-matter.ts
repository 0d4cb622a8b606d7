import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { error, type Fault } from "../faults/fault.ts";

/** A Markdown file with what stands above its text. */
export interface FrontMatter {
  /** Every value is text, a list of texts or a map: a date stays as it was written. */
  data: Data;
  body: string;
}

export type Data = { [key: string]: Value };
export type Value = string | Value[] | Data;

/**
 * Takes the front matter off a Markdown file: YAML between `---`, TOML between `+++`, or JSON.
 *
 * @param file the path for messages
 */
export function frontMatterOf(file: string, text: string): FrontMatter | Fault {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const fenced = /^(---|\+\+\+)(json)?[ \t]*\n([\s\S]*?)(?:^|\n)\1[ \t]*(?:\n|$)/.exec(plain);
  const object = /^\{\n[\s\S]*?\n\}(?=\n|$)/.exec(plain);
  try {
    if (fenced) {
      const [whole, fence, json, inner = ""] = fenced;
      const parsed: unknown = json ? JSON.parse(inner) : fence === "+++" ? parseToml(inner) : yamlOf(inner);
      return { data: dataOf(parsed), body: plain.slice(whole.length) };
    }
    if (object) return { data: dataOf(JSON.parse(object[0])), body: plain.slice(object[0].length) };
    return { data: {}, body: plain };
  } catch (thrown) {
    const reason = (thrown instanceof Error ? thrown.message : String(thrown)).split("\n")[0] ?? "";
    return error({ file, line: 1 }, `its front matter cannot be read: ${reason}`, "mend it at the source");
  }
}

/** YAML in which every scalar is text. */
function yamlOf(text: string): unknown {
  return parseYaml(text, { schema: "failsafe", uniqueKeys: false, logLevel: "error" });
}

function dataOf(value: unknown): Data {
  const found = plainOf(value);
  return typeof found === "string" || Array.isArray(found) ? {} : found;
}

function plainOf(value: unknown): Value {
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Date) return String(value.toISOString());
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainOf(inner)]));
  return value === null || value === undefined ? "" : String(value);
}

/** The first of several keys that has a text. */
export function textAt(data: Data, ...keys: string[]): string {
  for (const key of keys) {
    const [first] = listAt(data, key);
    if (first !== undefined) return first;
  }
  return "";
}

/** The texts under a key, which may be a path with dots: one, a list of them, or of maps with a `name`. */
export function listAt(data: Data, key: string): string[] {
  const value = key
    .split(".")
    .reduce<Value | undefined>((found, part) => (isData(found) ? found[part] : undefined), data);
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return values
    .map((one) =>
      isData(one) ? textAt(one, "name", "title", "src", "url") : Array.isArray(one) ? one.join(" ") : one,
    )
    .filter((one) => one.trim() !== "");
}

function isData(value: Value | undefined): value is Data {
  return typeof value === "object" && !Array.isArray(value);
}
