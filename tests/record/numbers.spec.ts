import { expect, test } from "@playwright/test";
import { numbersIn } from "../../src/press/record/numbers.ts";

const values = (text: string) => numbersIn(text).map(({ value }) => value);

test("a number is the same in every script's digits and with every mark between its thousands", () => {
  expect(values("1043 1,043 1.043 1'043 1 043")).toEqual(["1043", "1043", "1043", "1043", "1", "043"]);
  expect(values("۱۰۴۳ ١٬٠٤٣ १,०४३ ১০৪৩ １０４３")).toEqual(["1043", "1043", "1043", "1043", "1043"]);
  expect(values("12,34,567 1,234,567")).toEqual(["1234567", "1234567"]);
});

test("what stands behind its last mark is a fraction, where that mark stands once", () => {
  expect(values("1.2 1,234.5 1.234,5 ١٬٢٣٤٫٥")).toEqual(["1.2", "1234.5", "1234.5", "1234.5"]);
});

test("a date, a version, and digits that no newspaper uses are no numbers", () => {
  expect(values("2.12.2023 1,2,3 1.2,3.4 1,234.5,6 12.345.67,8")).toEqual([]);
  expect(values("None. 𝟏𝟐")).toEqual([]);
});
