import { escapeHtml } from "../page/html.ts";
import { replacePairs } from "./pairs.ts";

/*
 * Shortcodes whose inside is no ordinary text: code, notes, formulas.
 */

/** What ends a shortcode that begins so. */
export function endTag([, name]: RegExpExecArray): string {
  return `\\[/${name}\\]`;
}

const languages =
  "bash cpp csharp css html java javascript js perl php plain python ruby sh sql text vb xml".split(" ");
const code = new RegExp(
  `(?<!\\[)\\[(sourcecode|code|highlight|crayon|${languages.join("|")})((?:\\s[^\\]]{0,300})?)\\]`,
  "gi",
);
const raw = /\[vc_raw_html[^\]]*\]([\w+/=\s]+)\[\/vc_raw_html\]/g;

/** Code shortcodes as HTML's code, with every space and line of theirs, and raw HTML in the form in which a page builder packs it. */
export function codeBlocks(html: string): string {
  const shown = replacePairs(html, code, endTag, ({ begin: [, name = "", given = ""], inner }) =>
    codeOf(name.toLowerCase(), given, inner),
  );
  return shown.replace(raw, (whole, packed: string) => {
    try {
      return decodeURIComponent(Buffer.from(packed, "base64").toString("utf8"));
    } catch {
      return whole;
    }
  });
}

function codeOf(name: string, given: string, text: string): string {
  const shown = text.replace(/</g, "&lt;").replace(/>/g, "&gt;");
  if (!text.includes("\n")) return `<code>${shown}</code>`;
  const named = /\b(?:language|lang)\s*=\s*["']?([\w+#-]+)/.exec(given)?.[1];
  const language =
    named ?? (languages.includes(name) && !["plain", "text"].includes(name) ? name : undefined);
  const lines = shown.replace(/^[ \t]*\n/, "").trimEnd();
  return `<pre><code${language ? ` class="language-${language}"` : ""}>${lines}</code></pre>`;
}

const notes =
  /\[(efn_note|ref|footnote|fn|mfn|note_ref|sidenote)(?:\s[^\]]{0,300})?\]|(?<=\S)\(\(([^()]{3,2000})\)\)/g;

/** Notes of the common plugins as calls; their bodies are added to `bodies`. */
export function noteCalls(text: string, bodies: string[]): string {
  // What stands in brackets is whole already.
  const endOf = (begin: RegExpExecArray) => (begin[1] ? endTag(begin) : "");
  return replacePairs(text, notes, endOf, ({ begin, inner }) => {
    bodies.push(begin[2] ?? inner);
    return `<sup data-fn="plugin-${bodies.length}"></sup>`;
  });
}

const latex = /\$latex\s+([^$]{1,2000})\$|\[latex\]([\s\S]{1,2000}?)\[\/latex\]/g;

/** Formulas in TeX stand as code, for an article has no others. */
export function formulas(html: string): {
  html: string;
  losses: { kind: string; what: string; kept: boolean }[];
} {
  const losses: { kind: string; what: string; kept: boolean }[] = [];
  const tell = (formula: string) =>
    losses.push({ kind: "formulas (kept as TeX)", what: formula.trim(), kept: true });
  const shown = html.replace(latex, (_, inDollars?: string, inTags?: string) => {
    const formula = (inDollars ?? inTags ?? "").trim();
    tell(formula);
    return `<code>${escapeHtml(formula.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"))}</code>`;
  });
  for (const found of html.matchAll(/\\\(([\s\S]{1,500}?)\\\)|\\\[([\s\S]{1,500}?)\\\]/g)) tell(found[0]);
  return { html: shown, losses };
}
