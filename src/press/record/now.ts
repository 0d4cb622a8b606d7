import { DateTime } from "luxon";
import { type CivilDate, parseDate } from "./date.ts";

/** The moment that a build takes for the present. It decides one thing: which articles are still to come. */
export interface Now {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  instant: number;
  /** The day at that moment where the clock hangs, `YYYY-MM-DD`. */
  day: string;
}

/** The machine's clock, with the day of its own time zone. */
export function clock(): Now {
  return momentOf(DateTime.now());
}

/**
 * The present that somebody names.
 *
 * @param text an ISO 8601 instant with its offset, which says what day it is: `2026-12-01T06:00+01:00`
 * @returns why it is none, if it is none
 */
export function nowAt(text: string): Now | string {
  const date = parseDate(text);
  if ("reason" in date) return `${date.reason}; ${date.remedy}`;
  if (date.instant === undefined)
    return `"${text}" has no time; write an instant, such as ${date.day}T06:00Z`;
  return { instant: date.instant, day: date.day };
}

/**
 * The present by the variable that reproducible builds have for it.
 *
 * @param seconds since 1970-01-01T00:00:00Z, as a decimal number
 * @returns why it is none, if it is none
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
export function nowAtEpoch(seconds: string): Now | string {
  const moment = DateTime.fromSeconds(Number(seconds), { zone: "utc" });
  if (!/^\d{1,12}$/.test(seconds) || !moment.isValid)
    return `"${seconds}" is no number of seconds since 1970`;
  return momentOf(moment);
}

/**
 * The present in which an edition was made, as far as anybody can tell from it: the last of its articles had just come out. At that
 * moment the same articles are published and the same ones are still to come.
 */
export function nowOf(dates: readonly CivilDate[]): Now {
  const instant = dates.reduce((latest, date) => Math.max(latest, date.instant ?? 0), 0);
  return {
    instant,
    day:
      dates
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? "",
  };
}

/** Whether a date is still to come: an instant by the instant, a day by the day. */
export function isToCome(date: CivilDate, now: Now): boolean {
  return date.instant === undefined ? date.day > now.day : date.instant > now.instant;
}

function momentOf(moment: DateTime): Now {
  return { instant: moment.toMillis(), day: moment.toFormat("yyyy-MM-dd") };
}
