import TurndownService from "turndown";
import { markdownText, parseMarkdown } from "../source/markdown.ts";
import { fold } from "../text/white-space.ts";
import { type Meaning, signs, spell } from "./marks.ts";
import type { Loss, Picture } from "./story.ts";
import { tidy } from "./tidy.ts";
import { noteCall, type Setting } from "./tidy-work.ts";

export interface Converted {
  /** Markdown, with a line end at its end; empty if the body has no text. */
  markdown: string;
  losses: Loss[];
  pictures: Picture[];
  /** Where Markdown and body differ in a word, if they do: such Markdown must not be used. */
  difference?: { expected: string; found: string };
}

/**
 * A body in HTML to Markdown that says the same words. It is read back through Stet's own Markdown reader and compared with what a
 * browser would show of the HTML.
 *
 * @param html the body, without a document around it
 */
export function toMarkdown(html: string, setting: Setting): Converted {
  const { html: body, notes, text, losses, pictures } = tidy(html, setting);
  const lose = (lost: string, words: string) => {
    losses.push({ kind: lost, place: setting.place, what: words });
  };
  const write = writer(makeService(lose));
  const parts = [
    write(body),
    ...notes.map((note, index) => `[^${index + 1}]: ${indented(write(note), "    ")}`),
  ];
  const markdown = parts
    .filter((part) => part !== "")
    .join("\n\n")
    .replace(noteCall, "[^$1]");
  // Markdown trims every kind of space off a paragraph's ends, such as those that WordPress leaves in empty paragraphs.
  const words = (shown: string) => shown.split(/\s+/u).filter((word) => word !== "");
  const difference = compare(words(text), words(markdownText(parseMarkdown(markdown))));
  return {
    markdown: markdown === "" ? "" : `${markdown}\n`,
    losses,
    pictures,
    ...(difference && { difference }),
  };
}

function compare(expected: string[], found: string[]): Converted["difference"] {
  const length = Math.max(expected.length, found.length);
  for (let index = 0; index < length; index++) {
    if (expected[index] === found[index]) continue;
    const near = (words: string[]) => words.slice(Math.max(0, index - 3), index + 2).join(" ");
    return { expected: near(expected), found: near(found) };
  }
  return undefined;
}

/** Turndown with rules for the regular HTML that `tidy` makes. */
function makeService(lose: (lost: string, words: string) => void): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    hr: "***",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    br: "\\",
  });
  service.escape = escapeText;
  service.addRule("em", mark("em", signs.em));
  service.addRule("strong", mark("strong", signs.strong));
  service.addRule("del", mark("del", signs.del));
  service.addRule("link", {
    filter: "a",
    replacement: (content, node) =>
      `${signs.link.open}[${content}](${destination(node.getAttribute("href") ?? "")})${signs.link.close}`,
  });
  service.addRule("run", {
    filter: "span",
    replacement: (content, node) => {
      const meaning = meaningOf(node);
      const { markdown, lost } = spell(content, meaning);
      if (lost !== undefined) lose(lost, meaning.text);
      return markdown;
    },
  });
  service.addRule("heading", {
    filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
    // A number sign at the end of a heading would be taken for its closing.
    replacement: (content, node) =>
      `\n\n${"#".repeat(Number(node.nodeName[1]))} ${content.replace(/(^|\s)(#+)$/, "$1\\$2")}\n\n`,
  });
  service.addRule("quotation", {
    filter: "blockquote",
    replacement: (content) =>
      `\n\n${content
        .replace(/^\n+|\n+$/g, "")
        .replace(/^/gm, "> ")
        .replace(/^> $/gm, ">")}\n\n`,
  });
  service.addRule("list", { filter: ["ul", "ol"], replacement: list });
  service.addRule("item", { filter: "li", replacement: item });
  service.addRule("cell", {
    filter: "th",
    replacement: (content) =>
      `| ${content
        .trim()
        .replace(/\s*\n\s*/g, " ")
        .replace(/\|/g, "\\|")} `,
  });
  service.addRule("row", { filter: "tr", replacement: row });
  service.addRule("rows", { filter: "tbody", replacement: (content) => content });
  service.addRule("picture", { filter: "img", replacement: picture });
  service.addRule("pre", { filter: "pre", replacement: fenced });
  return service;
}

/**
 * Turndown as a function from HTML to Markdown. What it gives it trims by an expression whose cost grows with the square of a blank: a
 * rule takes all of the text, so that nothing is left to trim.
 */
function writer(service: TurndownService): (html: string) => string {
  let whole = "";
  service.addRule("whole", {
    filter: "main",
    replacement: (content) => {
      whole = content;
      return "";
    },
  });
  return (html) => {
    whole = "";
    service.turndown(`<main>${html}</main>`);
    return whole.replace(/^\n+/, "").trimEnd();
  };
}

function mark(filter: "em" | "strong" | "del", sign: { open: string; close: string }): TurndownService.Rule {
  return { filter, replacement: (content) => (content === "" ? "" : sign.open + content + sign.close) };
}

/** What a run of text shows, read from its elements. */
function meaningOf(node: HTMLElement): Meaning {
  const count = (name: string) => node.getElementsByTagName(name).length;
  return {
    text: fold(shownText(node)),
    em: count("em"),
    strong: count("strong"),
    del: count("del"),
    links: count("a"),
    code: count("code"),
  };
}

function shownText(node: ChildNode): string {
  if (node.nodeType === 3) return node.nodeValue ?? "";
  if (node.nodeName === "BR") return " ";
  return Array.from(node.childNodes, shownText).join("");
}

/**
 * Escapes what Markdown would take from a text, and no more: the file is to be read and edited by people. What this misses, `spell`
 * finds.
 */
function escapeText(text: string): string {
  return (
    text
      .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\")
      .replace(/[*`]/g, "\\$&")
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/~(?=~|$)|(?<=~|^)~/g, "\\~")
      .replace(/<(?=[a-z/!?])/gi, "\\<")
      .replace(/&(?=#?[a-z0-9]+;)/gi, "\\&")
      // Brackets that are a pair, and no link's or footnote's, stay as they are: editors write [words] into quotations.
      .replace(/(?<!\^)\[(?!\^)([^[\]]*)\](?![([:])|[[\]]/g, (found) =>
        found.length > 1 ? found : `\\${found}`,
      )
      // Where a line begins, more is meant: lists, headings, quotations, rules, tables, code.
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
      .replace(/^(?:[-+](?=[\s-]|$)|#{1,6}(?=\s|$)|>|=|:(?=-)|\|)/, "\\$&")
  );
}

/** An address between the parentheses of a link. */
function destination(href: string): string {
  return href
    .replace(/&(?=#?[a-z0-9]+;)/gi, "%26")
    .replace(/[\s()<>"'\\`|*_~[\]]/g, (character) =>
      /[_~*'[\]]/.test(character) ? character : encodeURIComponent(character).replace(/[()]/g, hex),
    );
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A picture in a paragraph of its own; its caption stands in the title. */
function picture(_: string, node: HTMLElement): string {
  const alt = (node.getAttribute("alt") ?? "").replace(/[!-/:-@[-`{-~]/g, "\\$&");
  const title = (node.getAttribute("title") ?? "").replace(/["\\]|&(?=#?\w+;)/g, "\\$&");
  return `\n\n![${alt}](${node.getAttribute("src")}${title === "" ? "" : ` "${title}"`})\n\n`;
}

function list(content: string, node: HTMLElement): string {
  const parent = node.parentNode;
  const tight = parent?.nodeName === "LI" && parent.lastChild === node && parent.firstChild !== node;
  // Only a list that begins with 1 can follow a text without a blank line.
  const follows = node.nodeName === "UL" || (node.getAttribute("start") ?? "1") === "1";
  return tight && follows && node.previousSibling?.nodeName === "SPAN"
    ? `\n${content}`
    : `\n\n${content}\n\n`;
}

function item(content: string, node: HTMLElement): string {
  const parent = node.parentElement;
  const marker =
    parent?.nodeName === "OL"
      ? `${numberOf(node, parent)}${second(parent) ? ")" : "."} `
      : second(parent)
        ? "* "
        : "- ";
  const body = indented(content.replace(/^\n+|\n+$/g, ""), " ".repeat(marker.length));
  const loose = /^\n|\n$/.test(content) && node.firstChild?.nodeName === "P";
  return `${marker}${body}${node.nextSibling ? (loose ? "\n\n" : "\n") : ""}`;
}

/** The numbers of items that were set: those of one list are set in their order. */
const numbers = new WeakMap<Element, number>();

function numberOf(node: HTMLElement, parent: HTMLElement): number {
  const before = node.previousElementSibling;
  const first = () => Number(parent.getAttribute("start") ?? "1");
  const number = before ? (numbers.get(before) ?? 0) + 1 : first();
  numbers.set(node, number);
  return number;
}

/** Lists, by whether they are the second of two that follow each other. */
const seconds = new WeakMap<Element, boolean>();

/** Whether a list follows one of its kind: with the same signs, Markdown would join the two. */
function second(list: Element | null | undefined): boolean {
  if (!list) return false;
  const known = seconds.get(list);
  if (known !== undefined) return known;
  const before = list.previousElementSibling;
  const found = before?.nodeName === list.nodeName && !second(before);
  seconds.set(list, found);
  return found;
}

function indented(text: string, indent: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

function row(content: string, node: HTMLElement): string {
  const line = `${content}|\n`;
  return node.previousSibling ? line : `\n\n${line}|${" --- |".repeat(node.children.length)}\n`;
}

function fenced(_: string, node: HTMLElement): string {
  const code = node.textContent ?? "";
  const language = /language-(\S+)/.exec(node.firstElementChild?.className ?? "")?.[1] ?? "";
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `\n\n${fence}${language}\n${code}\n${fence}\n\n`;
}
