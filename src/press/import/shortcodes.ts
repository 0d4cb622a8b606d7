import { escapeHtml } from "../page/html.ts";

/** What stands in place of shortcodes, and what was lost with them. */
export interface Expanded {
  html: string;
  losses: { kind: string; what: string }[];
  /** The numbers of the pictures that galleries show; `undefined` for a gallery of all pictures of its post. */
  galleries: (string[] | undefined)[];
}

/** Shortcodes of WordPress itself; they need neither attributes nor an end to be known as such. */
const own = new Set(["audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"]);

/** Where brackets are text: code is shown as it is, and a comment shows nothing. */
const verbatim = /<(pre|code|script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;

/**
 * Replaces WordPress's shortcodes: a caption becomes a figure, an embedded address a link; of any other the words between its tags stay.
 *
 * @param html a post's body, as the export has it
 * @see https://codex.wordpress.org/Shortcode_API
 */
export function expandShortcodes(html: string): Expanded {
  const expanded: Expanded = { html: "", losses: [], galleries: [] };
  let start = 0;
  for (const found of html.matchAll(verbatim)) {
    expanded.html += expandText(html.slice(start, found.index), expanded) + found[0];
    start = found.index + found[0].length;
  }
  expanded.html += expandText(html.slice(start), expanded);
  return expanded;
}

const caption = /(?<!\[)\[(caption|wp_caption)\b([^\]]{0,1000})\]([\s\S]*?)\[\/\1\]/g;
const embed = /(?<!\[)\[embed\b[^\]]*\]\s*(https?:[^[\s]+)\s*\[\/embed\]/g;
const player = /(?<!\[)\[(audio|video|playlist)\b([^\]]{0,1000})\](?:[^[]*\[\/\1\])?/g;
const tag = /(\[?)\[(\/?)([a-z][\w-]*)((?:\s[^[\]]*)?)\](\]?)/gi;

function expandText(text: string, expanded: Expanded): string {
  const lose = (kind: string, what: string) => void expanded.losses.push({ kind, what });
  const simple = text
    .replace(caption, (_, _name, attributes: string, body: string) => figure(attributes, body))
    .replace(embed, (_, address: string) => {
      lose("embedded pages", `${address} (kept as a link)`);
      return `<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`;
    })
    .replace(player, (whole) => {
      lose("audio and video", whole);
      return "";
    });
  const ended = new Set(
    [...simple.matchAll(/\[\/([a-z][\w-]*)\]/gi)].map((found) => found[1]?.toLowerCase()),
  );
  return simple.replace(
    tag,
    (whole, before: string, slash: string, name: string, attributes: string, after: string) => {
      // [[gallery]] is how a post speaks of a shortcode.
      if (before && after) return isShortcode(name, attributes, ended) ? whole.slice(1, -1) : whole;
      if (slash ? !ended.has(name.toLowerCase()) : !isShortcode(name, attributes, ended)) return whole;
      if (name === "gallery") {
        expanded.galleries.push(idsOf(attributes));
        lose("galleries", whole);
      } else if (!slash) lose("shortcodes", whole);
      return before + after;
    },
  );
}

/** Editors put words in brackets, too: [sic] is no shortcode, [map id="3"] is one. */
function isShortcode(name: string, attributes: string, ended: ReadonlySet<string | undefined>): boolean {
  return own.has(name) || ended.has(name.toLowerCase()) || /\s[\w-]+\s*=|\/\s*$/.test(attributes);
}

function idsOf(attributes: string): string[] | undefined {
  const ids = /\b(?:ids|include)\s*=\s*["']?([\d,\s]+)/.exec(attributes)?.[1];
  return ids?.split(",").map((id) => id.trim());
}

/** The picture and its link come first; what follows is the caption, unless an attribute has it, as in old exports. */
function figure(attributes: string, body: string): string {
  const found = /^(\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(body);
  const [picture, words] = found ? [found[1] ?? "", found[2] ?? ""] : ["", body];
  const attribute = /\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
  const text = words.trim() || (attribute?.[1] ?? attribute?.[2] ?? "");
  return `<figure>${picture}${text === "" ? "" : `<figcaption>${text}</figcaption>`}</figure>`;
}
