import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "@playwright/test";
import { progressOn } from "../../src/cli/progress.ts";

/** A stream that keeps what is written on it. */
function stream(isTTY: boolean): { said: () => string; stream: NodeJS.WriteStream } {
  let said = "";
  const through = new PassThrough().on("data", (data) => {
    said += data;
  });
  return {
    said: () => said,
    stream: Object.assign(through, { isTTY, columns: 80 }) as unknown as NodeJS.WriteStream,
  };
}

test("elsewhere than on a terminal each phase has a plain line once it is done", async () => {
  const { said, stream: log } = stream(false);
  const progress = await progressOn(log);
  progress("pages", 500, 2000);
  progress("pages", 2000, 2000);
  progress("search", 1000, 2000);
  progress("search", 2000, 2000);
  expect(said()).toBe("pages: 2000 of 2000\nsearch: 2000 of 2000\n");
});

test("a terminal has a bar, which goes when its phase is done", async () => {
  const { said, stream: terminal } = stream(true);
  const progress = await progressOn(terminal);
  progress("pages", 500, 2000);
  expect(stripVTControlCharacters(said())).toMatch(/^pages \S+ 500\/2000/);
  progress("pages", 2000, 2000);
  const drawn = said();
  progress("search", 1000, 2000);
  expect(stripVTControlCharacters(said().slice(drawn.length))).toMatch(/^search \S+ 1000\/2000/);
  progress("search", 2000, 2000);
  // The line is cleared, so that the summary begins on an empty one.
  expect(said().endsWith("\u001b[1G\u001b[2K")).toBe(true);
});

test("a build of a few articles is over before anybody could read a bar", async () => {
  for (const isTTY of [true, false]) {
    const { said, stream: log } = stream(isTTY);
    const progress = await progressOn(log);
    progress("pages", 499, 499);
    expect(said()).toBe("");
  }
});

test("an import tells how much it has read, where that is much", async () => {
  const { said, stream: log } = stream(false);
  const progress = await progressOn(log);
  progress("megabytes read", 40, 40);
  progress("megabytes read", 20, 60);
  progress("megabytes read", 60, 60);
  progress("files read", 499, 499);
  progress("files read", 600, 600);
  expect(said()).toBe("megabytes read: 60 of 60\nfiles read: 600 of 600\n");
});
