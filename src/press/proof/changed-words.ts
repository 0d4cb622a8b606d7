import { diffArrays } from "diff";
import type { Word } from "../account/words.ts";

/** A stretch of a text that another one took the place of. */
export interface Change {
  /** The line of the new text where it stands, counted from 1. */
  line: number;
  /** The words that stood there; empty where words were added. */
  before: string;
  /** The words that stand there; empty where words were removed. */
  after: string;
}

/** How many words may differ before the search for the smallest set of changes is given up: its cost grows with the square. */
const mostEdits = 1000;

/** How many words that stayed may lie within one change: `a b c` that became `x b y` is read as one. */
const nearby = 1;

/** What changed from one text to another, in the order of the new one; nothing if the words are the same. */
export function changedWords(before: readonly string[], after: readonly Word[]): Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]?.text) start++;
  if (start === before.length && start === after.length) return [];
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]?.text) end++;
  const old = before.slice(start, before.length - end);
  const own = after.slice(start, after.length - end);
  const lineAt = (index: number) => (after[start + index] ?? after.at(-1))?.line ?? 1;
  const whole = [{ line: lineAt(0), before: old.join(" "), after: own.map(({ text }) => text).join(" ") }];
  const texts = own.map(({ text }) => text);
  const parts = diffArrays(old, texts, { maxEditLength: mostEdits });
  return parts ? stretches(parts, lineAt) : whole;
}

/** Neighbours that were removed and added are one change. */
function stretches(
  parts: readonly { added?: boolean; removed?: boolean; value: string[] }[],
  lineAt: (index: number) => number,
): Change[] {
  const changes: { line: number; before: string[]; after: string[] }[] = [];
  let position = 0;
  /** The words that stayed since the last change. */
  let between: string[] = [];
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      between = value;
      position += value.length;
      continue;
    }
    let change = changes.at(-1);
    if (change && between.length <= nearby) {
      change.before.push(...between);
      change.after.push(...between);
    } else {
      change = { line: lineAt(position), before: [], after: [] };
      changes.push(change);
    }
    between = [];
    (added ? change.after : change.before).push(...value);
    if (added) position += value.length;
  }
  return changes.map(({ line, before, after }) => ({
    line,
    before: before.join(" "),
    after: after.join(" "),
  }));
}
