import { z } from "zod";
import { error, type Fault } from "../faults/fault.ts";
import { type CivilDate, parseDate } from "./date.ts";
import type { Locator } from "./material.ts";
import { checked, text } from "./values.ts";

const day = checked((value) => {
  if (/^\d{4}$/.test(value)) return undefined;
  const date = parseDate(value);
  return "reason" in date
    ? { reason: date.reason, remedy: "write a year, or a day as YYYY-MM-DD" }
    : undefined;
});

/** `obituary` of an article. */
export const obituarySchema = z.strictObject({
  name: text.describe("Who has died."),
  born: day.describe("When they were born: YYYY-MM-DD, or the year."),
  died: day.describe("When they died: YYYY-MM-DD, or the year."),
});

/** Of whom an obituary is. Days are YYYY-MM-DD, or years. */
export interface Obituary {
  name: string;
  born: string;
  died: string;
}

/** What is wrong with the days of a life, and with an article of another kind that has some. */
export function obituaryFaults(
  { kind, obituary }: { kind?: string | undefined; obituary?: Obituary | undefined },
  published: CivilDate | undefined,
  at: Locator,
): Fault[] {
  if (!obituary) return [];
  const { born, died } = obituary;
  const faults: Fault[] = [];
  if (kind !== "obituary")
    faults.push(error(at("obituary"), "`obituary` is for `kind: obituary` only", "remove it"));
  if (isLater(born, died))
    faults.push(error(at("obituary", "died"), `the death in ${died} is before the birth in ${born}`, remedy));
  if (published && isLater(died, published.day)) {
    const reason = `the death in ${died} is after the article's date ${published.day}`;
    faults.push(error(at("obituary", "died"), reason, remedy));
  }
  return faults;
}

const remedy = "correct one of the two";

/** Whether one day or year is after another, as far as both are known. */
function isLater(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) > other.slice(0, length);
}
