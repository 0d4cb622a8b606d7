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
  const edits = script(lost, added);
  return edits ? paired(edits, line) : counted(lost, added, line);
}

/** One step of an edit script. */
type Edit = { lost: Word } | { added: string } | { same: Word };

/**
 * The shortest way from one list of words to the other.
 *
 * @see Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), figure 2
 */
function script(from: readonly Word[], to: readonly string[]): Edit[] | undefined {
  const limit = Math.min(from.length + to.length, mostEdits);
  const width = 2 * limit + 2;
  let reach = new Int32Array(width);
  const steps: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    steps.push(reach);
    reach = reach.slice();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = afterEdit(reach, diagonal, edits, limit);
      while (x < from.length && x - diagonal < to.length && from[x]?.text === to[x - diagonal]) x++;
      reach[diagonal + limit] = x;
      if (x >= from.length && x - diagonal >= to.length) return trace(from, to, steps, limit);
    }
  }
  return undefined;
}

/** How far the first list is read on a diagonal after one more edit: an added word, or a lost one, whichever leads further. */
function afterEdit(reach: Int32Array, diagonal: number, edits: number, limit: number): number {
  if (edits === 0) return 0;
  const middle = diagonal + limit;
  return isAddition(reach, diagonal, edits, limit) ? (reach[middle + 1] ?? 0) : (reach[middle - 1] ?? 0) + 1;
}

function isAddition(reach: Int32Array, diagonal: number, edits: number, limit: number): boolean {
  if (diagonal === -edits) return true;
  const middle = diagonal + limit;
  return diagonal !== edits && (reach[middle - 1] ?? 0) < (reach[middle + 1] ?? 0);
}

/** Goes the way back from its end. `steps` holds how far each diagonal was reached before each edit. */
function trace(
  from: readonly Word[],
  to: readonly string[],
  steps: readonly Int32Array[],
  limit: number,
): Edit[] {
  const edits: Edit[] = [];
  let x = from.length;
  let y = to.length;
  for (const [step, reach] of [...steps.entries()].slice(1).reverse()) {
    const diagonal = x - y;
    const start = afterEdit(reach, diagonal, step, limit);
    for (; x > start; x--, y--) edits.push({ same: from[x - 1] ?? nowhere });
    if (isAddition(reach, diagonal, step, limit)) edits.push({ added: to[--y] ?? "" });
    else edits.push({ lost: from[--x] ?? nowhere });
  }
  return edits.reverse();
}

const nowhere: Word = { text: "", line: 1 };

/** A lost word and an added one in the same place are one changed word. */
function paired(edits: readonly Edit[], lastLine: number): Difference[] {
  const differences: Difference[] = [];
  let lost: Word[] = [];
  let added: string[] = [];
  const flush = (line: number) => {
    for (let index = 0; index < Math.max(lost.length, added.length); index++) {
      const word = lost[index];
      const found = added[index];
      if (word && found !== undefined) {
        differences.push({ kind: "changed", line: word.line, expected: word.text, found });
      } else if (word) differences.push({ kind: "lost", line: word.line, expected: word.text, found: "" });
      else if (found !== undefined) differences.push({ kind: "added", line, expected: "", found });
    }
    lost = [];
    added = [];
  };
  for (const edit of edits) {
    if ("lost" in edit) lost.push(edit.lost);
    else if ("added" in edit) added.push(edit.added);
    else flush(edit.same.line);
  }
  flush(lastLine);
  return differences;
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
  if (differences.length > 0) return differences;
  const place = lost.findIndex((word, index) => word.text !== added[index]);
  const word = lost[place];
  if (!word) return [];
  return [{ kind: "changed", line: word.line, expected: word.text, found: added[place] ?? "" }];
}
