import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { type Node, Parser } from "commonmark";
import { markdownCopy, markdownWords } from "../../src/press/account/markdown-words.ts";

/*
 * The words of Markdown, read by another parser, commonmark.js, which shares no code with the press.
 */

const require = createRequire(import.meta.url);
const examples: { number: number; markdown: string }[] = require("commonmark-spec").tests;

/** The words of a text as commonmark.js reads it; nothing if it has HTML, which the press takes for text by design. */
function otherWords(text: string): string[] | undefined {
  const walker = new Parser().parse(text).walker();
  let found = "";
  for (let event = walker.next(); event; event = walker.next()) {
    const { node, entering } = event;
    if (node.type.startsWith("html")) return undefined;
    // Descriptions of images are attributes.
    if (inImage(node)) continue;
    if (["text", "code", "code_block"].includes(node.type)) found += node.literal ?? "";
    if (node.type.endsWith("break") || (!entering && isBlock(node)) || node.type === "code_block")
      found += "\n";
  }
  return found.split(/[ \t\r\n]+/).filter((word) => word !== "");
}

function isBlock(node: Node): boolean {
  return ["paragraph", "heading", "item", "block_quote"].includes(node.type);
}

function inImage(node: Node): boolean {
  for (let above: Node | null = node; above; above = above.parent) if (above.type === "image") return true;
  return false;
}

test("both parsers find the same words in the examples of CommonMark's specification", () => {
  let compared = 0;
  const differing: { number: number; ours: string[]; theirs: string[] }[] = [];
  for (const { number, markdown } of examples) {
    const text = markdown.replaceAll("→", "\t");
    const theirs = otherWords(text);
    // What the press refuses has no page; images in a paragraph of their own become figures with captions.
    if (!theirs || /!\[|^---\s*$|~~/m.test(text) || markdownCopy(text).problems.length > 0) continue;
    compared++;
    const ours = markdownWords(text).map((word) => word.text);
    if (ours.join(" ") !== theirs.join(" ")) differing.push({ number, ours, theirs });
  }
  expect(differing).toEqual([]);
  expect(compared).toBeGreaterThan(300);
});
