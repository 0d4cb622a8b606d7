import type { Place } from "../faults/fault.ts";
import type { Notes } from "./notes.ts";
import type { LineBreaks, Picture } from "./story.ts";
import type { Element, Node } from "./xml.ts";

/*
 * What the parts of the tidying share.
 */

/** What stands for a footnote's call in a text: its number between two noncharacters, which no text holds. */
export const noteCall = /\ufdd0(\d+)\ufdd1/g;

/** Where a body comes from, and what its line breaks mean. */
export interface Setting {
  place: Place;
  breaks: LineBreaks;
  /** The address that relative links start from. */
  base?: string;
  /** Where a link leads on the new site, if anywhere, and what is to be told of it. */
  link?: (href: string) => { href?: string; lost?: string };
  /** The file of a picture beside the article, and its description; nothing where there is none. */
  picture?: (picture: Picture) => { file: string; alt: string } | undefined;
}

/** One tidying. */
export interface Work {
  setting: Setting;
  /** Tells what is not carried; `kept` where it is, in another form. */
  lose: (kind: string, what: string, kept?: boolean) => void;
  pictures: Picture[];
  /** The text so far, to say where a picture stood. */
  last: string;
  notes: Notes;
  /** Captions that stand with their pictures, and not as text. */
  captions: Set<Node>;
  set: Setter;
}

/** How nodes are set, for the parts that set what an element holds. */
export interface Setter {
  /** A stretch of nodes as blocks: every run of text becomes a paragraph. */
  flow(nodes: readonly Node[], context: Context, work: Work): string;
  /** A stretch of nodes as finished runs of text and blocks. */
  runs(nodes: readonly Node[], context: Context, work: Work): Run[];
  pieces(nodes: readonly Node[], context: Context, work: Work): Piece[];
}

/** What holds for a stretch of the body. */
export interface Context {
  breaks: LineBreaks;
  /** The marks that are open around it, outermost first. */
  marks: readonly Mark[];
  figure?: Element;
  /** Whether it is one line, in which no block can stand: a heading, a cell. */
  oneLine?: boolean;
}

export interface Mark {
  name: "em" | "strong" | "del" | "a";
  open: string;
}

/** A piece of a body: text with marks, the end of a paragraph, or a block. */
export type Piece = { text: string } | { end: true } | { block: string };

/** A finished piece. */
export type Run = Exclude<Piece, { end: true }>;

export const end: Piece = { end: true };

export function span(text: string): string {
  return `<span>${text}</span>`;
}

export function oneLine(texts: readonly string[]): string {
  return texts.join(" ").replace(/<br>/g, " ");
}
