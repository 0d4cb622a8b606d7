import { DateTime, IANAZone } from "luxon";
import { compareDates, parseDate } from "../record/date.ts";
import { monthOf, offsetOf } from "./zones.ts";

/*
 * The dates of exports as Stet writes them: an ISO 8601 instant with its own offset, or a day. The machine's zone has no say.
 */

/** Whether a name is one of the time zone database, such as `Europe/Berlin`. */
export function isTimezone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * WordPress writes a time twice: on the site's clock and in UTC. Their difference is the site's offset, so that a post of 1 a.m. in
 * Auckland keeps its day.
 *
 * @param local `YYYY-MM-DD HH:MM:SS` on the site's clock
 * @param utc the same in UTC; all zeros for drafts
 * @param timezone the site's zone, for a time without its UTC
 * @returns nothing where neither is a date
 */
export function wordpressDate(local: string, utc: string, timezone?: string): string | undefined {
  const site = momentOf(local);
  const world = momentOf(utc);
  if (!site) return world && `${world.toISO({ suppressMilliseconds: true, includeOffset: false })}Z`;
  // The clock's time without its zone says which day it is, and no more.
  if (!world) return inZone(site, timezone);
  const minutes = Math.round(site.diff(world, "minutes").minutes);
  if (minutes < -12 * 60 || minutes > 14 * 60) {
    return `${world.toISO({ suppressMilliseconds: true, includeOffset: false })}Z`;
  }
  return withOffset(site, minutes);
}

function momentOf(text: string): DateTime<true> | undefined {
  const moment = DateTime.fromSQL(text.trim(), { zone: "utc" });
  return moment.isValid && moment.year > 0 ? moment : undefined;
}

/** A clock's time at an offset from UTC in minutes. */
function withOffset(clock: DateTime<true>, minutes: number): string | undefined {
  return valid(`${clock.toISO({ suppressMilliseconds: true, includeOffset: false })}${offset(minutes)}`);
}

/** A clock's time in a zone; the day alone where there is none. */
function inZone(clock: DateTime<true>, timezone: string | undefined): string | undefined {
  if (timezone === undefined) return valid(clock.toISODate());
  const moment = clock.setZone(timezone, { keepLocalTime: true });
  return moment.isValid ? withOffset(clock, moment.offset) : undefined;
}

function offset(minutes: number): string {
  if (minutes === 0) return "Z";
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

const clock = "(?<clock>\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[ap]\\.?m\\.?)?)";
const zone =
  "(?<zone>(?:[+-]\\d{1,2}:?\\d\\d|[+-]\\d\\d|Z|\\(?[A-Z]{2,5}\\)?|(?:GMT|UTC)[+-]\\d{1,2}:?\\d{0,2})(?: \\(?[A-Z]{1,5}\\)?)?)";
const weekday = "(?:\\p{L}+\\.?,? )?";
const name = "(?<name>\\p{L}+\\.?)";
const day = "(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?";

/** The forms in which feeds and posts write dates, as RFC 822 and ISO 8601 have them and as they slip. White space is folded. */
const forms: readonly RegExp[] = [
  `${weekday}${day}[ -]${name}[ -](?<year>\\d{2,4})(?:,? ${clock})?(?: ?${zone})?`,
  `${weekday}${name} ${day} ${clock}(?: ${zone})? (?<year>\\d{4})`,
  `${weekday}${name} ${day},? (?<year>\\d{4})(?:,? (?:at )?${clock})?(?: ?${zone})?`,
  `(?<year>\\d{4})[-/](?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?:[T ]${clock})?(?: ?${zone})?`,
  "(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)(?:T(?<basic>\\d{4}(?:\\d\\d)?))?(?<zone>Z|[+-]\\d{4})?",
  `(?<one>\\d{1,2})[/.](?<other>\\d{1,2})[/.](?<year>\\d{4})(?:,? ${clock})?(?: ?${zone})?`,
].map((form) => new RegExp(`^${form}$`, "iu"));

/**
 * A date as feeds have it: RFC 822 in RSS, RFC 3339 in Atom, either of them in the wild.
 *
 * @param timezone the zone of a time that names none; without it, such a time tells its day alone
 * @returns nothing where it is none, or could be two
 */
export function feedDate(text: string | undefined, timezone?: string): string | undefined {
  const trimmed = (text ?? "").trim().replace(/\s+/g, " ");
  if (trimmed === "") return undefined;
  const plain = valid(trimmed);
  if (plain !== undefined) return plain;
  if (/^\d{9,10}$|^\d{12,13}$/.test(trimmed)) {
    const millis = Number(trimmed) * (trimmed.length > 10 ? 1 : 1000);
    return valid(DateTime.fromMillis(millis, { zone: "utc" }).toISO({ suppressMilliseconds: true }));
  }
  for (const form of forms) {
    const found = form.exec(trimmed)?.groups;
    if (found) return fromParts(found, timezone);
  }
  return undefined;
}

type Parts = Record<string, string | undefined>;

function fromParts(parts: Parts, timezone: string | undefined): string | undefined {
  const date = dayOf(parts);
  if (date === undefined) return undefined;
  const time = timeOf(parts);
  if (time === undefined) return valid(date.toISODate());
  const moment = date.plus(time);
  if (!moment.isValid) return undefined;
  if (parts.zone === undefined) return inZone(moment, timezone);
  const minutes = offsetOf(parts.zone);
  return minutes === undefined ? valid(date.toISODate()) : withOffset(moment, minutes);
}

function dayOf(parts: Parts): DateTime<true> | undefined {
  const year = Number(parts.year) + (parts.year?.length === 2 ? (Number(parts.year) < 50 ? 2000 : 1900) : 0);
  const [one, other] = [Number(parts.one), Number(parts.other)];
  // 05/03/2024 is a day in March or in May, and only a number past 12 tells which.
  if (parts.one && one <= 12 && other <= 12 && one !== other) return undefined;
  const month = parts.name ? monthOf(parts.name) : parts.one ? (one > 12 ? other : one) : Number(parts.month);
  const date = parts.one ? (one > 12 ? one : other) : Number(parts.day);
  const found = DateTime.utc(year, month ?? 0, date);
  return found.isValid ? found : undefined;
}

/** The time of a day; `24:00` is the next day's first instant, as ISO 8601 has it. */
function timeOf({ clock, basic }: Parts): { hours: number; minutes: number; seconds: number } | undefined {
  const digits = basic?.match(/\d\d/g) ?? clock?.match(/^(\d{1,2}):(\d\d)(?::(\d\d))?/)?.slice(1);
  if (!digits) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = digits.map((part) => Number(part ?? 0));
  if (hours > 24 || minutes > 59 || seconds > 60) return undefined;
  const half = /[ap](?=\.?m)/i.exec(clock ?? "")?.[0].toLowerCase();
  return { hours: half ? (hours % 12) + (half === "p" ? 12 : 0) : hours, minutes, seconds };
}

/** Whether the second date is later than the first. */
export function isLater(first: string, second: string): boolean {
  const [a, b] = [parseDate(first), parseDate(second)];
  return !("reason" in a) && !("reason" in b) && compareDates(a, b) < 0;
}

/** The date as Stet reads and writes it. */
function valid(text: string | null): string | undefined {
  const date = parseDate(text ?? "");
  return "reason" in date ? undefined : date.iso;
}
