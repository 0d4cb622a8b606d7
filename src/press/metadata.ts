import type { z } from "zod";
import { error, type Fault } from "./fault.ts";
import {
  type ArticleMetadata,
  articleSchema,
  type PublicationMetadata,
  publicationSchema,
} from "./schema.ts";
import { type Locate, readYaml } from "./yaml.ts";

/** Metadata that hold to their schema, and where each of them stands in the file. */
export interface Checked<T> {
  metadata: T;
  locate: Locate;
}

/** Reads an article's metadata: the text of its YAML file, or of a front matter that begins on `firstLine`. */
export function readArticleMetadata(
  file: string,
  text: string,
  firstLine = 1,
): Checked<ArticleMetadata> | Fault[] {
  return check(file, text, firstLine, articleSchema);
}

/** Reads the publication's metadata from the text of its YAML file. */
export function readPublicationMetadata(file: string, text: string): Checked<PublicationMetadata> | Fault[] {
  return check(file, text, 1, publicationSchema);
}

function check<S extends z.ZodObject>(
  file: string,
  text: string,
  firstLine: number,
  schema: S,
): Checked<z.output<S>> | Fault[] {
  const yaml = readYaml(file, text, firstLine);
  if (Array.isArray(yaml)) return yaml;
  const result = schema.safeParse(yaml.value);
  if (result.success) return { metadata: result.data, locate: yaml.locate };
  return result.error.issues.flatMap((issue) => toFaults(issue, yaml.locate, schema, yaml.value));
}

function toFaults(issue: z.core.$ZodIssue, locate: Locate, schema: z.ZodObject, value: unknown): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const remedy = near ? `did you mean \`${near}\`?` : `the keys are ${known.join(", ")}`;
      return error(locate([...issue.path, key], "key"), `unknown key \`${key}\``, remedy);
    });
  }
  const name = issue.path.map(String).join(".");
  const found = valueAt(value, issue.path);
  const shown = typeof found === "string" && found !== "" ? `, not ${quoted(found)}` : "";
  const map = issue.code === "invalid_type" && issue.expected === "object";
  const message = map ? `must be a list of keys: ${keysAt(schema, issue.path).join(", ")}` : issue.message;
  return [
    error(
      locate(issue.path),
      name === "" ? message : `\`${name}\` ${message}${message === "is missing" ? "" : shown}`,
      remedyFor(message),
    ),
  ];
}

function remedyFor(message: string): string | undefined {
  if (message === "is empty") return "write a text, or remove the key";
  if (message === "is missing") return "add it";
  if (message === "must be text") return "write the value on one line, or in quotes";
  if (message === "holds a control character") return "remove it";
  return undefined;
}

/** A value as a message shows it: in quotes, on one line, shortened. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = unwrap(schema);
  for (const step of path) {
    const def = (
      at as { _zod: { def: { type: string; shape?: Record<string, unknown>; element?: unknown } } }
    )._zod.def;
    at = unwrap(def.type === "array" ? def.element : def.shape?.[String(step)]);
  }
  const shape = (at as { _zod?: { def: { shape?: Record<string, unknown> } } } | undefined)?._zod?.def.shape;
  return Object.keys(shape ?? {});
}

function unwrap(schema: unknown): unknown {
  const def = (schema as { _zod?: { def: { type: string; innerType?: unknown } } } | undefined)?._zod?.def;
  return def?.type === "optional" ? unwrap(def.innerType) : schema;
}

/** The known word that is nearest to a mistyped one, if any is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  return known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment distance). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 10) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(i - 2, j - 2) + 1);
      row[j] = best;
    }
  }
  return at(a.length, b.length);
}
