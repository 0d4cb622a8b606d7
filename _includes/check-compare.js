// @ts-check

/*
 * How the check page compares a source's signs with a page's, and finds the words that differ.
 */

/** @typedef {import("./check-text.js").Signs} Signs */
/** @typedef {{ start: number, end: number, text: string }} Stretch part of a text, by code units */

/**
 * Compares a source's signs with a page's: each of the source's that is not free must stand on the page, in its place, and the page
 * may have nothing else.
 *
 * @param {Signs} source
 * @param {Signs} page
 * @returns {{ equal: boolean, source: Stretch[], page: Stretch[] }} and the words that differ in each
 */
export function compare(source, page) {
  const begin = walk(source, page);
  if (begin.equal) return { equal: true, source: [], page: [] };
  const end = walk(reversed(source), reversed(page));
  const tail = { source: source.signs.length - end.source, page: page.signs.length - end.page };
  // Both ways may have gone over the same signs, as where a word was doubled.
  const twice = Math.max(0, begin.source - tail.source, begin.page - tail.page);
  const [last, lastOnPage] = [tail.source + twice, tail.page + twice];
  const inWord = isInWord(source, last) || isInWord(page, lastOnPage);
  const lost = wordsOf(source, wordStart(source, begin.source), inWord ? wordEnd(source, last) : last);
  const added = wordsOf(page, wordStart(page, begin.page), inWord ? wordEnd(page, lastOnPage) : lastOnPage);
  return { equal: false, ...differing(lost, added) };
}

/**
 * Goes along both as far as they agree. Where a sign of the source is free, it goes both ways: with it and without it.
 *
 * @param {Signs} source
 * @param {Signs} page
 * @returns {{ equal: boolean, source: number, page: number }} how far it came
 */
function walk({ signs, free }, page) {
  const seen = new Int32Array(signs.length + 1).fill(-1);
  /** @type {number[]} */
  let places = [];
  const reach = (/** @type {number[]} */ list, /** @type {number} */ from, /** @type {number} */ step) => {
    for (let place = from; seen[place] !== step; place++) {
      seen[place] = step;
      list.push(place);
      if (!free[place]) break;
    }
  };
  reach(places, 0, 0);
  for (const [index, sign] of page.signs.entries()) {
    /** @type {number[]} */
    const next = [];
    for (const place of places) if (signs[place] === sign) reach(next, place + 1, index + 1);
    if (next.length === 0 && !page.free[index])
      return { equal: false, source: furthest(places), page: index };
    if (page.free[index]) for (const place of places) reach(next, place, index + 1);
    places = next;
  }
  return { equal: places.includes(signs.length), source: furthest(places), page: page.signs.length };
}

/** @param {number[]} places */
function furthest(places) {
  return places.reduce((one, other) => Math.max(one, other));
}

/**
 * @param {Signs} text
 * @returns {Signs}
 */
function reversed({ signs, at, free }) {
  return { signs: signs.toReversed(), at: at.toReversed(), free: free.toReversed() };
}

/**
 * @param {Signs} text
 * @param {number} place
 */
function wordStart({ signs }, place) {
  let start = Math.min(place, signs.length);
  while (start > 0 && signs[start - 1] !== " ") start--;
  return start;
}

/**
 * @param {Signs} text
 * @param {number} place
 */
function wordEnd({ signs }, place) {
  let end = Math.min(place, signs.length);
  while (end < signs.length && signs[end] !== " ") end++;
  return end;
}

/**
 * @param {Signs} text
 * @param {number} place
 */
function isInWord({ signs }, place) {
  return place > 0 && place < signs.length && signs[place - 1] !== " " && signs[place] !== " ";
}

/**
 * The words between two signs that are not free as a whole.
 *
 * @param {Signs} text
 * @param {number} start
 * @param {number} end
 * @returns {Stretch[]}
 */
function wordsOf({ signs, at, free }, start, end) {
  /** @type {Stretch[]} */
  const words = [];
  let open = false;
  for (let index = start; index < end; index++) {
    const sign = signs[index] ?? "";
    const place = at[index] ?? 0;
    if (sign === " ") open = false;
    if (sign === " " || free[index]) continue;
    const word = open ? words.at(-1) : undefined;
    if (word) Object.assign(word, { end: place + 1, text: word.text + sign });
    else words.push({ start: place, end: place + 1, text: sign });
    open = true;
  }
  return words;
}

/** Past so many pairs of words the smallest set of differences is not looked for. */
const mostPairs = 4_000_000;

/**
 * The words that only one of two lists has, by their longest common subsequence.
 *
 * @param {Stretch[]} source
 * @param {Stretch[]} page
 */
function differing(source, page) {
  const width = page.length + 1;
  if (source.length * page.length > mostPairs) return { source, page };
  const longest = new Uint32Array((source.length + 1) * width);
  const at = (/** @type {number} */ row, /** @type {number} */ column) => longest[row * width + column] ?? 0;
  for (let row = source.length - 1; row >= 0; row--) {
    for (let column = page.length - 1; column >= 0; column--) {
      const same = source[row]?.text === page[column]?.text;
      longest[row * width + column] = same
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const only = { source: source.slice(0, 0), page: page.slice(0, 0) };
  let [row, column] = [0, 0];
  while (row < source.length || column < page.length) {
    const [lost, added] = [source[row], page[column]];
    if (lost && added && lost.text === added.text) [row, column] = [row + 1, column + 1];
    else if (added && (!lost || at(row, column + 1) >= at(row + 1, column)))
      column = only.page.push(added) && column + 1;
    else if (lost) row = only.source.push(lost) && row + 1;
  }
  // The words are the same, and parted in another way.
  return only.source.length + only.page.length > 0 ? only : { source, page };
}
