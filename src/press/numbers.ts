/** A number as a text writes it. */
export interface WrittenNumber {
  /** As it stands in the text: `1,043`, `۱۲`, `1.2`. */
  written: string;
  /** Where it stands in the text. */
  index: number;
  /** What it may mean, in ASCII digits: `1043`; with the word after it too: `1.2 million` is `1.2` and `1200000`. */
  values: readonly string[];
  /** The numbers that it may be made of instead: a date's, or those that a space parts. */
  parts: readonly string[];
}

/** Digits of any script with what stands between them: a point, a comma, an apostrophe, or a space before just three digits. */
const pattern = /\p{Nd}+(?:[.,\u066b\u066c'’]\p{Nd}+|[ \u00a0\u202f]\p{Nd}{3}(?!\p{Nd}))*/gu;

/** The numbers that a text writes in digits. */
export function numbersIn(text: string): WrittenNumber[] {
  if (!/\p{Nd}/u.test(text)) return [];
  return Array.from(text.matchAll(pattern), ({ 0: written, index }) => {
    const value = inDigits(written);
    const end = index + written.length;
    const scaled = Number(value) * scaleOf(text.slice(end, end + 20));
    const parts = written.split(/[ \u00a0\u202f]/);
    const date = written.split(".");
    return {
      written,
      index,
      values: Number.isNaN(scaled) ? [value] : [value, String(Math.round(scaled))],
      parts: (date.length === 3 ? date : parts.length > 1 ? parts : []).map(inDigits),
    };
  });
}

/** Words that multiply the number before them, in some of the languages that Stet speaks and in those that count by ten thousands. */
const scales = new Map(
  Object.entries({
    1e2: "hundred hundert cien cent cem",
    1e3: "k thousand tausend mil mille هزار زره ہزار ألف آلاف हज़ार हजार 千",
    1e4: "万 萬",
    1e5: "lakh لاکھ लाख",
    1e6: "m mn million millions millionen mio millón millones milhão milhões میلیون ملیون مليون ملايين",
    1e7: "crore کروڑ करोड़",
    1e8: "億 亿",
    1e9: "bn billion billions milliarde milliarden mrd milliard milliards bilhão bilhões میلیارد ملیارد مليار ارب अरब",
    1e12: "tn trillion trillions billionen 兆",
  }).flatMap(([scale, words]) => words.split(" ").map((word): [string, number] => [word, Number(scale)])),
);

/** By how much the word that follows multiplies a number; not a number where it does not. */
function scaleOf(after: string): number {
  const word = /^[ \u00a0\u202f-]?([万萬億亿千兆]|[\p{L}\p{M}]+)/u.exec(after)?.[1] ?? "";
  return scales.get(word.toLowerCase()) ?? Number.NaN;
}

/** A number in ASCII digits, with nothing between thousands and a point before decimals. */
function inDigits(written: string): string {
  const ascii = written.replace(/(?![0-9])\p{Nd}/gu, asciiDigit).replace(/['’ \u00a0\u202f]/g, "");
  const parts = ascii.split(/[.,\u066b\u066c]/);
  const separators = new Set(ascii.match(/[.,\u066b\u066c]/g));
  const grouped = separators.size < 2 && parts.slice(1).every((part) => part.length === 3);
  const fraction = grouped ? "" : (parts.pop() ?? "").replace(/0+$/, "");
  return parts.join("").replace(/^0+(?=\d)/, "") + (fraction === "" ? "" : `.${fraction}`);
}

/** The zeros of the scripts that news is written in; the other nine digits follow each of them. */
const zeros = Array.from("٠۰०০੦૦୦௦౦೦൦๐໐༠၀០０", (zero) => zero.codePointAt(0) ?? 0);

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? digit : String(code - zero);
}

/** The words for two to twelve: the number itself, then others that tell it. */
const words: Readonly<Record<string, string>> = {
  de: "zwei beide beiden zweite zweiten|drei dritte dritten|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf dutzend",
  en: "two both pair couple second twice|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth|nine ninth|ten tenth|eleven eleventh|twelve twelfth dozen",
  es: "dos ambos ambas segundo segunda|tres tercer tercero tercera|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce docena",
  fr: "deux deuxième second seconde|trois troisième|quatre|cinq|six|sept|huit|neuf|dix|onze|douze douzaine",
  pt: "dois duas ambos ambas segundo segunda|três terceiro terceira|quatro|cinco|seis|sete|oito|nove|dez|onze|doze dúzia",
};

const tables = new Map(Object.entries(words).map(([language, list]) => [language, tableOf(list)]));

function tableOf(list: string): Map<number, string[]> {
  return new Map(list.split("|").map((forms, index) => [index + 2, forms.split(" ")]));
}

const english = tables.get("en") ?? new Map<number, string[]>();
for (const [index, word] of "thir four fif six seven eigh nine".split(" ").entries()) {
  english.set(index + 13, [`${word}teen`]);
}
for (const [index, ten] of "twenty thirty forty fifty sixty seventy eighty ninety".split(" ").entries()) {
  english.set(index * 10 + 20, [ten]);
  for (let unit = 1; unit < 10; unit++) {
    const word = unit === 1 ? "one" : english.get(unit)?.[0];
    english.set(index * 10 + 20 + unit, [`${ten}-${word}`, `${ten} ${word}`]);
  }
}

/** French "new" and German "attention". */
const ambiguous = new Set(["neuf", "acht"]);

const byWord = new Map(
  [...tables].map(([language, table]) => [
    language,
    new Map([...table].map(([value, [word = ""]]) => [word, String(value)])),
  ]),
);

/**
 * The number that a word names, where it names nothing else.
 *
 * @param word the word in lower case
 * @param language the primary subtag of the text's language
 */
export function numberOfWord(word: string, language: string): string | undefined {
  return ambiguous.has(word) ? undefined : byWord.get(language)?.get(word);
}

/**
 * The words by which a text may tell a number, in lower case.
 *
 * @returns nothing where the number is so small that a text spells it, and Stet does not know the language's words
 */
export function wordsOfNumber(value: string, language: string): readonly string[] | undefined {
  const number = Number(value);
  const table = tables.get(language);
  const spelled = Number.isInteger(number) && number < (table ? 2 : 21);
  return table?.get(number) ?? (spelled ? undefined : []);
}
