import type { Length } from "../account/length.ts";
import type { Article } from "./article.ts";
import type { Material } from "./material.ts";

/**
 * Words a minute, silent reading of English non-fiction by adults: M. Brysbaert, "How many words do we read per
 * minute? A review and meta-analysis of reading rate", Journal of Memory and Language 109 (2019), 104047.
 */
const wordsPerMinute = 238;

/**
 * Words a minute in Arabic script, whose words hold more: 138 aloud (S. Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of
 * Reading Performance: The New International Reading Speed Texts IReST", IOVS 53 (2012), 5452), and silent reading is 1.3 times as
 * fast as that (Brysbaert: 238 to 183).
 */
const arabicWordsPerMinute = 180;

/** Characters a minute of Han and kana: what Chinese and Japanese sites reckon with, 400 to 600 in Japanese. */
const ideographsPerMinute = 500;

/** Characters a minute of alphabets without spaces: 238 words of English have some 1,030 letters (IReST), of which Thai writes a fifth as marks. */
const lettersPerMinute = 800;

const arabic = /\p{sc=Arab}+/gu;
const letters = /\p{L}+/gu;

/** How long an article is. */
export function extentOf({ length, text }: Material): Pick<Article, "words" | "characters" | "minutes"> {
  const { words, characters } = length;
  return { words, characters, minutes: minutesToRead(length, text) };
}

/** How long a text takes to read: whole minutes, rounded up. */
export function minutesToRead({ words, characters, alphabetic }: Length, text: string): number {
  const minutes =
    characters === undefined
      ? words / (isArabic(text) ? arabicWordsPerMinute : wordsPerMinute)
      : characters / (alphabetic ? lettersPerMinute : ideographsPerMinute);
  return Math.max(1, Math.ceil(minutes));
}

/** Whether most letters of a text are Arabic. The block is looked for first, since it is quick to tell that a text has none of it. */
function isArabic(text: string): boolean {
  if (!/[\u0600-\u06ff]/.test(text)) return false;
  return lengthOfRuns(text, arabic) * 2 > lengthOfRuns(text, letters);
}

function lengthOfRuns(text: string, runs: RegExp): number {
  let sum = 0;
  for (const [run] of text.matchAll(runs)) sum += run.length;
  return sum;
}
