import { expect, test } from "@playwright/test";
import { nameHeadings } from "../../src/press/source/heading-ids.ts";
import { parseMarkdown } from "../../src/press/source/markdown.ts";

/* The ids of headings: readable, stable, unique, in any script, and never one of the page's own. */

const ids = (text: string) => nameHeadings(parseMarkdown(text));

test("an id is made of the heading's words, in any script", () => {
  expect(
    ids("## Über uns\n\n## 北京 2024\n\n## *What* `now`, Ms. O’Hara?\n\n## رود هلمند\n\n## 🚀\n"),
  ).toEqual(["über-uns", "北京-2024", "what-now-ms-ohara", "رود-هلمند", "heading"]);
});

test("a heading that says the same again gets a number that no other has", () => {
  expect(ids("## A\n\n## A 2\n\n## A\n\n## A\n\n## A 2\n")).toEqual(["a", "a-2", "a-3", "a-4", "a-2-2"]);
});

test("the page's own ids stay its own; notes can be linked to", () => {
  expect(ids("## Corrections\n\n## Main\n\n## fn1\n\n## fnref1\n\nText.[^x]\n\n[^x]: Note.\n")).toEqual([
    "corrections-heading",
    "main-heading",
    "fn1-heading",
    "fnref1-heading",
    "fn1",
    "fnref1",
  ]);
});

test("a long heading has a short id; 80,000 headings that say the same take no longer than others", () => {
  expect(ids(`## ${"word ".repeat(5000)}`)).toEqual([`${"word-".repeat(11)}word`]);
  const tokens = parseMarkdown("## Same\n\n".repeat(80_000));
  const started = process.cpuUsage();
  expect(nameHeadings(tokens).at(-1)).toBe("same-80000");
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(3);
});
