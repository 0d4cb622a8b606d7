import { escapeHtml } from "../page/html.ts";
import { pairs, replacePairs } from "./pairs.ts";
import { codeBlocks, endTag, formulas, noteCalls } from "./shortcode-text.ts";

/** What stands in place of shortcodes, and what was lost with them. */
export interface Expanded {
  html: string;
  losses: { kind: string; what: string; kept?: boolean }[];
}

/** The pictures of a gallery as HTML, by their numbers; `undefined` for all pictures of the post. */
export type Gallery = (ids: string[] | undefined) => string;

/** Shortcodes of WordPress itself and of what most sites add; they need neither attributes nor an end to be known as such. */
const own = new Set(
  "audio caption embed gallery playlist video wp_caption youtube vimeo tweet instagram soundcloud scribd googlemaps".split(
    " ",
  ),
);

/** Page builders part a page in rows and columns; nothing is lost with those. */
const layout =
  /^(?:et_pb_|vc_|fusion_|av_|fl_|cs_|mk_|ux_|tatsu_|elementor|row$|cols?$|columns?$|one_(?:half|third|fourth)|two_third|three_fourth|section$|container$|dropcap$)/;

/** Where brackets are text: code is shown as it is, and a comment shows nothing. */
const verbatim = /<(pre|code|script|style)\b[^<>]*>|<!--/gi;

/**
 * Replaces WordPress's shortcodes: a caption becomes a figure, a note a note, code code, an embedded address a link; of any other the
 * words between its tags stay.
 *
 * @param html a post's body, as the export has it
 * @see https://codex.wordpress.org/Shortcode_API
 */
export function expandShortcodes(html: string, gallery: Gallery = () => ""): Expanded {
  const expanded: Expanded = { html: "", losses: [] };
  const bodies: string[] = [];
  const outside = (text: string) => {
    const shown = formulas(noteCalls(text, bodies));
    expanded.losses.push(...shown.losses);
    return expandText(shown.html, expanded, gallery);
  };
  const text = codeBlocks(html);
  let start = 0;
  const endOf = ([, name]: RegExpExecArray) => (name ? `</${name}\\s*>` : "-->");
  for (const { begin, whole } of pairs(text, verbatim, endOf)) {
    expanded.html += outside(text.slice(start, begin.index)) + whole;
    start = begin.index + whole.length;
  }
  expanded.html += outside(text.slice(start));
  for (const [index, body] of bodies.entries())
    expanded.html += `<stet-note id="plugin-${index + 1}">${expandText(body, expanded, gallery)}</stet-note>`;
  return expanded;
}

/** What stands between a shortcode's name and its bracket: quoted values may hold brackets of their own. */
const inside = "(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\\]\"'[]){0,2000}";
const caption = new RegExp(`(?<!\\[)\\[(caption|wp_caption)(?=[\\s\\]])(${inside})\\]`, "g");
const embed = /(?<!\[)\[embed\b[^\]]*\]\s*(https?:[^[\s]+)\s*\[\/embed\]/g;
const player = new RegExp(
  `(?<!\\[)\\[(audio|video|playlist)(?=[\\s\\]])${inside}\\](?:[^[]*\\[\\/\\1\\])?`,
  "g",
);
const button = new RegExp(`(?<!\\[)\\[(\\w*(?:button|btn|link))\\s(${inside})\\]([^[]*)\\[\\/\\1\\]`, "gi");
const tag = new RegExp(`(\\[?)\\[(\\/?)([a-z][\\w-]*)((?:[\\s=/]${inside})?)\\](\\]?)`, "gi");

function expandText(text: string, expanded: Expanded, gallery: Gallery): string {
  const lose = (kind: string, what: string, kept?: boolean) =>
    void expanded.losses.push({ kind, what, ...(kept && { kept }) });
  const linked = (address: string) => {
    lose("embedded pages", `${address} (kept as a link)`, true);
    return `<p><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`;
  };
  const captioned = replacePairs(text, caption, endTag, ({ begin, inner }) => figure(begin[2] ?? "", inner));
  const simple = captioned
    .replace(embed, (_, address: string) => linked(address))
    .replace(button, (whole, _name, given: string, words: string) => {
      const address = addressIn(given);
      return address === undefined ? whole : `<a href="${escapeHtml(address)}">${words}</a>`;
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
    (whole, before: string, slash: string, name: string, given: string, after: string) => {
      const key = name.toLowerCase();
      // [[gallery]] is how a post speaks of a shortcode.
      if (before && after) return isShortcode(key, given, ended) ? whole.slice(1, -1) : whole;
      if (slash ? !ended.has(key) : !isShortcode(key, given, ended)) return whole;
      const bare = whole.slice(before.length, whole.length - after.length);
      return before + stood(key, given, { bare, closes: slash !== "", ended: ended.has(key) }) + after;
    },
  );

  /** What stands in place of one tag. */
  function stood(
    name: string,
    given: string,
    tag: { bare: string; closes: boolean; ended: boolean },
  ): string {
    if (tag.closes || (tag.ended && layout.test(name))) return "";
    if (name === "gallery") return gallery(idsOf(given));
    const address = tag.ended ? undefined : (addressIn(given) ?? addressOf(name, given));
    if (address !== undefined) return linked(address);
    // A name or a title in an attribute stood on the old page.
    const kept = tag.ended && !/\b(?:cite|author|by|title|caption|heading)\s*=/i.test(given);
    lose(tag.ended ? "shortcodes (the words between their tags stay)" : "shortcodes", tag.bare, kept);
    return "";
  }
}

/** Editors put words in brackets, too: [sic] is no shortcode, [map id="3"] is one. */
function isShortcode(name: string, given: string, ended: ReadonlySet<string | undefined>): boolean {
  return own.has(name) || ended.has(name) || /\s[\w-]+\s*=|^=|\/\s*$|\shttps?:/.test(given);
}

/** The address that a shortcode's attributes name; a player's size is no part of it. */
function addressIn(given: string): string | undefined {
  const address = /https?:\/\/[^\s"'\]<>]+/.exec(given)?.[0].replace(/&(?:amp|#0?38);/g, "&");
  return address?.replace(/&[wh]=\d+/g, "");
}

const players: Record<string, string> = {
  vimeo: "https://vimeo.com/",
  youtube: "https://www.youtube.com/watch?v=",
};

function addressOf(name: string, given: string): string | undefined {
  const id = /^\s*(?:(?:id|clip_id)\s*=\s*)?["']?([\w-]{6,})["']?\s*$/.exec(given)?.[1];
  return id && players[name] ? players[name] + id : undefined;
}

function idsOf(given: string): string[] | undefined {
  const ids = /\b(?:ids|include)\s*=\s*["']?([\d,\s]+)/.exec(given)?.[1];
  return ids?.split(",").map((id) => id.trim());
}

/** The picture and its link come first; what follows is the caption, unless an attribute has it, as in old exports. */
function figure(given: string, body: string): string {
  const found = /^(\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(body);
  const [picture, words] = found ? [found[1] ?? "", found[2] ?? ""] : ["", body];
  const attribute = /\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(given);
  const text = words.trim() || (attribute?.[1] ?? attribute?.[2] ?? "");
  return `<figure>${picture}${text === "" ? "" : `<figcaption>${text}</figcaption>`}</figure>`;
}
