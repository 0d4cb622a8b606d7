import type { Env, RendererRule, Token } from "markdown-it";
import { isFault, PressError, quoted } from "../faults/fault.ts";
import { formatSize } from "../languages/file-size.ts";
import type { Language } from "../languages/language.ts";
import type { ProcessedImage } from "../pictures/make-image.ts";
import type { Leaf } from "../site/leaf.ts";
import { addressesIn } from "../source/addresses.ts";
import type { LinkedFile } from "../source/attachments.ts";
import { directionsOf } from "../source/directions.ts";
import { metaOf, plainText, sourceOf as sourceOfImage } from "../source/figures.ts";
import { nameHeadings } from "../source/heading-ids.ts";
import { sourceOf } from "../source/kept.ts";
import type { PartPlace } from "../source/line-parts.ts";
import { lineEnd, newMarkdown, parseMarkdown, readMarkdown, withoutTitle } from "../source/markdown.ts";
import type { Source } from "../source/utf8.ts";
import { type Parting, readWire } from "../source/wire.ts";
import { direction } from "../text/direction.ts";
import type { Direction } from "../text/screen-order.ts";
import { type ChartMeta, joinCharts } from "./charts.ts";
import { dirOf } from "./dir.ts";
import { markElsewhere } from "./elsewhere.ts";
import { type GalleryMeta, markGalleries } from "./galleries.ts";
import { lowerHeadings } from "./headings.ts";
import { escapeHtml, type Html, raw } from "./html.ts";
import { markKind } from "./kinds.ts";
import { setNumbers } from "./lists.ts";
import { mediaElement, type Played } from "./media.ts";
import { setNoteRules } from "./note-rules.ts";
import { keepBody, keptBody } from "./page-bytes.ts";
import { halfSizes, isLarge, picture, wideSizes } from "./picture.ts";
import { markPullQuotes } from "./pull-quotes.ts";
import { fitTables } from "./tables.ts";

/** How an article's body is set. */
export interface Setting {
  /** What stands before the address of a file beside the page, such as an image: `""`, or `SLUG/` on the front page. */
  folder: string;
  /** Names of what only eyes can tell, for those who hear the page. */
  labels: Labels;
  /** The images' files, by the name that the text gives them. */
  images: ReadonlyMap<string, ProcessedImage>;
  /** Where links into the site lead, by the addresses that the text gives them: from the article's page. */
  links?: ReadonlyMap<string, string>;
  /** What the files are that it links to, likewise. */
  files?: ReadonlyMap<string, LinkedFile>;
  /** Its sounds and films, what is said of them, and the language of their captions. */
  media?: Played;
  /** Whether a lead image stands above the text. */
  leadImage: boolean;
  /** Whether the heading that begins the text is the headline, which stands above it. */
  titled?: boolean;
  /** Marks what is more than text in an article of its kind. */
  mark?: (tokens: readonly Token[]) => void;
  /** The direction of the article; a block of another says so. */
  direction: Direction;
}

type Texts = Pick<Language, "table" | "footnotes" | "backToText" | "editorsNote">;

/** These, and the digits of the numbers that the page adds. */
type Labels = Texts & Pick<Language, "locale" | "digits" | "comma" | "sizes">;

/** What of a leaf its text is set from. */
type LeafText = Pick<Leaf, "article" | "images" | "media" | "links">;

/**
 * An article's typeset body.
 *
 * @param leaf the article, the files of its images, and where its links lead
 * @param labels names of what only eyes can tell
 * @param folder what stands before the address of a file beside the article's page: nothing there, `SLUG/` on the front page
 * @throws PressError if the source's file is no longer what the record was made from, or holds no text
 */
export function typeset({ article, images, media, links }: LeafText, labels: Labels, folder: string): Html {
  const { source } = sourceOf(article);
  const base = direction(article.language);
  const body =
    article.form === "wire"
      ? typesetWire(source, base, article.parting, article.parts, labels)
      : typesetMarkdown(source, {
          folder,
          labels,
          images: new Map(images),
          links: new Map(links.map(([written, address]) => [written, address])),
          files: new Map(links.flatMap(([written, , file]) => (file ? [[written, file]] : []))),
          media: { files: new Map(media), uses: article.media, language: article.language },
          leadImage: article.image !== undefined,
          titled: article.parts.length > 0,
          mark: (tokens) => markKind(article, tokens),
          direction: base,
        });
  const told = article.kind === "sponsored" ? raw(asSponsored(body.html)) : body;
  if (folder === "") keepBody(article.slug, told.html);
  return told;
}

/** Tells search engines of links out of a sponsored text that they were paid for. */
function asSponsored(body: string): string {
  return body.replace(/<a href="https?:/g, (link) => link.replace("<a", '<a rel="sponsored"'));
}

/** An article's body as its own page has it, which was made already. */
export function typesetBody(leaf: LeafText, labels: Labels): string {
  return keptBody(leaf.article.slug) ?? typeset(leaf, labels, "").html;
}

/**
 * Sets wire copy: a paragraph for each of its paragraphs, the line ends of verse as `br`, addresses as links, and every character as
 * it came.
 *
 * @param parts what lines are something else than body
 * @throws PressError if the source holds no wire copy
 */
export function typesetWire(
  source: Source,
  base: Direction,
  parting?: Parting,
  parts: readonly PartPlace[] = [],
  labels: Pick<Texts, "editorsNote"> = { editorsNote: "" },
): Html {
  const copy = readWire(source, parting, parts);
  if (isFault(copy)) throw new PressError([copy]);
  let body = "";
  for (const [index, paragraph] of copy.paragraphs.entries()) {
    const text = linked(paragraph).replaceAll("\n", "<br>");
    const dir = dirOf(paragraph, base)?.html ?? "";
    const part = copy.within.get(index);
    body += part ? setPart(part, text, dir, labels) : `<p${dir}>${text}</p>`;
  }
  return raw(body);
}

/** A line of its own within a text: a heading, an editor's note, or what stands before the text. */
function setPart(
  { kind, lines }: PartPlace,
  text: string,
  dir: string,
  { editorsNote }: Pick<Texts, "editorsNote">,
): string {
  if (kind === "subhead") return `<h2${dir} data-lines="${lines}">${text}</h2>`;
  // Reader views drop an `aside`.
  if (kind === "note")
    return `<div class="note" role="note" aria-label="${escapeHtml(editorsNote)}" data-lines="${lines}"><p${dir}>${text}</p></div>`;
  return `<p class="filed"${dir} data-lines="${lines}">${text}</p>`;
}

/** Text as HTML, the addresses in it as links to themselves. */
function linked(text: string): string {
  let html = "";
  let read = 0;
  for (const { start, end, href } of addressesIn(text)) {
    const address = escapeHtml(text.slice(start, end));
    html += `${escapeHtml(text.slice(read, start))}<a href="${escapeHtml(href)}" class="bare found">${address}</a>`;
    read = end;
  }
  return read === 0 ? escapeHtml(text) : html + escapeHtml(text.slice(read));
}

/**
 * Sets Markdown. Headings are moved below the page's headline, without gaps in their order; tables scroll by themselves.
 *
 * @throws PressError if the source holds no Markdown
 */
export function typesetMarkdown(source: Source, setting: Setting): Html {
  const parts = readMarkdown(source);
  if (isFault(parts)) throw new PressError([parts]);
  const environment = { setting };
  const all = parseMarkdown(parts.body, environment);
  const tokens = setting.titled ? withoutTitle(all) : all;
  lowerHeadings(tokens);
  nameHeadings(tokens);
  setting.mark?.(tokens);
  findAddresses(tokens);
  setNumbers(tokens, setting.labels.digits);
  fitTables(tokens);
  joinCharts(tokens);
  markGalleries(tokens);
  markPullQuotes(tokens);
  markElsewhere(tokens);
  for (const [index, own] of directionsOf(tokens, parts.body, setting.direction).changed)
    tokens[index]?.attrSet("dir", own);
  return raw(renderer.render(tokens, options, environment));
}

/** Notes for the texts outside of links that addresses in them become links. */
function findAddresses(tokens: readonly Token[]): void {
  for (const { children } of tokens) {
    let open = 0;
    for (const child of children ?? []) {
      if (child.type === "link_open" || child.type === "link_close") open += child.nesting;
      if (child.type === "text" && open === 0) child.meta = { ...child.meta, addresses: true };
    }
  }
}

/** The renderer is this module's own: what it does differently, no other reader of Markdown sees. */
const { renderer, options } = newMarkdown();
const { rules } = renderer;

/** The setting that a text is rendered with. */
function settingOf(environment: Env | undefined): Setting {
  return environment?.setting as Setting;
}

/** A name from the setting, as an attribute's value. */
function label(name: keyof Texts, environment: Env | undefined): string {
  return escapeHtml(settingOf(environment).labels[name]);
}

rules.text = (tokens, index) => {
  const { content = "", meta } = tokens[index] ?? {};
  return meta?.addresses === true ? linked(content) : escapeHtml(content);
};

/** A line end in the source stays one in the page's, where it is a space. */
rules.softbreak = (tokens, index) => (lineEnd(tokens, index) === "" ? "" : "\n");

rules.image = (tokens, index, _options, environment) => {
  const token = tokens[index];
  if (!token) return "";
  const { folder, images, labels, leadImage, media } = settingOf(environment);
  const src = sourceOfImage(token);
  const played = media?.files.has(src)
    ? mediaElement(src, plainText(token), media, images, folder, labels)
    : undefined;
  if (played) return played.html;
  const image = images.get(src);
  if (!image) throw new Error(`the image ${quoted(src)} was not processed`);
  // Where no lead image stands above the text, a figure that opens it is above the fold.
  const eager = metaOf(token).first === true && !leadImage;
  const { details, gallery }: ChartMeta & GalleryMeta = token.meta ?? {};
  const own = gallery && { sizes: gallery === "half" ? halfSizes : wideSizes };
  const full = metaOf(token).figure === true && (gallery !== undefined || isLarge(image));
  return picture(image, { alt: plainText(token), base: `${folder}images/`, eager, details, full, ...own })
    .html;
};

/** Figures that stand one right after the other are set as a gallery. */
const renderFigure: RendererRule = (tokens, index, options, _environment, renderer) => {
  const { gallery }: GalleryMeta = tokens[index]?.meta ?? {};
  const tag = renderer.renderToken(tokens, index, options);
  if (gallery === "begins") return `<div class="gallery">${tag}`;
  return gallery === "ends" ? `${tag}</div>\n` : tag;
};
rules.figure_open = renderFigure;
rules.figure_close = renderFigure;

/** A table scrolls by itself where it is wider than the window, and only one that can be is a stop for the keyboard, and has a name. */
rules.table_open = (tokens, index, options, environment, renderer) => {
  const { scrolls = false, details }: ChartMeta & { scrolls?: boolean } = tokens[index]?.meta ?? {};
  const id = details === undefined ? "" : ` id="${details}"`;
  const stop = scrolls ? ` role="group" tabindex="0" aria-label="${label("table", environment)}"` : "";
  return `<div class="table"${id}${stop}>${renderer.renderToken(tokens, index, options).trim()}`;
};
rules.table_close = () => "</table></div>";

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
 * article's page, wherever the text stands. One that the press has found the page of keeps the text's own beside it, for the proof.
 */
rules.link_open = (tokens, index, options, environment, renderer) => {
  const token = tokens[index];
  const { folder, links, files, labels } = settingOf(environment);
  const written = String(token?.attrGet("href") ?? "");
  const href = links?.get(written) ?? written;
  if (href !== written) {
    token?.attrSet("href", href);
    token?.attrSet("data-link", written);
  }
  const file = files?.get(written);
  // What the style shows behind the link is no word of the text's.
  if (file) token?.attrSet("data-file", `${file.kind}${labels.comma}${formatSize(file.size, labels)}`);
  if (folder !== "" && relativeAddress.test(href)) token?.attrSet("href", folder + href);
  if (token?.markup === "autolink") token.attrSet("class", "bare");
  return renderer.renderToken(tokens, index, options);
};

setNoteRules(rules, (environment) => settingOf(environment).labels);
