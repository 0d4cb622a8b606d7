import { slugify } from "../address/slug.ts";
import { escapeHtml } from "../page/html.ts";
import { replaceCodeSpans } from "./code-spans.ts";
import { replacePairs } from "./pairs.ts";

/*
 * What static site generators put into Markdown beside Markdown: Liquid's and Nunjucks' tags, Hugo's shortcodes, kramdown's attributes.
 */

/** What a text's tags are seen from. */
export interface Surroundings {
  /** The address of a piece by the name that a tag gives it; nothing for an unknown one. */
  addressOf: (name: string) => string | undefined;
  lose: (kind: string, what: string, kept?: boolean) => void;
  /** Whether the generator runs the tags of its template language in a text: Jekyll and Eleventy do, Hugo does not. */
  runsTags: boolean;
}

/** Fences of Markdown's code, in which signs are only shown. Lists and quotations move them in, and the end of the text ends them, too. */
const fence = /^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t>]*)?(```+|~~~+)/gm;
const fenceEnd = ([, signs]: RegExpExecArray) => `^[ \\t>]*${signs}[\`~]*[ \\t]*$|(?![\\s\\S])`;

/** Markdown of a generator as Markdown with HTML, without tags. */
export function plainMarkdown(text: string, around: Surroundings): string {
  const held: string[] = [];
  const hold = (shown: string) => `\ufdda${held.push(shown) - 1}\ufddb`;
  const bare = text.replace(/\p{Noncharacter_Code_Point}/gu, "");
  const raw = replacePairs(
    bare,
    /\{%-?\s*raw\s*-?%\}/g,
    () => "\\{%-?\\s*endraw\\s*-?%\\}",
    ({ inner }) => hold(inner.includes("\n") ? inner : escapeHtml(inner)),
  );
  const highlighted = replacePairs(
    raw,
    /\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?/g,
    () => "\\{%-?\\s*endhighlight\\s*-?%\\}",
    ({ begin, inner }) => hold(`\n\`\`\`${begin[1]}\n${inner.trimEnd()}\n\`\`\`\n`),
  );
  const fenced = replacePairs(highlighted, fence, fenceEnd, ({ whole }) => hold(whole));
  const prepared = replaceCodeSpans(fenced, hold);
  const shown = withoutAttributes(withoutTags(withShortcodes(prepared, around), around));
  // Code may hold what was held before it.
  const restored = (part: string): string =>
    part.replace(/\ufdda(\d+)\ufddb/g, (_, index: string) => restored(held[Number(index)] ?? ""));
  return restored(shown);
}

const shortcode = /\{\{([<%])\s*(\/?)\s*([\w/-]+)((?:"[^"]*"|`[^`]*`|[^"`<>%{}])*?)\s*\/?\s*[>%]\}\}/g;

const players: Record<string, string> = {
  youtube: "https://www.youtube.com/watch?v=",
  vimeo: "https://vimeo.com/",
};

/** Hugo's shortcodes: a figure becomes one, a reference a link's address, a player a link; the words within any other stay. */
function withShortcodes(text: string, { addressOf, lose }: Surroundings): string {
  const ended = new Set([...text.matchAll(/\{\{[<%]\s*\/\s*([\w/-]+)/g)].map((found) => found[1]));
  return text.replace(shortcode, (whole, _, closes: string, name: string, given: string) => {
    if (closes) return "";
    const [first = ""] = /"[^"]*"|[^\s=]+(?=\s|$)/.exec(given.trim()) ?? [];
    const id = unquoted(first);
    if (name === "figure" || name === "img") return figure(given);
    if (name === "ref" || name === "relref") return addressOf(id) ?? "";
    const player = players[name];
    if (player && id !== "") {
      lose("embedded pages", `${player}${id} (kept as a link)`, true);
      return `\n\n<${player}${id}>\n\n`;
    }
    lose("shortcodes", whole, ended.has(name));
    return "";
  });
}

function unquoted(text: string): string {
  return text.replace(/^["'`]|["'`]$/g, "");
}

function figure(given: string): string {
  const value = (name: string) =>
    escapeHtml(new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`).exec(given)?.[1] ?? "");
  const caption = value("caption") || value("title");
  return `\n\n<figure><img src="${value("src")}" alt="${value("alt")}">${caption ? `<figcaption>${caption}</figcaption>` : ""}</figure>\n\n`;
}

/** Liquid's and Nunjucks' tags: addresses of pieces become addresses, the site's own paths nothing; all others are told. */
function withoutTags(text: string, { addressOf, lose, runsTags }: Surroundings): string {
  const linked = text.replace(/\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}/g, (whole, name: string) => {
    const address = addressOf(name);
    if (address === undefined) lose("links to pieces that are not here", whole);
    return address ?? "";
  });
  const placed = linked
    .replace(/\{\{-?\s*site\.(?:base)?url\s*-?\}\}/g, "")
    .replace(/\{\{-?\s*["']([^"']+)["']\s*\|\s*(?:relative_url|absolute_url|url)\s*-?\}\}/g, "$1");
  if (!runsTags) return placed;
  return placed.replace(/\{\{[^{}]*\}\}|\{%[^%]*%\}/g, (whole) => {
    lose("tags that the old site filled in", whole);
    return "";
  });
}

/** kramdown's attributes and the names of headings say how a text looks and where it is linked from. */
function withoutAttributes(text: string): string {
  return text.replace(/\{:\s*[^}\n]*\}/g, "").replace(/^(#{1,6} .*?)[ \t]*\{#[\w:-]+\}[ \t]*$/gm, "$1");
}

/** A permalink as its template says it; nothing where it cannot be told. */
export function permalinkOf(template: string, values: Record<string, string>): string | undefined {
  const filled = template
    .replace(
      /\{\{-?\s*([\w.]+)\s*(?:\|\s*(slug|slugify|url)\s*)?-?\}\}/g,
      (whole, name: string, filter?: string) => {
        const value = values[name];
        return value === undefined ? whole : filter ? slugify(value) : value;
      },
    )
    .replace(/:([a-z_]+)/g, (whole, name: string) => values[name] ?? whole)
    .replace(/\/{2,}/g, "/");
  return /[{}]|:[a-z]/.test(filled.replace(/^https?:/, "")) ? undefined : filled;
}
