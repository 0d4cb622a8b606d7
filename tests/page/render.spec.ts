import { expect, test } from "@playwright/test";
import { finishPages } from "../../src/press/build/stage.ts";
import { forgetPages, pageBytes } from "../../src/press/page/page-bytes.ts";
import { batchesOf } from "../../src/press/page/render.ts";
import type { Article } from "../../src/press/record/article.ts";
import type { Site } from "../../src/press/site/site.ts";

function sizes(bytes: readonly number[]): number[][] {
  return batchesOf(bytes.map((size) => ({ bytes: size }))).map((batch) =>
    batch.map((article) => article.bytes),
  );
}

test("articles go through Eleventy a thousand at once, in their order", () => {
  const numbers = Array.from({ length: 2_001 }, (_, index) => index);
  const batches = sizes(numbers);
  expect(batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 1]);
  expect(batches.flat()).toEqual(numbers);
  expect(sizes([])).toEqual([]);
});

test("and at most five megabytes of sources, unless one alone is larger", () => {
  const megabyte = 1_000_000;
  expect(sizes([4 * megabyte, megabyte, 1, 4_999_999, 6 * megabyte, 2 * megabyte])).toEqual([
    [4 * megabyte, megabyte],
    [1, 4_999_999],
    [6 * megabyte],
    [2 * megabyte],
  ]);
});

test("pages wait as UTF-8, whatever room is left", () => {
  forgetPages();
  const short = pageBytes("“One” 😀");
  const half = pageBytes("a\ud800b");
  const long = pageBytes("é".repeat(20_000_000));
  const last = pageBytes("two");
  expect(short.toString("hex")).toBe("e2809c4f6e65e2809d20f09f9880");
  // Half of a surrogate pair is no character.
  expect(half.toString("hex")).toBe("61efbfbd62");
  expect(long.length).toBe(40_000_000);
  expect(long.subarray(-4).toString("hex")).toBe("c3a9c3a9");
  expect(last.toString()).toBe("two");
  forgetPages();
  expect(pageBytes("three").toString()).toBe("three");
});

test("an article without a page stops the build", () => {
  const article = { file: "src/articles/weir.txt", slug: "weir" } as Article;
  const making = {
    site: {} as Site,
    folder: "/nowhere",
    pages: new Map(),
    told: new Map(),
    lists: new Set(""),
  };
  expect(() => finishPages([], [article], making)).toThrow(
    "src/articles/weir.txt: Eleventy rendered no page for it",
  );
});
