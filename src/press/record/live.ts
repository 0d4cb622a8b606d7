import { error, type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import type { LiveHeading } from "../source/live.ts";
import { type CivilDate, civilDate, compareDates, isBefore, parseDate } from "./date.ts";
import type { ArticleMetadata } from "./schema.ts";

/** What of an article's material tells of its entries. It is asked for by its form, since the whole of it names the article's record. */
interface Told {
  source: { file: string };
  headings?: readonly LiveHeading[];
}

/** Finds where a value of the metadata stands. */
type Locator = (...path: (string | number)[]) => Place;

/** What was told at a moment of a live article. */
export interface LiveEntry {
  /** What it links by on the article's page. */
  id: string;
  date: CivilDate;
  title: string;
  /** Whether it is one of those that are named above the text. */
  isKey: boolean;
}

/** What is told of an event while it goes on. */
export interface Live {
  /** As they stand in the text: the newest first, or the oldest. */
  entries: readonly LiveEntry[];
  ended?: CivilDate | undefined;
  /** In seconds. */
  refresh?: number | undefined;
}

/**
 * The entries of an article of `kind: live`, with their moments: at the offset of the article's date, on its day, or on the day that
 * an entry says last.
 *
 * @param date the article's, if it is known
 */
export function liveOf(
  material: Told,
  metadata: ArticleMetadata,
  date: CivilDate | undefined,
  at: Locator,
  faults: Fault[],
): Live | undefined {
  const { kind, live } = metadata;
  if (kind !== "live") {
    if (live) faults.push(error(at("live"), "`live` is for `kind: live` only", "remove it"));
    return undefined;
  }
  const { headings } = material;
  if (!headings?.some(({ time }) => time !== undefined)) {
    const reason = "a live article needs entries, and no heading of its text begins with a time";
    faults.push(error(at("kind"), reason, "write headings such as `## 14:05 The bridge opens`, in Markdown"));
    return undefined;
  }
  if (!date) return undefined;
  if (date.instant === undefined) {
    const remedy = `write the moment at which it began, such as ${date.day}T14:00+01:00`;
    faults.push(error(at("date"), "the date of a live article needs a time and an offset", remedy));
    return undefined;
  }
  const entries = readEntries(material.source.file, headings, date, faults);
  const ended = live?.ended === undefined ? undefined : endOf(live.ended, entries, at, faults);
  return { entries, ended, refresh: live?.refresh === undefined ? undefined : Number(live.refresh) };
}

/** When the event ended. */
function endOf(
  written: string,
  entries: readonly LiveEntry[],
  at: Locator,
  faults: Fault[],
): CivilDate | undefined {
  const ended = civilDate(written);
  const place = at("live", "ended");
  if (ended && ended.instant === undefined)
    faults.push(
      error(place, `${ended.iso} has no time`, `write an instant, such as ${ended.day}T18:00+01:00`),
    );
  const later = ended && entries.find((entry) => isBefore(ended, entry.date));
  if (later) {
    const reason = `it ended at ${ended.iso}, and the entry ${quoted(later.title)} is of ${later.date.iso}`;
    faults.push(error(place, reason, "correct one of the two"));
  }
  return ended;
}

/** An entry, and the line on which it begins. */
type Placed = LiveEntry & { line: number };

function readEntries(
  file: string,
  headings: readonly LiveHeading[],
  began: CivilDate,
  faults: Fault[],
): LiveEntry[] {
  const entries: Placed[] = [];
  let { day } = began;
  for (const { id, day: own, time, title, isKey, line } of headings) {
    day = own ?? day;
    if (time === undefined) {
      const reason = `the heading ${quoted(title)} stands among the entries without a time`;
      faults.push(warning({ file, line }, reason, "begin it with its time, or set it one step lower"));
      continue;
    }
    const date = parseDate(`${day}T${time.padStart(5, "0")}${offsetOf(began)}`);
    if ("reason" in date) faults.push(error({ file, line }, date.reason, date.remedy));
    else if (title === "") {
      const reason = `nothing stands after the time ${time}`;
      faults.push(error({ file, line }, reason, "write in a few words what happened"));
    } else entries.push({ id, date, title, isKey, line });
  }
  faults.push(...orderFaults(file, entries, began));
  return entries.map(({ line, ...entry }) => entry);
}

/** Entries before the article's own date, two of one time, and those that go another way than the ones before them. */
function orderFaults(file: string, entries: readonly Placed[], began: CivilDate): Fault[] {
  const faults: Fault[] = [];
  /** The way in which times go, once two of them differ. */
  let direction = 0;
  for (const [index, { date, title, line }] of entries.entries()) {
    const before = entries[index - 1]?.date ?? date;
    const step = compareDates(date, before);
    direction ||= step;
    if (isBefore(date, began)) {
      const reason = `${quoted(title)} is of ${date.iso}, before the article's date ${began.iso}`;
      faults.push(error({ file, line }, reason, dayRemedy));
    } else if (step !== 0 && step !== direction) {
      const order = direction > 0 ? "oldest" : "newest";
      const reason = `${quoted(title)} is out of order: the entries before it begin with the ${order}`;
      faults.push(error({ file, line }, reason, dayRemedy));
    } else if (index > 0 && step === 0) {
      const reason = `${quoted(title)} has the time of the entry before it`;
      faults.push(warning({ file, line }, reason, "write both as one entry, or correct one of the times"));
    }
  }
  return faults;
}

const dayRemedy =
  "correct the time, or write the day before it, as in `## 2026-10-04 00:10 The lamps go out`";

/** The offset of an instant, as it is written. */
function offsetOf({ iso }: CivilDate): string {
  return iso.slice(iso.search(/(?:Z|[+-]\d{2}:\d{2})$/));
}
