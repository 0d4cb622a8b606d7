/** Something in a headline or standfirst that is hardly what was meant. */
export interface Slip {
  kind: "name" | "number" | "quotation";
  found: string;
  /** What the article has. */
  near: string;
}

/**
 * Whether two sequences differ by one slip: an item changed, dropped or added, or two neighbours swapped.
 *
 * @param one letters of a word, digits of a number, or words of a quotation
 * @returns where they part, counted from 0; undefined where they are the same or differ by more
 */
export function slipBetween(one: ArrayLike<string>, other: ArrayLike<string>): number | undefined {
  const least = Math.min(one.length, other.length);
  if (Math.max(one.length, other.length) - least > 1) return undefined;
  let start = 0;
  while (start < least && one[start] === other[start]) start++;
  let end = 0;
  while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const left = one.length - start - end;
  const right = other.length - start - end;
  if (left + right === 0) return undefined;
  if (left < 2 && right < 2) return start;
  const swapped = one[start] === other[start + 1] && one[start + 1] === other[start];
  return left === 2 && right === 2 && swapped ? start : undefined;
}

/** The longest word or number that is compared, in UTF-16 code units: what is longer would have as many keys as letters. */
const longest = 40;

/** Words that are found by what they are after a slip, in a time that does not depend on how many there are. */
export class Slips<T> {
  readonly #known = new Map<string, { word: string; item: T }>();

  /** Of words that share what is left of them, the first is kept. */
  add(word: string, item: T): void {
    for (const key of keysOf(word)) {
      if (!this.#known.has(key)) this.#known.set(key, { word, item });
    }
  }

  /** What was added under a word that one slip makes of this one and that passes a test. */
  find(word: string, passes: (item: T, slip: number, known: string) => boolean): T | undefined {
    for (const key of keysOf(word)) {
      const found = this.#known.get(key);
      const slip = found && slipBetween(word, found.word);
      if (found && slip !== undefined && passes(found.item, slip, found.word)) return found.item;
    }
    return undefined;
  }
}

/** A word, and the word without each of its letters: two words that a slip parts have one of these in common. */
function keysOf(word: string): string[] {
  if (word.length > longest) return [];
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}
