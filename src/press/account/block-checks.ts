import type { Token } from "markdown-it";
import { quoted } from "../faults/fault.ts";
import { deepestNesting } from "../source/markdown.ts";
import { type CopyReading, dropped, labelOf, parser, problem } from "./copy-reading.ts";
import { isDefinition } from "./link-targets.ts";

/*
 * What blocks must keep to so that no word of theirs is dropped or becomes another: nesting, numbers, cells, notes, definitions.
 */

/** An ordered list, with the numbers that the source gives its items. */
export type Numbering = { number: string; line: number }[];

/** markdown-it leaves quotations, list items and notes empty past its limit. */
export function checkNesting(reading: CopyReading, token: Token, line: number): void {
  if (token.level + 1 < deepestNesting) return;
  problem(
    reading,
    line,
    `quotations and lists stand in one another ${deepestNesting} levels deep, and Markdown drops what is deeper`,
    "nest them less deeply",
  );
}

/** Of the words after a fence only the first has a place on the page, as the language of the code. */
export function readLanguage(reading: CopyReading, info: string, line: number): void {
  const words = parser.utils.unescapeAll(info).split(/\s+/);
  const [language, ...rest] = words.filter((word) => word !== "");
  if (language === undefined) return;
  reading.stretch.attributes.push({ name: "language", value: language, line });
  if (rest.length === 0) return;
  problem(
    reading,
    line,
    `${quoted(rest.join(" "))} stands after the language of the code, where no page shows it`,
    "move it into the text, or remove it",
  );
}

export function addStart(reading: CopyReading, token: Token, line: number): void {
  const start = token.attrGet("start");
  if (start !== null) reading.stretch.attributes.push({ name: "start", value: String(start), line });
}

/** A page counts a list's items by itself, from the first number on. One number for all of them is a habit of Markdown's. */
export function checkNumbers(reading: CopyReading, items: Numbering): void {
  const first = Number(items[0]?.number);
  if (items.every((item) => Number(item.number) === first)) return;
  const index = items.findIndex((item, place) => Number(item.number) !== first + place);
  const wrong = items[index];
  if (!wrong) return;
  problem(
    reading,
    wrong.line,
    `the list's number ${wrong.number} would become ${first + index}`,
    `number the items one by one, or write \`${wrong.number}\\.\` where no list is meant`,
  );
}

/** Cells past a table's width are dropped by markdown-it. The table's first row has as many as its second, or it were none. */
export function checkCells(reading: CopyReading, tokens: readonly Token[], row: number, line: number): void {
  let width = 0;
  for (let index = row + 1; tokens[index] && tokens[index]?.type !== "tr_close"; index++) {
    if (tokens[index]?.type === "th_open") return;
    if (tokens[index]?.type === "td_open") width++;
  }
  const written = (reading.lines[line - reading.firstLine] as string).replace(/^[ \t>]*\|?/, "");
  for (const cell of written.split(/(?<!\\)\|/).slice(width)) {
    if (!/[^ \t]/.test(cell)) continue;
    problem(
      reading,
      line,
      `the cell ${quoted(cell.trim())} is one more than the table has columns, and Markdown drops it`,
      "add a column to the table's first two lines, or write `\\|` for a bar in a cell",
    );
  }
}

/**
 * The line of a note's definition, counted from 0 in the text: its token has none.
 *
 * @param from where to begin: all before that is the text of other blocks
 */
export function lineOfNote(reading: CopyReading, label: string, from: number): number {
  const definition = `[^${label}]:`;
  for (let index = from; index < reading.lines.length; index++) {
    const line = reading.lines[index] as string;
    const position = line.indexOf(definition);
    if (position >= 0 && /^[ \t>*+\-.)\d]*$/.test(line.slice(0, position))) return index;
  }
  return from;
}

/** What follows goes to the end of the page, where the notes stand. */
export function openNote(reading: CopyReading, label: string, line: number, inside: boolean): void {
  const name = quoted(label);
  if (inside) {
    const remedy = "begin its definition at the start of a line";
    problem(reading, line, `the note ${name} is defined inside another note, and tears it apart`, remedy);
  }
  if (reading.notes.has(label)) {
    const remedy = "give one of them another name";
    problem(reading, line, `the note ${name} is defined twice, and only the last counts`, remedy);
  } else if (reading.environment.footnotes?.refs?.[`:${label}`] === -1) {
    const remedy = `write \`[^${label}]\` where it belongs, or remove it`;
    problem(reading, line, `nothing refers to the note ${name}, so no page shows it`, remedy);
  }
  reading.stretch = { pieces: [], attributes: [] };
  reading.notes.set(label, reading.stretch);
}

export function checkDefinitions(reading: CopyReading, tokens: readonly Token[]): void {
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.type !== "reference_definition" || !token.map) continue;
    const label = labelOf(token);
    const line = reading.firstLine + token.map[0];
    const written = reading.lines.slice(token.map[0], token.map[1]).join("\n");
    const name = quoted(written.replace(/^[^[]*\[((?:[^\]\\]|\\.)*)\].*$/s, "$1"));
    if (seen.has(label)) {
      const reason = `the link ${name} is defined twice, and only the first counts`;
      problem(reading, line, reason, "remove one of them");
    } else if (!reading.usedLabels.has(label)) {
      const reason = `nothing refers to the link ${name}, so no page shows it`;
      problem(reading, line, reason, "refer to it with `[words][name]`, or remove it");
    } else if (!isDefinition(written, label)) {
      dropped(reading, line, written);
    }
    seen.add(label);
  }
}
