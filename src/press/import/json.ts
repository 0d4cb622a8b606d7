import { statSync } from "node:fs";
import { z } from "zod";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { chunksOf, firstBytes } from "./chunks.ts";
import { unreadable, xmlEncoding } from "./decode.ts";
import { type Body, type Entry, toStory } from "./entry.ts";
import { readGhost } from "./ghost.ts";
import { rowsOf, unreadRow } from "./json-rows.ts";
import { hostOf } from "./links.ts";
import { readNinjs } from "./ninjs.ts";
import { newStories, storiesOf } from "./stories.ts";
import type { Listed, Options, Progress, Reading, Story } from "./story.ts";

/**
 * A file of JSON: a Ghost export, a JSON Feed such as Stet's own, ninjs, or posts of Micropub.
 *
 * @param path where it lies
 * @param file the path for messages
 * @throws PressError where it is no JSON
 */
export function readJson(path: string, file: string, options: Options): Reading | Fault {
  const encoding = xmlEncoding(firstBytes(path));
  const chunks = (progress?: Progress) => chunksOf(path, encoding, file, progress);
  const survey = surveyOf(file, chunks());
  const posts = [...survey.paths].find((list) => /(?:^|\.)data\.posts$/.test(list));
  const rows = (list: string) => valuesOf(file, chunks(options.progress), list);
  if (posts !== undefined) return readGhost(file, survey.tables, rows(posts), options);
  const head = headSchema.safeParse(survey.rest);
  if (head.success) return readJsonFeed(file, head.data, survey.tables, rows("items"), options);
  const large = unreadable(file, statSync(path).size, firstBytes(path));
  if (large) return large;
  const value: unknown = JSON.parse([...chunks()].join(""));
  return (
    readNinjs(file, value, options) ??
    readMicropub(file, value, options) ??
    error(
      { file },
      "this JSON is neither a Ghost export, a JSON Feed nor ninjs",
      "export from Ghost, save the site's feed.json, or ask the agency for ninjs",
    )
  );
}

/** The values of one list. */
function* valuesOf(file: string, chunks: Iterable<string>, list: string): Generator<unknown> {
  for (const { path, value } of rowsOf(file, chunks)) if (path === list) yield value;
}

/** What a file holds beside its pieces. */
interface Survey {
  /** The lists that it has. */
  paths: Set<string>;
  /** The short lists, by their last key. */
  tables: Map<string, unknown[]>;
  /** What is in no list. */
  rest: unknown;
}

/** Lists that are read with every piece. */
const short = new Set(["tags", "users", "posts_tags", "posts_authors", "posts_meta", "settings", "authors"]);

function surveyOf(file: string, chunks: Iterable<string>): Survey {
  const survey: Survey = { paths: new Set(), tables: new Map(), rest: undefined };
  const rows = rowsOf(file, chunks);
  for (let next = rows.next(); ; next = rows.next()) {
    if (next.done) return { ...survey, rest: next.value };
    const { path, value } = next.value;
    survey.paths.add(path);
    const key = path.split(".").at(-1) ?? "";
    if (!short.has(key)) continue;
    const table = survey.tables.get(key) ?? [];
    survey.tables.set(key, table);
    table.push(value);
  }
}

const author = z.object({ name: z.string().optional(), url: z.string().optional() });

const headSchema = z.object({
  version: z.string().startsWith("https://jsonfeed.org/"),
  home_page_url: z.string().optional(),
  language: z.string().optional(),
  author: author.optional(),
});

const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  url: z.string().optional(),
  external_url: z.string().optional(),
  title: z.string().optional(),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  summary: z.string().optional(),
  image: z.string().optional(),
  banner_image: z.string().optional(),
  date_published: z.string().optional(),
  date_modified: z.string().optional(),
  tags: z.array(z.string()).optional(),
  authors: z.array(author).optional(),
  author: author.optional(),
  language: z.string().optional(),
  attachments: z
    .array(z.object({ url: z.string(), mime_type: z.string().optional(), title: z.string().optional() }))
    .optional(),
});

interface Feed extends z.output<typeof headSchema> {
  authors?: z.output<typeof author>[] | undefined;
}
type Item = z.output<typeof itemSchema>;

/** @see https://www.jsonfeed.org/version/1.1/ */
function readJsonFeed(
  file: string,
  head: Feed,
  tables: ReadonlyMap<string, unknown[]>,
  items: Iterable<unknown>,
  options: Options,
): Reading {
  const authors = z.array(author).optional().safeParse(tables.get("authors")).data;
  const feed = { ...head, ...(authors && { authors }) };
  const make = (value: unknown, number: number): Story | Fault => {
    const item = itemSchema.safeParse(value);
    return item.success
      ? toStory(fromItem(item.data, feed, { file }), options)
      : unreadRow(file, "item", number, item.error);
  };
  const { home_page_url: site } = feed;
  return { kind: "JSON Feed", ...storiesOf(items, make), ...(site && { site }) };
}

function fromItem(item: Item, feed: Feed, place: Place): Entry {
  const people =
    item.authors ?? (item.author ? [item.author] : (feed.authors ?? (feed.author ? [feed.author] : [])));
  const external = item.external_url;
  return {
    id: item.id,
    place,
    title: item.title ?? "",
    link: item.url,
    addresses: [item.url],
    body: bodyOf(item.content_html, item.content_text),
    standfirst: item.summary,
    base: item.url ?? feed.home_page_url,
    date: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    authors: people.map(({ name = "", url }) => ({ name, url })),
    topics: item.tags ?? [],
    language: item.language ?? feed.language,
    source: external === undefined ? undefined : { name: hostOf(external), url: external },
    files: [
      ...((item.image ?? item.banner_image)
        ? [{ url: item.image ?? item.banner_image ?? "", type: "image" }]
        : []),
      ...(item.attachments ?? []).map(({ url, mime_type, title }) => ({ url, type: mime_type, alt: title })),
    ],
  };
}

function bodyOf(html: string | undefined, text: string | undefined): Body | undefined {
  if (html !== undefined && html.trim() !== "") return { html, breaks: "space" };
  return text === undefined || text.trim() === ""
    ? undefined
    : { html: escapeHtml(text), breaks: "paragraphs" };
}

const values = z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).optional();
const entrySchema = z.object({
  type: z.array(z.string()),
  properties: z.object({
    name: values,
    content: values,
    summary: values,
    published: values,
    updated: values,
    category: values,
    author: values,
    url: values,
    uid: values,
    photo: values,
    "post-status": values,
    visibility: values,
    "in-reply-to": values,
  }),
});
const micropubSchema = z.union([
  z.object({ items: z.array(entrySchema).min(1) }).transform(({ items }) => items),
  z.array(entrySchema).min(1),
  entrySchema.transform((entry) => [entry]),
]);

type Properties = z.output<typeof entrySchema>["properties"];

/** @see https://micropub.spec.indieweb.org/#json-syntax */
function readMicropub(file: string, value: unknown, options: Options): Reading | undefined {
  const parsed = micropubSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const reading: Listed = { kind: "posts of Micropub", stories: newStories(), losses: [] };
  for (const { type, properties } of parsed.data) {
    const entry = fromProperties(properties, { file });
    const left = properties["in-reply-to"]
      ? "comments"
      : type.includes("h-entry")
        ? undefined
        : "items that are no posts";
    if (left === undefined) reading.stories.push(toStory(entry, options));
    else
      reading.losses.push({ kind: left, place: { file }, what: entry.title || entry.link || "(no title)" });
  }
  return reading;
}

function fromProperties(properties: Properties, place: Place): Entry {
  const texts = (key: keyof Properties): string[] =>
    (properties[key] ?? []).flatMap((value) => (typeof value === "string" ? value : textIn(value)));
  const [content] = properties.content ?? [];
  const html = typeof content === "object" && typeof content.html === "string" ? content.html : undefined;
  const status = texts("post-status")[0] ?? "published";
  const visibility = texts("visibility")[0] ?? "public";
  const url = texts("url")[0];
  return {
    id: texts("uid")[0] ?? url,
    place,
    title: texts("name")[0] ?? "",
    link: url,
    addresses: texts("url"),
    body: bodyOf(html, texts("content")[0]),
    standfirst: texts("summary")[0],
    base: url,
    date: texts("published")[0],
    updated: texts("updated")[0],
    authors: texts("author").map((name) => ({ name })),
    topics: texts("category"),
    files: texts("photo").map((photo) => ({ url: photo, type: "image" })),
    draft: status !== "published" || visibility !== "public",
  };
}

/** The text of a nested value: a person's name, a text's plain form, a picture's address. */
function textIn(value: Record<string, unknown>): string[] {
  const { properties } = value;
  const name =
    typeof properties === "object" && properties !== null && "name" in properties
      ? properties.name
      : value.value;
  const [first] = Array.isArray(name) ? name : [name];
  return typeof first === "string" ? [first] : [];
}
