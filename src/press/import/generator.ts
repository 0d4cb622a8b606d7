import { posix } from "node:path";
import { isFault } from "../faults/fault.ts";
import { decodeAs } from "./decode.ts";
import { type Entry, toStory } from "./entry.ts";
import { fromMarkdown } from "./from-markdown.ts";
import { type Data, frontMatterOf, listAt, textAt } from "./front-matter.ts";
import { addressesOf, addressOf, isMarkdownFile } from "./generator-addresses.ts";
import { plainMarkdown } from "./generator-text.ts";
import { hostOf, nowhere } from "./links.ts";
import { isPicture } from "./media.ts";
import { newStories } from "./stories.ts";
import type { Fields, Listed, Loss, Options, Reading } from "./story.ts";
import { counted, readIn, shownIn, type Tree } from "./tree.ts";

/** Files of a generator that hold no text for readers: styles, programs, settings, data, fonts. */
const silent =
  /\.(?:css|scss|sass|less|m?js|ts|json|ya?ml|toml|lock|ico|svg|woff2?|ttf|otf|eot|map|xml|csv|njk|liquid|hbs|astro|gemspec|rb)$|(?:^|\/)(?:Gemfile|LICENSE|CNAME|Makefile)/i;

/**
 * A folder of Markdown with front matter, as Jekyll, Hugo, Eleventy, Zola, Astro and their like keep it. A file with a date is a post, one
 * without is a page.
 */
export function readGenerator(tree: Tree, options: Options): Reading {
  const reading: Listed = { kind: "folder of Markdown", stories: newStories(), losses: [], faults: [] };
  const site = settingsOf(tree);
  if (site.url !== undefined) reading.site = site.url;
  for (const name of counted(tree.names, options)) {
    if (isMarkdownFile(name)) readOne(tree, name, site, options, reading);
    else if (!isPicture(name) && !silent.test(name))
      reading.losses.push({
        kind: "files that are no Markdown",
        place: { file: shownIn(tree, name) },
        what: name,
      });
  }
  for (const name of tree.passed) {
    const kind = "folders that programs keep (passed over; name one to import it)";
    reading.losses.push({ kind, place: { file: shownIn(tree, name) }, what: name });
  }
  return reading;
}

/** What a generator's own settings say of its site. */
interface Settings {
  url?: string;
  permalink?: string;
  language?: string;
  /** Whether the generator may run the tags of a template language in a text. Hugo and Zola do not. */
  runsTags: boolean;
}

/** What Hugo and Zola call their settings. */
const plainSettings = ["hugo.toml", "hugo.yaml", "hugo.yml", "config.toml"];

function settingsOf(tree: Tree): Settings {
  const name = ["_config.yml", "_config.yaml", ...plainSettings, "config.yaml"].find((file) =>
    tree.names.includes(file),
  );
  const runsTags = !plainSettings.some((file) => tree.names.includes(file));
  if (name === undefined) return { runsTags };
  const fence = name.endsWith(".toml") ? "+++" : "---";
  const read = frontMatterOf(name, `${fence}\n${readIn(tree, name).toString("utf8")}\n${fence}\n`);
  if (isFault(read)) return { runsTags };
  const url = textAt(read.data, "url", "baseURL", "base_url", "baseurl");
  const permalink = textAt(read.data, "permalink");
  const language = textAt(read.data, "lang", "languageCode", "default_language");
  return {
    runsTags,
    ...(/^https?:/.test(url) && URL.canParse(url) && { url }),
    ...(permalink && { permalink }),
    ...(language && { language }),
  };
}

function readOne(tree: Tree, name: string, site: Settings, options: Options, reading: Listed): void {
  const file = shownIn(tree, name);
  const place = { file, line: 1 };
  const text = decodeAs(file, readIn(tree, name), "utf-8");
  const parts = typeof text === "string" ? frontMatterOf(file, text) : text;
  if (isFault(parts)) {
    reading.faults?.push(parts);
    return;
  }
  const { data } = parts;
  const date = textAt(data, ...dateKeys) || (/(?:^|\/)(\d{4}-\d{2}-\d{2})-[^/]*$/.exec(name)?.[1] ?? "");
  const type = date === "" || /(?:^|\/)_index\.\w+$/.test(name) ? "page" : "post";
  const title = textAt(data, "title");
  if (!options.types.includes(type)) {
    const kind = `items of the kind ${JSON.stringify(type)} (--types takes them)`;
    reading.losses.push({ kind, place, what: title || name });
    return;
  }
  const losses: Loss[] = [];
  const lose = (kind: string, what: string, kept?: boolean) =>
    void losses.push({ kind, place, what, ...(kept && { kept }) });
  const base = new URL(name, site.url ?? nowhere).href;
  const body = plainMarkdown(
    name.endsWith(".mdx") ? parts.body.replace(/^(?:import|export)\s.*$/gm, "") : parts.body,
    {
      addressOf: (wanted) => addressOf(tree, wanted, site.url ?? nowhere),
      lose,
      runsTags: site.runsTags && !/^\+\+\+|\{\{[<%]/.test(text.toString()),
    },
  );
  const entry = entryOf(data, { folder: tree.shown, name, title, date, base, site }, lose);
  const html = fromMarkdown(body);
  reading.stories.push(toStory({ ...entry, place, body: { html, breaks: "space" }, losses }, options));
}

const dateKeys = [
  "date",
  "pubDate",
  "pubDatetime",
  "publishDate",
  "publishedAt",
  "published_at",
  "datePublished",
];

/** Keys that have their place, or say how a generator is to treat a file. */
const known = new Set([
  ...dateKeys,
  ..."title draft published status private unlisted hidden updated lastmod modified last_modified_at updatedDate modDatetime".split(
    " ",
  ),
  ..."tags keywords categories category section taxonomies author authors description excerpt summary subtitle standfirst".split(
    " ",
  ),
  ..."slug url permalink aliases redirect_from lang language translationKey lang-ref image cover featured_image heroImage thumbnail images canonical_url canonicalURL".split(
    " ",
  ),
  ..."layout type template weight toc comments math id uuid pin featured expiryDate eleventyNavigation eleventyExcludeFromCollections license".split(
    " ",
  ),
]);

interface Found {
  /** The folder that is imported: its name and the file's tell a piece of a site without an address. */
  folder: string;
  name: string;
  title: string;
  date: string;
  base: string;
  site: Settings;
}

type Lose = (kind: string, what: string, kept?: boolean) => void;

function entryOf(data: Data, found: Found, lose: Lose): Omit<Entry, "place"> {
  const { name, title, date, base, site, folder } = found;
  const fileName = (
    /(?:^|\/)_?index\.\w+$/.test(name) ? posix.basename(posix.dirname(name)) : posix.basename(name)
  )
    .replace(/\.\w+$/, "")
    .replace(/^\d{4}-\d{2}-\d{2}-/, "");
  const slug = textAt(data, "slug") || fileName;
  const categories = [
    ...listAt(data, "categories"),
    ...listAt(data, "category"),
    ...listAt(data, "taxonomies.categories"),
  ];
  const sections = categories.length > 0 ? categories : listAt(data, "section");
  const { permalink, redirects } = addressesOf(
    data,
    { name, title, date, slug, sections, style: site.permalink },
    lose,
  );
  const canonical = textAt(data, "canonical_url", "canonicalURL");
  const image = textAt(
    data,
    "image.src",
    "cover.image",
    "image.path",
    "image",
    "cover",
    "featured_image",
    "heroImage",
    "thumbnail",
    "images",
  );
  return {
    id: site.url === undefined ? `${posix.basename(folder)}/${name}` : base,
    title,
    addresses: permalink === undefined ? [] : [permalink],
    redirects,
    links: [base, ...(name.endsWith("/index.md") ? [base.replace(/index\.md$/, "")] : [])],
    name: slug,
    standfirst: textAt(data, "standfirst", "description", "excerpt", "summary", "subtitle"),
    base,
    date,
    updated: textAt(data, "lastmod", "updated", "last_modified_at", "modified", "updatedDate", "modDatetime"),
    authors: [...listAt(data, "authors"), ...listAt(data, "author"), ...listAt(data, "extra.authors")].map(
      (author) => ({ name: author }),
    ),
    section: sections[0],
    topics: [...sections.slice(1), ...tagsOf(data)],
    language: textAt(data, "lang", "language") || site.language,
    translation: textAt(data, "translationKey", "lang-ref"),
    source:
      canonical !== "" && site.url !== undefined && hostOf(canonical) !== hostOf(site.url)
        ? { name: hostOf(canonical), url: canonical }
        : undefined,
    license: textAt(data, "license"),
    files:
      image === ""
        ? []
        : [{ url: image, type: "image", alt: textAt(data, "image.alt", "cover.alt", "image_alt", "alt") }],
    fields: fieldsOf(data),
    draft: isDraft(data, name),
  };
}

/** Tags: Jekyll parts them at spaces where they are one text; Eleventy's `posts` only gathers. */
function tagsOf(data: Data): string[] {
  const told = data.tags;
  const tags =
    typeof told === "string" ? told.split(told.includes(",") ? /\s*,\s*/ : /\s+/) : listAt(data, "tags");
  return [...tags, ...listAt(data, "taxonomies.tags")].filter(
    (tag) => tag !== "" && !["post", "posts"].includes(tag),
  );
}

/** Whether a piece was not public. What is to be published later is a draft, too: Stet reads no clock. */
function isDraft(data: Data, name: string): boolean {
  const is = (key: string, value: RegExp) => value.test(textAt(data, key));
  return (
    is("draft", /^(?:true|yes|1)$/i) ||
    is("published", /^(?:false|no|0)$/i) ||
    is("private", /^(?:true|yes)$/i) ||
    is("unlisted", /^(?:true|yes)$/i) ||
    is("hidden", /^(?:true|yes)$/i) ||
    (textAt(data, "status") !== "" && !is("status", /^(?:publish(?:ed)?|live|public)$/i)) ||
    textAt(data, "password") !== "" ||
    /(?:^|\/)_?drafts\//.test(name)
  );
}

/** Keys of a site's own that hold words. */
function fieldsOf(data: Data): Fields {
  const fields = new Map<string, string[]>();
  for (const key of Object.keys(data)) {
    const values = listAt(data, key).filter(
      (value) => /\p{L}{2,}/u.test(value) && !/^(?:true|false)$/.test(value),
    );
    if (!known.has(key) && values.length > 0) fields.set(key, values);
  }
  return fields;
}
