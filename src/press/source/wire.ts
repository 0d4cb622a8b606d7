import { error, type Fault, type Place, placeAt } from "../faults/fault.ts";
import { trimSpaceEnd } from "../text/white-space.ts";
import type { Source } from "./utf8.ts";

/** Wire copy, taken apart. */
export interface WireCopy {
  /** The date of the copy's first line, as written there, and where it stands. */
  date?: { text: string; place: Place };
  /** The paragraphs, each with its soft line breaks as `\n` and every other character as it came. */
  paragraphs: string[];
}

/** How paragraphs are parted: by blank lines, or each line is one. */
export type Parting = "blank" | "lines";

/** `date`, a space and what looks like a date; the text follows on the same line. */
const header = /^[ \t\n]*date ([0-9][0-9A-Za-z:./+-]*)(?:[ \t]+|(?=\n)|$)/;

/** What a date in a header must look like at least, so that `date 5 of the tour` stays text. */
const dateLike = /^(?:\d{1,4}[-./]\S+|\d{6,})$/;

/**
 * Wire copy to paragraphs. Nothing in it is markup: every character after the header is text.
 *
 * @param source the copy: optional white space, `date YYYY-MM-DD `, then the text on the same line; the header may be missing
 * @param parting how paragraphs are parted; without it, by blank lines where the text has one, else by lines
 */
export function readWire(source: Source, parting?: Parting): WireCopy | Fault {
  const text = source.text.includes("\r") ? source.text.replace(/\r\n?/g, "\n") : source.text;
  const found = header.exec(text);
  const written = found?.[1] && dateLike.test(found[1]) ? found[1] : undefined;
  const body = written === undefined || !found ? text : text.slice(found[0].length);
  const paragraphs = part(body, parting);
  if (paragraphs.length === 0) {
    const end = found ? trimSpaceEnd(found[0]).length : 0;
    return error(placeAt(source.file, text, end), "no text stands after the date", "write the text after it");
  }
  if (written === undefined || !found) return { paragraphs };
  return {
    date: { text: written, place: placeAt(source.file, text, found[0].indexOf(written)) },
    paragraphs,
  };
}

function part(body: string, parting?: Parting): string[] {
  const lines = trimSpaceEnd(body).split("\n");
  const text = lines.slice(lines.findIndex(hasText));
  const byLine = parting === undefined ? text.every(hasText) : parting === "lines";
  if (byLine) return text.filter(hasText);
  const paragraphs: string[] = [];
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const line = text[end];
    if (line !== undefined && hasText(line)) continue;
    if (end > start) paragraphs.push(text.slice(start, end).join("\n"));
    start = end + 1;
  }
  return paragraphs;
}

function hasText(line: string): boolean {
  return trimSpaceEnd(line) !== "";
}
