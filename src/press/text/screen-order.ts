/*
 * Characters that decide in which order a text is shown. A reader must see words in the order of the source, so that no mark may
 * turn more than the words that it is put around.
 *
 * @see https://www.unicode.org/reports/tr9/
 */

/** Embeddings, overrides and their end: they reach past the words that they are meant for, and isolates do all that they are good for. */
export const turning = /[\u202a-\u202e]/;

/** Isolates and their end. */
export const isolateMarks = /[\u2066-\u2069]/;

export type Direction = "ltr" | "rtl";

/** A mark that shows a text in another order than a reader expects. */
export interface OrderProblem {
  /** Where the mark stands in the text, in UTF-16 code units. */
  offset: number;
  reason: string;
  remedy: string;
}

const names: Readonly<Record<string, string>> = {
  "\u2066": "U+2066 (left-to-right isolate)",
  "\u2067": "U+2067 (right-to-left isolate)",
  "\u2068": "U+2068 (first strong isolate)",
  "\u2069": "U+2069 (pop directional isolate)",
};

const end = "\u2069";

/** What an isolate makes of its text; the first strong one leaves that to the text. */
const directions: Readonly<Record<string, Direction>> = { "\u2066": "ltr", "\u2067": "rtl" };

/** An isolate, or the paragraph around all of them. */
interface Isolate {
  mark: string;
  offset: number;
  /** The direction of what stands in it; not known before the first letter where the mark leaves it to that. */
  direction: Direction | undefined;
  /** Whether it holds letters or digits of either direction. */
  ltr: boolean;
  rtl: boolean;
  /** The direction of the letter before it. */
  before: Direction | undefined;
  /** The direction of the last letter that stands in it itself. */
  last: Direction | undefined;
  /** Isolates in it that are closed, and behind which no letter has come yet. */
  waiting: Isolate[];
}

/**
 * The marks, letters and digits of a text. Scripts that are written from right to left have blocks of their own, also those
 * to come; digits are written from left to right.
 */
const signs =
  /(?<mark>[\u2066-\u2069])|(?<digit>\p{Nd})|(?<rtl>(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])\p{L})|\p{L}/gu;

/** How deep isolates may stand in one another: the algorithm gives up past 125 levels, and an isolate can take two. */
const deepest = 60;

/**
 * Finds the first mark that shows a text in another order than a reader expects: an isolate that is not closed, one that holds
 * nothing of the other direction, or the end of one that was never opened.
 *
 * @param text one paragraph, as the bidirectional algorithm takes it: up to the next forced line end
 * @param base the direction of the paragraph on the page
 */
export function orderProblem(text: string, base: Direction): OrderProblem | undefined {
  if (!isolateMarks.test(text)) return undefined;
  const problems: OrderProblem[] = [];
  const paragraph = isolateAt("", 0, undefined, base);
  const open: Isolate[] = [];
  for (const { 0: sign, index, groups } of text.matchAll(signs)) {
    const inner = open.at(-1) ?? paragraph;
    if (groups?.digit) inner.ltr = true;
    else if (!groups?.mark) addLetter(inner, groups?.rtl ? "rtl" : "ltr", problems);
    else if (sign === end && inner === paragraph) tell(problems, inner, "closes no isolate", index);
    else if (sign === end) close(inner, open, paragraph, problems);
    else open.push(isolateAt(sign, index, inner.last, directions[sign]));
    if (open.length > deepest) return problemOf(open[deepest] ?? inner, "stands in too many others");
  }
  if (open[0]) tell(problems, open[0], "is not closed in its paragraph");
  judge(paragraph, base, problems);
  return problems[0];
}

function isolateAt(
  mark: string,
  offset: number,
  before: Direction | undefined,
  direction: Direction | undefined,
): Isolate {
  return { mark, offset, direction, ltr: false, rtl: false, before, last: undefined, waiting: [] };
}

const remedies = {
  "closes no isolate": "remove it",
  "is not closed in its paragraph": "put U+2069 behind the words that it is for, or remove it",
  "holds nothing of the other direction": "remove it and the U+2069 that closes it",
  "stands in too many others": "nest them less deeply",
};

/** Tells a problem, unless one before it is told. */
function tell(problems: OrderProblem[], isolate: Isolate, what: keyof typeof remedies, endAt?: number): void {
  const problem = problemOf(isolate, what, endAt);
  if (!problems[0] || problem.offset < problems[0].offset) problems[0] = problem;
}

/** @param endAt where the end of an isolate stands, if that is the problem */
function problemOf({ mark, offset }: Isolate, what: keyof typeof remedies, endAt?: number): OrderProblem {
  const name = names[endAt === undefined ? mark : end];
  return { offset: endAt ?? offset, reason: `${name} ${what}`, remedy: remedies[what] };
}

/** A letter also stands behind the isolates that wait for one. */
function addLetter(isolate: Isolate, direction: Direction, problems: OrderProblem[]): void {
  isolate[direction] = true;
  isolate.direction ??= direction;
  isolate.last = direction;
  judge(isolate, direction, problems);
}

function close(isolate: Isolate, open: Isolate[], paragraph: Isolate, problems: OrderProblem[]): void {
  open.pop();
  const around = open.at(-1) ?? paragraph;
  around.ltr ||= isolate.ltr;
  around.rtl ||= isolate.rtl;
  around.waiting.push(isolate);
  judge(isolate, isolate.direction ?? "ltr", problems);
}

/** Judges the isolates that waited for the letter behind them, or for the end of what they stand in. */
function judge(around: Isolate, after: Direction, problems: OrderProblem[]): void {
  if (around.waiting.length === 0) return;
  const useless = around.waiting.find((isolate) => isUseless(isolate, around.direction ?? "ltr", after));
  if (useless) tell(problems, useless, "holds nothing of the other direction");
  around.waiting = [];
}

/**
 * Whether an isolate turns nothing, or what should not be turned.
 *
 * @param around the direction of what it stands in
 * @param after that of the next letter, or of what it stands in
 */
function isUseless(isolate: Isolate, around: Direction, after: Direction): boolean {
  const own = directions[isolate.mark];
  if (own !== undefined && own !== around && !isolate[own]) return true;
  const before = isolate.before ?? around;
  return before === after && !isolate[before === "ltr" ? "rtl" : "ltr"];
}
