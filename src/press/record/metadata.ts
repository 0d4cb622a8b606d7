import type { z } from "zod";
import { error, type Fault, quoted, visible } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { frontSchema, pageSchema } from "./layout-schema.ts";
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

/** Metadata of which some may be refused: what is right serves to find further faults. */
export interface Sifted<T> extends Checked<Partial<T>> {
  faults: Fault[];
  /** The keys at the top that are not in `metadata`, though the file has or may have them. */
  refused: ReadonlySet<string>;
}

/** Reads an article's metadata: the text of its YAML file, or of a front matter that begins on `firstLine`. */
export function readArticleMetadata(
  file: string,
  text: string,
  firstLine = 1,
): Checked<ArticleMetadata> | Fault[] {
  const sifted = siftArticleMetadata(file, text, firstLine);
  return sifted.faults.length > 0 ? sifted.faults : sifted;
}

/** Reads an article's metadata, and keeps what is right where something is not. */
export function siftArticleMetadata(file: string, text: string, firstLine = 1): Sifted<ArticleMetadata> {
  return sift(file, text, firstLine, articleSchema);
}

/** An article's metadata of which nothing can be read. */
export function lostArticleMetadata(file: string, faults: Fault[]): Sifted<ArticleMetadata> {
  return lost(file, faults, articleSchema);
}

/** What a page's keys are called in an article's record. */
const pageKeys: Readonly<Record<string, string>> = { title: "headline", description: "standfirst" };

/** Reads a page's front matter as an article's metadata, and keeps what is right where something is not. */
export function siftPageMetadata(file: string, text: string, firstLine = 1): Sifted<ArticleMetadata> {
  const { metadata, locate, faults, refused } = sift(file, text, firstLine, pageSchema);
  const { title, description, ...rest } = metadata;
  const own = Object.entries(pageKeys);
  return {
    metadata: { headline: title, standfirst: description, ...rest },
    locate: ([first, ...others], of) => {
      const [key] = own.find(([, name]) => name === first) ?? [];
      return locate(first === undefined ? [] : [key ?? first, ...others], of);
    },
    faults,
    refused: new Set([...refused].map((key) => pageKeys[key] ?? key)),
  };
}

/** Reads `front.yaml`. */
export function siftFront(file: string, text: string): Sifted<z.output<typeof frontSchema>> {
  return sift(file, text, 1, frontSchema);
}

/** Reads the publication's metadata from the text of its YAML file, and keeps what is right where something is not. */
export function siftPublicationMetadata(file: string, text: string): Sifted<PublicationMetadata> {
  return sift(file, text, 1, publicationSchema);
}

function sift<S extends z.ZodObject>(
  file: string,
  text: string,
  firstLine: number,
  schema: S,
): Sifted<z.output<S>> {
  const yaml = readYaml(file, text, firstLine);
  if (Array.isArray(yaml)) return lost(file, yaml, schema);
  const { value, locate } = yaml;
  const result = schema.safeParse(value);
  if (result.success) return { metadata: result.data, locate, faults: [], refused: new Set() };
  const { issues } = result.error;
  const refused = new Set(issues.flatMap(topKeys));
  const kept = Object.fromEntries(Object.entries(value).filter(([key]) => !refused.has(key)));
  const faults = issues.flatMap((issue) => toFaults(issue, locate, schema, value));
  return { metadata: schema.partial().parse(kept) as Partial<z.output<S>>, locate, faults, refused };
}

function lost<S extends z.ZodObject>(file: string, faults: Fault[], schema: S): Sifted<z.output<S>> {
  return { metadata: {}, locate: () => ({ file }), faults, refused: new Set(Object.keys(schema.shape)) };
}

/** The keys at the top that an issue concerns. */
function topKeys(issue: z.core.$ZodIssue): string[] {
  const [top] = issue.path;
  if (top !== undefined) return [String(top)];
  return issue.code === "unrecognized_keys" ? issue.keys : [];
}

/**
 * What is wrong with metadata, by the checks of their schema.
 *
 * @param name what the value as a whole is called
 */
export function toFaults(
  issue: z.core.$ZodIssue,
  locate: Locate,
  schema: z.ZodObject,
  value: unknown,
  name = "",
): Fault[] {
  const meant = meantIssues(issue, schema, value);
  if (meant) return meant.flatMap((each) => toFaults(each, locate, schema, value, name));
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) =>
      error(locate([...issue.path, key], "key"), `unknown key \`${key}\``, remedyForKey(key, known)),
    );
  }
  // The place tells which item of a list it is.
  const own = issue.path.filter((step) => typeof step === "string").join(".") || name;
  const [reason, remedy] = reasonFor(issue, `\`${own}\``, valueAt(value, issue.path), schema);
  return [error(locate(issue.path), reason, remedy)];
}

/** Where a value may be a text or a map: what is wrong with what the maintainer wrote, as one of the two. */
function meantIssues(
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  value: unknown,
): z.core.$ZodIssue[] | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const found = valueAt(value, issue.path);
  const isMap = typeof found === "object" && found !== null && !Array.isArray(found);
  // A text's white space is folded before it is looked at.
  const kind = typeof found === "string" ? "pipe" : isMap ? "object" : "";
  const errors = issue.errors[optionsAt(schema, issue.path).indexOf(kind)];
  return errors?.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

/** Words for keys that other systems use. */
const synonyms: Readonly<Record<string, string>> = {
  title: "headline",
  subtitle: "standfirst",
  description: "standfirst",
  summary: "standfirst",
  author: "authors",
  byline: "authors",
  category: "section",
  tags: "topics",
  keywords: "topics",
  lang: "language",
  permalink: "slug",
  draft: "status",
  published: "date",
  modified: "updated",
  licence: "license",
  headline: "title",
  standfirst: "description",
};

function remedyForKey(key: string, known: readonly string[]): string {
  const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
  const near = synonym !== undefined && known.includes(synonym) ? synonym : nearest(key, known);
  return near ? `did you mean \`${near}\`?` : `the keys are ${known.join(", ")}`;
}

/** What is wrong with a value, and what to do about it. */
function reasonFor(
  issue: z.core.$ZodIssue,
  name: string,
  found: unknown,
  schema: z.ZodObject,
): [reason: string, remedy: string | undefined] {
  const { code, message } = issue;
  const isAlternative = name === "`image.alt`";
  // A reason that begins with the value does not say whose value it is.
  if (code === "custom" && issue.params) {
    const key = String(issue.path.findLast((step) => typeof step === "string"));
    return [message.startsWith('"') ? `\`${key}\`: ${message}` : message, issue.params.remedy];
  }
  if (found === undefined || found === null) {
    const reason = `${name} is ${found === null ? "empty" : "missing"}`;
    if (isAlternative) return [reason, 'describe the image, or write `alt: ""` if it only decorates'];
    return [reason, found === null ? "write a value, or remove the key" : "add it"];
  }
  if (message === "is empty" || message === "holds a control character") {
    const shown = found === "" ? "" : `: ${visible(quoted(String(found)))}`;
    return [
      `${name} ${message}${shown}`,
      message === "is empty" ? "write a text, or remove the key" : "remove it",
    ];
  }
  const kind = typeof found === "string" ? quoted(found) : Array.isArray(found) ? "a list" : "a map of keys";
  if (message === "must be text") return [`${name} must be text, not ${kind}`, "write the value in quotes"];
  const isMap = code === "invalid_type" && issue.expected === "object";
  const rule = isMap ? `must have the keys ${keysAt(schema, issue.path).join(", ")}` : message;
  return [`${name} ${rule}, not ${kind}`, remedyForKind(issue)];
}

function remedyForKind(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code !== "invalid_type") return undefined;
  if (issue.expected === "object") return "write each key on a line of its own, indented below";
  return issue.expected === "array"
    ? "write each item on a line of its own that begins with `- `"
    : undefined;
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
  return Object.keys(asMap(schemaAt(schema, path))?._zod.def.shape ?? {});
}

/** The kinds of value that a schema takes at a path where it takes several. */
function optionsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  return (schemaAt(schema, path)?._zod.def.options ?? []).map(({ _zod }) => _zod.def.type);
}

/** What of a schema is looked at here. */
interface Schema {
  _zod: {
    def: {
      type: string;
      shape?: Record<string, Schema>;
      element?: Schema;
      innerType?: Schema;
      options?: readonly Schema[];
    };
  };
}

function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): Schema | undefined {
  let at: Schema | undefined = unwrap(schema as unknown as Schema);
  for (const step of path) {
    const def = asMap(at)?._zod.def;
    at = unwrap(def?.type === "array" ? def.element : def?.shape?.[String(step)]);
  }
  return at;
}

/** Where a value may be a text or a map, the map. */
function asMap(schema: Schema | undefined): Schema | undefined {
  return schema?._zod.def.options?.find(({ _zod }) => _zod.def.type === "object") ?? schema;
}

function unwrap(schema: Schema | undefined): Schema | undefined {
  const def = schema?._zod.def;
  return def?.type === "optional" ? unwrap(def.innerType) : schema;
}
