import { DomUtils } from "htmlparser2";
import { excerpt } from "./tidy-text.ts";
import { type Context, end, oneLine, type Piece, span, type Work } from "./tidy-work.ts";
import { type Element, isElement } from "./xml.ts";

/** The most places that a table may have for each cell with text in it: rows of one cell under a row of thousands are no table. */
const mostPlaces = 8;

/** A table of text stays one; a table that lays out a page becomes paragraphs. */
export function table(element: Element, context: Context, work: Work): Piece[] {
  const rows = rowsOf(element).map(cellsOf);
  const cells = rows.flat();
  const captions = element.children.filter((node) => isElement(node, "caption"));
  const columns = Math.max(
    0,
    ...rows.map((row) => row.reduce((sum, cell) => sum + spanOf(cell, "colspan"), 0)),
  );
  const odd = oddity(element, rows, columns, excerpt([...captions, ...cells], work), work);
  if (columns < 2 || odd !== undefined) {
    if (columns > 1 && odd) work.lose(odd, `${excerpt([element], work)} (kept as paragraphs)`, true);
    return [end, ...work.set.pieces(element.children, context, work), end];
  }
  if (cells.some((cell) => spanOf(cell, "colspan") > 1 || spanOf(cell, "rowspan") > 1))
    work.lose("table cells that span rows or columns (each stands once)", excerpt([element], work), true);
  const caption = work.set.flow(captions, context, work);
  const html = gridOf(rows)
    .map((row) => row.map((cell) => (cell ? textOf(cell, context, work) : "")))
    .filter((row) => row.some((cell) => cell !== ""))
    .map(
      (row) => `<tr>${Array.from({ length: columns }, (_, column) => th(row[column] ?? "")).join("")}</tr>`,
    )
    .join("");
  return [
    ...(caption === "" ? [] : [{ block: caption }]),
    html === "" ? end : { block: `<table>${html}</table>` },
  ];
}

/** What keeps a table from being one, as a kind of loss. */
function oddity(
  table: Element,
  rows: Element[][],
  columns: number,
  text: string,
  work: Work,
): string | undefined {
  const inner = "blockquote dir h1 h2 h3 h4 h5 h6 hr li menu ol pre table ul".split(" ");
  const cells = rows.flat();
  if (cells.some((cell) => DomUtils.findOne((found) => inner.includes(found.name), cell.children)))
    return "tables with headings, lists or tables in their cells";
  if (excerpt([table], work) !== text) return "tables with text outside their cells";
  return rows.length * columns > mostPlaces * cells.length + 1_000
    ? "tables whose rows are of very different lengths"
    : undefined;
}

function th(text: string): string {
  return `<th>${text === "" ? "" : span(text)}</th>`;
}

function textOf(cell: Element, context: Context, work: Work): string {
  const runs = work.set.runs(cell.children, { ...context, oneLine: true }, work);
  return oneLine(runs.map((run) => ("text" in run ? run.text : "")));
}

/** Cells in their columns: one that reaches over several rows or columns leaves the other places empty. */
function gridOf(rows: readonly Element[][]): (Element | undefined)[][] {
  const taken: number[] = [];
  return rows.map((cells) => {
    const row: (Element | undefined)[] = [];
    let column = 0;
    for (const cell of cells) {
      while ((taken[column] ?? 0) > 0) column++;
      row[column] = cell;
      for (const end = column + spanOf(cell, "colspan"); column < end; column++)
        taken[column] = spanOf(cell, "rowspan");
    }
    for (const [index, left] of taken.entries()) taken[index] = Math.max(0, (left ?? 0) - 1);
    return Array.from(row);
  });
}

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const count = Number.parseInt(cell.attribs[name] ?? "1", 10);
  return count >= 1 && count <= 100 ? count : 1;
}

function cellsOf(row: Element): Element[] {
  return row.children.filter((node): node is Element => isElement(node, "td") || isElement(node, "th"));
}

function rowsOf(table: Element): Element[] {
  return table.children.flatMap((node) => {
    if (!isElement(node)) return [];
    if (node.name === "tr") return [node];
    return ["thead", "tbody", "tfoot"].includes(node.name) ? rowsOf(node) : [];
  });
}
