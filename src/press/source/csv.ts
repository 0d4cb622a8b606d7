import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { fold } from "../text/white-space.ts";

/** The most that a table in a text may have: past that nobody reads it, and a file to save serves better. */
export const largestTable = { rows: 1000, columns: 40 } as const;

/** Whether what stands behind a fence says that a table is in it. */
export function isCsv(info: string): boolean {
  return info.trim().toLowerCase() === "csv";
}

/**
 * Tables of comma-separated values for markdown-it: a fence that says `csv` becomes a table with the first line as its head. Cells
 * are text, never Markdown. What is no such table stays as it is; `account/csv-words.ts` says why.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvPlugin(md: MarkdownIt): void {
  md.core.ruler.push("csv", (state) => {
    if (!state.tokens.some(isTable)) return;
    state.tokens = state.tokens.flatMap((token) => (isTable(token) && tableOf(token, state)) || [token]);
  });
}

function isTable({ type, info }: Token): boolean {
  return type === "fence" && isCsv(info);
}

interface Row {
  cells: string[];
  /** Counted from 0, from the table's first line. */
  line: number;
}

/** A cell in quotes, in which two stand for one, or without, and what ends it. */
const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\n]*))(,|\n|$)/y;

/** The rows of comma-separated values; nothing if they are none. */
function rowsOf(text: string): Row[] | undefined {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 0;
  let begin = 0;
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) return undefined;
    const [whole, inQuotes, plain = "", end] = found;
    cells.push(fold(inQuotes?.replaceAll('""', '"') ?? plain));
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    if (cells.length > 1 || cells[0] !== "") rows.push({ cells, line: begin });
    cells = [];
    begin = line;
  }
  return cells.length === 0 ? rows : undefined;
}

function tableOf(fence: Token, state: StateCore): Token[] | undefined {
  const rows = rowsOf(`${fence.content.trimEnd()}\n`);
  const [head, ...body] = rows ?? [];
  const width = head?.cells.length ?? 0;
  const isEven = body.every(({ cells }) => cells.length === width);
  if (!head || !isEven || width > largestTable.columns || body.length > largestTable.rows) return undefined;
  const firstLine = (fence.map?.[0] ?? 0) + 1;
  const token = (type: string, tag: string, nesting: 1 | 0 | -1, row: Row): Token =>
    Object.assign(new state.Token(type, tag, nesting), {
      block: true,
      level: fence.level,
      map: [firstLine + row.line, firstLine + row.line + 1],
    });
  const right = rightColumns(body, width);
  const named = isNamed(body);
  const cellOf = (text: string, column: number, row: Row, isHead: boolean): Token[] => {
    const name = isHead ? "th" : "td";
    const open = token(`${name}_open`, !isHead && column === 0 && named ? "th" : name, 1, row);
    if (!isHead && column === 0 && named) open.attrSet("scope", "row");
    if (right.has(column)) open.attrSet("style", "text-align:right");
    const words = Object.assign(new state.Token("text", "", 0), { content: text });
    const inline = Object.assign(token("inline", "", 0, row), { content: text, children: [words] });
    return [open, inline, token(`${name}_close`, open.tag, -1, row)];
  };
  const rowOf = (row: Row, isHead: boolean): Token[] => [
    token("tr_open", "tr", 1, row),
    ...row.cells.flatMap((text, column) => cellOf(text, column, row, isHead)),
    token("tr_close", "tr", -1, row),
  ];
  const around = (name: string, tokens: readonly Token[]): Token[] => [
    token(`${name}_open`, name, 1, head),
    ...tokens,
    token(`${name}_close`, name, -1, head),
  ];
  const rest =
    body.length === 0
      ? []
      : around(
          "tbody",
          body.flatMap((row) => rowOf(row, false)),
        );
  return around("table", [...around("thead", rowOf(head, true)), ...rest]);
}

/** A number, with its signs, parts and units. */
const number = /^[-+−(]?[\p{Sc}\s]*\p{Nd}[\p{Nd}\p{Sc}\s.,'’٫٬%)]*$/u;

/** The columns behind the first whose cells are numbers: their digits stand below one another. */
function rightColumns(body: readonly Row[], width: number): Set<number> {
  const columns = Array.from({ length: width }, (_, column) => column).slice(1);
  return new Set(
    columns.filter((column) => {
      const filled = body.map(({ cells }) => cells[column] ?? "").filter((text) => text !== "");
      return filled.length > 0 && filled.every((text) => number.test(text));
    }),
  );
}

/** Whether the first column names the rows: each of its cells is filled, and no two are alike. */
function isNamed(body: readonly Row[]): boolean {
  const names = new Set(body.map(({ cells }) => cells[0]));
  return names.size === body.length && !names.has("");
}
