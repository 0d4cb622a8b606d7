import { escapeHtml } from "../page/html.ts";
import { fromMarkdown } from "./from-markdown.ts";

/** What a card of Ghost's editor says of itself, by the names that the editor has for it. */
export type Card = Readonly<Record<string, unknown>>;

type Lose = (kind: string, what: string) => void;

/**
 * A card of Ghost's editor as HTML.
 *
 * @param type its kind; Mobiledoc and Lexical name some of them differently
 * @param lose is told of what no reader of the new page will see
 * @see https://ghost.org/help/cards/
 */
export function cardHtml(type: string, card: Card, lose: Lose): string {
  const says = (...keys: string[]): string =>
    keys.map((key) => textOf(card[key])).find((text) => text !== "") ?? "";
  const figure = (inner: string) => `<figure>${inner}${captionOf(says("caption"))}</figure>`;
  switch (type.replace(/^card-/, "")) {
    case "markdown":
      return fromMarkdown(says("markdown"));
    case "html":
      return says("html");
    case "image":
      return figure(imageOf(card));
    case "gallery":
      return figure((Array.isArray(card.images) ? card.images : []).map(imageOf).join(""));
    case "code":
    case "codeblock":
      return `<pre><code class="language-${escapeHtml(says("language"))}">${escapeHtml(says("code"))}</code></pre>${paragraph(says("caption"))}`;
    case "hr":
    case "horizontalrule":
      return "<hr>";
    case "callout":
      return `<blockquote>${paragraph([says("calloutEmoji"), says("calloutText")].filter(Boolean).join(" "))}</blockquote>`;
    case "toggle":
      return `<p><strong>${says("heading")}</strong></p>${says("content")}`;
    case "bookmark":
      return linkTo(says("url"), textOf(objectOf(card.metadata).title)) + paragraph(says("caption"));
    case "embed":
      return linkTo(says("url"), textOf(objectOf(card.metadata).title)) + paragraph(says("caption"));
    case "button":
      return linkTo(says("buttonUrl"), escapeHtml(says("buttonText")));
    case "call-to-action":
      return paragraph(says("textValue")) + linkTo(says("buttonUrl"), escapeHtml(says("buttonText")));
    case "header":
      return paragraph(`<strong>${says("header", "heading")}</strong>`) + paragraph(says("subheader"));
    case "product":
      return (
        paragraph(`<strong>${says("productTitle")}</strong>`) +
        says("productDescription") +
        linkTo(says("productUrl"), says("productButton"))
      );
    case "audio":
    case "video":
    case "file":
      return (
        linkTo(says("src"), escapeHtml(says("fileTitle", "title", "fileName"))) +
        paragraph(says("caption", "fileCaption"))
      );
    case "paywall":
      return "";
    default:
      lose(
        "cards of the old site that no page shows",
        [type, fold(says("header", "heading", "html"))].filter(Boolean).join(": "),
      );
      return "";
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function objectOf(value: unknown): Card {
  return typeof value === "object" && value !== null ? (value as Card) : {};
}

function fold(html: string): string {
  return html
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Words that the editor keeps as HTML. */
function paragraph(html: string): string {
  return html === "" || html === "<strong></strong>"
    ? ""
    : `<p>${html.replace(/<\/?p\b[^>]*>/g, " ").trim()}</p>`;
}

function captionOf(html: string): string {
  return html === "" ? "" : `<figcaption>${html}</figcaption>`;
}

function imageOf(value: unknown): string {
  const { src, alt } = objectOf(value);
  return `<img src="${escapeHtml(textOf(src))}" alt="${escapeHtml(textOf(alt))}">`;
}

function linkTo(url: string, words: string): string {
  return url === ""
    ? paragraph(words)
    : `<p><a href="${escapeHtml(url)}">${words || escapeHtml(url)}</a></p>`;
}
