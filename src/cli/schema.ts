import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { articleSchema, publicationSchema } from "../press/record/schema.ts";
import { readArguments } from "./arguments.ts";

const help = `
npm run schema -- [options]

Writes the JSON Schemas of the two metadata files, from which editors complete and check them.

  --check  writes nothing; exit status 1 if they are stale
  --help   this text
`;

const folder = "src/press/record/schemas";

const schemas = [
  { file: `${folder}/article.schema.json`, title: "An article's metadata", schema: articleSchema },
  {
    file: `${folder}/publication.schema.json`,
    title: "The publication's metadata",
    schema: publicationSchema,
  },
];

const { values } = readArguments(help, { check: { type: "boolean", default: false } });
mkdirSync(folder, { recursive: true });
for (const { file, title, schema } of schemas) {
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }) }, null, 2)}\n`;
  if (!values.check) writeFileSync(file, text);
  else if (readOrEmpty(file) !== text) {
    console.error(`${file} is stale: run npm run schema`);
    process.exitCode = 1;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
