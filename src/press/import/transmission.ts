import type { Place } from "../faults/fault.ts";

/*
 * What agencies sent over the wire: control characters say where a piece, its text and its end begin. They are the format's, and
 * never come into the text.
 */

/** One piece as it was sent. */
export interface Transmission {
  place: Place;
  /** The lines before the text, after it, and the text's own. */
  head: string[];
  text: string[];
  tail: string[];
  /** The year of dates that tell none. */
  year?: string | undefined;
}

/** Whether a file begins as a transmission does: SOH, after what keeps the line in step. */
export function isTransmission(data: Buffer): boolean {
  const start = data.subarray(0, 100).indexOf(1);
  return start >= 0 && data.subarray(0, start).every((byte) => byte <= 0x20 || byte === 0x7f);
}

/** A piece from what stands behind its SOH. */
export function transmissionOf(part: string, place: Place): Transmission {
  const [whole = ""] = part.split("\u0004");
  const [head = "", rest = ""] = parted(whole, "\u0002");
  const [text = "", tail = ""] = parted(rest, "\u0003");
  return { place, head: linesOf(head), text: linesOf(text), tail: linesOf(tail) };
}

function parted(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The control characters that the formats read within lines: tabulators, US, fixed spaces. */
const read = new Set(["\t", "\b", "\u0010", "\u001e", "\u001f"]);

/** Lines without all other control characters. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/\p{Cc}/gu, (sign) => (read.has(sign) ? sign : "")));
}

const months = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may|mai",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct|okt",
  "nov",
  "dec|dez",
];

/**
 * A time as IPTC 7901 has it: `131137 GMT Nov 13` is the 13th of November 2013, 11:37. Some leave the year out.
 *
 * @param year the year then
 * @returns the date, and what is to be told of it
 */
export function datedInYear(text: string, year: string | undefined): { date?: string; loss?: string } {
  const found = /(\d\d)(\d\d)(\d\d)\s*(?:GMT|UTC|Z)?\s*(\p{L}{3})\p{L}*\.?\s*(\d{4}|\d\d)?/u.exec(text);
  if (!found) return {};
  const [whole, day, hours, minutes, name = "", end] = found;
  const month = months.findIndex((names) => new RegExp(`^(?:${names})`, "i").test(name)) + 1;
  const full = end === undefined ? year : end.length === 2 ? `${Number(end) < 70 ? "20" : "19"}${end}` : end;
  if (month === 0 || full === undefined) return {};
  const date = `${full}-${String(month).padStart(2, "0")}-${day}T${hours}:${minutes}:00Z`;
  return { date, ...(end === undefined && { loss: `${whole.trim()}: ${date}` }) };
}
