import { z } from "zod";
import { parseDate } from "./date.ts";
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
export type Obituary = z.infer<typeof obituarySchema>;
