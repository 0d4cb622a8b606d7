import { error, type Fault, quoted } from "../faults/fault.ts";
import { unwritten } from "./add-correction.ts";
import type { Correction } from "./article.ts";
import { type CivilDate, civilDate, compareDates, isBefore } from "./date.ts";
import type { Locator, Material } from "./material.ts";
import type { ArticleMetadata } from "./schema.ts";

/** Corrections, newest first; `now` must stand in the text and `was` must not. */
export function readCorrections(
  material: Material,
  metadata: ArticleMetadata,
  at: Locator,
  published: CivilDate | undefined,
  faults: Fault[],
): Correction[] {
  const corrections: Correction[] = [];
  for (const [index, { date: written, text, was, now }] of (metadata.corrections ?? []).entries()) {
    const place = (key: string) => at("corrections", index, key);
    const date = civilDate(written);
    if (date && published && isBefore(date, published)) {
      faults.push(
        error(
          place("date"),
          `the correction of ${date.iso} is before the article's date ${published.iso}`,
          "correct one of the two",
        ),
      );
    }
    if (text === unwritten) {
      const reason = "the correction says nothing yet";
      faults.push(error(place("text"), reason, "say what was wrong, in a sentence for readers"));
    }
    if (now !== undefined && !material.text.includes(now)) {
      faults.push(
        error(place("now"), `${quoted(now)} does not stand in the article`, "write it as the text has it"),
      );
    }
    if (was !== undefined && material.text.includes(was) && !now?.includes(was)) {
      faults.push(
        error(
          place("was"),
          `${quoted(was)} still stands in the article`,
          "correct the text, or give more of the old words",
        ),
      );
    }
    if (date) corrections.push({ date, text, was, now });
  }
  return corrections
    .map((correction, index) => ({ correction, index }))
    .sort((a, b) => compareDates(b.correction.date, a.correction.date) || b.index - a.index)
    .map(({ correction }) => correction);
}
