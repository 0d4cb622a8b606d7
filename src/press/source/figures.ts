import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { error, type Fault, quoted } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { childrenOf } from "./children.ts";

/** An image that a Markdown text names. */
export interface ImageReference {
  /** The file as the maintainer named it: percent signs decoded. */
  src: string;
  /** Its description, as plain text. */
  alt: string;
  /** What stands in quotes after the file's name: caption and credit. */
  title?: string;
  /** Counted from 1; absent where markdown-it does not tell, as in an inline footnote. */
  line?: number;
  /** Whether it stands by itself, and so is a figure that can have a caption. */
  figure: boolean;
}

/** What stands under an image. */
export interface Caption {
  caption?: string | undefined;
  credit?: string | undefined;
}

/** What is known of an image's token, or of a link's, in its `meta`. */
export interface ImageMeta {
  /** Counted from 0, in the text that was parsed. */
  line?: number;
  figure?: boolean;
  /** Whether the text begins with it. */
  first?: boolean;
}

/**
 * Figures for markdown-it. An image that stands by itself, as a paragraph, becomes a figure, and its title the caption. What
 * follows the title's last bar with spaces around it is the credit:
 *
 *     ![The bridge at dawn, seen from the south bank](bridge.jpg "The bridge in May. | Photo: A. Name")
 *
 * Every other image stays where it is in its line.
 */
export function figurePlugin(md: MarkdownIt): void {
  md.core.ruler.push("figure", (state) => {
    numberLines(state.tokens);
    state.tokens = withFigures(state);
  });
}

/** The images of a text, in its order. `firstLine`: the line of the file on which the text begins. */
export function imagesOf(tokens: readonly Token[], firstLine = 1): ImageReference[] {
  return imageTokens(tokens).map((image) => {
    const title = attributeOf(image, "title");
    const { line, figure = false } = metaOf(image);
    return {
      src: sourceOf(image),
      alt: plainText(image),
      ...(title && { title }),
      ...(line !== undefined && { line: line + firstLine }),
      figure,
    };
  });
}

/** What is wrong with images as a Markdown text names them. Whether the files are right, `checkImage` tells. */
export function imageFaults(file: string, images: readonly ImageReference[]): Fault[] {
  return images.flatMap(({ src, alt, title, line, figure }) => {
    const place = line === undefined ? { file } : { file, line };
    const faults: Fault[] = [];
    if (alt.trim() === "") {
      const remedy = `say what it shows: ![description](${src})`;
      faults.push(error(place, `the image ${quoted(src)} has no description`, remedy));
    }
    if (title !== undefined && !figure) {
      const reason = `the image ${quoted(src)} stands within a line of text, where the caption ${quoted(title)} has no place`;
      faults.push(error(place, reason, "give the image a paragraph of its own"));
    }
    return faults;
  });
}

/** A title's caption and credit, parted by the last bar that has spaces around it. */
export function captionOf(title: string): Caption {
  const text = fold(title);
  const parts = /^(?:(.*) )?\| (.+)$/.exec(text);
  if (!parts) return text === "" ? {} : { caption: text };
  const [, caption, credit] = parts;
  return { ...(caption && { caption }), ...(credit && { credit }) };
}

function imageTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => childrenOf(token).filter((child) => child.type === "image"));
}

/** What is known of an image or a link from where it stands in the text. */
export function metaOf(image: Token): ImageMeta {
  return image.meta ?? {};
}

function attributeOf(token: Token, name: string): string {
  return String(token.attrGet(name) ?? "");
}

/** The file that an image's token names. markdown-it has escaped it as an address; `%20` is a space in the file's name. */
export function sourceOf(image: Token): string {
  const src = attributeOf(image, "src");
  try {
    return decodeURIComponent(src);
  } catch {
    return src;
  }
}

/** Whether a file is a drawing by its name: an SVG, which is shown as it is. */
export function isDrawing(src: string): boolean {
  return /\.svg$/i.test(src);
}

/** The text of an image's description, without marks. */
export function plainText(token: Token): string {
  if (isBreak(token)) return " ";
  if (["text", "text_special", "code_inline"].includes(token.type)) return token.content;
  return childrenOf(token).map(plainText).join("");
}

function isBreak(token: Token): boolean {
  return token.type === "softbreak" || token.type === "hardbreak";
}

/** Notes for every image and link on which line it stands: the first line of the block around it, and the line breaks before it. */
function numberLines(tokens: readonly Token[]): void {
  const starts: (number | undefined)[] = [];
  for (const token of tokens) {
    if (token.nesting === 1) starts.push(token.map?.[0] ?? starts.at(-1));
    else if (token.nesting === -1) starts.pop();
    const start = token.map?.[0] ?? starts.at(-1);
    if (start !== undefined) numberLine(childrenOf(token), start);
  }
}

function numberLine(children: readonly Token[], start: number): void {
  let line = start;
  for (const child of children) {
    if (child.type === "image" || child.type === "link_open") child.meta = { ...child.meta, line };
    line += breaksIn(child);
  }
}

function breaksIn(token: Token): number {
  if (isBreak(token)) return 1;
  return childrenOf(token).reduce((sum, child) => sum + breaksIn(child), 0);
}

function withFigures(state: StateCore): Token[] {
  const { tokens } = state;
  const out: Token[] = [];
  /** The first token behind the last figure. */
  let next = 0;
  for (const [index, open] of tokens.entries()) {
    if (index < next) continue;
    const images = figureImages(open, tokens[index + 1], tokens[index + 2]);
    if (!images) {
      out.push(open);
      continue;
    }
    const figures = images.map((image, count) =>
      figureTokens(state, open, image, index === 0 && count === 0),
    );
    out.push(...figures.flat());
    next = index + 3;
  }
  return out;
}

/** The images of a paragraph that holds nothing else. */
function figureImages(open: Token, inline?: Token, close?: Token): Token[] | undefined {
  if (open.type !== "paragraph_open" || !inline || close?.type !== "paragraph_close") return undefined;
  const children = childrenOf(inline);
  const images = children.filter((child) => child.type === "image");
  const alone = children.every((child) => child.type === "image" || isBlank(child));
  return images.length > 0 && alone ? images : undefined;
}

function isBlank(token: Token): boolean {
  return isBreak(token) || (token.type === "text" && fold(token.content) === "");
}

/** A figure in place of a paragraph. Its caption is text like any other, so that whatever reads the text reads it too. */
function figureTokens(state: StateCore, paragraph: Token, image: Token, first: boolean): Token[] {
  const { level, map } = paragraph;
  image.meta = { ...image.meta, figure: true, first };
  const block = (type: string, tag: string, nesting: -1 | 0 | 1, depth: number): Token =>
    Object.assign(new state.Token(type, tag, nesting), { block: true, level: level + depth, map });
  const inline = (children: Token[]): Token => Object.assign(block("inline", "", 0, 2), { children });
  const caption = captionTokens(state, captionOf(attributeOf(image, "title")));
  return [
    block("figure_open", "figure", 1, 0),
    Object.assign(inline([image]), { level: level + 1 }),
    ...(caption.length === 0
      ? []
      : [
          block("figcaption_open", "figcaption", 1, 1),
          inline(caption),
          block("figcaption_close", "figcaption", -1, 1),
        ]),
    block("figure_close", "figure", -1, 0),
  ];
}

function captionTokens(state: StateCore, { caption, credit }: Caption): Token[] {
  const text = (content: string): Token => Object.assign(new state.Token("text", "", 0), { content });
  const open = new state.Token("credit_open", "span", 1);
  open.attrSet("class", "credit");
  const close = new state.Token("credit_close", "span", -1);
  return [
    ...(caption ? [text(caption)] : []),
    ...(caption && credit ? [text(" ")] : []),
    ...(credit ? [open, text(credit), close] : []),
  ];
}
