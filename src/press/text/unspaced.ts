/*
 * Scripts that are written without spaces between words. Where a word ends in them, only a dictionary can tell, and every version of
 * Node has another one: their texts are counted in characters.
 */

/** Han and what is written beside it; the planes 2 and 3 are Han's, also where a Node does not know their characters yet. */
const ideographic = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Yiii}ー\u{20000}-\u{3ffff}`;

/** Alphabets of South-East Asia and Tibet. */
const alphabetic = String.raw`\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Lana}\p{sc=Talu}\p{sc=Tavt}\p{sc=Bali}\p{sc=Java}`;

/** The blocks that these scripts are in, and halves of characters: nearly every text that has no such script has none, and so it is quick to tell. */
const blocks =
  /[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\u2e80-\ua4cf\ua980-\uaadf\uf900-\ufaff\uff66-\uff9f\ud800-\udfff]/;

/** Whether a text has any character of such a script. */
export function hasUnspaced(text: string): boolean {
  return blocks.test(text) && anyUnspaced.test(text);
}

const anyUnspaced = new RegExp(`[${ideographic}${alphabetic}]`, "u");
const unspacedRuns = new RegExp(`[${ideographic}${alphabetic}]+`, "gu");
const alphabeticRuns = new RegExp(`[${alphabetic}]+`, "gu");

/** Marks above, below and around the letters of these scripts. Blocks are named, since every version of Unicode adds marks elsewhere. */
const marks = String.raw`(?=[\u0300-\u036f\u0e00-\u109f\u1780-\u17ff\u1a20-\u1aaf\u1b00-\u1b7f\u3000-\u30ff\ua980-\ua9ff\uaa60-\uaadf\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{M}`;

/** White space, joiners and marks are no characters of their own for who counts them. */
const uncounted = new RegExp(String.raw`(?:[\s\p{Cc}\p{Cf}]|${marks})+`, "gu");

/** Less than this part of a text in such scripts is a quotation in one that has spaces. */
const leastPart = 1 / 4;

/** How long a text is that has no spaces to count words by. */
export interface Characters {
  /** Letters with their marks, digits, punctuation and signs. */
  characters: number;
  /** Whether most of them are of alphabets, and not of Han and its like. */
  alphabetic: boolean;
}

/** Counts a text in characters, if it is written without spaces; else nothing. Each stretch between spaces may have words of both kinds. */
export function charactersOf(text: string): Characters | undefined {
  if (!hasUnspaced(text)) return undefined;
  const counted = text.replace(uncounted, "");
  const characters = codePoints(counted);
  const unspaced = countRuns(counted, unspacedRuns);
  if (unspaced < characters * leastPart) return undefined;
  return { characters, alphabetic: countRuns(counted, alphabeticRuns) > unspaced / 2 };
}

function countRuns(text: string, runs: RegExp): number {
  let count = 0;
  for (const [run] of text.matchAll(runs)) count += codePoints(run);
  return count;
}

function codePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);
}
