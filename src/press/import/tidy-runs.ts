import { escapeHtml } from "../page/html.ts";
import type { Context, Mark, Work } from "./tidy-work.ts";

/*
 * A run of text with marks, in the HTML that the tidying writes.
 */

/** A run of text in its final form: marks that were open around it, line breaks where they count, nothing blank at its ends. */
export function finish(run: string, context: Context, work: Work): string {
  const text = run
    .replace(/[ \t\r\n\f]+/g, (blank) => (blank.includes("\n") ? "\n" : " "))
    .replace(/[ \n]?<br>(?:[ \n]?<br>)*[ \n]?/g, "<br>")
    .replace(/\n/g, context.breaks === "wordpress" ? "<br>" : " ");
  const trimmed = unblank(text).text;
  if (textOf(trimmed) === "") return "";
  const whole = context.marks.reduceRight(
    (inner, mark) => wrap(inner, mark),
    bareAddress(trimmed, context, work),
  );
  return merged(whole);
}

/** An address that stands alone in its paragraph becomes a link. WordPress shows the page behind it there. */
function bareAddress(text: string, context: Context, work: Work): string {
  const shown = textOf(text);
  const linked = context.marks.some(({ name }) => name === "a") || text.includes("<a ");
  if (linked || !/^https?:\/\/[^\s<>]+$/.test(shown)) return text;
  if (context.breaks === "wordpress") work.lose("embedded pages", `${shown} (kept as a link)`, true);
  return `<a href="${escapeHtml(shown)}">${text}</a>`;
}

/** Splits what is blank off the ends of a run. */
export function unblank(text: string): { before: string; text: string; after: string } {
  const before = /^(?:\s|<br>)*/.exec(text)?.[0] ?? "";
  let length = text.length;
  for (;;) {
    if (length > before.length && /\s/.test(text[length - 1] ?? "")) length -= 1;
    else if (length > before.length && text.endsWith("<br>", length)) length -= 4;
    else break;
  }
  return { before, text: text.slice(before.length, length), after: text.slice(length) };
}

/** The text in a run's HTML, which this module wrote. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .trim();
}

/** Text with a mark around it; what is blank at its ends stays outside. */
export function wrap(inner: string, mark: Mark): string {
  const { before, text, after } = unblank(inner);
  return text === "" ? inner : `${before}${mark.open}${text}</${mark.name}>${after}`;
}

/** Two marks of one kind that touch are one: `<b>a</b><b>b</b>` has no Markdown of its own. */
function merged(html: string): string {
  return html.replace(/<\/(em|strong|del|code)><\1>/g, "");
}
