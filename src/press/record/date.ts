import { DateTime } from "luxon";

/** A day, and the instant on it where the maintainer gave one. 2 December 2023 is that everywhere in the world. */
export interface CivilDate {
  /** For `datetime=""`: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM:SS` with `Z` or an offset. */
  iso: string;
  /** The day at the date's own offset, `YYYY-MM-DD`. */
  day: string;
  /** The instant in milliseconds since 1970-01-01T00:00:00Z; absent where only the day is known. */
  instant?: number;
}

/** Why a text is no date, and what to write instead. */
export interface DateProblem {
  reason: string;
  remedy: string;
}

/**
 * ISO 8601 leaves years before 1583, when the Gregorian calendar was new, to mutual agreement: 1402 and 1445 are years
 * of the Persian and the Islamic calendar. 2566 is a Buddhist year; and from 20 March 2124 on the versions of ICU do
 * not agree on the Persian calendar.
 */
const firstYear = 1583;
const lastYear = 2123;

const isoDate =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:T(?<clock>\d{2}:\d{2})(?:(?<seconds>:\d{2})(?:\.\d{1,9})?)?(?<offset>Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads a date: `YYYY-MM-DD`, or an ISO 8601 instant with its offset, `2023-12-02T09:30+05:00`. Fractions of a second
 * are dropped. Whatever else it might mean is refused, with the date it seems to mean in the remedy.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function parseDate(text: string): CivilDate | DateProblem {
  const { day, clock, seconds = ":00", offset } = isoDate.exec(text)?.groups ?? {};
  if (day === undefined) return wrongForm(text);
  const problem = dayProblem(day) ?? (clock && offset ? clockProblem(clock + seconds, offset) : undefined);
  if (problem) return { ...problem, reason: `${quoted(text)}: ${problem.reason}` };
  if (!clock || !offset) return { iso: day, day };
  const iso = `${day}T${clock}${seconds}${offset}`;
  return { iso, day, instant: DateTime.fromISO(iso, { zone: "utc" }).toMillis() };
}

/** Whether a text is a month, `YYYY-MM`, as headers of wire copy have one where the day stands elsewhere. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** A date that the schema has let pass. */
export function civilDate(text: string): CivilDate | undefined {
  const date = parseDate(text);
  return "reason" in date ? undefined : date;
}

function dayProblem(text: string): DateProblem | undefined {
  const { year, month, day } = partsOf(text);
  if (year < firstYear || year > lastYear) {
    const remedy = "write the date of the Gregorian calendar, whichever calendars the page shows";
    return { reason: `the year ${text.slice(0, 4)} is not within ${firstYear} to ${lastYear}`, remedy };
  }
  if (month < 1 || month > 12) {
    const swapped = `${text.slice(0, 4)}-${text.slice(8)}-${text.slice(5, 7)}`;
    const couldBe = day <= 12 && isDate(swapped);
    return {
      reason: `there is no month ${text.slice(5, 7)}`,
      remedy: couldBe ? `write the month before the day: ${swapped}` : "write a month from 01 to 12",
    };
  }
  // Every month has these, so that luxon is asked for few dates.
  if (day >= 1 && day <= 28) return undefined;
  const first = DateTime.utc(year, month, 1, { locale: "en-GB", outputCalendar: "gregory" });
  const days = Number(first.daysInMonth);
  if (day >= 1 && day <= days) return undefined;
  const name = first.toLocaleString({ month: "long", year: "numeric" });
  return { reason: `${name} has ${days} days`, remedy: `write a day from 01 to ${days}` };
}

function clockProblem(clock: string, offset: string): DateProblem | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) {
    return { reason: `there is no time ${clock}`, remedy: "write a time from 00:00:00 to 23:59:59" };
  }
  if (offset === "-00:00") return { reason: "there is no offset -00:00", remedy: "write Z for UTC" };
  const [hoursOff = 0, minutesOff = 0] = offset === "Z" ? [] : offset.slice(1).split(":").map(Number);
  const ahead = (hoursOff * 60 + minutesOff) * (offset.startsWith("-") ? -1 : 1);
  if (minutesOff <= 59 && ahead >= -12 * 60 && ahead <= 14 * 60) return undefined;
  return { reason: `there is no offset ${offset}`, remedy: "write an offset from -12:00 to +14:00" };
}

function isDate(text: string): boolean {
  return !("reason" in parseDate(text));
}

const plainRemedy = "write it as YYYY-MM-DD";

/** Forms of a date that people and programs write, each with what is wrong with it and the dates it could mean. */
const wrongForms: readonly {
  form: RegExp;
  reason: string;
  meant?: (match: RegExpExecArray) => (string | null)[];
}[] = [
  { form: /^\s*$/, reason: "no date is given" },
  { form: /^\s|\s$/, reason: "there is white space around it", meant: ({ input }) => [input.trim()] },
  { form: /(?![0-9])\p{Nd}/u, reason: "a date is written with the digits 0 to 9" },
  { form: /^\d{4}$/, reason: "it names no month and no day" },
  { form: /^\d{4}-\d{1,2}$/, reason: "it names no day" },
  {
    form: /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
    reason: "month and day have two digits each",
    meant: ([, year = "", month = "", day = ""]) => [ymd(year, month, day)],
  },
  {
    form: /^\d{4}-?W\d{2}(-?\d)?$/,
    reason: "it is a week date",
    meant: ([text, day]) => [day === undefined ? null : isoDay(text)],
  },
  { form: /^\d{4}-?\d{3}$/, reason: "it numbers the day within the year", meant: ([text]) => [isoDay(text)] },
  { form: /^\d{8}$/, reason: "it has no hyphens", meant: ([text]) => [isoDay(text)] },
  {
    form: /^\d{9,10}$/,
    reason: "it is a count of seconds",
    meant: ([text]) => [DateTime.fromSeconds(Number(text), { zone: "utc" }).toISODate()],
  },
  {
    form: /^\d{12,13}$/,
    reason: "it is a count of milliseconds",
    meant: ([text]) => [DateTime.fromMillis(Number(text), { zone: "utc" }).toISODate()],
  },
  {
    form: /^(\d{4})[./](\d{1,2})[./](\d{1,2})\.?$/,
    reason: "its parts are joined by hyphens",
    meant: ([, year = "", month = "", day = ""]) => [ymd(year, month, day)],
  },
  {
    form: /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/,
    reason: "it does not begin with the year",
    meant: ([, one = "", other = "", year = ""]) => [ymd(year, one, other), ymd(year, other, one)],
  },
  {
    form: /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?$/,
    reason: "it has a time and no offset from UTC",
    meant: ([text, day = ""]) => [day, `${text.replace(",", ".")}Z`],
  },
  {
    form: /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)? ?(?:([Zz]|UTC|GMT)|([+-]\d{2}):?(\d{2})?)$/,
    reason: "it is not in the form of ISO 8601",
    meant: ([, day, clock, utc, hours, minutes = "00"]) => [
      `${day}T${clock}${utc ? "Z" : `${hours}:${minutes}`}`,
    ],
  },
];

function wrongForm(text: string): DateProblem {
  for (const { form, reason, meant } of wrongForms) {
    const match = form.exec(text);
    if (!match) continue;
    const dates = [...new Set(meant?.(match) ?? [])].filter((date) => date !== null && isDate(date));
    const remedy = dates.length > 0 ? `write it as ${dates.join(" or ")}` : plainRemedy;
    return { reason: `${quoted(text)}: ${reason}`, remedy };
  }
  return { reason: `${quoted(text)} is not a date`, remedy: `${plainRemedy}, for example 2023-12-02` };
}

function ymd(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The day that another form of ISO 8601 names. */
function isoDay(text: string): string | null {
  return DateTime.fromISO(text, { zone: "utc" }).toISODate();
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/**
 * The order in which dates sort: by day, then by instant. On a day, dates without an instant come first. For faults use
 * `isBefore`: a day and an instant on it have no order, and such pairs cannot be equal in an order that sorts.
 */
export function compareDates(a: CivilDate, b: CivilDate): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return Math.sign((a.instant ?? Number.MIN_SAFE_INTEGER) - (b.instant ?? Number.MIN_SAFE_INTEGER));
}

/** Whether a date is certainly before another. A day is neither before nor after an instant on it. */
export function isBefore(a: CivilDate, b: CivilDate): boolean {
  if (a.instant !== undefined && b.instant !== undefined) return a.instant < b.instant;
  return a.day < b.day;
}

/**
 * A date as an instant, for formats that know nothing else (Atom). A day becomes 10:00 UTC on it, which is that day in
 * every zone from Hawaii (-10:00) to a New Zealand summer (+13:00); midnight would be the day before in all of America.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287#section-3.3
 */
export function toInstant(date: CivilDate): string {
  return date.instant === undefined ? `${date.day}T10:00:00Z` : date.iso;
}

/** A day's figures. */
export interface DayParts {
  year: number;
  month: number;
  day: number;
}

/** The figures of a day that is written YYYY-MM-DD. */
export function partsOf(day: string): DayParts {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}
