import { type ChangeObject, diffArrays } from "diff";
import type { Word } from "../account/words.ts";

/** A word that is not where it should be. */
export interface Difference {
  kind: "lost" | "added" | "changed";
  /** The line of the source. For an added word, of the word that it stands before. */
  line: number;
  /** The source's word; empty for an added one. */
  expected: string;
  /** The page's word; empty for a lost one. */
  found: string;
}

/** What came out of a comparison. */
export interface Proof {
  /** How many words the source has. */
  words: number;
  differences: Difference[];
  /** What is wrong with the page beyond its words: paragraphs, notes' marks, attributes. */
  problems: { line?: number; reason: string }[];
}

/** How many words may differ before the search for the smallest set of differences is given up: its cost grows with the square. */
const mostEdits = 1000;

/**
 * Compares words one by one and in their order.
 *
 * @returns what differs, in the order of the text; nothing if all is well. The set is the smallest there is up to some hundreds
 * of words; past that, words are only counted, and one that moved counts as changed.
 */
export function compareWords(expected: readonly Word[], found: readonly string[]): Difference[] {
  let start = 0;
  while (start < expected.length && start < found.length && expected[start]?.text === found[start]) start++;
  if (start === expected.length && start === found.length) return [];
  let end = 0;
  const most = Math.min(expected.length, found.length) - start;
  while (end < most && expected[expected.length - 1 - end]?.text === found[found.length - 1 - end]) end++;
  const lost = expected.slice(start, expected.length - end);
  const added = found.slice(start, found.length - end);
  const line = (expected[expected.length - end] ?? expected.at(-1))?.line ?? 1;
  const changes = diffArrays(
    lost.map((word) => word.text),
    added,
    { maxEditLength: mostEdits },
  );
  return changes ? paired(changes, lost, line) : counted(lost, added, line);
}

/** A lost word and an added one in the same place are one changed word. */
function paired(
  changes: readonly ChangeObject<string[]>[],
  words: readonly Word[],
  lastLine: number,
): Difference[] {
  const differences: Difference[] = [];
  /** How many of the source's words are read. */
  let position = 0;
  let lost: readonly Word[] = [];
  let added: readonly string[] = [];
  const flush = () => {
    differences.push(...inOnePlace(lost, added, words[position]?.line ?? lastLine));
    [lost, added] = [[], []];
  };
  for (const change of changes) {
    if (change.added) {
      added = change.value;
      continue;
    }
    if (change.removed) lost = words.slice(position, position + change.value.length);
    else flush();
    position += change.value.length;
  }
  flush();
  return differences;
}

/** Lost words and added ones in one place: as many as there are of both are changed. */
function inOnePlace(lost: readonly Word[], added: readonly string[], line: number): Difference[] {
  const both = Math.min(lost.length, added.length);
  return [
    ...lost.map((word, index): Difference => {
      const kind = index < both ? "changed" : "lost";
      return { kind, line: word.line, expected: word.text, found: added[index] ?? "" };
    }),
    ...added.slice(both).map((found): Difference => ({ kind: "added", line, expected: "", found })),
  ];
}

/** Where too much differs: each word that the other list has less often, and the first place where the two part. */
function counted(lost: readonly Word[], added: readonly string[], lastLine: number): Difference[] {
  const left = new Map<string, number>();
  for (const word of added) left.set(word, (left.get(word) ?? 0) + 1);
  const differences: Difference[] = [];
  for (const { text, line } of lost) {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    else differences.push({ kind: "lost", line, expected: text, found: "" });
  }
  for (const [found, count] of left) {
    for (let rest = count; rest > 0; rest--)
      differences.push({ kind: "added", line: lastLine, expected: "", found });
  }
  // What both begin with is left out: words in another order part at the first one.
  return differences.length > 0 ? differences : inOnePlace(lost.slice(0, 1), added.slice(0, 1), lastLine);
}
