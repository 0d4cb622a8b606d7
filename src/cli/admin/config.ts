import { z } from "zod";
import { authorSchema, pageSchema } from "../../press/record/layout-schema.ts";
import { articleSchema, publicationSchema } from "../../press/record/schema.ts";
import { text } from "../../press/record/values.ts";

/** What the editor in the browser must know of a publication. */
export interface Edited {
  /** The repository on GitHub, OWNER/NAME. */
  repository: string;
  branch: string;
  /** The publication's address. */
  url: string;
  /** Where things lie in the repository. */
  paths: { articles: string; pages: string; metadata: string; authors: string };
  /** The ids of the authors whom authors.yaml presents. */
  authors: readonly string[];
  /** Whether the publication says what it is called or what it is in each of its languages: no form can show that. */
  translated: boolean;
}

/** A part of a JSON Schema, as far as the press' schemas use any. */
interface Schema {
  type?: string;
  description?: string;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

interface Field {
  name: string;
  label: string;
  widget: string;
  required?: boolean;
  hint?: string;
  [more: string]: unknown;
}

/** Texts of more than a line. */
const long: ReadonlySet<string> = new Set(["standfirst", "description", "about", "text", "caption", "alt"]);

const { title, description } = publicationSchema.shape;

/** The metadata of a publication that has one name for all of its languages. */
const inOneLanguage = publicationSchema.extend({
  title: text.describe(title.description ?? ""),
  description: text.optional().describe(description.description ?? ""),
});

/**
 * The editor's settings, from the schemas by which the press reads what it writes. Keys that no form can show, such as maps with keys of
 * their own, are left to whoever writes YAML; the editor keeps them as they are.
 *
 * @see https://sveltiacms.app/en/docs/config-basics
 */
export function editorConfig({ repository, branch, url, paths, authors, translated }: Edited): object {
  const folder = { create: true, extension: "md", format: "yaml-frontmatter", slug: "{{slug}}" };
  const collections = [
    {
      ...folder,
      name: "articles",
      label: "Articles",
      label_singular: "Article",
      folder: paths.articles,
      identifier_field: "headline",
      summary: "{{headline}}",
      media_folder: "",
      public_folder: "",
      nested: { depth: 10, subfolders: false },
      fields: withText(fieldsOf(articleSchema), "date"),
    },
    {
      ...folder,
      name: "pages",
      label: "Pages",
      label_singular: "Page",
      folder: paths.pages,
      media_folder: "",
      public_folder: "",
      fields: withText(fieldsOf(pageSchema), "title"),
    },
    {
      name: "publication",
      label: "Publication",
      files: [
        {
          name: "metadata",
          label: "Metadata",
          file: paths.metadata,
          fields: fieldsOf(translated ? publicationSchema : inOneLanguage),
        },
        ...(authors.length === 0
          ? []
          : [{ name: "authors", label: "Authors", file: paths.authors, fields: authors.map(authorField) }]),
      ],
    },
  ];
  return {
    backend: { name: "github", repo: repository, branch },
    site_url: url,
    publish_mode: "simple",
    media_folder: paths.articles,
    output: { omit_empty_optional_fields: true, yaml: { quote: "none" } },
    collections,
  };
}

/** The text as it is written: an editor of formatted text would write it anew. It stands behind the field that one fills in first. */
function withText(fields: Field[], behind: string): Field[] {
  const index = fields.findIndex(({ name }) => name === behind) + 1;
  const text = { name: "body", label: "text", widget: "markdown", modes: ["raw"] };
  return [...fields.slice(0, index), text, ...fields.slice(index)];
}

function authorField(id: string): Field {
  return { name: id, label: id, widget: "object", fields: fieldsOf(authorSchema) };
}

function fieldsOf(schema: z.ZodObject): Field[] {
  return fieldsIn(z.toJSONSchema(schema, { io: "input", target: "draft-7" }) as Schema);
}

function fieldsIn({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const kind = kindOf(name, schema);
    if (!kind) return [];
    const { description } = schema;
    const hint = description === undefined ? {} : { hint: description };
    return [{ name, label: name, ...hint, required: required.includes(name), ...kind }];
  });
}

/** How a value is edited; nothing where no form can show it. */
function kindOf(name: string, schema: Schema): { widget: string; [more: string]: unknown } | undefined {
  const { type, enum: options, items, properties } = schema;
  if (options) return { widget: "select", options };
  if (type === "string") return { widget: long.has(name) ? "text" : "string" };
  if (properties) return { widget: "object", collapsed: true, fields: fieldsIn(schema) };
  if (type !== "array" || !items) return undefined;
  if (items.properties) return { widget: "list", collapsed: true, fields: fieldsIn(items) };
  return items.type === "string" ? { widget: "list" } : undefined;
}
