import { decodeHTML, decodeHTMLAttribute } from "entities";
import { type Handler, Parser } from "htmlparser2";
import { foldSpace } from "../account/words.ts";
import type { LinePart, PartKind } from "../source/line-parts.ts";
import { europeanDigits } from "../text/digits.ts";
import { showsAddress } from "../text/own-address.ts";
import { type Attributes, addAttributes, foundClass, linkOf, type PageAttribute } from "./page-attributes.ts";

/** What a page's body says, as a browser would read it. */
export interface PageText {
  /** The blocks of text, white space folded: a word ends at white space, and where its block does. */
  blocks: string[];
  /** For each block whether a forced line end, a `br`, ends it. */
  broken: boolean[];
  /** What the article's header says of it. */
  header: { headline: string; standfirst: string };
  /** What says on which lines of the source it stands, and what it is by its place; a headline before all else. */
  parts: LinePart[];
  /** The marks of notes and the ways back from them, which the press adds; numbers in European digits. */
  marks: string[];
  /** Texts in attributes, in the page's order. */
  attributes: PageAttribute[];
  /** Whether the page has a body at all: `main > article > div.e-content`. */
  found: boolean;
  /** The kinds of elements in the body. */
  elements: string[];
  /** Elements that no body has: their text might not be seen. */
  unknown: string[];
}

/** Elements within a line: what stands before and after them is one word where no space parts it. */
const inline = new Set([
  "a",
  "b",
  "bdi",
  "code",
  "em",
  "i",
  "img",
  "picture",
  "s",
  "source",
  "span",
  "strong",
  "sup",
  "time",
]);

/** All other elements that a body may have. A line ends where they begin and where they end. */
const block = new Set(
  `audio blockquote br caption div figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td tfoot th thead tr
  track ul video`.split(/\s+/),
);

/** A page while it is read. Depths are counted from 1; 0 stands for "not inside". */
interface BodyReader {
  blocks: string[];
  broken: boolean[];
  marks: string[];
  attributes: PageText["attributes"];
  elements: Set<string>;
  unknown: Set<string>;
  /** The link that is open: its attribute, and where its text begins in the line. */
  link?: { attribute: PageAttribute; start: number } | undefined;
  /** What the header says, and which of it is open. */
  header: PageText["header"];
  open: keyof PageText["header"] | undefined;
  parts: LinePart[];
  /** The depth at which the last part was opened, as long as it is open. */
  part: number;
  /** The names of the elements that are open. */
  path: string[];
  /** The depths at which the body, the corrections and a mark were opened. */
  body: number;
  corrections: number;
  mark: number;
  found: boolean;
  /** Whether the body has been closed, after which nothing counts. */
  ended: boolean;
  /** The text since the last block began or ended. */
  line: string;
}

/**
 * Reads an article's body back from a page. The corrections are not part of the source's text, and are left out.
 *
 * @param html a whole page, as it is served
 */
export function readBack(html: string): PageText {
  const reader: BodyReader = {
    blocks: [],
    broken: [],
    marks: [],
    attributes: [],
    elements: new Set(),
    unknown: new Set(),
    path: [],
    body: 0,
    corrections: 0,
    mark: 0,
    found: false,
    header: { headline: "", standfirst: "" },
    open: undefined,
    parts: [],
    part: 0,
    ended: false,
    line: "",
  };
  const { header } = reader;
  const handler: Partial<Handler> = {
    onopentag: (name, attributes) => openTag(reader, name, attributes),
    ontext: (text) => addText(reader, text),
    onclosetag: (name) => {
      closeTag(reader, name);
      if (reader.ended) parser.pause();
    },
  };
  // The parser would look at each character for references; most texts have none.
  const parser = new Parser(handler, { decodeEntities: false });
  parser.write(html);
  endLine(reader);
  return {
    blocks: reader.blocks,
    broken: reader.broken,
    marks: reader.marks.map((mark) => europeanDigits(foldSpace(mark))),
    attributes: reader.attributes,
    found: reader.found,
    header: { headline: foldSpace(header.headline), standfirst: foldSpace(header.standfirst) },
    parts: reader.parts.map((part) => ({ ...part, text: foldSpace(part.text) })),
    elements: [...reader.elements],
    unknown: [...reader.unknown],
  };
}

function openTag(reader: BodyReader, name: string, written: Attributes): void {
  const depth = reader.path.push(name);
  const attributes = decodedAttributes(written);
  if (reader.body === 0) {
    openHeader(reader, name, attributes);
    openPart(reader, outside, attributes);
    if (!isBody(reader.path, name, attributes)) return;
    reader.body = depth;
    reader.found = true;
    return;
  }
  if (reader.corrections > 0 || reader.mark > 0) return;
  if (depth === reader.body + 1 && name === "section" && attributes.class === "corrections") {
    reader.corrections = depth;
    return;
  }
  const isPart = openPart(reader, inBody, attributes);
  if (!isPart) reader.elements.add(name);
  if (isMark(name, attributes.class)) {
    reader.mark = depth;
    reader.marks.push("");
    return;
  }
  if (isPart || block.has(name)) endLine(reader, name === "br");
  else if (!inline.has(name)) reader.unknown.add(name);
  if ("hidden" in attributes) reader.unknown.add(`${name} hidden`);
  const link = linkOf(name, attributes);
  if (link) {
    reader.attributes.push(link);
    if (attributes.class === foundClass && !link.resolved)
      reader.link = { attribute: link, start: reader.line.length };
  }
  addAttributes(reader.attributes, name, attributes);
}

/** The headline and the standfirst, in the article's header. */
function openHeader(reader: BodyReader, name: string, attributes: Attributes): void {
  const isStandfirst = name === "p" && hasClass(attributes, "p-summary");
  if (name !== "h1" && !isStandfirst) return;
  if (!reader.path.join(" ").endsWith(`main article header ${name}`)) return;
  reader.open = isStandfirst ? "standfirst" : "headline";
}

function hasClass(attributes: Attributes, name: string): boolean {
  return (attributes.class ?? "").split(" ").includes(name);
}

/** The places of parts: the ends of the paths of their elements, and what they are. */
type Places = Readonly<Record<string, PartKind>>;

const outside: Places = {
  "main article header h1": "headline",
  "main article header p": "byline",
  "article figure figcaption span": "caption",
};

const inBody: Places = {
  "article div p": "dateline",
  "article div h2": "subhead",
  "article div div": "note",
};

/** Begins a part where an element says that it is lines of the source, and stands where such a part does. */
function openPart(reader: BodyReader, places: Places, attributes: Attributes): boolean {
  const { path, parts } = reader;
  const lines = attributes["data-lines"];
  if (lines === undefined || "hidden" in attributes || !/^\d{1,9}(?:-\d{1,9})?$/.test(lines)) return false;
  const kind = places[path.slice(-4).join(" ")] ?? places[path.slice(-3).join(" ")];
  if (!kind) return false;
  parts.push({ kind, lines, text: "" });
  reader.part = path.length;
  return true;
}

function addText(reader: BodyReader, written: string): void {
  const text = decodedText(written);
  if (reader.open) reader.header[reader.open] += text;
  const part = reader.part > 0 ? reader.parts.at(-1) : undefined;
  if (part) part.text += text;
  if (reader.body === 0 || reader.corrections > 0) return;
  if (reader.mark > 0) reader.marks[reader.marks.length - 1] += text;
  else reader.line += text;
}

function closeTag(reader: BodyReader, name: string): void {
  const depth = reader.path.length;
  const closed = reader.path.pop();
  if (closed === "h1" || closed === "p") reader.open = undefined;
  if (depth === reader.part) reader.part = 0;
  if (reader.body === 0) return;
  if (depth === reader.corrections) reader.corrections = 0;
  else if (depth === reader.mark) reader.mark = 0;
  else if (depth === reader.body) reader.ended = true;
  else if (closed === "a") closeLink(reader);
  else if (reader.corrections === 0 && reader.mark === 0 && block.has(name)) endLine(reader);
}

function closeLink(reader: BodyReader): void {
  const { link, line } = reader;
  reader.link = undefined;
  if (link && showsAddress(line.slice(link.start), link.attribute.value)) link.attribute.shown = true;
}

function endLine(reader: BodyReader, isBroken = false): void {
  const text = foldSpace(reader.line);
  if (text !== "") {
    reader.blocks.push(text);
    reader.broken.push(isBroken);
  }
  reader.line = "";
}

/** A text with its character references resolved. The parser gives all that stands between two tags at once, so none is cut in two. */
function decodedText(text: string): string {
  return text.includes("&") ? decodeHTML(text) : text;
}

/** Attributes with their character references resolved; in an attribute, one without a semicolon may be none. */
function decodedAttributes(attributes: Attributes): Attributes {
  for (const [name, value] of Object.entries(attributes)) {
    if (value.includes("&")) attributes[name] = decodeHTMLAttribute(value);
  }
  return attributes;
}

/** A page's words, in their order. */
export function wordsOf({ blocks }: Pick<PageText, "blocks">): string[] {
  return blocks.flatMap((block) => block.split(" "));
}

function isBody(path: readonly string[], name: string, attributes: Attributes): boolean {
  return (
    name === "div" && path.at(-2) === "article" && path.at(-3) === "main" && hasClass(attributes, "e-content")
  );
}

/** A note's mark in the text, or the way back from a note. */
function isMark(name: string, classes: string | undefined): boolean {
  return (name === "sup" && classes === "footnote-ref") || (name === "a" && classes === "footnote-backref");
}
