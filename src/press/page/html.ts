import type { Html, Value } from "../text/html.ts";

export type { Html, Value };

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML: for element content and double-quoted attribute values. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => escapes[character] ?? character) : text;
}

/** Marks a string that is HTML already. Only for what a renderer of Stet made, never for a source's text. */
export function raw(html: string): Html {
  return { html };
}

/** Joins templates, with nothing between them. */
export function join(parts: readonly Html[]): Html {
  return raw(parts.map((part) => part.html).join(""));
}

/**
 * The template tag: every value is escaped unless it is `Html`. Line breaks and indents of the template between two
 * tags are dropped, so that templates can be laid out to be read and pages stay small.
 *
 * @throws TypeError for `undefined`, `NaN` and whatever else is not a `Value`: better no page than a wrong one.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const literals = trimmed(strings);
  let out = literals[0] ?? "";
  let index = 0;
  for (const value of values) {
    out += print(value, strings[index] ?? "");
    out += literals[++index] ?? "";
  }
  return raw(out);
}

const trimmedLiterals = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A template's literals without its layout: a line break and the white space around it. Done once for a template. */
function trimmed(strings: TemplateStringsArray): readonly string[] {
  const known = trimmedLiterals.get(strings);
  if (known) return known;
  const literals = strings.map((literal) => literal.replace(/\s*\n\s*/g, ""));
  trimmedLiterals.set(strings, literals);
  return literals;
}

function print(value: Value, before: string): string {
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (value === false || value === null) return "";
  if (Array.isArray(value)) return printAll(value, before);
  if (typeof value === "object" && "html" in value && typeof value.html === "string") return value.html;
  throw new TypeError(`a template was given ${String(value)} after ${JSON.stringify(before.slice(-60))}`);
}

function printAll(values: readonly Value[], before: string): string {
  let out = "";
  for (const value of values) out += print(value, before);
  return out;
}

/**
 * JSON for a `<script type="application/ld+json">`: HTML escaping would be wrong in there, so the characters that could end the
 * script, or a line of it, are written as `\uXXXX`.
 *
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function scriptJson(data: object): Html {
  const json = JSON.stringify(data);
  if (!/[<>&\u2028\u2029]/.test(json)) return raw(json);
  return raw(
    json.replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
}
