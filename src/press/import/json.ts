import { z } from "zod";
import { error, type Fault, type Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { type Body, type Entry, toStory } from "./entry.ts";
import { readGhost } from "./ghost.ts";
import { hostOf } from "./links.ts";
import type { Listed, Options, Reading } from "./story.ts";

/** A file of JSON: a Ghost export, a JSON Feed such as Stet's own, or posts of Micropub. */
export function readJson(file: string, data: string, options: Options): Reading | Fault {
  let value: unknown;
  try {
    value = JSON.parse(data.replace(/^\ufeff/, ""));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return error({ file }, `this is no JSON: ${reason}`, "the file is damaged or cut off: export it again");
  }
  return (
    readGhost(file, value, options) ??
    readJsonFeed(file, value, options) ??
    readMicropub(file, value, options) ??
    error(
      { file },
      "this JSON is neither a Ghost export nor a JSON Feed",
      "export from Ghost, or save the site's feed.json",
    )
  );
}

const author = z.object({ name: z.string().optional(), url: z.string().optional() });

const feedSchema = z.object({
  version: z.string().startsWith("https://jsonfeed.org/"),
  home_page_url: z.string().optional(),
  language: z.string().optional(),
  authors: z.array(author).optional(),
  author: author.optional(),
  items: z.array(
    z.object({
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
    }),
  ),
});

type Feed = z.output<typeof feedSchema>;
type Item = Feed["items"][number];

/** @see https://www.jsonfeed.org/version/1.1/ */
function readJsonFeed(file: string, value: unknown, options: Options): Reading | undefined {
  const parsed = feedSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const feed = parsed.data;
  const stories = feed.items.map((item) => toStory(fromItem(item, feed, { file }), options));
  return { kind: "JSON Feed", stories, losses: [], ...(feed.home_page_url && { site: feed.home_page_url }) };
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
  const reading: Listed = { kind: "posts of Micropub", stories: [], losses: [] };
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
