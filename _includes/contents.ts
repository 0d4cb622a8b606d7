import type { Language } from "../src/press/languages/language.ts";
import { type Html, html, raw } from "../src/press/page/html.ts";

/** The fewest headings of which a list helps anybody. */
const fewest = 2;

/** A heading of a text as it was set: its level, its attributes and what it says. */
const heading = /<h([23])((?: [a-z-]+="[^"]*")*)>([\s\S]*?)<\/h\1>/g;

/**
 * The headings of a text, of its two highest levels, as links to them. It is no part of the text: what it says stands below.
 *
 * @param body the text as it was set
 */
export function contentsElement({ html: body }: Html, { contents }: Language): Html | null {
  const entries = [...body.matchAll(heading)].flatMap(([, level, attributes = "", text = ""]) => {
    const id = / id="([^"]*)"/.exec(attributes)?.[1];
    const turned = / dir="(?:ltr|rtl)"/.exec(attributes)?.[0] ?? "";
    return id === undefined ? [] : [entry(level === "3", `href="#${id}"${turned}`, text)];
  });
  if (entries.length < fewest) return null;
  return html`<nav class="contents" aria-label="${contents}"><p>${contents}</p><ul>${entries}</ul></nav>`;
}

/** A heading's words alone: no marks of notes, no links, no pictures. */
function entry(isLower: boolean, attributes: string, text: string): Html {
  const words = text.replace(/<sup class="footnote-ref">.*?<\/sup>/g, "").replace(/<[^<>]*>/g, "");
  return html`<li${isLower ? html` class="sub"` : null}><a ${raw(attributes)}>${raw(words)}</a></li>`;
}
