import { type Place, quoted, warning } from "../faults/fault.ts";
import type { Doubt } from "./acknowledge.ts";
import { numbersIn, roundings, scaled, type WrittenNumber } from "./numbers.ts";
import { misquotations } from "./quotations.ts";
import { type Slip, Slips } from "./slip.ts";

/** A text that stands above an article and must say nothing that the article does not. */
export interface Claim {
  /** How messages name it. */
  name: "headline" | "standfirst";
  text: string;
  place: Place;
}

/** What the claims are held against. */
export interface Evidence {
  /** The article's text and whatever else stands on its page, white space folded. */
  text: string;
  /** BCP 47 tag of the text. */
  language: string;
  /** The year of publication: neither it nor the years beside it need a mention in the text. */
  year: string;
}

/**
 * Finds names, numbers and quotations in a headline and a standfirst that differ by a slip from those of the article: a letter, a
 * digit or a word changed, dropped, added or swapped with its neighbour. Whatever may be meant as it stands passes.
 *
 * Time and memory grow as the sizes of claims and text do.
 */
export function checkFacts(claims: readonly Claim[], { text, language, year }: Evidence): Doubt[] {
  const [primary = ""] = language.toLowerCase().split("-");
  const doubts = claims
    .filter((claim) => !text.includes(claim.text))
    .flatMap((claim) =>
      [
        ...misquotations(claim.text, text),
        ...wrongNumbers(claim.text, text, Number(year)),
        ...wrongNames(claim.text, text, primary),
      ].map((slip) => doubt(claim, slip)),
    );
  // What a claim says twice is told once.
  return [...new Map(doubts.map((doubt) => [doubt.token, doubt])).values()];
}

function doubt({ name, place }: Claim, { kind, found, near }: Slip): Doubt {
  const token = `${name}: ${kind} ${found}`;
  const reason = `the ${name}'s ${kind} ${quoted(found)} does not stand in the article`;
  const remedy = `the article has ${quoted(near)}; if it is right, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
  return { token, warning: warning(place, reason, remedy) };
}

/** The words among these that a text lacks. For a headline of the usual length, looking for each is fastest. */
function missing(words: readonly string[], text: string): string[] {
  if (words.length <= 50) return words.filter((word) => !text.includes(word));
  const known = new Set(text.match(letters));
  return words.filter((word) => !known.has(word));
}

const letters = /[\p{L}\p{M}\p{N}]+/gu;

/*
 * Names.
 */

/** Where every noun has a capital, and where the grammar changes a name's first letters: nothing can be told of a capital. */
const capitalsTellNothing = new Set("de lb gsw nds br cy ga gd gv".split(" "));

/** Languages in which a name has one form, but for an ending of one letter. */
const namesStandStill = new Set("af ca da en es fil fr gl id it ms nb nl nn no pt sv vi".split(" "));

/** A word with a capital in the midst of a sentence. */
const nameInSentence = /(?<=\p{Ll},? )\p{Lu}[\p{L}\p{M}]{3,}/gu;

/**
 * Words that the text does not have, where it has a name that a slip makes of them. Whether a headline has capitals for names
 * only does not matter, since the text tells what a name is.
 */
function wrongNames(claim: string, text: string, language: string): Slip[] {
  if (capitalsTellNothing.has(language)) return [];
  const words = new Map((claim.match(letters) ?? []).map((word) => [word.toLowerCase(), word]));
  const capitals = [...words].filter(([, word]) => word.length > 4 && /^\p{Lu}[\p{L}\p{M}]+$/u.test(word));
  const doubtful = missing(
    capitals.map(([lower]) => lower),
    text.toLowerCase(),
  );
  if (doubtful.length === 0) return [];
  const names = new Slips<string>();
  for (const name of new Set(text.match(nameInSentence))) {
    // A name that the claim has, too, is not what another of its words was meant to be.
    if (!words.has(name.toLowerCase())) names.add(bare(name), name);
  }
  let all: Set<string> | undefined;
  const isName = (word: string) => {
    all ??= new Set(text.match(letters));
    return !all.has(word.toLowerCase());
  };
  return doubtful.flatMap((lower): Slip[] => {
    const word = bare(lower);
    const near = names.find(
      word,
      (name, slip) => !isOtherForm(word, bare(name), slip, language) && isName(name),
    );
    return near === undefined ? [] : [{ kind: "name", found: words.get(lower) ?? lower, near }];
  });
}

/** A word without case and accents. */
function bare(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** One spelling of what English spells in two ways. */
function oneSpelling(word: string): string {
  return word.replaceAll("z", "s").replaceAll("ou", "o").replace(/re$/, "er");
}

/** Letters that take each other's place at the end of a word, as in `Argentine` and `Argentina`. */
const ending = /[aeiosuy]$/;

/** ASCII, as a word is that drops the signs of its letters: `Tromso`. */
const simple = /^[a-z]*$/;

/**
 * Whether a word may be another form of a name, or another word: it differs in its ending or in signs, or is short and begins
 * otherwise.
 *
 * @param slip where the two part
 */
function isOtherForm(word: string, name: string, slip: number, language: string): boolean {
  if (slip === 0 && word.length < 6) return true;
  if (simple.test(word) !== simple.test(name) || oneSpelling(word) === oneSpelling(name)) return true;
  const rest = Math.max(word.length, name.length) - slip;
  if (!namesStandStill.has(language)) return rest < 4;
  return (
    word.startsWith(name) || name.startsWith(word) || (rest === 1 && ending.test(word) && ending.test(name))
  );
}

/*
 * Numbers.
 */

/**
 * Numbers that do not stand in the text, nor are rounded from one in it, where it has one that differs in a digit or in the order
 * of two. Of one or two digits, which are too easily others, both must count the same thing.
 */
function wrongNumbers(claim: string, text: string, year: number): Slip[] {
  const numbers = numbersIn(claim).filter((number) => isWhole(number, claim));
  const unknown = new Set(missing([...new Set(numbers.map(({ written }) => written))], text));
  const doubtful = numbers.filter((number) => unknown.has(number.written) && tells(number, year));
  if (doubtful.length === 0) return [];
  const known = numbersIn(text);
  const derived = new Set(known.flatMap(({ value }) => roundings(value)));
  const said = new Set(numbers.map(({ value }) => value));
  const slips = new Slips<WrittenNumber>();
  for (const number of known) if (!said.has(number.value)) slips.add(number.value, number);
  return doubtful.flatMap((number): Slip[] => {
    const { written, value } = number;
    if (scaled(value).some((form) => derived.has(form))) return [];
    const units = unitsOf(number, claim);
    const near = slips.find(value, (other) => {
      if (other.value.length !== value.length || areOfOneDecade(number, other)) return false;
      return value.replace(".", "").length > 2 || unitsOf(other, text).some((unit) => units.includes(unit));
    });
    return near === undefined ? [] : [{ kind: "number", found: written, near: near.written }];
  });
}

/** Part of a name (`G20`, `F-16`), of a year (`’90s`, `2023–24`), of a time (`10:30`) or of a fraction is no number by itself. */
function isWhole({ index, written }: WrittenNumber, text: string): boolean {
  const before = text.slice(Math.max(0, index - 1), index);
  const after = text.slice(index + written.length, index + written.length + 2);
  return !/[\p{L}\p{M}'’\-–/:#.,]/u.test(before) && !/^(?:[:/]|[-–]\p{Nd})/u.test(after);
}

/** Round numbers are guesses, and the year of publication and those beside it need no mention. */
function tells(number: WrittenNumber, year: number): boolean {
  if (isYear(number) && Math.abs(Number(number.value) - year) < 2) return false;
  return !/^[1-9]0+$/.test(number.value);
}

/** Four digits without a separator, in any calendar that news is dated by. */
function isYear({ written, value }: WrittenNumber): boolean {
  return written.length === 4 && /^[12]\d{3}$/.test(value);
}

/** An article may well tell of one year and its headline of another of that decade. */
function areOfOneDecade(one: WrittenNumber, other: WrittenNumber): boolean {
  return isYear(one) && isYear(other) && one.value.slice(0, 3) === other.value.slice(0, 3);
}

const unitBehind = /^[\p{Zs}-]?([%٪‰]|[\p{sc=Han}\p{sc=Hangul}\p{sc=Thai}]|[\p{L}\p{M}]+)/u;
const unitBefore = /(\p{Sc}|[\p{L}\p{M}]+)\p{Zs}?$/u;

/** What tells what a number counts: the word behind it, and the word or the sign of a currency before it. */
function unitsOf({ index, written }: WrittenNumber, text: string): string[] {
  const end = index + written.length;
  const behind = unitBehind.exec(text.slice(end, end + 20))?.[1];
  const before = unitBefore.exec(text.slice(Math.max(0, index - 20), index))?.[1];
  return [...(behind ? [`-${behind}`] : []), ...(before ? [`${before}-`] : [])].map((unit) =>
    unit.toLowerCase(),
  );
}
