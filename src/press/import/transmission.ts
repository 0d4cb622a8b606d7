import iconv from "iconv-lite";
import { error, type Place } from "../faults/fault.ts";
import { fromDispatch } from "./agency.ts";
import { isAnpa1312, readAnpa1312 } from "./anpa-1312.ts";
import { isIptc7901, readIptc7901 } from "./iptc-7901.ts";
import { nationalText } from "./seven-bit.ts";
import type { Loss, Options, Reading, Story } from "./story.ts";

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

/** Pieces in IPTC 7901 or ANPA 1312, of which one file may hold many. */
export function readTransmissions(file: string, data: Buffer, options: Options): Reading {
  const losses: Loss[] = [];
  const stories: Story[] = [];
  const reading: Reading & { faults: NonNullable<Reading["faults"]> } = {
    kind: "IPTC 7901",
    stories,
    losses,
    faults: [],
  };
  let line = 1;
  const [before = "", ...parts] = textIn(file, data, losses).split("\u0001");
  line += count(before);
  for (const part of parts) {
    const transmission = transmissionOf(part, { file, line });
    transmission.year = options.date?.slice(0, 4);
    line += count(part);
    if (isAnpa1312(transmission)) {
      reading.kind = "ANPA 1312";
      stories.push(fromDispatch(readAnpa1312(transmission), options));
    } else if (isIptc7901(transmission)) stories.push(fromDispatch(readIptc7901(transmission), options));
    else {
      const reason = "the header is neither IPTC 7901's nor ANPA 1312's";
      reading.faults.push(
        error(transmission.place, reason, "send the piece again, or save its text as .txt"),
      );
    }
  }
  return reading;
}

function count(text: string): number {
  return text.match(/\n/g)?.length ?? 0;
}

/** Seven bits of a national set, UTF-8, or windows-1252, as the bytes have it. */
function textIn(file: string, data: Buffer, losses: Loss[]): string {
  if (data.every((byte) => byte < 0x80)) {
    const { text, set } = nationalText(data.toString("latin1"));
    if (set !== undefined) {
      const what = `${set}: look whether its letters are right`;
      losses.push({ kind: "characters of a national set of seven bits", place: { file }, what, kept: true });
    }
    return text;
  }
  const text = data.toString("utf8");
  return text.includes("\ufffd") ? iconv.decode(data, "win1252") : text;
}

function transmissionOf(part: string, place: Place): Transmission {
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
