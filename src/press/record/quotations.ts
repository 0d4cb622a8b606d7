import { type Slip, slipBetween } from "./slip.ts";

/** Quotation marks in pairs, as languages and typewriters use them; an apostrophe and a mark of inches open nothing. */
const quotationMarks = [
  /(?<![\p{L}\p{N}])["”]([^"“”„]+)["”](?![\p{L}\p{N}])/gu,
  /[“„]([^"“”„]+)["“”]/gu,
  /«([^«»]+)»/gu,
  /»([^«»]+)«/gu,
  /[「『]([^「」『』]+)[」』]/gu,
  /(?<![\p{L}\p{N}])['‘‚]([^'‘’‚]+(?:(?<=\p{L})['’](?=\p{L})[^'‘’‚]+)*)['’‘](?![\p{L}\p{N}])/gu,
];

/** What stands for words that a quotation leaves out or puts in. */
const omission = /\[[^[\]]*\]|…|\.\.\./u;

/** A word, or one character of a script that puts no spaces between words. */
const unit =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])[\p{L}\p{M}\p{N}])+/gu;

/** How many words a quotation must have to be held against the text: fewer are too easily others. */
const fewest = 5;

/** How many places of two words are tried, so that a text that repeats them costs no more than another. */
const mostPlaces = 4;

/** Quotations in which a word is changed, dropped, added or swapped; letter case, punctuation and marks are not compared. */
export function misquotations(claim: string, text: string): Slip[] {
  const quotations = quotationMarks
    .flatMap((marks) => Array.from(claim.matchAll(marks), ([, quotation = ""]) => quotation.trim()))
    .filter((quotation) => wordsOf(quotation).length >= fewest);
  if (quotations.length === 0) return [];
  const stretches = new Stretches(text);
  return quotations.flatMap((quotation): Slip[] => {
    const pieces = quotation.split(omission).map(wordsOf);
    const near = pieces.map((piece) => stretches.nearest(piece)).find((found) => found !== undefined);
    return near === undefined ? [] : [{ kind: "quotation", found: quotation, near }];
  });
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(unit) ?? [];
}

/** The words of a text, and the first places of each two that follow each other. */
class Stretches {
  readonly #text: string;
  readonly #found: RegExpExecArray[];
  readonly #places = new Map<string, number[]>();

  constructor(text: string) {
    this.#text = text;
    this.#found = [...text.matchAll(unit)];
    const words = this.#words(0, this.#found.length);
    for (const [index, word] of words.entries()) {
      const pair = `${word} ${words[index + 1]}`;
      const places = this.#places.get(pair) ?? [];
      if (places.length < mostPlaces) this.#places.set(pair, [...places, index]);
    }
  }

  /**
   * The stretch of the text that a slip makes of some words, if they do not stand there as they are. The first two and the last are
   * right: a quotation may end in the midst of what was said.
   */
  nearest(words: readonly string[]): string | undefined {
    if (words.length < fewest) return undefined;
    const { length } = words;
    const starts = this.#places.get(`${words[0]} ${words[1]}`) ?? [];
    if (starts.some((start) => `${this.#words(start, length)}` === `${words}`)) return undefined;
    for (const start of starts) {
      for (const size of [length, length - 1, length + 1]) {
        const stretch = this.#words(start, size);
        if (stretch.at(-1) === words.at(-1) && slipBetween(words, stretch) !== undefined)
          return this.#text.slice(this.#found[start]?.index, this.#end(start + size - 1));
      }
    }
    return undefined;
  }

  #words(start: number, size: number): string[] {
    return this.#found.slice(start, start + size).map(([word]) => word.toLowerCase());
  }

  #end(index: number): number {
    const last = this.#found[index];
    return last ? last.index + last[0].length : this.#text.length;
  }
}
