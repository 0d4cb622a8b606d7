import { softBreak } from "../text/soft-break.ts";
import { fold, trimSpaceEnd } from "../text/white-space.ts";

/*
 * Lines of wire copy that are something else than body. Headline, byline and caption stand outside the text on a page; the others
 * stay where they are.
 */

/** What lines may be. */
export const partKinds = ["headline", "byline", "dateline", "subhead", "caption", "note"] as const;

export type PartKind = (typeof partKinds)[number];

/** Lines of a source, `2` or `3-4`, counted from 1, and what they are. */
export interface PartPlace {
  kind: PartKind;
  lines: string;
}

/** And what they say, as one line. */
export interface LinePart extends PartPlace {
  text: string;
}

/** Whether lines of this kind leave the text for a place of their own on the page. */
export function isOutside(kind: PartKind): boolean {
  return kind === "headline" || kind === "byline" || kind === "caption";
}

/** The part of a kind that an article has once. */
export function partOf(parts: readonly LinePart[], kind: PartKind): LinePart | undefined {
  return parts.find((part) => part.kind === kind);
}

/** The first and the last line of what is written as `2` or `3-4`. */
export function rangeOf(lines: string): readonly [first: number, last: number] {
  const [first = 0, last = first] = lines.split("-").map(Number);
  return [first, last];
}

/** Lines as one, their ends as those within a paragraph. */
export function joinLines(lines: readonly string[]): string {
  let text = "";
  for (const line of lines.map(fold))
    text += text === "" || line === "" ? line : softBreak(text, line) + line;
  return text;
}

/** A copy's lines but those of its parts, and where the parts stand among them. */
export interface Divided {
  /** The other lines that hold text. */
  texts: string[];
  /** Their numbers. */
  numbers: number[];
  /** For each whether a blank line stands before it, or nothing. */
  blank: boolean[];
  /** Those that a part stands before: a paragraph begins there. */
  forced: Set<number>;
  parts: (LinePart & { before: number })[];
}

/**
 * Takes the lines of parts out of a copy.
 *
 * @param lines the copy's, without its header
 * @param first the number of the first of them
 * @param places what lines are parts, in their order
 */
export function divide(lines: readonly string[], first: number, places: readonly PartPlace[]): Divided {
  const divided: Divided = { texts: [], numbers: [], blank: [], forced: new Set(), parts: [] };
  const at = new Map<number, { place: PartPlace; own: string[]; before: number }>();
  for (const place of places) {
    const [from, to] = rangeOf(place.lines);
    const found = { place, own: [], before: -1 };
    for (let line = Math.max(from, first); line <= to && line < first + lines.length; line++)
      at.set(line, found);
  }
  let isBlank = true;
  for (const [index, line] of lines.entries()) {
    const part = at.get(first + index);
    if (part) {
      part.own.push(line);
      part.before = divided.texts.length;
      divided.forced.add(part.before);
      continue;
    }
    const holds = trimSpaceEnd(line) !== "";
    if (holds) {
      divided.texts.push(line);
      divided.numbers.push(first + index);
      divided.blank.push(isBlank);
    }
    isBlank = !holds;
  }
  for (const { place, own, before } of new Set(at.values()))
    divided.parts.push({ ...place, text: joinLines(own), before });
  return divided;
}
