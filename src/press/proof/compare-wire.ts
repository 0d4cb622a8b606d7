import { type WireLine, wireLines } from "../account/wire-words.ts";
import type { Word } from "../account/words.ts";
import { quoted } from "../faults/fault.ts";
import { isOutside, joinLines, type LinePart, type PartPlace, rangeOf } from "../source/line-parts.ts";
import { softBreak } from "../text/soft-break.ts";
import { compareWords, type Proof } from "./compare-words.ts";
import type { PageText } from "./read-back.ts";

/*
 * Wire copy against its page. A page's paragraph is made of whole lines of the source, and between two of them there is a space, or
 * nothing between two characters of a script without spaces; after a blank line a paragraph begins. In verse each line is one.
 */

/**
 * Compares wire copy with a page: each part that says on which lines of the source it stands with these, and all other lines with the
 * body.
 *
 * @param verse whether each line stays a line; without it the page tells, by having forced line ends at all
 */
export function compareWire(
  text: string,
  page: PageText,
  problems: Proof["problems"],
  verse = page.elements.includes("br"),
): Proof {
  const all = wireLines(text);
  const differences = page.parts.flatMap((part) => compareWords(joined(linesIn(all, part)), wordsOf(part)));
  const lines = withoutParts(all, page.parts);
  const known = verse ? ["p", "a", "br"] : ["p", "a"];
  for (const name of page.elements) {
    if (!known.includes(name) && !page.unknown.includes(name))
      problems.push({ reason: `the article holds a \`${name}\`, and wire copy has paragraphs only` });
  }
  for (const { name, value, shown } of page.attributes) {
    if (!shown) problems.push({ reason: `the attribute ${name}=${quoted(value)} is none of the source` });
  }
  const words = all.reduce((sum, line) => sum + countFolded(line.text), 0);
  // Nearly always all is well, and then no word needs its line.
  const wrong = verse ? wrongVerse(lines, page) : wrongParagraph(lines, page.blocks);
  if (!wrong) return { words, differences, problems };
  const found = joined(page.blocks.map((block) => ({ text: block, line: 0 })));
  const others = compareWords(
    joined(lines),
    found.map((word) => word.text),
  );
  if (others.length === 0) problems.push(wrong);
  return { words, differences: [...differences, ...others], problems };
}

function wordsOf({ text }: LinePart): string[] {
  return text === "" ? [] : text.split(" ");
}

function linesIn(lines: readonly WireLine[], { lines: range }: PartPlace): WireLine[] {
  const [first, last] = rangeOf(range);
  return lines.slice(firstFrom(lines, first), firstFrom(lines, last + 1));
}

/** The index of the first line whose number is at least this one. */
function firstFrom(lines: readonly WireLine[], number: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as WireLine).line < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines that the body has: without those that stand outside it, and each other part as one line and a paragraph of its own. */
function withoutParts(lines: readonly WireLine[], parts: readonly LinePart[]): readonly WireLine[] {
  if (parts.length === 0) return lines;
  const starts = new Map(parts.map((part) => [firstFrom(lines, rangeOf(part.lines)[0]), part]));
  const kept: WireLine[] = [];
  let isForced = false;
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] as WireLine;
    const part = starts.get(index);
    const own = part ? linesIn(lines, part) : [];
    if (part && own.length > 0 && !isOutside(part.kind))
      kept.push({ text: joinLines(own.map(({ text }) => text)), line: line.line, blankBefore: true });
    if (own.length === 0) kept.push(isForced ? { ...line, blankBefore: true } : line);
    isForced = own.length > 0;
    index += Math.max(1, own.length);
  }
  return kept;
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
