import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { type Node, Parser } from "commonmark";
import fc from "fast-check";
import { markdownCopy, markdownWords } from "../../src/press/account/markdown-words.ts";
import { checkRandom } from "../support/random.ts";

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

/** The words of a text as both parsers find them; nothing where the two are not meant to agree. */
function bothWords(text: string): { ours: string; theirs: string } | undefined {
  const theirs = otherWords(text);
  // What the press refuses has no page; images in a paragraph of their own become figures with captions.
  if (!theirs || /!\[|^---\s*$|~~/m.test(text) || markdownCopy(text).problems.length > 0) return undefined;
  const ours = markdownWords(text).map((word) => word.text);
  return { ours: ours.join(" "), theirs: theirs.join(" ") };
}

test("both parsers find the same words in the examples of CommonMark's specification", () => {
  const found = examples.flatMap(({ markdown }) => bothWords(markdown.replaceAll("→", "\t")) ?? []);
  expect(found.map(({ ours }) => ours)).toEqual(found.map(({ theirs }) => theirs));
  expect(found.length).toBeGreaterThan(300);
});

/** markdown-it takes this sign for a quotation's mark where its depth makes it code to others: a mark is no word. */
const deepMark = /^ {4,}>/m;

/** Pieces of CommonMark: its extensions, such as tables and notes, the other parser does not know. */
const pieces = [
  ..."a b c d e word é “x” 12 * ** *** _ __ ` `` [ ] ( ) ](/u) [a](/u) <https://x.org/> \\ \\* &amp; &#65; &no; < > ! # +".split(
    " ",
  ),
  ..." |  |    |\t|\n|\n\n|\n# |\n## |\n> |\n- |\n+ |\n1. |\n1) |\n2. |\n    |\n```\n|\n~~~\n|\n===\n|\n\n[a]: /u\n\n|\n***\n|  \n|\\\n".split(
    "|",
  ),
];

test("both parsers find the same words in 5,000 random texts", () => {
  let compared = 0;
  const text = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 })
    .map((parts) => parts.join(""));
  const agrees = fc.property(text, (each) => {
    const found = deepMark.test(each) ? undefined : bothWords(each);
    if (!found) return;
    compared++;
    if (found.ours !== found.theirs) throw new Error(JSON.stringify(found));
  });
  checkRandom(agrees, 5_000);
  expect(compared).toBeGreaterThan(1_000);
});
