import type { Language } from "./language.ts";
import { formatDecimal } from "./numerals.ts";

/** The size of a file in the unit that tells it in few digits: `812 kB`, `1.2 MB`. */
export function formatSize(bytes: number, language: Pick<Language, "sizes" | "locale" | "digits">): string {
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < language.sizes.length - 1) {
    value /= 1000;
    unit++;
  }
  // Less than the smallest unit is one of it.
  const digits = value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.max(1, Math.round(value));
  return `${formatDecimal(digits, language)}\u00a0${language.sizes[unit]}`;
}
