/** A number as a text writes it in digits. */
export interface WrittenNumber {
  /** As it stands in the text: `1,043`, `۱۲`, `1.2`. */
  written: string;
  /** Where it stands in the text. */
  index: number;
  /** The same in ASCII digits, with nothing between thousands and a point before decimals: `1043`, `12`, `1.2`. */
  value: string;
}

/** Digits of any script with what may stand between them. */
const pattern = /\p{Nd}+(?:[.,\u066b\u066c'’\u00a0\u202f]\p{Nd}+)*/gu;

/** The numbers that a text writes in digits; what has several points, as a date has, is none. */
export function numbersIn(text: string): WrittenNumber[] {
  if (!/\p{Nd}/u.test(text)) return [];
  return Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
    written,
    index,
    value: inDigits(written),
  })).filter(({ value }) => value !== "");
}

/** Empty where it is no number, as `2.12.2023`. */
function inDigits(written: string): string {
  const ascii = written.replace(/(?![0-9])\p{Nd}/gu, (digit) => asciiDigits.get(digit) ?? digit);
  const parts = ascii.split(/\D/);
  const separators = ascii.replace(/\d/g, "");
  if (new Set(separators).size < 2) {
    if (isGrouped(parts)) return parts.join("");
    return parts.length === 2 ? parts.join(".") : "";
  }
  const whole = parts.slice(0, -1);
  const mark = separators.slice(-1);
  const isDecimal = separators.indexOf(mark) === separators.length - 1;
  return isDecimal && isGrouped(whole) ? `${whole.join("")}.${ascii.slice(ascii.lastIndexOf(mark) + 1)}` : "";
}

/** Whether digits stand in threes, or in twos before the last three, as in India. */
function isGrouped([, ...groups]: readonly string[]): boolean {
  return groups.every(({ length }, index) => length === 3 || (length === 2 && index < groups.length - 1));
}

/** The digits of the scripts that news is written in, each with its value: nine follow each zero. */
const asciiDigits = new Map(
  Array.from("٠۰०০੦૦୦௦౦೦൦๐໐༠၀០０", (zero) =>
    Array.from({ length: 10 }, (_, value) => {
      const digit = String.fromCodePoint(Number(zero.codePointAt(0)) + value);
      return [digit, String(value)] as const;
    }),
  ).flat(),
);

/** The longest number that is rounded: what is longer does not fit into a number of JavaScript's. */
const longest = 15;

/** A number and what it may be rounded or cut to, each in the form that `toExponential` gives. */
export function roundings(value: string): string[] {
  const number = Number(value);
  const [mantissa = "", exponent] = number.toExponential().split("e");
  if (value.length > longest || number === 0) return [];
  return Array.from({ length: mantissa.length }, (_, index) => [
    Number(`${mantissa.slice(0, index + 1)}e${exponent}`).toExponential(),
    Number(number.toExponential(Math.max(0, index - 1))).toExponential(),
  ]).flat();
}

/** How many zeros the words for thousands, millions, lakhs, ten thousands and hundredths stand for. */
const scales = [0, 3, 6, 9, 12];
const otherScales = [2, 4, 5, 7, 8];

/** The forms under which `roundings` may have a number, whatever words for thousands stand behind the two. */
export function scaled(value: string): string[] {
  const [mantissa = "", exponent] = Number(value).toExponential().split("e");
  // One digit and some zeros is said of too many numbers.
  const zeros = mantissa.length > 1 ? [...scales, ...otherScales] : scales;
  return zeros
    .flatMap((zeros) => [zeros, -zeros])
    .map((zeros) => Number(`${mantissa}e${Number(exponent) + zeros}`).toExponential());
}
