import { DateTime } from "luxon";
import { compareDates, parseDate } from "../record/date.ts";

/*
 * The dates of exports as Stet writes them: an ISO 8601 instant with its own offset, or a day. The machine's zone has no say.
 */

/**
 * WordPress writes a time twice: on the site's clock and in UTC. Their difference is the site's offset, so that a post of 1 a.m. in
 * Auckland keeps its day.
 *
 * @param local `YYYY-MM-DD HH:MM:SS` on the site's clock
 * @param utc the same in UTC; all zeros for drafts
 * @returns nothing where neither is a date
 */
export function wordpressDate(local: string, utc: string): string | undefined {
  const site = momentOf(local);
  const world = momentOf(utc);
  if (!site) return world && `${world.toISO({ suppressMilliseconds: true, includeOffset: false })}Z`;
  // The clock's time without its zone says which day it is, and no more.
  if (!world) return site.toISODate() ?? undefined;
  const minutes = Math.round(site.diff(world, "minutes").minutes);
  if (minutes < -12 * 60 || minutes > 14 * 60) {
    return `${world.toISO({ suppressMilliseconds: true, includeOffset: false })}Z`;
  }
  return valid(`${site.toISO({ suppressMilliseconds: true, includeOffset: false })}${offset(minutes)}`);
}

function momentOf(text: string): DateTime<true> | undefined {
  const moment = DateTime.fromSQL(text.trim(), { zone: "utc" });
  return moment.isValid && moment.year > 0 ? moment : undefined;
}

function offset(minutes: number): string {
  if (minutes === 0) return "Z";
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/**
 * A date as feeds have it: RFC 822 in RSS, RFC 3339 in Atom, either of them in the wild.
 *
 * @returns nothing where it is none
 */
export function feedDate(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return undefined;
  const plain = valid(trimmed);
  if (plain !== undefined) return plain;
  for (const moment of [
    // Some write the day of the week in full, or wrongly; the date itself decides.
    DateTime.fromRFC2822(trimmed.replace(/^[A-Za-z]+,\s*/, ""), { setZone: true }),
    DateTime.fromISO(trimmed.replace(/^(\S+) (\d\d:.*)$/, "$1T$2").replace(/ (?=[+-]|Z)/, ""), {
      setZone: true,
    }),
  ]) {
    const zoned = /(?:[+-]\d\d:?\d\d|Z|[A-Z]{1,5})$/i.test(trimmed);
    if (!moment.isValid) continue;
    return zoned ? valid(moment.toISO({ suppressMilliseconds: true })) : (moment.toISODate() ?? undefined);
  }
  return undefined;
}

/** Whether the second date is later than the first. */
export function isLater(first: string, second: string): boolean {
  const [a, b] = [parseDate(first), parseDate(second)];
  return !("reason" in a) && !("reason" in b) && compareDates(a, b) < 0;
}

/** The date as Stet reads and writes it. */
function valid(text: string): string | undefined {
  const date = parseDate(text);
  return "reason" in date ? undefined : date.iso;
}
