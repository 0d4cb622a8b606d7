import { DateTime } from "luxon";
import { type CivilDate, type DayParts, partsOf } from "../record/date.ts";
import type { Language, Months } from "./language.ts";
import { formatDigits } from "./numerals.ts";

/** The calendars that a page can show a day in. */
export type Calendar = "gregorian" | "persian";

/**
 * A date as people write it: "2 December 2023", or with a second calendar "2 December 2023 (11 Azar 1402)". Of an instant the time
 * of day at its own offset follows: "2 December 2023, 14:05".
 */
export function formatDate(
  date: CivilDate,
  language: Language,
  calendars: readonly Calendar[] = ["gregorian"],
): string {
  const [first = "", ...others] = calendars.map((calendar) => formatDay(date.day, language, calendar));
  const aside = others.join(language.comma);
  const days = others.length === 0 ? first : `${first}${language.aside?.(aside) ?? ` (${aside})`}`;
  if (date.instant === undefined) return days;
  return days + (language.beforeTime ?? language.comma) + formatTime(date.iso, language);
}

/**
 * The hour and the minute of an instant. `Z` says that the local time is not known (RFC 9557, 2.2): readers are told that the time is
 * UTC's.
 */
export function formatTime(iso: string, language: Language): string {
  const [, hours = "", minutes = ""] = /T(\d\d):(\d\d)/.exec(iso) ?? [];
  const digits = (text: string) => [...text].map((digit) => formatDigits(Number(digit), language)).join("");
  const time = language.time?.(Number(hours), digits(hours), digits(minutes));
  const zone = iso.endsWith("Z") ? " UTC" : "";
  return (time ?? `${digits(hours)}:${digits(minutes)}`) + zone;
}

// An archive has far more dates to show than days, so what was once formatted is kept.
const formattedDays = new WeakMap<Language, Map<string, string>>();

function formatDay(text: string, language: Language, calendar: Calendar): string {
  const formatted = formattedDays.get(language) ?? new Map<string, string>();
  formattedDays.set(language, formatted);
  const key = `${calendar} ${text}`;
  const known = formatted.get(key);
  if (known !== undefined) return known;
  const { year, month, day } = calendar === "persian" ? persian(text) : partsOf(text);
  const names = calendar === "persian" ? language.persianMonths : language.months;
  const made = language.date(formatDigits(day, language), nameOf(month, names), formatDigits(year, language));
  formatted.set(key, made);
  return made;
}

/** A month of the Gregorian calendar as people write it: "December 2023". */
export function formatMonth(year: number, month: number, language: Language): string {
  const names = language.monthsAlone ?? language.months;
  return language.month(nameOf(month, names), formatDigits(year, language));
}

/** A year of the Gregorian calendar as people write it: "2023", "۲۰۲۳". */
export function formatYear(year: number, language: Language): string {
  return formatDigits(year, language);
}

/**
 * A day in the Persian (Solar Hijri) calendar. Only numbers are asked of luxon, with zone, locale, digits and calendar
 * named: its `toFormat` with month names writes false dates in fa-AF and ps-AF.
 */
function persian(day: string): DayParts {
  const parts = DateTime.fromISO(day, { zone: "utc", locale: "en", numberingSystem: "latn" })
    .reconfigure({ outputCalendar: "persian" })
    .toLocaleParts({ year: "numeric", month: "numeric", day: "numeric" });
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day") };
}

function nameOf(month: number, names: Months): string {
  const name = names[month - 1];
  if (name === undefined) throw new RangeError(`there is no month ${month}`);
  return name;
}
