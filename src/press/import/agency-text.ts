import { escapeHtml } from "../page/html.ts";
import { beginsNotes, leadsToNotes } from "../source/for-desk.ts";
import type { Dispatch } from "./agency.ts";
import { all, bodyHtml } from "./agency-markup.ts";
import type { Body } from "./entry.ts";
import { type Element, parseHtml } from "./xml.ts";

/** HTML without what is not for publication, which is moved to the dispatch's notes. */
export function withoutNotes(html: string, dispatch: Dispatch): string {
  if (!beginsNotes(html.replace(/<[^<>]*>/g, ""))) return html;
  const [root] = all(parseHtml(`<div>${html}</div>`), "div") as [Element];
  return bodyHtml(root, dispatch);
}

/** Plain text, in which blank lines part paragraphs, without what is not for publication. */
export function plainBody(text: string, dispatch: Dispatch): Body {
  return { html: escapeHtml(published(text.split(/\r\n?|\n/), dispatch).join("\n")), breaks: "paragraphs" };
}

/** Lines without those that are not for publication, which are moved to the dispatch's notes. */
function published(lines: readonly string[], dispatch: Dispatch): readonly string[] {
  const at = lines.findIndex(beginsNotes);
  if (at < 0) return lines;
  let from = at;
  while (from > 0 && leadsToNotes(lines[from - 1] ?? "")) from--;
  dispatch.notes.push(lines.slice(from).join(" "));
  return lines.slice(0, from);
}

/**
 * Lines as HTML. A blank line parts paragraphs, and so does an indent. What is not for publication is moved to the dispatch's notes.
 */
export function linesToHtml(lines: readonly string[], dispatch: Dispatch): string {
  const paragraphs: string[][] = [];
  let open = false;
  for (const line of published(lines, dispatch)) {
    const isNew = line.trim() === "" || /^(?:\t| {2})/.test(line);
    if (isNew) open = false;
    if (line.trim() === "") continue;
    if (open) paragraphs.at(-1)?.push(line.trim());
    else paragraphs.push([line.trim()]);
    open = true;
  }
  const texts = paragraphs.map((paragraph) => paragraph.join(" "));
  return texts.map((text) => (/^_{3,}$/.test(text) ? "<hr>" : `<p>${escapeHtml(text)}</p>`)).join("");
}
