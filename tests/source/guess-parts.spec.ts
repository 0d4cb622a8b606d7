import { expect, test } from "@playwright/test";
import { isFault } from "../../src/press/faults/fault.ts";
import { guessParts } from "../../src/press/source/guess-parts.ts";
import { read } from "../../src/press/source/utf8.ts";

/* What lines of wire copy are taken for, before its maintainer says. */

const guessed = (text: string) => {
  const source = read("a.txt", Buffer.from(text));
  if (isFault(source)) throw new Error(source.reason);
  return guessParts(source).map(({ line, kind }) => `${line} ${kind}`);
};

/** A paragraph that is long enough to be one. */
const prose =
  "The ferry left the north quay at nine on Friday, and whoever had waited for it since the morning came along.";

test("lines above the body are told by their form", () => {
  expect(guessed(`FEATURE\n\nFerry sails\n\nBy Ines Marlow\n\n2 December 2023\n\n${prose}\n`)).toEqual([
    "1 note",
    "3 headline",
    "5 byline",
    "7 dateline",
  ]);
  expect(guessed(`BC-Ferry\n\nFerry sails\n\nQUAY TOWN, Dec. 2 (HP) —\n\n${prose}\n`)).toEqual([
    "1 withhold",
    "3 headline",
    "5 dateline",
  ]);
  expect(guessed(`Ferry sails\nQUAY TOWN, Dec. 2 (HP) — ${prose}\n`)).toEqual(["1 headline"]);
});

test("where all lines would be something else than body, the header is faulty, or no words stand there, nothing is guessed", () => {
  expect(guessed("By Ines Marlow\n\nHarbour Press\n")).toEqual([]);
  expect(guessed(`date None Ferry sails\n\n${prose}\n`)).toEqual([]);
  expect(guessed(`1,043\n\n${prose}\n`)).toEqual([]);
});

test("within the body a line for the desk is withheld, and signs of the end are notes at the end alone", () => {
  const body = `${prose}\n\n(Adds detail)\n\n${prose}\n\n- 30 -\n\n${prose}\n\n${prose}\n\n${prose}\n`;
  expect(guessed(`${body}\n(Reporting by Ines Marlow)\n\nENDS\n`)).toEqual([
    "3 withhold",
    "15 note",
    "17 note",
  ]);
});

test("what is not for publication is withheld to the end, with the lines that lead to it", () => {
  expect(
    guessed(`${prose}\n\n* * * *\n\nThe following information is not for publication\n\nDesk: 555-0100\n`),
  ).toEqual(["3 withhold", "5 withhold", "7 withhold"]);
  expect(guessed("* * * *\n\nNot for publication\n\nDesk: 555-0100\n")).toEqual(["3 withhold", "5 withhold"]);
});

test("a subhead stands between paragraphs, begins with a capital and ends no sentence", () => {
  const between = (line: string, behind = prose) => guessed(`${prose}\n\n${line}\n\n${behind}\n\n${prose}\n`);
  expect(between("What comes next")).toEqual(["3 subhead"]);
  expect(between("THE ROUTE", "It goes north.")).toEqual(["3 subhead"]);
  for (const line of ["It sails.", "what comes next", "Boats   12", "1986", "A", "Line 12"])
    expect(between(line), line).toEqual([]);
  expect(between("The route", "It goes north.")).toEqual([]);
  expect(guessed(`${prose.slice(0, -1)},\n\nWhat comes next\n\n${prose}\n\n${prose}\n`)).toEqual([]);
});
