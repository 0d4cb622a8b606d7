import { type WireLine, wireLines } from "../account/wire-words.ts";
import type { Word } from "../account/words.ts";
import { softBreak } from "../text/soft-break.ts";
import { compareWords, type Proof } from "./compare-words.ts";
import type { PageText } from "./read-back.ts";

/*
 * Wire copy against its page. A page's paragraph is made of whole lines of the source, and between two of them there is a space, or
 * nothing between two characters of a script without spaces; after a blank line a paragraph begins. In verse each line is one.
 */

/**
 * Compares wire copy with a page's body.
 *
 * @param verse whether each line stays a line; without it the page tells, by having forced line ends at all
 */
export function compareWire(
  text: string,
  page: PageText,
  problems: Proof["problems"],
  verse = page.elements.includes("br"),
): Proof {
  const lines = wireLines(text);
  const known = verse ? ["p", "br"] : ["p"];
  for (const name of page.elements) {
    if (!known.includes(name) && !page.unknown.includes(name))
      problems.push({ reason: `the article holds a \`${name}\`, and wire copy has paragraphs only` });
  }
  const words = lines.reduce((sum, line) => sum + countFolded(line.text), 0);
  // Nearly always all is well, and then no word needs its line.
  const wrong = verse ? wrongVerse(lines, page) : wrongParagraph(lines, page.blocks);
  if (!wrong) return { words, differences: [], problems };
  const found = joined(page.blocks.map((block) => ({ text: block, line: 0 })));
  const differences = compareWords(
    joined(lines),
    found.map((word) => word.text),
  );
  if (differences.length === 0) problems.push(wrong);
  return { words, differences, problems };
}

/** How many words a text of single spaces has. */
function countFolded(text: string): number {
  let count = 1;
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) count++;
  return count;
}

/** The words of lines, and as one what a page may write as one: where two lines meet within a script without spaces. */
function joined(lines: readonly Word[]): Word[] {
  const words: Word[] = [];
  for (const { text, line } of lines) {
    const [first = "", ...rest] = text.split(" ");
    const last = words.at(-1);
    if (last && softBreak(last.text, first) === "") last.text += first;
    else words.push({ text: first, line });
    for (const word of rest) words.push({ text: word, line });
  }
  return words;
}

type Wrong = { line: number; reason: string } | undefined;

/** The first place where a page's paragraphs are not made of whole lines, or one does not begin after a blank line. */
function wrongParagraph(lines: readonly WireLine[], blocks: readonly string[]): Wrong {
  let block = 0;
  let rest = "";
  for (const [index, { text, line, blankBefore }] of lines.entries()) {
    if (rest === "") rest = blocks[block++] ?? "";
    else if (blankBefore) return { line, reason: "no paragraph of the page begins here" };
    const before = rest;
    rest = rest.slice(text.length);
    const space = rest === "" ? "" : softBreak(text, lines[index + 1]?.text ?? "");
    if (!before.startsWith(text) || !rest.startsWith(space)) {
      return { line, reason: "a paragraph of the page ends within this line" };
    }
    rest = rest.slice(space.length);
  }
  if (rest === "" && block === blocks.length) return undefined;
  return { line: lines.at(-1)?.line ?? 1, reason: "the page goes on behind this line" };
}

/** The first line of verse that is no line of the page, or that ends otherwise than in the source: by a forced line end or a paragraph's. */
function wrongVerse(lines: readonly WireLine[], { blocks, broken }: PageText): Wrong {
  for (const [index, { text, line }] of lines.entries()) {
    if (blocks[index] !== text) return { line, reason: "this line is none of the page" };
    const next = lines[index + 1];
    if (broken[index] !== (next !== undefined && !next.blankBefore))
      return { line, reason: "this line does not end on the page as it does here" };
  }
  if (blocks.length === lines.length) return undefined;
  return { line: lines.at(-1)?.line ?? 1, reason: "the page goes on behind this line" };
}
