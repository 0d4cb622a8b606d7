import { expect, test } from "@playwright/test";
import { changedWords } from "../../src/press/proof/changed-words.ts";

/** Words, each on a line of its own. */
const lines = (text: string) => text.split(" ").map((word, index) => ({ text: word, line: index + 1 }));

const told = (before: string, after: string) =>
  changedWords(before.split(" "), lines(after)).map((change) => [change.line, change.before, change.after]);

test("what was added, removed and replaced since is told with its line", () => {
  expect(told("a b c d e f", "a b c d e f")).toEqual([]);
  expect(told("a b c d e f", "a x c d e f")).toEqual([[2, "b", "x"]]);
  expect(told("a b c d e f", "a b c x y d e f")).toEqual([[4, "", "x y"]]);
  expect(told("a b c d e f", "a b e f")).toEqual([[3, "c d", ""]]);
  expect(told("a b c", "a b")).toEqual([[2, "c", ""]]);
});

test("a word that stayed between two changes is part of one, two words part them", () => {
  expect(told("a b c d e", "a x c y e")).toEqual([[2, "b c d", "x c y"]]);
  expect(told("a b c d e f", "a x c d y f")).toEqual([
    [2, "b", "x"],
    [5, "e", "y"],
  ]);
});

test("of a text that is gone, and of one that is new as a whole, the first line is told", () => {
  expect(changedWords(["a", "b"], [])).toEqual([{ line: 1, before: "a b", after: "" }]);
  const [old, own] = ["old", "own"].map((name) => Array.from({ length: 1_000 }, (_, index) => name + index));
  expect(told(old?.join(" ") ?? "", own?.join(" ") ?? "")).toEqual([[1, old?.join(" "), own?.join(" ")]]);
});
