import { escapeHtml } from "../page/html.ts";
import { type Dispatch, emptyDispatch } from "./agency.ts";
import { linesToHtml } from "./agency-text.ts";
import type { Transmission } from "./transmission.ts";

/*
 * ANPA 1312: a level and a number, US, a selector; a line with priority, category, keyword; STX, the text, ETX; the service and the
 * time. `^` opens a line that is set apart, `<` and `=` close one, a tabulator indents a paragraph.
 */

/** What parts the number from the selector. */
const separator = "\u001f";

/** What moves on to the next column of a table. */
const tabulator = "\u001e";

/** Whether a transmission begins as ANPA 1312 has it. */
export function isAnpa1312({ head }: Transmission): boolean {
  const [number = "", ...selectors] = (head[0] ?? "").split(separator);
  return selectors.length > 0 && /^[a-z]\d{4}$/i.test(number);
}

/**
 * A transmission as a dispatch.
 *
 * @see ANPA Special Report 84-2, High-Speed Wire Service Transmission Guidelines
 */
export function readAnpa1312(transmission: Transmission): Dispatch {
  const { head, text, tail, place } = transmission;
  const dispatch = emptyDispatch(place);
  const service = tail.join(" ");
  const [, month, day, year, hours, minutes] = /(\d\d)-(\d\d)-(\d\d) +(\d\d)(\d\d)GMT/.exec(service) ?? [];
  if (year !== undefined) dispatch.date = `${century(year)}-${month}-${day}T${hours}:${minutes}:00Z`;
  dispatch.source = /\bA[Pp]-/.test(service) ? "Associated Press" : undefined;
  dispatch.id = `anpa1312:${(head[0] ?? "").replace(separator, " ").trim()} ${service.trim()}`;
  const lines = text.map(inUnicode).filter((line) => setApart(line) !== "");
  dispatch.body = { html: bodyOf(readOpening(lines, dispatch), dispatch), breaks: "space" };
  return dispatch;
}

function century(year: string): string {
  return `${Number(year) < 70 ? "20" : "19"}${year}`;
}

/** The characters of the wire's set that ASCII has for others: a dash, quotation marks, a half. */
function inUnicode(line: string): string {
  return (
    line
      .replace(/``/g, "“")
      .replace(/''/g, "”")
      .replace(/(?<=^|[\s;])_(?=[\s;]|$)/g, "—")
      .replace(/(?<=[\d;])\{(?=[;\s]|$)/g, "½")
      // A space of a fixed width.
      .replaceAll("\u0010 ", " ")
      .replaceAll("\u0010", " ")
  );
}

/** A line without the signs that set it apart. */
function setApart(line: string): string {
  return line
    .replace(/^\^/, "")
    .replace(/[<=]\s*$/, "")
    .trim();
}

/** Whether a line is one of the text: a paragraph or a row. */
function isText(line: string): boolean {
  return line.startsWith("\t") || line.startsWith("\b");
}

/** What stands below a name: whom they write for. */
const office = /\b(?:Press|Writers?|Correspondents?|Editors?|Reporters?|Columnists?)$/;

/**
 * Reads the lines above the text: the keyword, the headline, then notes, a summary, the byline.
 *
 * @returns the lines of the text, with the headings above it
 */
function readOpening(lines: readonly string[], dispatch: Dispatch): readonly string[] {
  const [keyword = "", headline = ""] = lines
    .slice(0, 2)
    .filter((line) => !isText(line))
    .map(setApart);
  if (keyword !== "") dispatch.rest.push(`keyword: ${keyword}`);
  dispatch.headline = headline;
  const from = headline === "" ? 1 : 2;
  // A list has no other lines.
  if (!lines.some(isText)) return lines.slice(from).map((line) => `\t${setApart(line)}`);
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (isText(line) || !readAbove(setApart(line), dispatch)) return lines.slice(index);
  }
  return [];
}

/** Reads a line above the text. Returns whether it is one. */
function readAbove(line: string, dispatch: Dispatch): boolean {
  const isNote = /^\(?(?:Eds|EDITOR'?S|Editors)\b|^With AP |^A[Pp] (?:Photo|Graphic|Video|Audio)/u.test(line);
  if (isNote) dispatch.notes.push(line);
  else if (/^By /.test(line)) dispatch.byline = [dispatch.byline, line].filter(Boolean).join(" and ");
  else if (dispatch.byline === undefined && dispatch.standfirst === undefined) dispatch.standfirst = line;
  else if (office.test(line)) dispatch.rest.push(`line under the byline: ${line}`);
  else return false;
  return true;
}

/** Rows are made of cells; a line that is set apart is a heading of what follows. */
function bodyOf(lines: readonly string[], dispatch: Dispatch): string {
  let html = "";
  let run: string[] = [];
  let rows: string[] = [];
  const close = () => {
    html += linesToHtml(run, dispatch);
    if (rows.length > 0) html += `<table>${rows.join("")}</table>`;
    run = [];
    rows = [];
  };
  for (const line of lines) {
    const cells = cellsOf(line);
    if (cells ? run.length > 0 : rows.length > 0) close();
    if (cells) rows.push(`<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`);
    else if (!isText(line) && line.startsWith("^")) {
      close();
      if (setApart(line) !== "END") html += `<h3>${escapeHtml(setApart(line))}</h3>`;
    } else
      run.push(
        line
          .replace(/[<=]\s*$/, "")
          .replaceAll(separator, " ")
          .replaceAll(tabulator, " "),
      );
  }
  close();
  return html;
}

/** The cells of a row: `;` parts them, or the signs of a tabulator, of which several may move on to one column. */
function cellsOf(line: string): string[] | undefined {
  const row = line.replace("\b", "").trim().replace(/[<=]$/, "");
  const isRow = line.startsWith("\b");
  const tabbed = row.replaceAll(separator, tabulator).split(tabulator);
  if (isRow && tabbed.length > 1)
    return tabbed.map(cellText).filter((cell, index) => index === 0 || cell !== "");
  return isRow || (row.split(";").length > 4 && !/; /.test(row)) ? row.split(";").map(cellText) : undefined;
}

function cellText(cell: string): string {
  return cell.replace("^", "").trim();
}
