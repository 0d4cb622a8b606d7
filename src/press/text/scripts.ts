import { hasUnspaced } from "./unspaced.ts";

/*
 * Which scripts a text is written in, and which a language is written in.
 */

/** Scripts by their ISO 15924 codes, with the names that Unicode gives them. */
const names: Readonly<Record<string, string>> = {
  Latn: "Latin",
  Arab: "Arabic",
  Cyrl: "Cyrillic",
  Grek: "Greek",
  Hebr: "Hebrew",
  Armn: "Armenian",
  Geor: "Georgian",
  Ethi: "Ethiopic",
  Deva: "Devanagari",
  Beng: "Bengali",
  Guru: "Gurmukhi",
  Gujr: "Gujarati",
  Orya: "Oriya",
  Taml: "Tamil",
  Telu: "Telugu",
  Knda: "Kannada",
  Mlym: "Malayalam",
  Sinh: "Sinhala",
  Thai: "Thai",
  Laoo: "Lao",
  Mymr: "Myanmar",
  Khmr: "Khmer",
  Tibt: "Tibetan",
  Mong: "Mongolian",
  Thaa: "Thaana",
  Syrc: "Syriac",
  Hani: "Han",
  Hira: "Hiragana",
  Kana: "Katakana",
  Bopo: "Bopomofo",
  Hang: "Hangul",
};

/** Subtags that stand for several scripts, or for a form of one. */
const composed: Readonly<Record<string, readonly string[]>> = {
  Jpan: ["Hani", "Hira", "Kana"],
  Hrkt: ["Hira", "Kana"],
  Kore: ["Hang", "Hani"],
  Hans: ["Hani", "Bopo"],
  Hant: ["Hani", "Bopo"],
  Aran: ["Arab"],
};

/** Languages that are printed in more than one script, unless their tag names one. */
const several: Readonly<Record<string, string>> = {
  az: "Latn Cyrl Arab",
  bm: "Latn Nkoo",
  bs: "Latn Cyrl",
  ff: "Latn Adlm",
  ha: "Latn Arab",
  iu: "Cans Latn",
  kk: "Cyrl Latn Arab",
  kok: "Deva Latn Knda Mlym Arab",
  ks: "Arab Deva",
  ku: "Latn Arab Cyrl",
  ky: "Cyrl Arab Latn",
  mn: "Cyrl Mong",
  mni: "Beng Mtei",
  ms: "Latn Arab",
  pa: "Guru Arab",
  sat: "Olck Deva Beng Latn",
  sd: "Arab Deva",
  sh: "Latn Cyrl",
  sr: "Cyrl Latn",
  tg: "Cyrl Arab Latn",
  tk: "Latn Cyrl Arab",
  tt: "Cyrl Latn",
  ug: "Arab Cyrl Latn",
  uz: "Latn Cyrl Arab",
};

/** What languages a text may be in, by its script, for who has named none. */
const examples: Readonly<Record<string, readonly string[]>> = {
  Latn: ["en", "fr", "id"],
  Arab: ["ar", "fa", "ur"],
  Cyrl: ["ru", "uk"],
  Grek: ["el"],
  Hebr: ["he"],
  Armn: ["hy"],
  Geor: ["ka"],
  Ethi: ["am"],
  Deva: ["hi", "mr", "ne"],
  Beng: ["bn"],
  Guru: ["pa"],
  Gujr: ["gu"],
  Orya: ["or"],
  Taml: ["ta"],
  Telu: ["te"],
  Knda: ["kn"],
  Mlym: ["ml"],
  Sinh: ["si"],
  Thai: ["th"],
  Laoo: ["lo"],
  Mymr: ["my"],
  Khmr: ["km"],
  Tibt: ["bo"],
  Thaa: ["dv"],
  Hani: ["zh-Hans", "zh-Hant"],
  Hira: ["ja"],
  Kana: ["ja"],
  Hang: ["ko"],
};

/**
 * The scripts that a language is written in, by their codes; none where that is not known. What `Intl` says of a rare language may change
 * with its versions, and decides about warnings only.
 *
 * @param tag a BCP 47 tag
 */
function scriptsOf(tag: string): readonly string[] {
  const [language = "", ...subtags] = tag.toLowerCase().split("-");
  // Undetermined, many, none, without a code.
  if (/^(?:und|mul|zxx|mis)$/.test(language)) return [];
  const named = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag));
  if (named === undefined && several[language]) return several[language].split(" ");
  try {
    const code = new Intl.Locale(tag).maximize().script;
    return code === undefined ? [] : (composed[code] ?? [code]);
  } catch {
    return [];
  }
}

/** Nearly every text of a Latin language has no letter of these blocks. */
const beyondLatin = /[\u0370-\u1dff\u2c00-\ua71f\ua800-\ufaff\ufb07-\uffef]/;

/** A text in scripts that its language does not use. */
export interface Foreign {
  /** The scripts of the text that have a tenth of these words or more, by their names. */
  found: readonly string[];
  /** The scripts of the language. */
  expected: readonly string[];
  /** Tags of languages that are written in the one that has most words. */
  languages: readonly string[];
}

/** What a language's letters are found by; those that several scripts share are everybody's. */
const own = new Map<string, { others: RegExp; expected: readonly string[] } | undefined>();

function lettersOf(tag: string): { others: RegExp; expected: readonly string[] } | undefined {
  if (own.has(tag)) return own.get(tag);
  const codes = scriptsOf(tag).filter((code) => isScript(code));
  const classes = codes.map((code) => `\\p{scx=${code}}`).join("");
  const others = new RegExp(
    String.raw`(?:(?![${classes}\p{sc=Zyyy}\p{sc=Zinh}])\p{L}[\p{M}\u200c\u200d]*)+`,
    "gu",
  );
  const made = codes.length === 0 ? undefined : { others, expected: codes.map(nameOf) };
  own.set(tag, made);
  return made;
}

function isScript(code: string): boolean {
  try {
    new RegExp(`\\p{sc=${code}}`, "u");
    return true;
  } catch {
    return false;
  }
}

function nameOf(code: string): string {
  return names[code] ?? code;
}

/**
 * Whether most words of a text are of scripts that its language is not written in, and of which.
 *
 * @param tag the language's
 */
export function foreignScripts(text: string, tag: string): Foreign | undefined {
  const letters = lettersOf(tag);
  if (!letters || (letters.expected[0] === "Latin" && !beyondLatin.test(text))) return undefined;
  const strange = countWords(text, letters.others);
  if (strange === 0 || strange * 2 <= countWords(text, /[\p{L}\p{M}\u200c\u200d]+/gu)) return undefined;
  const counts = Object.keys(names)
    .map((code) => ({
      code,
      count: countWords(text, new RegExp(`(?:\\p{sc=${code}}[\\p{M}\\u200c\\u200d]*)+`, "gu")),
    }))
    .filter(({ code, count }) => count * 10 >= strange && !letters.expected.includes(nameOf(code)));
  const most = counts.toSorted((a, b) => b.count - a.count)[0]?.code ?? "";
  // Han with kana beside it is Japanese.
  const first = most === "Hani" && counts.some(({ code }) => code === "Hira") ? "Hira" : most;
  return {
    found: counts.length === 0 ? ["another"] : counts.map(({ code }) => nameOf(code)),
    expected: letters.expected,
    languages: examples[first] ?? [],
  };
}

/** Letters vary in how many a word has: two are a word where there are no spaces. */
function countWords(text: string, runs: RegExp): number {
  let sum = 0;
  for (const [run] of text.matchAll(runs)) sum += hasUnspaced(run) ? run.length / 2 : 1;
  return sum;
}
