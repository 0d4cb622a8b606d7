import { isFault } from "../faults/fault.ts";
import { fold } from "../text/white-space.ts";
import { beginsNotes, leadsToNotes } from "./for-desk.ts";
import { readHeader } from "./header.ts";
import { divide, type PartKind } from "./line-parts.ts";
import { type LineKind, lineKind, withoutDateline } from "./opening.ts";
import type { Source } from "./utf8.ts";
import { hasGap } from "./wrapped.ts";

/*
 * A guess at what lines of wire copy are, for its maintainer to confirm: only what their form and their place make likely.
 */

/** A line, and what it may be: a part, or what is for the desk and not for readers. */
export interface GuessedLine {
  line: number;
  kind: PartKind | "withhold";
  text: string;
}

/** A line of copy that holds text. */
interface CopyLine {
  text: string;
  written: string;
  line: number;
  /** Whether it may be a paragraph: between blank lines, or in copy that has none. */
  isAlone: boolean;
  /** Whether a blank line follows. */
  blankAfter: boolean;
}

/** How far down a headline or a byline may stand, and how far up a sign of the end. In lines that hold text. */
const head = 10;
const tail = 4;

/** In characters. */
const longestHeadline = 120;
const longestSubhead = 60;
const shortestProse = 80;

const sentenceEnd = /[.!?:;…。！？：；۔؟।,-]["'’”»›)\]」』]*$/u;
const capital = /^["“«'‘¿¡]?[\p{Lu}\p{Lo}\p{Lt}]/u;
const ending = /^(?:[-–—( ]*(?:30|ENDS?|ends?|Ends?|M[OA]RE)[-–— )]*|#{3,}|REUTERS?|Reuters?)$/;
const credits = /^[([](?:Reporting|Additional reporting|Writing|Editing|Compiled|Edited) by .*[)\]]\.?$/i;
const forDesk =
  /^(?:ZCZC\b|NNNN$|BC-|[a-z]\d{4}\b|\((?:Adds|Updates|Recasts|Corrects|Repeats|Refiles)\b.*\)$|\(?(?:Eds?|EDS?|Editors?|EDITORS?|Note to editors?)\b ?[.:,–—-])/;

/**
 * Guesses which lines are no body.
 *
 * @param source wire copy
 * @returns the lines in their order; none where the copy's header is faulty
 */
export function guessParts(source: Source): GuessedLine[] {
  const text = source.text.replace(/\r\n?/g, "\n");
  const header = readHeader(source.file, text);
  if (isFault(header)) return [];
  const all = linesOf(text.slice(header.end), text.slice(0, header.end).split("\n").length);
  const notes = all.slice(startOfNotes(all)).map((line) => ({ ...placed(line), kind: "withhold" as const }));
  const lines = all.slice(0, all.length - notes.length);
  const opening = guessOpening(lines);
  const start = opening.length;
  const end = Math.max(start, lines.length - tail);
  return [
    ...opening.flatMap((guess) => guess ?? []),
    ...lines.flatMap((line, index) => {
      if (index < start) return [];
      if (forDesk.test(line.text)) return { ...placed(line), kind: "withhold" as const };
      if (index >= end && (ending.test(line.text) || credits.test(line.text)))
        return { ...placed(line), kind: "note" as const };
      return isSubhead(lines, index, start) ? { ...placed(line), kind: "subhead" as const } : [];
    }),
    ...notes,
  ];
}

/** Where what is not for publication begins: behind it all is. */
function startOfNotes(lines: readonly CopyLine[]): number {
  const at = lines.findIndex(({ text }) => beginsNotes(text));
  if (at <= 0) return lines.length;
  return lines.slice(1, at).findLastIndex(({ text }) => !leadsToNotes(text)) + 2;
}

function placed({ line, text }: CopyLine): Pick<GuessedLine, "line" | "text"> {
  return { line, text };
}

function linesOf(body: string, first: number): CopyLine[] {
  const { texts, numbers, blank } = divide(body.split("\n"), first, []);
  const isParted = blank.includes(true, 1);
  return texts.map((written, index) => ({
    written,
    text: fold(written),
    line: numbers[index] as number,
    blankAfter: blank[index + 1] === true,
    isAlone: !isParted || (blank[index] === true && blank[index + 1] !== false),
  }));
}

/** What the lines above the body are; nothing for one that cannot be told. The first line of the body ends them. */
function guessOpening(lines: readonly CopyLine[]): (GuessedLine | undefined)[] {
  const found: (GuessedLine | undefined)[] = [];
  let before: LineKind | undefined;
  const has = (kind: PartKind) => found.some((guess) => guess?.kind === kind);
  for (const [index, line] of lines.slice(0, head).entries()) {
    const kind = lineKind(line.text, before);
    const isDateline = withoutDateline(line.text) === "";
    if (kind === "byline" && (!has("byline") || before === "byline")) found.push({ ...placed(line), kind });
    else if ((isDateline || (kind === "date" && (index > 0 || line.blankAfter))) && !has("dateline"))
      found.push({ ...placed(line), kind: "dateline" });
    else if (kind === "kicker") found.push({ ...placed(line), kind: "note" });
    else if (forDesk.test(line.text)) found.push({ ...placed(line), kind: "withhold" });
    else if (kind === "transmission" && /^[*•]/.test(line.text)) found.push(undefined);
    else if (kind === undefined && !has("headline") && isHeadline(lines, index))
      found.push({ ...placed(line), kind: "headline" });
    else break;
    before = kind;
  }
  // Where all lines would be something else than body, the guess is wrong.
  return found.length < lines.length ? found : [];
}

/** Whether a line is short, ends no sentence, and what stands behind it cannot be its own text going on. */
function isHeadline(lines: readonly CopyLine[], index: number): boolean {
  const [line, next] = [lines[index], lines[index + 1]];
  if (!line || !next || line.text.length > longestHeadline || sentenceEnd.test(line.text)) return false;
  if (!/\p{L}.*\p{L}/u.test(line.text) || withoutDateline(line.text) !== line.text) return false;
  if (line.blankAfter && (isProse(next) || (!next.blankAfter && capital.test(next.text)))) return true;
  return lineKind(next.text) !== undefined || withoutDateline(next.text) !== next.text;
}

/** Whether a short line stands alone between paragraphs and ends no sentence. */
function isSubhead(lines: readonly CopyLine[], index: number, start: number): boolean {
  const [before, line, next] = [lines[index - 1], lines[index], lines[index + 1]];
  if (!before || !line || !next || index <= start || !line.isAlone) return false;
  const { text, written } = line;
  if (text.length > longestSubhead || sentenceEnd.test(text) || hasGap(written) || /\d$/.test(text))
    return false;
  if (!capital.test(text) || !/\p{L}{2}/u.test(text)) return false;
  if (!endsProse(before) || !capital.test(next.text)) return false;
  // In capitals it needs no long paragraph behind it.
  return isProse(next) || (!/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && endsProse(next));
}

function endsProse({ text, written }: CopyLine): boolean {
  return /[.!?。！？۔؟।]["'’”»›)\]」』]*$/u.test(text) && !hasGap(written);
}

/** A line of prose; of wrapped copy it is one of several. */
function isProse({ text, written, isAlone }: CopyLine): boolean {
  return (
    !hasGap(written.trim()) &&
    (text.length >= shortestProse || (!isAlone && text.length > longestSubhead - 10))
  );
}
