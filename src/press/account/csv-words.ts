import { quoted } from "../faults/fault.ts";
import { largestTable } from "../source/csv.ts";
import { type CopyReading, emit, problem } from "./copy-reading.ts";

/*
 * The words of a table of comma-separated values, read sign by sign, in another way than the table on the page is made.
 */

/** What is read of a table so far. */
interface State {
  reading: CopyReading;
  /** The line of the file. */
  line: number;
  /** The cell that is being read, and the line on which it began. */
  cell: string;
  cellLine: number;
  /** The row's cells so far, and how many the first row has. */
  count: number;
  width: number;
  rows: number;
  /** Whether a cell in quotes is open, or was closed and its end must follow. */
  quotes: "none" | "open" | "closed";
  /** Whether something is wrong: no more than one thing is told of a table. */
  isWrong: boolean;
}

/**
 * Reads a table's cells, each as words of their own, and tells why something is no table.
 *
 * @param line the first line of the values
 */
export function readCells(reading: CopyReading, text: string, line: number): void {
  const state: State = {
    ...{ reading, line, cell: "", cellLine: line, count: 0, width: 0, rows: 0 },
    ...{ quotes: "none", isWrong: false },
  };
  const values = `${text.trimEnd()}\n`;
  for (let at = 0; at < values.length && !state.isWrong; at++) {
    const sign = values.charAt(at);
    if (state.quotes === "open") at += readQuoted(state, sign, values.charAt(at + 1));
    else if (sign === "," || sign === "\n") endCell(state, sign === "\n");
    else if (state.quotes === "closed") tell(state, ...afterQuotes);
    else if (sign === '"' && state.cell === "") state.quotes = "open";
    else if (sign === '"') tell(state, ...inCell);
    else state.cell += sign;
    if (sign === "\n") state.line++;
  }
  if (state.quotes === "open")
    tell(state, "a cell's quotes are not closed", 'end it with a second `"`', state.cellLine);
  else if (state.rows === 0)
    tell(state, "the table of comma-separated values is empty", "write its rows, or remove it", line);
  else if (state.rows > largestTable.rows + 1)
    tell(state, ...tooLarge(`${state.rows} rows`, largestTable.rows), line);
}

const remedy = 'put the cell in quotes, and write `""` for each quotation mark in it';
const afterQuotes = ["something stands behind a cell's closing quotes", remedy] as const;
const inCell = ["a quotation mark stands within a cell", remedy] as const;

function tooLarge(what: string, most: number): [reason: string, remedy: string] {
  return [
    `the table has ${what}, and may have ${most}`,
    "put it beside the article as a file, and link that",
  ];
}

/** Reads a sign of a cell in quotes; returns how many more it took. */
function readQuoted(state: State, sign: string, next: string): number {
  if (sign !== '"') state.cell += sign;
  else if (next === '"') state.cell += sign;
  else state.quotes = "closed";
  return sign === '"' && next === '"' ? 1 : 0;
}

function endCell(state: State, endsRow: boolean): void {
  const isBlank = endsRow && state.count === 0 && state.cell.trim() === "" && state.quotes === "none";
  emit(state.reading, state.cell, state.cellLine);
  emit(state.reading, "\n", state.cellLine);
  state.count++;
  if (endsRow && !isBlank) endRow(state);
  if (endsRow) state.count = 0;
  Object.assign(state, { cell: "", quotes: "none", cellLine: state.line + (endsRow ? 1 : 0) });
}

function endRow(state: State): void {
  const { count, width, rows } = state;
  if (rows === 0) state.width = count;
  state.rows++;
  if (rows === 0 && count > largestTable.columns)
    tell(state, ...tooLarge(`${count} columns`, largestTable.columns));
  if (rows === 0 || count === width) return;
  const reason = `the row has ${count} ${count === 1 ? "cell" : "cells"}, and the table's first row has ${width}`;
  tell(
    state,
    reason,
    `give each row ${width}; a cell with a comma stands in quotes, as in ${quoted("1,200")}`,
  );
}

function tell(state: State, reason: string, remedy: string, line = state.line): void {
  state.isWrong = true;
  problem(state.reading, line, reason, remedy);
}
