import type { Direction } from "./screen-order.ts";

/** A character of a script that is written from right to left, or half of one. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\ud802\ud803\ud83a\ud83b]/;

const firstLetter =
  /(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])(\p{L})|\p{L}/u;

/** Whether a text may have letters that are written from right to left. */
export function mayTurn(text: string): boolean {
  return rightToLeft.test(text);
}

/** How many words of a text are of each direction. */
export interface Turns {
  ltr: number;
  rtl: number;
}

/** Counts the words of a text by the direction of their first letters; what stands in isolates has a direction of its own. */
export function turnsOf(text: string): Turns {
  const turns = { ltr: 0, rtl: 0 };
  let depth = 0;
  for (const word of text.split(/[ \t\r\n]+|(?=[\u2066-\u2069])/)) {
    if (/^[\u2066-\u2068]/.test(word)) depth++;
    if (word.startsWith("\u2069")) depth = Math.max(0, depth - 1);
    const letter = depth === 0 ? firstLetter.exec(word) : undefined;
    if (letter) turns[letter[1] === undefined ? "ltr" : "rtl"]++;
  }
  return turns;
}

/**
 * The direction in which most words go; where as many go either way, or none has a letter, the one around them. `dir="auto"` would go by
 * the first letter: a Persian paragraph that begins with a Latin name would be set from left to right.
 */
export function mostOf({ ltr, rtl }: Turns, around: Direction): Direction {
  return ltr === rtl ? around : ltr > rtl ? "ltr" : "rtl";
}

/**
 * The direction in which a block of text is set.
 *
 * @param around that of what it stands in
 */
export function blockDirection(text: string, around: Direction): Direction {
  if (around === "ltr" && !mayTurn(text)) return around;
  return mostOf(turnsOf(text), around);
}
