import { DomUtils } from "htmlparser2";
import { escapeHtml } from "../page/html.ts";
import { fold } from "../text/white-space.ts";
import { nowhere } from "./links.ts";
import type { Picture } from "./story.ts";
import type { Context, Piece, Work } from "./tidy-work.ts";
import { emojiOf, placedCaption, visibleText } from "./visible-text.ts";
import type { Element } from "./xml.ts";

/** A picture whose file is at hand becomes a figure; any other leaves no trace in the text, but for an emoji, which is a character. */
export function picture(element: Element, context: Context, work: Work): Piece[] {
  const emoji = emojiOf(element);
  if (emoji !== undefined) return [{ text: escapeHtml(emoji) }];
  const src = addressOf(element);
  if (element.attribs.width === "1" && element.attribs.height === "1") {
    work.lose("scripts and styles", `<img> ${src}, a counter of readers`);
    return [{ text: " " }];
  }
  const found = linked(element, pictureOf(element, src, context, work), work);
  const placed = context.oneLine ? undefined : work.setting.picture?.(found);
  if (!placed) {
    work.pictures.push(found);
    return [{ text: " " }];
  }
  if (found.alt === "")
    work.lose("pictures without a description (another text serves)", `${found.src}: ${placed.alt}`, true);
  const title = titleOf(element, context, work) || shownCaption(element);
  const attribute = title === "" ? "" : ` title="${escapeHtml(title)}"`;
  return [{ block: `<img src="${escapeHtml(placed.file)}" alt="${escapeHtml(placed.alt)}"${attribute}>` }];
}

/** Where a picture lies; scripts that load it late keep its address elsewhere. */
function addressOf({ attribs }: Element): string {
  const lazy = attribs["data-src"] ?? attribs["data-lazy-src"] ?? attribs["data-original"];
  const { src = "" } = attribs;
  if (src !== "" && !src.startsWith("data:")) return src.trim();
  return (lazy ?? (src === "" ? "(no address)" : "(in the text itself, as data)")).trim();
}

function pictureOf(element: Element, src: string, context: Context, work: Work): Picture {
  const { base, place } = work.setting;
  const caption = captionOf(context);
  const words = caption ? fold(visibleText([caption], work.notes)) : (element.attribs[ownCaption] ?? "");
  return {
    place,
    src:
      !src.startsWith("(") && base && URL.canParse(src, base)
        ? new URL(src, base).href.replace(nowhere, "/")
        : src,
    alt: fold(element.attribs.alt ?? ""),
    where: whereOf(work.last),
    ...(words !== "" && { caption: words }),
  };
}

/** The picture at full size, where a small one links to it. */
function linked(element: Element, found: Picture, work: Work): Picture {
  const parent = element.parent;
  const href = parent && "attribs" in parent && parent.name === "a" ? (parent.attribs.href ?? "") : "";
  const { base } = work.setting;
  if (!/\.(?:jpe?g|png|webp|avif|gif)(?:\?|$)/i.test(href) || !URL.canParse(href, base)) return found;
  const large = { ...found, src: new URL(href, base).href.replace(nowhere, "/") };
  const { picture } = work.setting;
  return !picture?.(large) && picture?.(found) ? found : large;
}

/** A gallery's pictures bring their captions along; they are shown with the picture or not at all. */
const ownCaption = "data-stet-caption";

function shownCaption(element: Element): string {
  const caption = element.attribs[ownCaption] ?? "";
  if (caption === "" || / \| /.test(caption)) return "";
  element.attribs[placedCaption] = caption;
  return withCredit(caption);
}

function captionOf({ figure }: Context): Element | undefined {
  return figure && (DomUtils.findOne((found) => found.name === "figcaption", [figure]) ?? undefined);
}

/** What stands under the picture: its caption, which then is no text of its own. With several pictures it belongs to none of them. */
function titleOf(element: Element, context: Context, work: Work): string {
  const caption = captionOf(context);
  if (!caption || !context.figure) return "";
  const pictures = DomUtils.findAll((found) => found.name === "img", [context.figure]);
  const text = fold(visibleText([caption], work.notes));
  if (pictures.length !== 1 || pictures[0] !== element || text === "" || / \| /.test(text)) return "";
  for (const link of DomUtils.findAll((found) => found.name === "a", [caption]))
    work.lose("links in captions", `${link.attribs.href}, at “${fold(DomUtils.textContent(link))}”`);
  work.captions.add(caption);
  return withCredit(text);
}

const credit =
  /^(.*[.!?…]["”’»)]?) ((?:Photos?|Photograph|Pictures?|Image|Credit|Foto|Crédit|Photographie)(?: by|:| ©) ?[^.]+(?:\.[^.]{1,30})?\.?)$/iu;

/** A caption with its credit, which begins with a word such as `Photo:`, behind a bar. */
export function withCredit(caption: string): string {
  return caption.replace(credit, "$1 | $2");
}

function whereOf(text: string): string {
  const words = fold(text).split(" ").slice(-6).join(" ");
  return words === "" ? "at the beginning" : `after “${words}”`;
}
