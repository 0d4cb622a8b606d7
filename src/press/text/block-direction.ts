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

/** What each character is that was met: its regular expression would be asked for every word. */
const known = new Map<number, Direction | undefined>();

function directionOf(code: number): Direction | undefined {
  if (!known.has(code)) {
    const letter = firstLetter.exec(String.fromCodePoint(code));
    known.set(code, letter ? (letter[1] === undefined ? "ltr" : "rtl") : undefined);
  }
  return known.get(code);
}

/** Counts the words of a text by the direction of their first letters; what stands in isolates has a direction of its own. */
export function turnsOf(text: string): Turns {
  const turns = { ltr: 0, rtl: 0 };
  let depth = 0;
  let isCounted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code === 0x20 || (code >= 9 && code <= 13)) isCounted = false;
    else if (code >= 0x2066 && code <= 0x2069) {
      depth = code === 0x2069 ? Math.max(0, depth - 1) : depth + 1;
      isCounted = false;
    } else if (!isCounted && depth === 0) {
      const own = directionOf(code);
      if (own) turns[own]++;
      isCounted = own !== undefined;
    }
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
