import { decodeHTML } from "entities";
import type { Token } from "markdown-it";
import { childrenOf } from "./children.ts";

/*
 * Markup of any dialect that would be read as it stands: what Markdown did not take for a mark, and what wire copy cannot have meant.
 */

/** Markup that readers would see. */
export interface Leftover {
  /** What it is, as messages call it. */
  kind: string;
  /** As it stands in the text. */
  written: string;
  /** Counted from 0, in the text that was looked at. */
  line: number;
}

/** Stands for a character that is meant as it is, or for code. */
const meant = "\ufffc";

const tags =
  "a|abbr|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|div|dl|dt|em|embed|fig(?:ure|caption)|font|footer|form|h[1-6]|header|hr|html|i|iframe|img|input|ins|kbd|li|link|mark|meta|nav|object|ol|p|picture|pre|q|s|script|section|small|source|span|strike|strong|style|su[bp]|summary|svg|table|t(?:body|d|foot|h|head|r)|tt|u|ul|video";

const html = new RegExp(String.raw`</?(?:${tags})(?:\s[^<>]{0,500})?/?>`, "i");

/** Of wire copy only what no ticker and no name in angle brackets can be: small letters, or a closing tag. */
const wireHtml = new RegExp(String.raw`<(?:${tags})(?:\s[a-z-]{1,30}=[^<>]{0,500})?\s?/?>|</(?:${tags})>`);

const entity = /&(?:[A-Za-z][A-Za-z\d]{1,30}|#\d{1,7}|#[xX][\da-fA-F]{1,6});/;

/** Every kind of Markdown's text, with what is written so. Lengths are bounded, so that no run is read again and again. */
const kinds: readonly (readonly [kind: string, find: RegExp])[] = [
  ["HTML", html],
  ["an entity", entity],
  ["a wiki's link", /!?\[\[[^\]\n]{1,200}\]\]/],
  ["a shortcode", /\{\{[<%](?:.{0,200}?[>%]\}\})?|^\[\/?[a-z][\w-]{2,30}(?: [\w-]{1,30}=[^\]\n]{0,200})\]/m],
  ["a template", /\{%-?(?:.{0,200}?%\})?|\{\{[^<%\n]{1,200}\}\}/],
  ["a container", /^:::.{0,80}|^!!! \w.{0,80}/m],
  ["an alert", /^\[!\w{3,20}\]/m],
  ["a task", /^\[[ xX]\] \S.{0,80}/m],
  ["a highlight", /(?<![=\w])==(?=[^\s=])[^=\n]{1,200}==(?!=)/],
  ["an insertion", /(?<![+\w])\+\+(?=[^\s+])[^+\n]{1,200}\+\+(?![+\w])/],
  ["a subscript or a superscript", /[\p{L}\p{N}][~^][\p{L}\p{N}+-]{1,20}[~^]/u],
  ["a heading without a space", /^#{1,6}\p{L}.{0,80}|^.{1,80}\{#[\w-]{1,40}\}$|^\{#[\w-]{1,40}\}/mu],
  ["an attribute", /\{[#.][\w-]{1,40}(?: [^}\n]{0,100})?\}/],
  [
    "emphasis",
    /\S{0,30}\*\*(?=\S).{0,30}|(?<=\S)\*\*|(?<![\p{L}\p{N}_])__(?=[^\s_])|(?<=[^\s_])__(?![\p{L}\p{N}_])|~~(?=\S)|(?<=\S)~~|(?<![^\s(])[*_](?=[^\s*_])[^*_\n]{1,200}\s[*_]/u,
  ],
  ["an image or a link", /!?\[[^\]\n]{1,200}\]\([^)\n]{0,200}\)?|!\[[^[\]\n]{1,200}\]/],
  ["a note without its text", /\[\^[^\]\s]{1,60}\]/],
  [
    "BBCode",
    /\[\/(?:b|i|u|s|url|img|quote|code|size|color|center|list)\]|\[(?:url|size|color|img)=[^\]\n]{1,200}\]/i,
  ],
  ["Textile", /^(?:h[1-6]|bq)\. \S.{0,80}|"[^"\n]{1,100}":https?:\S{1,200}/m],
  ["a wiki's markup", /'{2,5}(?=[^\s'])[^'\n]{1,200}'{2,5}|^=+ [^=\n]{1,100} =+$|^\{\|/m],
  ["reStructuredText", /^\.\. [\w-]{1,40}::.{0,80}|:(?:ref|doc|role|term):/m],
  ["a definition", /^: \S.{0,80}/m],
  ["an abbreviation", /^\*\[[^\]\n]{1,60}\]:.{0,80}/m],
  ["an emoji's name", /(?<![\w:]):[a-z][a-z_]{2,30}:(?![\w:])/],
  ["LaTeX", /\\[a-z]{2,20}\{.{0,80}/],
];

/** What any of them has. */
const suspect = /[<&[{}~^*_]|==|\+\+|''|:[a-z:]|!!!|#\p{L}|^[:=|.]|\\[a-z]|"":|":h|^(?:h\d|bq)\. /mu;

/**
 * Finds what is left over in Markdown: one of each kind, the first.
 *
 * @param tokens those of the whole text
 */
export function leftoverInMarkdown(tokens: readonly Token[]): Leftover[] {
  const found = new Map<string, Leftover>();
  for (const { type, map, children, meta } of tokens) {
    if (type !== "inline" || !children) continue;
    const text = String(meta?.readable ?? readable(children));
    const line = map?.[0] ?? 0;
    if (suspect.test(text)) lookAt(text, line, kinds, found);
    const word = found.has(inWord) ? undefined : emphasisInWord(children);
    if (word) found.set(inWord, { kind: inWord, written: word, line });
  }
  return [...found.values()];
}

/** Finds in wire copy what surely is markup: one of each kind, the first. */
export function leftoverInWire(text: string): Leftover[] {
  const found = new Map<string, Leftover>();
  if (/[<&]/.test(text)) lookAt(text, 0, wireKinds, found);
  return [...found.values()];
}

const wireKinds: typeof kinds = [
  ["HTML", wireHtml],
  ["an entity", entity],
];

function lookAt(text: string, line: number, looked: typeof kinds, found: Map<string, Leftover>): void {
  for (const [kind, find] of looked) {
    const match = found.has(kind) ? null : find.exec(text);
    if (!match || (kind === "an entity" && decodeHTML(match[0]) === match[0])) continue;
    const before = text.slice(0, match.index).split("\n").length - 1;
    found.set(kind, { kind, written: match[0].trim(), line: line + before });
  }
}

/** What readers see of a paragraph, without what stands in it as code or behind a backslash. */
export function readable(children: readonly Token[]): string {
  return children
    .map((token) => {
      const { type, content, markup, info } = token;
      if (type.endsWith("break")) return "\n";
      if (type === "image") return readable(childrenOf(token));
      // A backslash before another sign than a mark stands as it is.
      const isEscape = info === "escape" && content !== markup;
      if (type === "code_inline" || type === "footnote_ref" || isEscape) return meant;
      return type === "text" || type === "text_special" ? content : "";
    })
    .join("");
}

const inWord = "emphasis inside a word or a number";

/** Scripts that put no spaces: emphasis within a run of letters is emphasis. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Emphasis with a letter or a digit before it and behind it, as `5*3*2` has, or between two digits, or within an address. */
function emphasisInWord(children: readonly Token[]): string | undefined {
  for (const [index, { type, markup }] of children.entries()) {
    if (!/^(?:em|strong)_(?:open|close)$/.test(type)) continue;
    const before = children[index - 1]?.content ?? "";
    const behind = children[index + 1]?.content ?? "";
    const further = type.endsWith("open") ? (children[index + 3]?.content ?? "") : behind;
    const around = [before.slice(-1), behind.slice(0, 1), further.slice(0, 1)];
    const isInside = type.endsWith("open")
      ? around.every((sign) => /[\p{L}\p{N}]/u.test(sign) && !unspaced.test(sign))
      : around.every((sign) => /\p{N}/u.test(sign));
    if (!isInside && !(type.endsWith("open") && /:\/\/\S*$/.test(before.slice(-200)))) continue;
    const start = before.slice(before.search(/\S{0,30}$/));
    const end = behind.slice(0, 30).replace(/\s.*/s, "");
    return `${start}${markup}${end}`;
  }
  return undefined;
}
