import type { RendererRule, Token } from "markdown-it";
import { error, type Fault, PressError } from "../faults/fault.ts";
import type { Language } from "../languages/language.ts";
import type { ProcessedImage } from "../pictures/make-image.ts";
import type { FigureEnvironment } from "../source/figures.ts";
import { type MarkdownEnvironment, markdown, parseMarkdown, readMarkdown } from "../source/markdown.ts";
import { isFault, type Source } from "../source/utf8.ts";
import { type Parting, readWire } from "../source/wire.ts";
import { escapeHtml, type Html, raw } from "./html.ts";

/** How an article's body is set. */
export interface Setting {
  /** What stands before the address of a file beside the page, such as an image: `""`, or `SLUG/` on the front page. */
  base: string;
  /** Names of what only eyes can tell, for those who hear the page. */
  labels: Labels;
  /** The images' files, by the name that the text gives them. */
  images: ReadonlyMap<string, ProcessedImage>;
  /** Whether a lead image stands above the text. */
  leadImage: boolean;
}

type Labels = Pick<Language, "table" | "footnotes" | "backToText">;

/** How many times larger than its source a body may come out: a text of references to references would fill the disk. */
const largestGrowth = 50;

/** Below this size, in characters, growth harms nobody: a two-letter list item is mostly tags. */
const smallBody = 20_000;

/**
 * Sets wire copy: a paragraph for each of its paragraphs, and every character as it came.
 *
 * @throws PressError if the source holds no wire copy
 */
export function typesetWire(source: Source, parting?: Parting): Html {
  const copy = readWire(source, parting);
  if (isFault(copy)) throw new PressError([copy]);
  let body = "";
  for (const paragraph of copy.paragraphs) body += `<p>${escapeHtml(paragraph)}</p>`;
  return raw(body);
}

/**
 * Sets Markdown. Headings are moved below the page's headline, without gaps in their order; tables scroll by themselves.
 *
 * @throws PressError if the source holds no Markdown
 */
export function typesetMarkdown(source: Source, setting: Setting): Html {
  const parts = readMarkdown(source);
  if (isFault(parts)) throw new PressError([parts]);
  const { base, images, leadImage } = setting;
  const figures: FigureEnvironment = { images, imageBase: `${base}images/`, leadImage };
  const environment: MarkdownEnvironment = { setting, ...figures };
  const tokens = parseMarkdown(parts.body, environment);
  lowerHeadings(tokens);
  return raw(markdown.renderer.render(tokens, markdown.options, environment));
}

/** Stands for an image whose files are not made yet. */
const placeholder: ProcessedImage = {
  width: 1,
  height: 1,
  sources: [],
  fallback: { file: "", width: 1, height: 1 },
};

const noLabels: Labels = { table: "", footnotes: "", backToText: "" };

/** Finds Markdown whose body would grow out of all proportion. Only definitions that are used many times can do that. */
export function growthFaults(source: Source, images: readonly { src: string }[]): Fault[] {
  if (!source.text.includes("]:")) return [];
  const files = new Map(images.map(({ src }) => [src, placeholder]));
  const size = typesetMarkdown(source, { base: "", labels: noLabels, images: files, leadImage: true }).html
    .length;
  if (size <= smallBody || size <= largestGrowth * source.text.length) return [];
  const times = Math.round(size / source.text.length);
  const remedy = `keep it under ${largestGrowth} times: refer to long addresses less often`;
  return [error({ file: source.file }, `the text grows to ${times} times its size as a page`, remedy)];
}

/** Headings begin at h2, below the headline, and go down by one step at a time: a screen reader lists them by level. */
function lowerHeadings(tokens: readonly Token[]): void {
  const headings = tokens.filter((token) => token.type === "heading_open" || token.type === "heading_close");
  const top = Math.min(...headings.map(levelOf));
  let previous = 1;
  for (const heading of headings) {
    if (heading.type === "heading_open") previous = Math.min(levelOf(heading) - top + 2, previous + 1, 6);
    heading.tag = `h${previous}`;
  }
}

function levelOf(heading: Token): number {
  return Number(heading.tag.slice(1));
}

/** A name from the setting that the text is rendered with, as an attribute's value. */
function label(name: keyof Labels, environment: MarkdownEnvironment | undefined): string {
  const setting = environment?.setting as Setting | undefined;
  return escapeHtml(setting?.labels[name] ?? "");
}

const { rules } = markdown.renderer;

rules.table_open = (_tokens, _index, _options, environment) =>
  `<section class="table" tabindex="0" aria-label="${label("table", environment)}"><table>`;
rules.table_close = () => "</table></section>";

/** Columns are aligned by class: the content policy allows no style in an attribute. */
const renderCell: RendererRule = (tokens, index, options, _environment, renderer) => {
  const token = tokens[index];
  const style = token?.attrs?.find(([name]) => name === "style");
  if (style) style.splice(0, 2, "class", String(style[1]).replace("text-align:", ""));
  return renderer.renderToken(tokens, index, options);
};
rules.th_open = renderCell;
rules.td_open = renderCell;

/** An address within the site or a page; it has no scheme and does not begin at the server's root. */
const relativeAddress = /^(?![a-z][a-z\d+.-]*:|[/#])/i;

/**
 * An address that is its own text is not written a second time behind itself in print. One that is relative leads from the
 * article's page, wherever the text stands.
 */
rules.link_open = (tokens, index, options, environment, renderer) => {
  const token = tokens[index];
  const base = (environment?.setting as Setting | undefined)?.base ?? "";
  const href = String(token?.attrGet("href") ?? "");
  if (base !== "" && relativeAddress.test(href)) token?.attrSet("href", base + href);
  if (token?.markup === "autolink") token.attrSet("class", "bare");
  return renderer.renderToken(tokens, index, options);
};

rules.footnote_block_open = (_tokens, _index, _options, environment) =>
  `<hr class="footnotes-sep"><section class="footnotes" role="doc-endnotes" aria-label="${label("footnotes", environment)}"><ol class="footnotes-list">`;

/** The way back from a note; the sign's second character keeps systems from drawing it as a picture. */
rules.footnote_anchor = (tokens, index, _options, environment) => {
  const { id = 0, subId = 0 } = (tokens[index]?.meta ?? {}) as { id?: number; subId?: number };
  const number = subId > 0 ? `${id + 1}:${subId}` : `${id + 1}`;
  return ` <a href="#fnref${number}" class="footnote-backref" role="doc-backlink" aria-label="${label("backToText", environment)} ${number}">[\u21a9\ufe0e]</a>`;
};
