/** An attribute with text from the source. */
export interface PageAttribute {
  name: string;
  value: string;
  /** Whether it is the address of a link that the page has made of this very address in the text. */
  shown?: boolean;
  /** Whether the page has another address in its place: of a page or a file of the site. */
  resolved?: boolean;
}

/** An element's attributes, their character references resolved. */
export type Attributes = { [name: string]: string };

/** The class of links that a page makes of addresses in the text. */
export const foundClass = "bare found";

/** The class of links that a page makes of times, from a heading to itself. */
const momentClass = "moment";

/** The class of links that a page makes of pictures, to their largest files. */
const fullClass = "bare full";

const pictureFile = /(?:^|\/)images\/[0-9a-f]{16}-\d+\.(?:jpeg|png)$/;

/** An address within the site, as pages write one. */
const inner = /^(?![a-z][a-z\d+.-]*:|[/\\])/i;

/** A link's address, as the text has it. */
export function linkOf(element: string, attributes: Attributes): PageAttribute | undefined {
  const { href, "data-link": written, class: classes } = attributes;
  if (element !== "a" || href === undefined) return undefined;
  // It leads to where it stands, and says nothing that the source could.
  if (classes === momentClass && href.startsWith("#")) return undefined;
  if (classes === fullClass && inner.test(href) && pictureFile.test(href)) return undefined;
  const resolved = written !== undefined && inner.test(href);
  return resolved ? { name: "href", value: written, resolved } : { name: "href", value: href };
}

/** Gathers the texts in the attributes of an element, but for where it leads. */
export function addAttributes(list: PageAttribute[], element: string, attributes: Attributes): void {
  const { title, alt, start, class: classes, "aria-label": name } = attributes;
  if (element === "img" && alt !== undefined) list.push({ name: "alt", value: alt });
  if ((element === "audio" || element === "video") && name !== undefined)
    list.push({ name: "alt", value: name });
  if (title !== undefined) list.push({ name: "title", value: title });
  if (element === "ol" && start !== undefined) list.push({ name: "start", value: start });
  if (element === "code" && classes?.startsWith("language-")) {
    list.push({ name: "language", value: classes.slice("language-".length) });
  }
}
