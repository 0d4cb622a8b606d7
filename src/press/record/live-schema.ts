import { z } from "zod";
import { date, text } from "./values.ts";

/** `live` of an article. */
export const liveSchema = z.strictObject({
  ended: date.optional().describe("When the event ended: an ISO 8601 instant with its offset."),
  refresh: text
    .refine((value) => /^\d{2,4}$/.test(value) && Number(value) >= 15 && Number(value) <= 3600, {
      error: "must be a number of seconds from 15 to 3600",
    })
    .optional()
    .describe("After how many seconds the page that readers may choose loads itself again."),
});
