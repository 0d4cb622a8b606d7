import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import { type Fault, type Level, oneLine } from "./fault.ts";

/** How faults are shown. */
export interface Manner {
  /** Colours, for a terminal. */
  colour: boolean;
  /** As GitHub's annotations, which stand beside the lines in a pull request. */
  github: boolean;
}

/** The manner that fits a stream: colours on a terminal only, unless NO_COLOR asks for none. */
export function mannerFor(stream: NodeJS.WriteStream): Manner {
  const colour = Boolean(stream.isTTY) && !process.env["NO_COLOR"];
  return { colour, github: process.env["GITHUB_ACTIONS"] === "true" };
}

/** Sorts faults by file, line and column. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  return [...faults].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** Faults as a good compiler shows them: each on a line, with the line of the file and a caret under the place, and a count at the end. */
export function report(faults: readonly Fault[], manner: Manner): string {
  const sorted = sortFaults(faults);
  const shown = sorted.map((fault) =>
    [paint(oneLine(fault), fault.level, manner), excerpt(fault, manner)].filter(Boolean).join("\n"),
  );
  const annotations = manner.github ? sorted.map(annotation) : [];
  return [...shown, ...annotations, count(sorted)].join("\n");
}

function paint(line: string, level: Level, { colour }: Manner): string {
  if (!colour) return line;
  return styleText(level === "error" ? "red" : level === "warning" ? "yellow" : "cyan", line);
}

/** The longest excerpt in characters: a paragraph on one line is cut around the place. */
const longestExcerpt = 100;

function excerpt(fault: Fault, { colour }: Manner): string {
  if (fault.line === undefined || fault.column === undefined) return "";
  const line = lineOf(fault.file, fault.line);
  if (line === undefined || line.trim() === "") return "";
  const start = Math.max(0, fault.column - 1 - longestExcerpt / 2);
  const cut = line.slice(start, start + longestExcerpt).replace(/[\p{Cc}\p{Bidi_Control}]/gu, "\u00b7");
  const before = `${String(fault.line).padStart(5)} | `;
  const caret = `${" ".repeat(5)} | ${" ".repeat(Math.max(0, fault.column - 1 - start))}^`;
  return colour ? styleText("dim", `${before}${cut}\n${caret}`) : `${before}${cut}\n${caret}`;
}

function lineOf(file: string, line: number): string | undefined {
  try {
    return readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r\n|\r|\n/)[line - 1];
  } catch {
    return undefined;
  }
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation(fault: Fault): string {
  const place = [["file", fault.file] as const, ["line", fault.line] as const, ["col", fault.column] as const]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${String(value).replace(/[%\r\n:,]/g, encodeURIComponent)}`)
    .join(",");
  const text = fault.remedy === undefined ? fault.reason : `${fault.reason} (${fault.remedy})`;
  return `::${fault.level} ${place}::${text.replace(/[%\r\n]/g, encodeURIComponent)}`;
}

function count(faults: readonly Fault[]): string {
  const parts = (["error", "warning", "notice"] as const).flatMap((level) => {
    const number = faults.filter((fault) => fault.level === level).length;
    return number === 0 ? [] : [`${number} ${level}${number === 1 ? "" : "s"}`];
  });
  return parts.join(", ");
}
