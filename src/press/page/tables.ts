import type { Token } from "markdown-it";
import { isBold } from "../source/bold.ts";
import { markdownText } from "../source/markdown.ts";

/*
 * On the screen a wide table scrolls. Paper does not, so that the style sets it smaller there, and what is wider still as rows of
 * "column: value". Words decide which, for a cell can be no narrower than its longest word.
 */

/** A page's width in the digits of a table's type, and of a finer one, with a tenth taken off for bold type. */
const plainWidth = 64;
const fineWidth = 86;

/** The width of the narrowest window, 320 pixels, likewise: with the widest of serifs, whose digits are wider than others'. */
const phoneWidth = 28;

/** The space between two columns, likewise. */
const plainGap = 2.4;
const fineGap = 1.2;

/** What a level of quotations or lists takes from a table's width. */
const indent = 3;

/**
 * Gives each table the class that its width asks for: none, `fine` or `rows`; cells of the last say which column is theirs. A first
 * column in bold type names the rows. What is too wide for the narrowest window is noted: there it scrolls.
 */
export function fitTables(tokens: readonly Token[]): void {
  let from = 0;
  for (const [index, { type }] of tokens.entries()) {
    if (type === "table_open") from = index;
    if (type === "table_close") fitTable(tokens.slice(from, index));
  }
}

function fitTable(table: readonly Token[]): void {
  const [opening] = table;
  const rows = rowsOf(table);
  nameRows(table);
  const widths = columnWidths(rows);
  const words = widths.reduce((sum, width) => sum + width, 0);
  const taken = words + indent * (opening?.level ?? 0);
  const plain = taken + plainGap * widths.length;
  if (opening && plain > phoneWidth) opening.meta = { ...opening.meta, scrolls: true };
  if (plain <= plainWidth) return;
  const fine = taken + fineGap * widths.length <= fineWidth;
  // Without a row, nothing would say what the columns are called.
  opening?.attrSet("class", fine || rows.length === 1 ? "fine" : "rows");
  if (!fine) labelCells(rows);
}

/** A cell: the token that opens it, and its text. */
interface Cell {
  token: Token;
  text: string;
}

function rowsOf(table: readonly Token[]): Cell[][] {
  const rows: Cell[][] = [];
  for (const [index, token] of table.entries()) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type !== "th_open" && token.type !== "td_open") continue;
    const content = table[index + 1];
    rows.at(-1)?.push({ token, text: content ? markdownText([content]) : "" });
  }
  return rows;
}

/** The width of each column's longest word, in digits. */
function columnWidths(rows: readonly Cell[][]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { text }] of row.entries()) {
      const longest = text.split(" ").reduce((most, word) => Math.max(most, widthOf(word)), 0);
      widths[column] = Math.max(widths[column] ?? 0, longest);
    }
  }
  return widths;
}

/** Signs between which a line may end. */
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Capitals, and scripts whose letters are wide: Devanagari and those behind it, pictures. */
const wide = /\p{Lu}|[\u0900-\u1fff\u2070-\u{10ffff}]/u;

/** About how many digits wide a word is. */
function widthOf(word: string): number {
  if (ideographs.test(word)) return 2;
  let width = 0;
  for (const character of word) width += wide.test(character) ? 1.4 : 1;
  return width;
}

function labelCells([head = [], ...rows]: readonly Cell[][]): void {
  for (const row of rows) {
    for (const [column, { token }] of row.entries()) {
      const text = head[column]?.text ?? "";
      if (text !== "") token.attrSet("data-label", text);
    }
  }
}

/** Makes the cells of the first column the names of their rows, if all of them stand in bold type. */
function nameRows(table: readonly Token[]): void {
  const firsts = [...table.entries()].filter(
    ([index, { type }]) => type === "td_open" && table[index - 1]?.type === "tr_open",
  );
  if (firsts.length === 0 || !firsts.every(([index]) => isBold(table[index + 1]))) return;
  // Where rows have names, a head must say that it is a column's.
  for (const cell of table) if (cell.type === "th_open") cell.attrSet("scope", "col");
  for (const [index, cell] of firsts) {
    cell.tag = "th";
    cell.attrSet("scope", "row");
    const close = table[index + 2];
    if (close) close.tag = "th";
  }
}
