import { type Fault, type Place, warning } from "./fault.ts";
import { quoted } from "./metadata.ts";
import { type WrittenNumber, numbersIn, roundings, scaled } from "./numbers.ts";
import { misquotations } from "./quotations.ts";
import { Slips } from "./slip.ts";

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
}

/** A warning, and what an editor who has read it writes into the metadata to be rid of it. */
export interface Doubt {
  token: string;
  warning: Fault;
}

/** Something in a claim that is hardly what was meant. */
export interface Slip {
  kind: "name" | "number" | "quotation";
  found: string;
  /** What the article has. */
  near: string;
}

/**
 * Finds names, numbers and quotations in a headline and a standfirst that differ by a slip from those of the article: a letter, a
 * digit or a word changed, dropped, added or swapped with its neighbour. Whatever may be meant as it stands passes.
 *
 * Time and memory grow as the sizes of claims and text do.
 */
export function checkFacts(claims: readonly Claim[], { text, language }: Evidence): Doubt[] {
  const [primary = ""] = language.toLowerCase().split("-");
  return claims
    .filter((claim) => !text.includes(claim.text))
    .flatMap((claim) =>
      [
        ...misquotations(claim.text, text),
        ...wrongNumbers(claim.text, text),
        ...wrongNames(claim.text, text, primary),
      ].map((slip) => doubt(claim, slip)),
    );
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
const nameInSentence = /(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{M}]{3,}/gu;

/** Words with a capital that the text does not have, where it has a name that a slip makes of them. */
function wrongNames(claim: string, text: string, language: string): Slip[] {
  if (capitalsTellNothing.has(language)) return [];
  const capitals = new Map(
    (claim.match(letters) ?? [])
      .filter((word) => word.length > 4 && /^\p{Lu}\p{L}+$/u.test(word))
      .map((word) => [word.toLowerCase(), word]),
  );
  const doubtful = missing([...capitals.keys()], text.toLowerCase());
  if (doubtful.length === 0) return [];
  const names = new Slips<string>();
  const said = new Set(claim.toLowerCase().match(letters));
  for (const name of new Set(text.match(nameInSentence))) {
    // A name that the claim has, too, is not what another of its words was meant to be.
    if (!said.has(name.toLowerCase())) names.add(bare(name), name);
  }
  let common: Set<string> | undefined;
  const isName = (name: string) => {
    common ??= new Set(text.match(letters));
    return !common.has(name.toLowerCase());
  };
  return doubtful.flatMap((word): Slip[] => {
    const near = names.find(
      bare(word),
      (name, slip, known) => !isOtherForm(bare(word), known, slip, language) && isName(name),
    );
    return near === undefined ? [] : [{ kind: "name", found: capitals.get(word) ?? word, near }];
  });
}

/** A word without case and accents. */
function bare(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/** One spelling of what English spells in two ways. */
function oneSpelling(word: string): string {
  return word.replaceAll("z", "s").replaceAll("ou", "o").replace(/re$/, "er");
}

const ending = /[aeinosuy]$/;

/** Whether a word may be another form of a name, or another word: it differs in its ending, or it is short and begins otherwise. */
function isOtherForm(word: string, name: string, slip: number, language: string): boolean {
  if (slip === 0 && word.length < 6) return true;
  const rest = Math.max(word.length, name.length) - slip;
  if (!namesStandStill.has(language)) return rest < 4;
  if (word.startsWith(name) || name.startsWith(word) || oneSpelling(word) === oneSpelling(name)) return true;
  return rest === 1 && ending.test(word) && ending.test(name);
}

/*
 * Numbers.
 */

function wrongNumbers(claim: string, text: string): Slip[] {
  const numbers = numbersIn(claim).filter((number) => isWhole(number, claim));
  const values = new Set(missing([...new Set(numbers.map(({ written }) => written))], text));
  const doubtful = numbers.filter(({ written }) => values.has(written));
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
      if (other.value.length !== value.length || (isYear(value) && isYear(other.value))) return false;
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

function isYear(value: string): boolean {
  return /^(?:19|20)\d\d$/.test(value);
}

const unitBehind = /^[\p{Zs}-]?([%٪‰]|[\p{sc=Han}\p{sc=Hangul}\p{sc=Thai}]|[\p{L}\p{M}]+)/u;
const unitBefore = /(\p{Sc}|[\p{L}\p{M}]+)\p{Zs}?$/u;

/** What tells what a number counts: the word behind it, and the word or the sign of a currency before it. */
function unitsOf({ index, written }: WrittenNumber, text: string): string[] {
  const end = index + written.length;
  const behind = unitBehind.exec(text.slice(end, end + 20))?.[1];
  const before = unitBefore.exec(text.slice(Math.max(0, index - 20), index))?.[1];
  return [...(behind ? [`-${behind}`] : []), ...(before ? [`${before}-`] : [])].map((unit) => unit.toLowerCase());
}
