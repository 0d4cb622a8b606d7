import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { stringify } from "yaml";
import { oneLine } from "../../src/press/faults/fault.ts";
import { readYaml } from "../../src/press/record/yaml.ts";
import { checkRandom } from "../support/random.ts";

/*
 * Metadata lose no word: each is part of a key or a value, stands in a comment on a line of its own, or is told as a fault.
 */

/** What a text comes to: its values, or a line for each fault. */
function read(text: string): unknown {
  const result = readYaml("a.yaml", text);
  return Array.isArray(result) ? result.map(oneLine) : result.value;
}

/** The line that tells a comment. */
function lost(place: string, comment: string): string {
  return `a.yaml:${place}: "${comment}" would be lost as a comment of YAML's (write the value in quotes, or the comment on a line of its own)`;
}

const comments: readonly [what: string, text: string, says: string[]][] = [
  ["behind an item of a list in brackets", "topics: [a, #b\n  c]\n", [lost("1:13", "#b")]],
  ["behind the sign of a block", "standfirst: >- # five words\n  x\n", [lost("1:16", "# five words")]],
  ["far behind a value", `headline: x${" ".repeat(200)}# y\n`, [lost("1:212", "# y")]],
  ["behind the end of the document", "headline: x\n... # z\n", [lost("2:5", "# z")]],
  ["behind the beginning of the document", "--- # z\nheadline: x\n", [lost("1:5", "# z")]],
  ["behind a key with keys below", "source: # n\n  name: A\n", [lost("1:9", "# n")]],
  ["behind a key with a list below", "topics: # n\n  - A\n", [lost("1:9", "# n")]],
  ["behind a hyphen", "topics:\n  - # n\n    a\n", [lost("2:5", "# n")]],
  ["inside brackets over lines", "topics: [a,\n  b, # c\n  # own\n  d]\n", [lost("2:6", "# c")]],
  ["behind brackets", "topics: [a, b] # c\n", [lost("1:16", "# c")]],
  ["behind double quotes", 'headline: "x" # y\n', [lost("1:15", "# y")]],
  ["behind single quotes", "headline: 'x' # y\n", [lost("1:15", "# y")]],
  ["behind a value on the next line", "headline:\n  x # y\n", [lost("2:5", "# y")]],
  ["behind an explicit key", "? headline # c\n: x\n", [lost("1:12", "# c")]],
  [
    "behind a directive",
    "%YAML 1.2 # c\n---\nheadline: x\n",
    [
      "a.yaml:1:1: `%YAML 1.2` is a YAML directive, which metadata cannot use (remove the line)",
      lost("1:11", "# c"),
    ],
  ],
  [
    "in a file with another mistake, both told at once",
    "topics: [a, #b\n",
    ['a.yaml:1:9: "[a, #b" is never closed (close the bracket)', lost("1:13", "#b")],
  ],
];

test.describe("a comment is refused", () => {
  for (const [what, text, says] of comments) test(what, () => expect(read(text)).toEqual(says));
});

test("comments on lines of their own are passed over, and a block keeps what looks like one", () => {
  expect(
    read(
      "# a\n---\n  # b\ntopics:\n  # c\n  - [x,\n    # d\n    y]\n  # e\nheadline: |\n  x # y\n# f\n...\n# g\n",
    ),
  ).toEqual({ topics: [["x", "y"]], headline: "x # y\n" });
});

test("a value that the parser would drop is told", () => {
  expect(read("headline: x\n? null\n- a\n")).toEqual([
    'a.yaml:3:3: "a" would be lost (write the value in quotes)',
  ]);
});

test("quotation marks that the end of the file only seems to close are told", () => {
  expect(read("headline: 'x\nsection: y\n''")).toEqual([
    'a.yaml:1:11: the quotation mark before "x" is never closed (close it, or write the value without quotation marks)',
  ]);
  expect(read('headline: "x\\"')).toEqual([
    'a.yaml:1:11: the quotation mark before "x\\\\\\"" is never closed (close it, or write the value without quotation marks)',
  ]);
});

test("a value without a key, and a second document behind dots", () => {
  expect(read("topics: [a, b]: c\n")).toEqual([
    "a.yaml:1:15: no key stands before the colon (write the value in quotes)",
  ]);
  expect(read("headline: x\n...\nwords\n")).toEqual([
    "a.yaml:3:1: a second document begins here (remove the line `...`)",
  ]);
});

const key = fc.stringMatching(/^[a-z]{1,8}$/);
// The writer loses white space with nothing else to it where it writes blocks.
const value = fc
  .oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom("#a", "a #b", "- a", "a: b", "'", '"'))
  .filter((text) => text === "" || /\S/.test(text));
const metadata = fc.dictionary(
  key,
  fc.oneof(value, fc.array(value, { minLength: 1 }), fc.dictionary(key, value, { minKeys: 1 })),
  { minKeys: 1 },
);
const styles = fc.constantFrom(
  {},
  { collectionStyle: "flow" as const },
  { defaultStringType: "QUOTE_SINGLE" as const },
  { defaultStringType: "BLOCK_LITERAL" as const },
  { lineWidth: 0 },
);

/** All keys and values, one behind the other. */
function texts(found: unknown): string {
  if (typeof found !== "object" || found === null) return `${found ?? ""}\n`;
  return Object.entries(found)
    .map(([name, inner]) => `${name}\n${texts(inner)}`)
    .join("");
}

test("what is written comes back, in each style", () => {
  checkRandom(
    fc.property(metadata, styles, (data, style) => {
      const result = read(stringify(data, style));
      expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
    500,
  );
});

test("a word put anywhere is in a value, in a comment on a line of its own, or refused", () => {
  checkRandom(
    fc.property(metadata, styles, fc.double({ min: 0, max: 1, noNaN: true }), (data, style, where) => {
      const text = stringify(data, style);
      const at = Math.floor(where * text.length);
      const result = read(`${text.slice(0, at)} #qzword${text.slice(at)}`);
      const isAlone = /(?:^|\n)[ \t]*$/.test(text.slice(0, at));
      if (!Array.isArray(result) && !isAlone) expect(texts(result)).toContain("#qzword");
    }),
    2_000,
  );
});

test("nesting is refused where it is too deep, however deep it goes", () => {
  expect(read(`topics: ${"[".repeat(200_000)}`)).toEqual([
    "a.yaml:1:108: lists and maps stand over 100 deep in one another (write the value in quotes)",
  ]);
});

test("a text of more than 100,000 characters is refused, in each style", () => {
  const many = "words ".repeat(20_000);
  const said = (start: string, begins: string) =>
    `a.yaml:2:${start}: "${begins}…" is over 100000 characters long (metadata is short: move the words into the text)`;
  const words = (length: number) => many.slice(0, length);
  expect(read(`topics: a\nheadline: "${many}"\n`)).toEqual([said("11", `\\"${words(59)}`)]);
  expect(read(`topics: a\nheadline: '${many}'\n`)).toEqual([said("11", `'${words(59)}`)]);
  expect(read(`topics: a\nheadline: ${many}\n`)).toEqual([said("11", words(60))]);
  expect(read(`headline: "${words(99_990)}"\n`)).toEqual({ headline: words(99_990) });
});
