import { error, type Fault, type Place, placeAt } from "../faults/fault.ts";

/** The header of wire copy. */
export interface Header {
  /** Where the text begins. */
  end: number;
  /** The date as it is written there, and where it stands; absent where the copy has no header. */
  date?: { text: string; place: Place };
}

/** `date`, a space and what looks like a date; the text follows on the same line. */
const header = /^[ \t\n]*date ([0-9][0-9A-Za-z:./+-]*)(?:[ \t]+|(?=\n)|$)/;

/** What a date in a header must look like at least, so that `date 5 of the tour` stays text. */
const dateLike = /^(?:\d{1,4}[-./]\S+|\d{4}|\d{6,})$/;

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const anyDay = String.raw`\p{Nd}{1,4}[-./]\p{Nd}{1,2}[-./]\p{Nd}{1,4}|\p{Nd}{4}-\p{Nd}{1,2}(?!\p{Nd})|\p{Nd}{8,}|(?:\d{1,2}(?:st|nd|rd|th)?\.? )?(?:${months})[a-z]*\.? \d`;
const nothing = String.raw`(?:none|null|nil|nan|nat|undefined|unknown|tbd|n/a|-+|\?+)(?=\s|$)`;

/** What is meant as a header: a day in any form behind the word, or none where the word stands as in a header. */
const meant = new RegExp(
  String.raw`^([ \t\n]*)(date[ \t]*[:=]?[ \t]*(?:${anyDay})|date(?:[ \t]*[:=][ \t]*|[ \t]+)(?:${nothing}|\p{Nd}{4}(?!\S)))`,
  "iu",
);

/** An hour with seconds or an offset behind a day: no text begins so. */
const hour =
  /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})(?!\S)|(?<=:\d{2}:\d{2}\S*)(?!\S))/;

/** The header of another record: at the beginning of a line, or behind a sentence. */
const record =
  /\n[ \t]*(date \d{4}-\d{2}(?:-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?)?)[ \t]+\S|[.!?…]["”’»)\]]* (date \d{4}-\d{2}-\d{2}) ["“‘«(]?[\p{Lu}\p{Lo}]/u;

/** Where records begin in a text that may hold several: the first at its beginning, each other at its own header. */
export function recordStarts(text: string): number[] {
  const others = [...text.matchAll(new RegExp(record.source, "gu"))];
  return [0, ...others.map((found) => found.index + found[0].indexOf(found[1] ?? found[2] ?? ""))];
}

/**
 * Reads the header of wire copy.
 *
 * @param text the copy, its line ends as `\n`
 * @returns the header; a fault where the first line is meant as one and is none, or the header of another record follows
 */
export function readHeader(file: string, text: string): Header | Fault {
  const found = header.exec(text);
  const written = found?.[1];
  if (!found || written === undefined || !dateLike.test(written)) {
    const like = meant.exec(text);
    return like
      ? unread(placeAt(file, text, like[0].length - like[0].trimStart().length), like[0].trimStart())
      : (next(file, text, 0) ?? { end: 0 });
  }
  const end = found[0].length;
  const late = hour.exec(text.slice(end, end + 40));
  if (late) {
    const remedy = `write it into the date, as in ${written}T09:30:00Z, or into \`date\` of the metadata`;
    return error(placeAt(file, text, end), `the hour ${late[0]} stands where the text begins`, remedy);
  }
  const place = placeAt(file, text, found[0].indexOf(written));
  return next(file, text, end) ?? { end, date: { text: written, place } };
}

function unread(place: Place, written: string): Fault {
  const remedy = "write `date YYYY-MM-DD ` and then the text; before text that begins so, too";
  return error(
    place,
    `the copy begins with \`${written.trim()}\`, which is meant as its date and is none`,
    remedy,
  );
}

function next(file: string, text: string, start: number): Fault | undefined {
  if (!text.includes("date ", start)) return undefined;
  const found = record.exec(text.slice(start));
  const written = found?.[1] ?? found?.[2];
  if (!found || written === undefined) return undefined;
  const place = placeAt(file, text, start + found.index + found[0].indexOf(written));
  return error(
    place,
    `another record begins here: \`${written}\``,
    "part the file into articles with `stet import FILE`",
  );
}
