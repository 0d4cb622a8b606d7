import { type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { numberOfWord, numbersIn, type WrittenNumber, wordsOfNumber } from "./numbers.ts";

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
  /** The year of publication, which needs no mention in the text. */
  year: string;
}

/** The evidence, and what is made of it when a claim is not found at first sight. */
interface Article extends Evidence {
  /** The primary subtag, in lower case. */
  language: string;
  lower: () => string;
  plain: () => string;
  numbers: () => readonly WrittenNumber[];
  values: () => ReadonlySet<string>;
  names: () => readonly string[];
}

/** Something that a claim says and the article does not. */
interface Problem {
  kind: "name" | "number" | "quotation";
  found: string;
  /** What the article has that is nearest. */
  near?: string | undefined;
}

/**
 * Holds what a headline and a standfirst say against the article: each name, number and quotation in them must stand there. Only
 * words are compared, and a doubt passes: a capital where a sentence begins or in a headline that capitalises every word, an
 * ending that the language's grammar may ask for, any name in a script without capitals.
 *
 * What stands there letter by letter is found by searching; only for a claim with something else is the text taken apart.
 *
 * @returns warnings, each with what the article has that is nearest
 */
export function checkFacts(claims: readonly Claim[], evidence: Evidence): Fault[] {
  const language = evidence.language.replace(/-.*/, "").toLowerCase();
  const doubtful = claims.filter(({ text }) => !holds(text, evidence.text, language));
  if (doubtful.length === 0) return [];
  const article = articleOf({ ...evidence, language });
  return doubtful.flatMap(({ name, text, place }) => {
    const { quotations, rest } = partQuotations(text);
    const words = wordsIn(rest);
    const problems = [
      ...quotations.flatMap((quotation) => quotationProblems(quotation, article)),
      ...numberProblems(rest, article),
      ...numberWordProblems(words, rest, article),
      ...nameProblems(words, rest, article),
    ];
    return problems.map(({ kind, found, near }) =>
      warning(
        place,
        `the ${name}'s ${kind} ${quoted(found)} does not stand in the article`,
        near === undefined ? "write it as the article has it" : `the article has ${quoted(near)}`,
      ),
    );
  });
}

/**
 * Whether a claim stands in the text as it is, or each of its names and numbers does and it quotes nothing: the most are so.
 */
function holds(claim: string, text: string, language: string): boolean {
  if (stands(claim, text)) return true;
  if (quotationMark.test(claim) || !numbersIn(claim).every(({ written }) => stands(written, text)))
    return false;
  return (claim.match(letters) ?? []).every((word) => {
    const tells = /\p{Lu}/u.test(word) || numberOfWord(word, language) !== undefined;
    return !tells || stands(word, text);
  });
}

function articleOf(evidence: Evidence): Article {
  const { text } = evidence;
  const numbers = lazy(() => numbersIn(text));
  return {
    ...evidence,
    lower: lazy(() => text.toLowerCase()),
    plain: lazy(() => plain(text)),
    numbers,
    values: lazy(() => new Set(numbers().flatMap(({ values, parts }) => [...values, ...parts]))),
    names: lazy(() => [...new Set(text.match(/\p{Lu}[\p{L}\p{M}\p{N}]+/gu))]),
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Word {
  word: string;
  /** Where it stands in the claim. */
  index: number;
}

const letters = /[\p{L}\p{M}\p{N}]+/gu;

function wordsIn(text: string): Word[] {
  return Array.from(text.matchAll(letters), ({ 0: word, index }) => ({ word, index }));
}

/** Whether some words stand in a text as words, not as a part of others. */
function stands(words: string, text: string): boolean {
  const end = words.length;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text.charAt(at - 1) + words.charAt(0);
    const after = words.charAt(end - 1) + text.charAt(at + end);
    if (!joined.test(before) && !joined.test(after)) return true;
  }
  return false;
}

/** Two characters of one word, in scripts that put spaces between words. */
const joined =
  /^(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])[\p{L}\p{M}\p{N}]{2}$/u;

/*
 * Quotations.
 */

/** Quotation marks in pairs, as languages and typewriters use them; an apostrophe and a mark of inches open nothing. */
const quotationMarks = [
  /(?<![\p{L}\p{N}])["”](?=\S)([^"“”„]+)(?<=\S)["”](?![\p{L}\p{N}])/gu,
  /[“„](?=\S)([^"“”„]+)(?<=\S)["“”]/gu,
  /«\s?([^«»]+?)\s?»/gu,
  /»([^«»]+)«/gu,
  /[「『]([^「」『』]+)[」』]/gu,
  /(?<![\p{L}\p{N}])['‘‚](?=[^\s\d])((?:[^'‘’‚]|(?<=\p{L})['’](?=\p{L}))+)(?<=\S)['’‘](?![\p{L}\p{N}])/gu,
];

const quotationMark = /["“”„«»「『'‘‚]/;

/** A claim's quotations, and the claim without them and without the points in `U.N.`. */
function partQuotations(claim: string): { quotations: string[]; rest: string } {
  const text = claim.includes(".")
    ? claim.replace(/(?<![\p{L}\p{M}])(?:\p{Lu}\.){2,}/gu, (letters) => letters.replaceAll(".", ""))
    : claim;
  if (!quotationMark.test(text)) return { quotations: [], rest: text };
  const quotations: string[] = [];
  const rest = quotationMarks.reduce(
    (left, marks) =>
      left.replace(marks, (_, quotation: string) => {
        quotations.push(quotation);
        return ",";
      }),
    text,
  );
  return { quotations, rest };
}

/** A quotation may begin with another letter case, end with other punctuation, and leave words out where it says so. */
function quotationProblems(quotation: string, article: Article): Problem[] {
  if (stands(quotation, article.text)) return [];
  const pieces = plain(quotation)
    .split(/\[[^\]]*\]|\(?\.\.\.\)?/)
    .map((piece) => piece.replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/g, ""));
  const missing = pieces.find((piece) => piece !== "" && !stands(piece, article.plain()));
  return missing === undefined
    ? []
    : [{ kind: "quotation", found: quotation, near: nearestWords(missing, article.text) }];
}

/** A text without the differences between typewritten and typeset characters, and without those of letter case. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’‚‛ʼ]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑–—]/g, "-")
    .replace(/…/g, "...")
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u2060]/g, "");
}

/** The stretch of a text that has most words of a quotation in their places, if it has half of them. */
function nearestWords(quotation: string, text: string): string | undefined {
  const wanted = bareWords(quotation);
  const votes = new Map<number, number>();
  for (const [index, word] of bareWords(text).entries()) {
    for (const [place, other] of wanted.entries()) {
      if (word === other) votes.set(index - place, (votes.get(index - place) ?? 0) + 1);
    }
  }
  const [start, most] = [...votes].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  if (most < wanted.length / 2) return undefined;
  return text
    .split(" ")
    .slice(Math.max(0, start), start + wanted.length)
    .join(" ");
}

function bareWords(text: string): string[] {
  return plain(text)
    .split(" ")
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
}

/*
 * Numbers.
 */

function numberProblems(claim: string, article: Article): Problem[] {
  return numbersIn(claim)
    .filter((number) => isClaim(number, claim) && !hasNumber(number, article))
    .map(({ written, values }) => ({
      kind: "number",
      found: written,
      near: nearestNumber(values.at(-1) ?? "", article),
    }));
}

function numberWordProblems(words: readonly Word[], claim: string, article: Article): Problem[] {
  return words.flatMap(({ word, index }): Problem[] => {
    const value = numberOfWord(word.toLowerCase(), article.language);
    if (value === undefined || stands(word, article.text) || hasValue(value, article)) return [];
    // `Twenty-two` and `two-thirds` are not two.
    if (claim[index - 1] === "-" || claim[index + word.length] === "-") return [];
    return [{ kind: "number", found: word, near: nearestNumber(value, article) }];
  });
}

/** Part of a name (`G20`), of a year (`’90s`, `2023–24`) or of a time (`10:30`) is no number by itself. */
function isClaim({ index, written }: WrittenNumber, claim: string): boolean {
  const before = claim.slice(Math.max(0, index - 6), index);
  const short = /^\p{Nd}{2}$/u.test(written);
  if (/[\p{Lu}\p{Ll}]$/u.test(before)) return false;
  if (short && (/['’]$/.test(before) || /\p{Nd}{4}[-–/]$/u.test(before))) return false;
  return !(/\p{Nd}:$/u.test(before) || /^:\p{Nd}/u.test(claim.slice(index + written.length)));
}

function hasNumber({ written, values, parts }: WrittenNumber, article: Article): boolean {
  if (stands(written, article.text)) return true;
  if (values.some((value) => value === article.year || hasValue(value, article))) return true;
  return parts.length > 0 && parts.every((part) => hasValue(part, article));
}

function hasValue(value: string, article: Article): boolean {
  if (article.values().has(value)) return true;
  const words = wordsOfNumber(value, article.language);
  return words === undefined || words.some((word) => stands(word, article.lower()));
}

/** The number of the article, in digits or as a word, that differs by the smallest factor. */
function nearestNumber(value: string, article: Article): string | undefined {
  const inWords = article.lower().match(/[\p{L}\p{M}]+/gu) ?? [];
  const known = [
    ...article.numbers().flatMap(({ written, values }) => values.map((value) => ({ written, value }))),
    ...inWords.map((word) => ({ written: word, value: numberOfWord(word, article.language) })),
  ];
  const near = known
    .map(({ written, value: other }) => ({
      written,
      distance: Math.abs(Math.log(Number(other) / Number(value))),
    }))
    .filter(({ distance }) => Number.isFinite(distance));
  const [first, ...others] = near;
  return first && others.reduce((a, b) => (b.distance < a.distance ? b : a), first).written;
}

/*
 * Names.
 */

/** Where every noun has a capital, and where the grammar changes a name's first letters: nothing can be told of a capital. */
const capitalsTellNothing = new Set(["de", "lb", "gsw", "nds", "br", "cy", "ga", "gd", "gv"]);

/** Languages in which a name has one form, but for an `s` at its end. */
const namesStandStill = new Set([..."af ca da en es fil fr gl id it ms nb nl nn no pt sv vi".split(" ")]);

/** How surely a word is a name: by its capital, or only if the article has a name so near that it must be meant. */
interface Name {
  word: string;
  sure: boolean;
  /** All words of the sequence that it is a part of: `United States`. */
  sequence: readonly string[];
}

function nameProblems(words: readonly Word[], claim: string, article: Article): Problem[] {
  // A letter that has no case tells of a script that has no capitals; the two others are ordinal signs.
  if (capitalsTellNothing.has(article.language) || /(?![ªº])\p{Lo}/u.test(claim)) return [];
  return namesIn(words, claim).flatMap(({ word, sure, sequence }): Problem[] => {
    if (stands(word, article.text) || stands(word.toLowerCase(), article.lower())) return [];
    if (!namesStandStill.has(article.language)) {
      return sure && !hasBeginning(word, article)
        ? [{ kind: "name", found: word, near: nearestName(word, article) }]
        : [];
    }
    if (isShortened(word, sequence, article)) return [];
    const alike = namesLike(word, article);
    if (alike.some((name) => isDerived(word, name))) return [];
    const near = sure ? nearestName(word, article) : slip(word, alike, article);
    return sure || near !== undefined ? [{ kind: "name", found: word, near }] : [];
  });
}

/** Words with capitals, each once. */
function namesIn(words: readonly Word[], claim: string): Name[] {
  const capital = words.map(({ word }) => /\p{Lu}/u.test(word));
  const everyWord = isTitleCase(words);
  const names = new Map<string, Name>();
  for (const [index, { word, index: at }] of words.entries()) {
    if (!capital[index] || word.length < 2 || /^[IVX]+$/.test(word)) continue;
    const sure =
      !everyWord && !/(?:^|[.!?:…–—|/([•]|-\s)["“”„«»‘’'¿¡\s]*$/.test(claim.slice(Math.max(0, at - 4), at));
    if (names.get(word)?.sure) continue;
    const first = capital.lastIndexOf(false, index) + 1;
    const end = capital.indexOf(false, index);
    const sequence = words.slice(first, end < 0 ? undefined : end).map(({ word }) => word);
    names.set(word, { word, sure, sequence });
  }
  return [...names.values()];
}

/** English headlines may capitalise every word but these and the shortest. */
const littleWords = new Set(
  "about above after against amid among around before behind below between beyond despite during from inside into like near onto outside over since than that through toward towards under until upon versus when while with within without".split(
    " ",
  ),
);

function isTitleCase([, ...others]: readonly Word[]): boolean {
  if (others.some(({ word }) => /^\p{Ll}.{3}/u.test(word) && !littleWords.has(word))) return false;
  return others.filter(({ word }) => /^\p{Lu}/u.test(word)).length > 1;
}

/** What English adds to a name, or puts in place of its last vowel: `Kabulis`, `Iranian`, `Afghanistan`, `Chinese`. */
const additions = new Set("s n an ian ean ese ish i is ns ans ians ic istan stan".split(" "));

/** Whether one word is the other with an ending: of a people, of its country, of many. */
function isDerived(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const [short, long] = [one.slice(same), other.slice(same)].sort((a, b) => a.length - b.length);
  return same >= 4 && /^[aeiouy]?$/.test(short ?? "") && additions.has(long ?? "") && short !== long;
}

/** `UN` for United Nations, `U.N.` or `MPs` for Members of Parliament; and the other way. */
function isShortened(word: string, sequence: readonly string[], article: Article): boolean {
  if (sequence.length > 1 && stands(sequence.map((part) => part.charAt(0)).join(""), article.text))
    return true;
  const initials = /^(\p{Lu}{2,6})s?$/u.exec(word)?.[1];
  if (initials === undefined) return false;
  if (article.text.includes(`${[...initials].join(".")}.`)) return true;
  const full = [...initials].map((letter) => `${letter}[\\p{L}\\p{M}]+`).join("(?:[ -]\\p{Ll}{1,3})?[ -]");
  // Two words with two initials stand in every text, if they need no capitals.
  return new RegExp(`(?<![\\p{L}\\p{M}])${full}`, initials.length > 2 ? "iu" : "u").test(article.text);
}

/** Whether the text has a name with the same beginning, which may be the same name with another ending. */
function hasBeginning(word: string, article: Article): boolean {
  const beginning = bare(word).slice(0, Math.min(3, word.length - 1));
  return article.names().some((name) => bare(name).startsWith(beginning));
}

/** A word without case and accents. */
function bare(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The article's names with the same first letter. */
function namesLike(word: string, { text }: Article): string[] {
  const initial = word.charAt(0);
  const names = new Set<string>();
  for (let at = text.indexOf(initial); at >= 0; at = text.indexOf(initial, at + 1)) {
    name.lastIndex = at;
    const found = /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1)) ? undefined : name.exec(text)?.[0];
    if (found) names.add(found);
  }
  return [...names];
}

const name = /\p{Lu}[\p{L}\p{M}\p{N}]+/uy;

/** The name that a word must mean: in the midst of a sentence, and hardly another. */
function slip(word: string, alike: readonly string[], { text }: Article): string | undefined {
  if (word.length < 5) return undefined;
  const near = nearest(
    word,
    alike.filter((name) => name.length > 4 && Math.abs(name.length - word.length) < 3),
  );
  return near !== undefined && new RegExp(`[\\p{Ll},] ${near}`, "u").test(text) ? near : undefined;
}

function nearestName(word: string, article: Article): string | undefined {
  const most = Math.max(1, word.length / 3);
  return nearest(
    word,
    article.names().filter((name) => Math.abs(name.length - word.length) <= most),
  );
}
