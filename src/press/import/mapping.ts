import { readFileSync } from "node:fs";
import { z } from "zod";
import { error, type Fault } from "../faults/fault.ts";
import { isLanguageTag } from "../record/language-tag.ts";
import type { ArticleMetadata } from "../record/schema.ts";
import { readYaml } from "../record/yaml.ts";
import { authorsOf } from "./people.ts";
import type { Loss, Story } from "./story.ts";

const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

const mapSchema = z.strictObject({
  standfirst: names.optional(),
  authors: names.optional(),
  dateline: names.optional(),
  section: names.optional(),
  topics: names.optional(),
  language: names.optional(),
  corrections: names.optional(),
});

/** Which custom fields and taxonomies of an export become which metadata: the names in the export, by the metadata's own. */
export type Mapping = z.output<typeof mapSchema>;

/** Reads a map: a YAML file with lines such as `standfirst: _subtitle` or `topics: [series, location]`. */
export function readMapping(file: string): Mapping | Fault[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [error({ file }, "the map cannot be read", "check the path")];
  }
  const yaml = readYaml(file, text, 1);
  if (Array.isArray(yaml)) return yaml;
  const found = mapSchema.safeParse(yaml.value);
  if (found.success) return found.data;
  const known = Object.keys(mapSchema.shape).join(", ");
  return found.error.issues.map((issue) => {
    const key = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path[0];
    const reason =
      issue.code === "unrecognized_keys"
        ? `unknown key \`${String(key)}\``
        : `\`${String(key)}\` must be a name or a list of names`;
    return error(yaml.locate(key === undefined ? [] : [key], "key"), reason, `a map has the keys ${known}`);
  });
}

/** What a story's own fields came to. */
export interface Mapped {
  metadata: ArticleMetadata;
  losses: Loss[];
}

/** Gives a story's custom fields and terms their places in the metadata, and tells those that have none. */
export function applyMapping({ fields, metadata, place, headline }: Story, mapping: Mapping): Mapped {
  const losses: Loss[] = [];
  const lose = (name: string, value: string, kind: string) => {
    losses.push({ kind, place, what: `“${headline}”: ${name}: ${value}` });
  };
  const used = new Set<string>();
  const take = (key: keyof Mapping): string[] =>
    (mapping[key] ?? []).flatMap((name) => {
      const values = fields?.get(name) ?? [];
      if (values.length > 0) used.add(name);
      return values;
    });
  const mapped = withFields(metadata, take, (value) => lose("language", value, "languages that are no tags"));
  for (const [name, values] of fields ?? []) {
    if (used.has(name)) continue;
    for (const value of values)
      lose(name, value, "custom fields and other terms (a --map file gives them a place)");
  }
  return { metadata: mapped, losses };
}

function withFields(
  metadata: ArticleMetadata,
  take: (key: keyof Mapping) => string[],
  refuse: (value: string) => void,
): ArticleMetadata {
  const [standfirst] = take("standfirst");
  const [dateline] = take("dateline");
  const [section] = take("section");
  const topics = [...new Set([...(metadata.topics ?? []), ...take("topics")])];
  const authors = take("authors")
    .flatMap(authorsOf)
    .flatMap((author) => ("name" in author ? author : []));
  const [language] = take("language");
  if (language !== undefined && !isLanguageTag(language)) refuse(language);
  const date = metadata.updated ?? metadata.date;
  const corrections = date === undefined ? [] : take("corrections").map((text) => ({ date, text }));
  return {
    ...metadata,
    ...(standfirst && { standfirst }),
    ...(dateline && { dateline }),
    ...(section && { section }),
    ...(topics.length > 0 && { topics }),
    ...(authors.length > 0 && { authors }),
    ...(language && isLanguageTag(language) && { language }),
    ...(corrections.length > 0 && { corrections }),
  };
}
