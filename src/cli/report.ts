import { readFileSync, statSync } from "node:fs";
import { styleText } from "node:util";
import { type Fault, type Level, oneLine, PressError } from "../press/faults/fault.ts";

/** How faults are shown. */
export interface Manner {
  /** Colours, for a terminal. */
  colour: boolean;
  /** As GitHub's annotations, which stand beside the lines in a pull request. */
  github: boolean;
}

/**
 * The manner that fits a stream: colours on a terminal only, unless the environment asks for them (FORCE_COLOR) or for none
 * (NO_COLOR, or a terminal that has none).
 *
 * @see https://no-color.org/
 * @see https://force-color.org/
 */
export function mannerFor(
  stream: Pick<NodeJS.WriteStream, "isTTY">,
  environment: NodeJS.ProcessEnv = process.env,
): Manner {
  const { FORCE_COLOR, NO_COLOR, TERM, GITHUB_ACTIONS } = environment;
  const wanted = FORCE_COLOR ? FORCE_COLOR !== "0" && FORCE_COLOR !== "false" : undefined;
  const colour = wanted ?? (Boolean(stream.isTTY) && !NO_COLOR && TERM !== "dumb");
  return { colour, github: GITHUB_ACTIONS === "true" };
}

/**
 * Tells on the standard error what stopped a command, and sets exit status 1: the faults in a maintainer's files, or an error of
 * Stet's own.
 *
 * @param verbose whether an error of Stet's own comes with its stack
 */
export function tell(thrown: unknown, verbose = false): void {
  process.exitCode = 1;
  if (thrown instanceof PressError) console.error(report(thrown.faults, mannerFor(process.stderr)));
  else if (verbose || !(thrown instanceof Error)) console.error(thrown);
  else console.error(`${thrown.name}: ${thrown.message} (--verbose shows where)`);
}

/** Sorts faults by file, line and column. */
function sortFaults(faults: readonly Fault[]): Fault[] {
  return [...faults].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** Faults as a good compiler shows them: each on a line, with the line of the file and a caret under the place, and a count at the end. */
export function report(faults: readonly Fault[], manner: Manner): string {
  const sorted = [...new Map(sortFaults(faults).map((fault) => [oneLine(fault), fault])).values()];
  const lineOf = lineReader();
  const shown = sorted.map((fault) =>
    [paint(printable(oneLine(fault)), fault.level, manner), excerpt(fault, lineOf, manner)]
      .filter(Boolean)
      .join("\n"),
  );
  const annotations = manner.github ? sorted.map(annotation) : [];
  return [...shown, ...annotations, count(sorted)].join("\n");
}

const colours = { error: "red", warning: "yellow", notice: "cyan" } as const;

function paint(line: string, level: Level, { colour }: Manner): string {
  return colour ? styled(colours[level], line) : line;
}

/** The manner is decided by now, whatever the standard output is. */
function styled(style: "red" | "yellow" | "cyan" | "dim", text: string): string {
  return styleText(style, text, { validateStream: false });
}

/** What would move the terminal's cursor, or turn the direction of the line. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A text that a terminal shows as it is: a file may hold anything. */
function printable(text: string): string {
  return text.replace(unprintable, "\u00b7");
}

/** The longest excerpt in characters: a paragraph on one line is cut around the place. */
const longestExcerpt = 100;

type LineOf = (file: string, line: number) => string | undefined;

function excerpt({ file, line: number, column }: Fault, lineOf: LineOf, { colour }: Manner): string {
  if (number === undefined || column === undefined) return "";
  const line = lineOf(file, number);
  if (line === undefined || line.trim() === "") return "";
  const at = column - 1;
  const start = at > longestExcerpt - 10 ? boundary(line, at - longestExcerpt / 2) : 0;
  const end = boundary(line, start + longestExcerpt);
  const before = start > 0 ? "…" : "";
  const cut = `${before}${spread(line.slice(start, end))}${end < line.length ? "…" : ""}`;
  const indent = " ".repeat(width(before + spread(line.slice(start, at))));
  const shown = `${String(number).padStart(5)} | ${cut.trimEnd()}\n      | ${indent}^`;
  return colour ? styled("dim", shown) : shown;
}

/** An offset moved on to where a character begins, with its accents and joiners. */
function boundary(line: string, offset: number): number {
  let moved = offset;
  while (moved < line.length && /^[\udc00-\udfff\p{M}\p{Cf}]/u.test(line.slice(moved, moved + 2))) moved++;
  return Math.min(moved, line.length);
}

/** A stretch of a line in cells of a terminal: a tab takes four of them, wherever it stands. */
function spread(text: string): string {
  return printable(text.replaceAll("\t", "    "));
}

/** Characters of two cells: East Asian ones, and those that are drawn as pictures (UAX 11, UTS 51). */
const wide =
  /^(?![\uff61-\uffdc\uffe8-\uffee])[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Yi}\u3000-\u303e\u30fb\u30fc\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;

/** Accents and joiners take no cell of their own. */
const invisible = /[\p{M}\p{Cf}]/gu;

/** How many cells of a terminal a text takes. */
function width(text: string): number {
  // Made here, for it takes milliseconds and few builds show an excerpt.
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  let cells = 0;
  for (const { segment } of graphemes.segment(text))
    cells += wide.test(segment) ? 2 : [...segment.replace(invisible, "")].length;
  return cells;
}

/** Reads lines of files, each file once. */
function lineReader(): LineOf {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = files.get(file) ?? linesOf(file);
    files.set(file, lines);
    return lines[line - 1];
  };
}

/** The largest file that an excerpt is taken from, in bytes. */
const largestFile = 10_000_000;

function linesOf(file: string): string[] {
  try {
    if (statSync(file).size > largestFile) return [];
    return readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r\n|\r|\n/);
  } catch {
    return [];
  }
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation(fault: Fault): string {
  const place = [["file", fault.file] as const, ["line", fault.line] as const, ["col", fault.column] as const]
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${String(value).replace(/[%\r\n:,]/g, encodeURIComponent)}`)
    .join(",");
  const text = printable(fault.remedy === undefined ? fault.reason : `${fault.reason} (${fault.remedy})`);
  return `::${fault.level} ${place}::${text.replaceAll("%", "%25")}`;
}

function count(faults: readonly Fault[]): string {
  const parts = (["error", "warning", "notice"] as const).flatMap((level) => {
    const number = faults.filter((fault) => fault.level === level).length;
    return number === 0 ? [] : [`${number} ${level}${number === 1 ? "" : "s"}`];
  });
  return parts.join(", ");
}
