/*
 * What a line end inside a paragraph is: a space, and nothing between two characters of a script that writes none between words.
 */

/** Scripts and signs that stand without a space beside each other. Hangul is not among them: Korean has spaces. */
const unspaced = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}ー\u3001-\u3017\u301c-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65`;

const endsUnspaced = new RegExp(String.raw`[${unspaced}][\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?$`, "u");
const beginsUnspaced = new RegExp(`^[${unspaced}]`, "u");

/**
 * What stands for a line end between two texts: nothing or a space.
 *
 * @param before the text up to the line end, without white space at its end
 * @param after the text behind it, without white space at its beginning
 */
export function softBreak(before: string, after: string): "" | " " {
  return beginsUnspaced.test(after.slice(0, 2)) && endsUnspaced.test(before.slice(-4)) ? "" : " ";
}
