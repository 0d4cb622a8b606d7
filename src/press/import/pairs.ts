/*
 * What stands between a beginning and its end. An expression such as `<pre>[\s\S]*?</pre>` reads on to the text's end for every beginning
 * that has none, so that its cost grows with the square of the text. Here each kind of end is missed once.
 */

/** A beginning, what stands behind it, and where the whole ends. */
export interface Pair {
  begin: RegExpExecArray;
  inner: string;
  whole: string;
}

/**
 * Finds pairs, in their order; what stands inside of one is not looked at.
 *
 * @param begin what begins one, with the flag `g`
 * @param endOf the expression of what ends it; it has the flags of `begin`
 */
export function* pairs(
  text: string,
  begin: RegExp,
  endOf: (begin: RegExpExecArray) => string,
): Generator<Pair> {
  const next = new RegExp(begin);
  const missing = new Set<string>();
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const source = endOf(found);
    if (missing.has(source)) continue;
    const end = new RegExp(source, begin.flags);
    end.lastIndex = next.lastIndex;
    const close = end.exec(text);
    if (close) {
      yield {
        begin: found,
        inner: text.slice(next.lastIndex, close.index),
        whole: text.slice(found.index, end.lastIndex),
      };
      next.lastIndex = end.lastIndex;
    } else missing.add(source);
  }
}

/** Puts something in the place of every pair. */
export function replacePairs(
  text: string,
  begin: RegExp,
  endOf: (begin: RegExpExecArray) => string,
  replace: (pair: Pair) => string,
): string {
  let replaced = "";
  let start = 0;
  for (const pair of pairs(text, begin, endOf)) {
    replaced += text.slice(start, pair.begin.index) + replace(pair);
    start = pair.begin.index + pair.whole.length;
  }
  return replaced + text.slice(start);
}
