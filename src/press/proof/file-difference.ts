import { type ChangeObject, diffArrays } from "diff";
import { quoted, visible } from "../faults/fault.ts";
import { mainKind } from "./file-kind.ts";
import { described } from "./prove.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A difference between two files, as their reader would see it. */
export interface FileDifference {
  /** Counted from 1, in a text of lines. */
  line?: number;
  reason: string;
}

/** How many places of one file are told. */
const mostTold = 5;

/** How many words may differ before the search for the smallest set of differences is given up: its cost grows with the square. */
const mostEdits = 1000;

/**
 * Tells where a file differs from the one that it should be: the words and attributes that are lost, added or changed, each run of
 * them with its place; and where all of these are the same, or it is no text, the first byte.
 *
 * @param path the file's place on the site, which tells its kind
 * @param butBody whether what differs in an article's body is told already, with the lines of its source
 * @returns nothing if only the body differs
 */
export function differencesOf(
  path: string,
  expected: Buffer,
  found: Buffer,
  butBody = false,
): FileDifference[] {
  const [wanted, got] = [tokensOf(path, expected), tokensOf(path, found)];
  if (!wanted || !got) return [{ reason: firstByte(expected, found) }];
  const counts = (token: Token) => !butBody || token.body !== true;
  const runs = runsOf(wanted.filter(counts), got.filter(counts));
  if (runs.length === 0) return butBody ? [] : [firstPlace(path, expected, found)];
  const told = runs.slice(0, mostTold).map(tell);
  const more = runs.length - told.length;
  return more > 0
    ? [...told, { reason: `it differs in ${more} more ${more === 1 ? "place" : "places"}` }]
    : told;
}

/** Words and attributes that stand next to each other and differ. */
interface Run {
  lost: Token[];
  added: Token[];
}

function runsOf(wanted: readonly Token[], got: readonly Token[]): Run[] {
  let start = 0;
  const most = Math.min(wanted.length, got.length);
  while (start < most && wanted[start]?.text === got[start]?.text) start++;
  let end = 0;
  while (end < most - start && wanted.at(-1 - end)?.text === got.at(-1 - end)?.text) end++;
  const [before, after] = [wanted.slice(start, wanted.length - end), got.slice(start, got.length - end)];
  if (before.length + after.length === 0) return [];
  const comparator = (a: Token, b: Token) => a.text === b.text;
  const changes = diffArrays(before, after, { comparator, maxEditLength: mostEdits });
  return changes ? joined(changes) : [{ lost: before, added: after }];
}

/** Puts what is lost together with what is added in its place. */
function joined(changes: readonly ChangeObject<Token[]>[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      run = undefined;
      continue;
    }
    if (!run) {
      run = { lost: [], added: [] };
      runs.push(run);
    }
    run[added ? "added" : "lost"].push(...value);
  }
  return runs;
}

/** A run as a message tells it: its words; where there are none, its attributes. */
function tell({ lost, added }: Run): FileDifference {
  const isWord = ({ attribute }: Token) => attribute !== true;
  const counts = [...lost, ...added].some(isWord) ? isWord : () => true;
  const [was, is] = [lost.filter(counts), added.filter(counts)];
  // A run has something that differs.
  const first = (was[0] ?? is[0]) as Token;
  const many = Math.max(was.length, is.length) > 1;
  const what = first.attribute ? (many ? "attributes" : "an attribute") : many ? "words" : "a word";
  const place = first.place !== "" ? ` in ${first.place}` : "";
  const text = (tokens: Token[]) => tokens.map((token) => token.text).join(" ");
  const kind = was.length === 0 ? "added" : is.length === 0 ? "lost" : "changed";
  return {
    ...(first.line > 0 && { line: first.line }),
    reason: `${what}${place} ${described({ kind, expected: text(was), found: text(is) }, many)}`,
  };
}

/** Where two texts of the same words part. */
function firstPlace(path: string, expected: Buffer, found: Buffer): FileDifference {
  const [wanted, got] = [expected.toString("utf8"), found.toString("utf8")];
  let at = 0;
  while (at < wanted.length && at < got.length && wanted[at] === got[at]) at++;
  if (at === wanted.length && at === got.length) return { reason: firstByte(expected, found) };
  const around = (text: string) => visible(quoted(text.slice(Math.max(at - 20, 0), at + 30)));
  const what = mainKind(path) === "html" ? "the markup differs" : "it differs";
  const line = wanted.slice(0, at).split("\n").length;
  return { line, reason: `${what}: expected ${around(wanted)}, found ${around(got)}` };
}

function firstByte(expected: Buffer, found: Buffer): string {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  return `it differs from byte ${at + 1} on: expected ${expected.length} bytes, found ${found.length}`;
}
