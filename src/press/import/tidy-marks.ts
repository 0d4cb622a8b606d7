import { escapeHtml } from "../page/html.ts";
import { marks } from "./elements.ts";
import { excerpt } from "./tidy-text.ts";
import type { Context, Mark, Work } from "./tidy-work.ts";
import type { Element } from "./xml.ts";

/** The mark that an element makes, if it makes one here: marks of one kind do not nest. */
export function markOf(element: Element, context: Context, work: Work): Mark | undefined {
  const name = element.name === "a" ? "a" : styled(element);
  if (name === undefined || context.marks.some((open) => open.name === name)) return undefined;
  if (name !== "a") return { name, open: `<${name}>` };
  // Around a picture alone, a link leads to the picture.
  if (excerpt([element], work) === "") return undefined;
  const href = address(element.attribs.href ?? "", work);
  return href === undefined ? undefined : { name, open: `<a href="${escapeHtml(href)}">` };
}

/** Marks by element, and by style: Google Docs writes its marks as styles, and puts a whole text into a `<b>` of normal weight. */
function styled({ name, attribs }: Element): "em" | "strong" | "del" | undefined {
  const style = attribs.style ?? "";
  if (name !== "span") {
    const plain = /font-weight:\s*(?:normal|400)/.test(style) || /font-style:\s*normal/.test(style);
    return plain ? undefined : marks.get(name);
  }
  if (/font-weight:\s*(?:bold|[6-9]00)/.test(style)) return "strong";
  if (/font-style:\s*italic/.test(style)) return "em";
  return /text-decoration:[^;]*line-through/.test(style) ? "del" : undefined;
}

/** A link's address, absolute; nothing where there is none, or none that a reader may be sent to. */
function address(href: string, work: Work): string | undefined {
  const text = href.replace(/[\t\n\r]/g, "").trim();
  if (text === "") return undefined;
  if (text === "#") return undefined;
  if (text.startsWith("#")) {
    work.lose("links within the page", text);
    return undefined;
  }
  if (/^(?:mailto|tel):./i.test(text)) return text;
  const found = absolute(text, work.setting.base);
  if (found === undefined) {
    work.lose("links that lead nowhere", text);
    return undefined;
  }
  const link = work.setting.link?.(found);
  if (link?.lost) work.lose(link.lost, link.href === undefined ? text : found, link.href !== undefined);
  return link ? link.href : found;
}

/** An address of the web as it was written; one without its server seen from the base. */
function absolute(text: string, base: string | undefined): string | undefined {
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) || canMend(text) ? text : undefined;
  if (/^www\.[^/]+\.[^/]/i.test(text)) return `http://${text}`;
  if (/^https?:/i.test(text)) return URL.canParse(text) ? new URL(text).href : undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || base === undefined || !URL.canParse(text, base)) return undefined;
  return new URL(text, base).href;
}

/** Spaces in an address are written as `%20`, which mends its path and not its server's name. */
function canMend(text: string): boolean {
  return URL.canParse(text.replace(/\s/g, "%20"));
}
