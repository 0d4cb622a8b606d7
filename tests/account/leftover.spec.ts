import { expect, test } from "@playwright/test";
import type { CopyReading } from "../../src/press/account/copy-reading.ts";
import { uncovered } from "../../src/press/account/leftover.ts";
import { isDefinition, linkEnd, type Target } from "../../src/press/account/link-targets.ts";
import { markdownFaults } from "../../src/press/account/markdown-words.ts";

/*
 * The account's last resort: what no rule expects, and no reading of Markdown is known to do, is found as well.
 */

test.describe("a character that nothing accounts for is told with its line", () => {
  test("behind the last words", () => {
    expect(uncovered("one\n* two three\n", [{ text: "one" }])).toEqual({ line: 1, text: "two" });
  });

  test("between words", () => {
    expect(uncovered("one six three", [{ text: "one" }, { text: "three" }])).toEqual({
      line: 0,
      text: "six",
    });
  });

  test("before the definition of an address", () => {
    expect(uncovered("lost\n\n[a]: /b\n", [{ lines: [2, 3] }])).toEqual({ line: 0, text: "lost" });
  });

  test("marks and white space are accounted for", () => {
    expect(uncovered("**one**\n\n> two\n", [{ text: "one" }, { text: "two" }])).toBeUndefined();
  });
});

test("an address may be defined on the last line, without a line end", () => {
  const text = "The [ferry].\n\n[ferry]: https://ferry.example/";
  expect(markdownFaults({ file: "a.md", text, sha256: "", bytes: 0 })).toEqual([]);
});

test("a definition is one of its name, with nothing behind it", () => {
  expect(isDefinition('> [a]: /b "t"', "A")).toBe(true);
  expect(isDefinition("[a]: /b words", "A")).toBe(false);
  expect(isDefinition("[a]: /b", "B")).toBe(false);
  expect(isDefinition("[a](/b)", "A")).toBe(false);
});

test("a link's end is accounted for only where it says what the page has", () => {
  const reading: CopyReading = {
    lines: [],
    firstLine: 1,
    environment: {},
    stretch: { pieces: [], attributes: [] },
    notes: new Map(),
    inlineNotes: new Map(),
    usedLabels: new Set(),
    problems: [],
  };
  const length = (content: string, target: Partial<Target> = {}) =>
    linkEnd(reading, content, content.indexOf("]"), {
      href: "/b",
      title: "",
      start: 1,
      automatic: false,
      ...target,
    });
  expect(length("[a](/b) c")).toBe("](/b)".length);
  expect(length('[a](/b "t")', { title: "t" })).toBe('](/b "t")'.length);
  expect(length('[a](/b "t")')).toBeUndefined();
  expect(length("[a](/c)")).toBeUndefined();
  expect(length("[a] (/b)")).toBeUndefined();
  expect(length("[a][n]", { label: "N" })).toBe("][n]".length);
  expect(length("[n][]", { label: "N" })).toBe("][]".length);
  expect(length("[n] c", { label: "N" })).toBe("]".length);
  expect(length("[a][m]", { label: "N" })).toBeUndefined();
  expect(length("[a] n", { label: "N" })).toBeUndefined();
  expect(length("a", { automatic: true })).toBeUndefined();
  expect(linkEnd(reading, "[a](/b)", 2, undefined)).toBeUndefined();
});
