import { expect, test } from "@playwright/test";
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { markdownCopy } from "../../src/press/account/markdown-words.ts";
import { slugProblem } from "../../src/press/address/slug.ts";
import { newMarkdown } from "../../src/press/source/markdown.ts";
import { notesTail } from "../../src/press/source/notes-tail.ts";

/*
 * Reading takes time in proportion to a text's size, whatever the text repeats.
 */

const repeated: Record<string, string> = {
  "notes in the text": "^[aa]\n\n",
  headings: "# h\n\n",
  "brackets that open": "[a".repeat(20),
  "rows of a table": "| a | b |\n|---|---|\n",
};

/** Less than this, in microseconds, is noise of the clock. */
const noise = 3_000;

/** The least processor time of some runs, in microseconds. */
function cost(work: () => unknown): number {
  const times = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user;
  });
  return Math.max(Math.min(...times), noise);
}

for (const [name, piece] of Object.entries(repeated)) {
  test(`${name} are read in time that grows with their number`, () => {
    const sizes = [1000, 3000, 9000];
    const read = (count: number) =>
      cost(() => [newMarkdown().parse(piece.repeat(count), {}), markdownCopy(`${piece.repeat(count)}.`)]);
    const [small = 1, , large = 1] = sizes.map(read);
    expect(Math.log(large / small) / Math.log(9)).toBeLessThan(1.3);
  });
}

test("a slug of 80,000 letters is refused in time that grows with its length", () => {
  const [small, large] = [80_000, 1_280_000].map((length) =>
    cost(() => slugProblem("a\u0301 ".repeat(length))),
  ) as [number, number];
  expect(Math.log(large / small) / Math.log(16)).toBeLessThan(1.3);
});

test("notes stand where the package puts them", () => {
  const text =
    "One^[two *three*] four[^a][^b][^a].\n\n[^a]: Five\n\n    six\n\n[^b]:\n    ```\n    seven\n    ```\n\n[^c]: unused\n";
  const theirs = new MarkdownIt().use(footnote);
  const ours = new MarkdownIt().use(footnote);
  ours.core.ruler.at("footnote_tail", notesTail);
  expect(ours.render(text)).toContain("seven");
  expect(ours.render(text)).toBe(theirs.render(text));
});
