import { z } from "zod";
import type { Fault, Place } from "../faults/fault.ts";
import { escapeHtml } from "../page/html.ts";
import { type Body, type Entry, toStory } from "./entry.ts";
import { fromMarkdown } from "./from-markdown.ts";
import { editorHtml } from "./ghost-text.ts";
import { unreadRow } from "./json-rows.ts";
import { hostOf } from "./links.ts";
import { storiesOf } from "./stories.ts";
import type { Loss, Options, Reading, Story } from "./story.ts";

const text = z.string().nullish();
const id = z.union([z.string(), z.number()]).transform(String);

const postSchema = z.object({
  id,
  uuid: text,
  title: text,
  slug: text,
  html: text,
  mobiledoc: text,
  lexical: text,
  plaintext: text,
  markdown: text,
  feature_image: text,
  feature_image_alt: text,
  feature_image_caption: text,
  status: text,
  visibility: text,
  type: text,
  page: z.union([z.boolean(), z.number()]).nullish(),
  published_at: z.union([z.string(), z.number()]).nullish(),
  updated_at: z.union([z.string(), z.number()]).nullish(),
  created_at: z.union([z.string(), z.number()]).nullish(),
  custom_excerpt: text,
  canonical_url: text,
  codeinjection_head: text,
  codeinjection_foot: text,
  locale: text,
  author_id: id.nullish(),
  email_only: z.union([z.boolean(), z.number()]).nullish(),
});

const link = z.object({
  post_id: id,
  tag_id: id.optional(),
  author_id: id.optional(),
  sort_order: z.number().nullish(),
});
const tagSchema = z.object({ id, name: text, slug: text, visibility: text });
const userSchema = z.object({ id, name: text, website: text });
const metaSchema = z.object({
  post_id: id,
  feature_image_alt: text,
  feature_image_caption: text,
  email_only: z.union([z.boolean(), z.number()]).nullish(),
});
const settingSchema = z.object({ key: z.string(), value: z.unknown() });

type Post = z.output<typeof postSchema>;
type Link = z.output<typeof link>;

/** What posts refer to, by its number or by the post's. */
interface Data {
  tags: Map<string, z.output<typeof tagSchema>>;
  users: Map<string, z.output<typeof userSchema>>;
  meta: Map<string, z.output<typeof metaSchema>>;
  settings: Map<string, unknown>;
  tagged: Map<string, Link[]>;
  written: Map<string, Link[]>;
}

/** The lists beside a Ghost export's posts. A row of another form than Ghost's is passed over. */
function dataOf(tables: ReadonlyMap<string, unknown[]>): Data {
  const rows = <S extends z.ZodType>(name: string, schema: S): z.output<S>[] =>
    (tables.get(name) ?? []).flatMap((row) => schema.safeParse(row).data ?? []);
  const byPost = (links: Link[]) => {
    const found = new Map<string, Link[]>();
    for (const one of links) found.set(one.post_id, [...(found.get(one.post_id) ?? []), one]);
    return found;
  };
  return {
    tags: new Map(rows("tags", tagSchema).map((tag) => [tag.id, tag])),
    users: new Map(rows("users", userSchema).map((user) => [user.id, user])),
    meta: new Map(rows("posts_meta", metaSchema).map((meta) => [meta.post_id, meta])),
    settings: new Map(rows("settings", settingSchema).map(({ key, value }) => [key, value])),
    tagged: byPost(rows("posts_tags", link)),
    written: byPost(rows("posts_authors", link)),
  };
}

/**
 * A Ghost export: Settings, Labs, Export.
 *
 * @param tables its lists beside the posts
 * @see https://ghost.org/docs/migration/custom/
 */
export function readGhost(
  file: string,
  tables: ReadonlyMap<string, unknown[]>,
  posts: Iterable<unknown>,
  options: Options,
): Reading {
  const data = dataOf(tables);
  const make = (value: unknown, number: number): Story | Loss | Fault => {
    const parsed = postSchema.safeParse(value);
    if (!parsed.success) return unreadRow(file, "post", number, parsed.error);
    const post = parsed.data;
    const type = post.type ?? (post.page ? "page" : "post");
    const what = post.title || post.slug || `post ${number}`;
    if (options.types.includes(type)) return toStory(entryOf(post, data, { file }, what), options);
    return { kind: `items of the kind ${JSON.stringify(type)} (--types takes them)`, place: { file }, what };
  };
  return { kind: "Ghost export", ...storiesOf(posts, make) };
}

function entryOf(post: Post, data: Data, place: Place, what: string): Entry {
  const losses: Loss[] = [];
  const lose = (kind: string, told: string) => void losses.push({ kind, place, what: told });
  const meta = data.meta.get(post.id);
  const [section, ...topics] = tagsOf(post, data);
  for (const code of [post.codeinjection_head, post.codeinjection_foot])
    if (code?.trim()) lose("scripts and styles", `injected into “${what}”`);
  const canonical = post.canonical_url ?? "";
  const caption = post.feature_image_caption ?? meta?.feature_image_caption;
  return {
    id: post.uuid || post.id,
    place,
    title: post.title === "(Untitled)" ? "" : (post.title ?? ""),
    addresses: post.slug ? [`/${post.slug}/`] : [],
    ...(post.slug && { name: post.slug }),
    body: bodyOf(post, lose, what),
    standfirst: post.custom_excerpt ?? undefined,
    base: "https://old.invalid/",
    date: stamp(post.published_at ?? post.created_at),
    updated: stamp(post.updated_at),
    authors: authorsOf(post, data),
    section,
    topics,
    language: post.locale || settingOf(data, "locale") || settingOf(data, "lang"),
    source: canonical === "" ? undefined : { name: hostOf(canonical), url: canonical },
    files: post.feature_image
      ? [
          {
            url: local(post.feature_image),
            type: "image",
            alt: post.feature_image_alt ?? meta?.feature_image_alt ?? "",
            caption: caption?.replace(/<[^<>]*>/g, ""),
          },
        ]
      : [],
    draft: !isPublic(post) || Boolean(post.email_only ?? meta?.email_only),
    losses,
  };
}

/** Whether everybody could read a post: it was published, and not for members alone. */
function isPublic({ status, visibility }: Post): boolean {
  return status === "published" && (!visibility || visibility === "public");
}

function stamp(time: string | number | null | undefined): string | undefined {
  return time === null || time === undefined ? undefined : String(time);
}

function settingOf(data: Data, key: string): string {
  const value = data.settings.get(key);
  return typeof value === "string" ? value : "";
}

function inOrder(links: readonly Link[] = []): Link[] {
  return [...links].sort((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0));
}

/** The post's public tags, the primary one first. Tags that begin with a number sign are the editors' own. */
function tagsOf(post: Post, data: Data): string[] {
  return inOrder(data.tagged.get(post.id))
    .flatMap(({ tag_id = "" }) => data.tags.get(tag_id) ?? [])
    .filter(({ name, visibility }) => name && !name.startsWith("#") && visibility !== "internal")
    .map(({ name }) => name ?? "");
}

function authorsOf(post: Post, data: Data): Entry["authors"] {
  const links = inOrder(data.written.get(post.id));
  const ids = links.length > 0 ? links.map(({ author_id }) => author_id) : [post.author_id];
  return ids
    .flatMap((wanted) => data.users.get(wanted ?? "") ?? [])
    .map(({ name, website }) => ({ name: name ?? "", ...(website && { url: website }) }));
}

/** A post's text: HTML, or where the export has none, what its editor kept. */
function bodyOf(post: Post, lose: (kind: string, what: string) => void, what: string): Body | undefined {
  if (post.html) return { html: local(post.html), breaks: "space" };
  const written = post.markdown
    ? fromMarkdown(post.markdown)
    : editorHtml(post.lexical, post.mobiledoc, lose);
  if (written) return { html: local(written), breaks: "space" };
  if (!post.plaintext) return undefined;
  lose("posts of which the export has the plain text alone", what);
  return { html: escapeHtml(post.plaintext), breaks: "paragraphs" };
}

/** Addresses of the site itself, as exports have them. */
function local(html: string): string {
  return html.replace(/__GHOST_URL__/g, "");
}
