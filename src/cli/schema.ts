import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { pressFile } from "../press/build/places.ts";
import { authorsSchema, frontSchema, pageSchema } from "../press/record/layout-schema.ts";
import { articleSchema, publicationSchema } from "../press/record/schema.ts";
import { readArguments } from "./arguments.ts";

const help = `
stet schema [FOLDER] [options]

Writes the JSON Schemas of the metadata into FOLDER (the press' own, where the first line of a metadata file finds them). Editors
complete and check metadata by them.

  --check  writes nothing; exit status 1 if they are stale
  --help   this text
`;

/** Where the press keeps its schemas. */
export const schemaFolder = pressFile("schemas");

const schemas = [
  { name: "article.schema.json", title: "An article's metadata", schema: articleSchema },
  { name: "authors.schema.json", title: "The authors", schema: authorsSchema },
  { name: "page.schema.json", title: "A page's metadata", schema: pageSchema },
  { name: "front.schema.json", title: "The front page", schema: frontSchema },
  { name: "publication.schema.json", title: "The publication's metadata", schema: publicationSchema },
];

/**
 * The line by which editors find a schema, at the top of a metadata file; nothing where the press lies outside the publication.
 *
 * @param publication the publication's folder
 * @param folder the folder of the metadata file
 */
export function modeline(publication: string, folder: string, name: "article" | "publication"): string {
  const own = [join(publication, "node_modules/stet/schemas"), schemaFolder];
  const inside = own.find((path) => existsSync(path) && !relative(publication, path).startsWith(".."));
  if (inside === undefined) return "";
  const path = relative(folder, join(inside, `${name}.schema.json`))
    .split(sep)
    .join("/");
  return `# yaml-language-server: $schema=${encodeURI(path)}\n`;
}

/** `stet schema`. */
export function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(help, args, { check: { type: "boolean", default: false } });
  const folder = positionals[0] ?? schemaFolder;
  if (!values.check) mkdirSync(folder, { recursive: true });
  for (const { name, title, schema } of schemas) {
    const file = join(folder, name);
    const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }) }, null, 2)}\n`;
    if (!values.check) writeFileSync(file, text);
    else if (readOrEmpty(file) !== text) {
      console.error(`${file} is stale: run stet schema`);
      process.exitCode = 1;
    }
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
