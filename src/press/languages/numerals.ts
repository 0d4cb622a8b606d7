/** How a language writes numbers: a locale of `Intl`, for grouping and plural forms, and its digits. */
export interface Numerals {
  /** A locale that `Intl` knows, which the language's own tag need not be: `Intl` has no `prs`. */
  readonly locale: string;
  /** Digits 0123456789, ۰۱۲۳۴۵۶۷۸۹ or ০১২৩৪৫৬৭৮৯. Named here because what `Intl` takes by default has changed with its versions. */
  readonly digits: "latn" | "arabext" | "beng";
}

/** The wordings of a count by its plural form, with `#` for the number. `other` serves where a form is not given. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const formats = new Map<string, Intl.NumberFormat>();
const rules = new Map<string, Intl.PluralRules>();

/** A whole number in the language's digits, grouped as the language groups thousands. */
export function formatNumber(value: number, numerals: Numerals): string {
  return format(numerals, true).format(value);
}

/** A whole number in the language's digits, without grouping: days, years. */
export function formatDigits(value: number, numerals: Numerals): string {
  return format(numerals, false).format(value);
}

/** A number with one place at most behind its point, likewise. */
export function formatDecimal(value: number, numerals: Numerals): string {
  return format(numerals, true, 1).format(value);
}

/** A text that counts something, for a language file: `counted(numerals, { one: "# word", other: "# words" })`. */
export function counted(numerals: Numerals, forms: Forms): (count: number) => string {
  return (count) => {
    const form = forms[pluralRules(numerals.locale).select(count)] ?? forms.other;
    return form.replace("#", formatNumber(count, numerals));
  };
}

// A formatter takes some 20 µs to make and under 1 µs to use.
function format({ locale, digits }: Numerals, useGrouping: boolean, places = 0): Intl.NumberFormat {
  const key = `${locale} ${digits} ${useGrouping} ${places}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    numberingSystem: digits,
    useGrouping,
    maximumFractionDigits: places,
  });
  formats.set(key, made);
  return made;
}

function pluralRules(locale: string): Intl.PluralRules {
  const known = rules.get(locale);
  if (known) return known;
  const made = new Intl.PluralRules(locale);
  rules.set(locale, made);
  return made;
}
