import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import { seal } from "../../src/press/build/seal.ts";
import { readSums } from "../../src/press/proof/sums.ts";
import { rebuildSite } from "../support/build.ts";
import { firstSite, sampleSite } from "../support/pages.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** What `sha256sum -c` says of a folder. */
function checked(folder: string): { status: number | null; said: string } {
  const args = ["-c", "--quiet", "--strict", "SHA256SUMS"];
  const { status, stdout, stderr } = spawnSync("sha256sum", args, { cwd: folder, encoding: "utf8" });
  return { status, said: stdout + stderr };
}

/** The paths of all files in a folder, but for the list itself, sorted by their bytes. */
function files(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const names = paths.map((path) => Buffer.from(relative(folder, path))).sort(Buffer.compare);
  return names.map(String).filter((name) => name !== "SHA256SUMS");
}

for (const [name, site] of [
  ["a wire article", firstSite],
  ["everything in English", () => sampleSite("en")],
  ["everything in Persian", () => sampleSite("fa")],
] as const) {
  test(`sha256sum agrees to every file of a site of ${name}, and to one that is built over it`, () => {
    const { folder, output } = site();
    expect(checked(output)).toEqual({ status: 0, said: "" });
    const text = readFileSync(join(output, "SHA256SUMS"), "utf8");
    expect(text.split("\n").map((line) => line.slice(66))).toEqual([...files(output), ""]);
    // A reader who changes a byte sees it.
    const feed = join(output, "feed.xml");
    const before = readFileSync(feed);
    writeFileSync(feed, `${before} `);
    expect(checked(output).said).toContain("feed.xml: FAILED");
    writeFileSync(feed, before);
    // What is taken over from the site that stands has the same digests.
    expect(rebuildSite(folder).status).toBe(0);
    expect(readFileSync(join(output, "SHA256SUMS"), "utf8")).toBe(text);
    expect(checked(output)).toEqual({ status: 0, said: "" });
  });
}

test("names that no line could hold are written as sha256sum writes them, sorted by their bytes", () => {
  const folder = temporaryFolder();
  for (const name of ["a\\b", "two\nlines", "a/index.html", "a-b", "نان", "\u{1F35E}", "\uFB01"]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  seal(folder, new Map());
  const text = readFileSync(join(folder, "SHA256SUMS"), "utf8");
  const own = spawnSync("sha256sum", ["--", ...files(folder)], { cwd: folder, encoding: "utf8" });
  expect(text).toBe(own.stdout);
  expect(checked(folder)).toEqual({ status: 0, said: "" });
  const names = ["a-b", "a/index.html", "a\\b", "two\nlines", "نان", "\uFB01", "\u{1F35E}"];
  expect([...(readSums(Buffer.from(text)) as Map<string, string>).keys()]).toEqual(names);
});

test("the list is no way out of the site's folder, and no name stands in it twice", () => {
  const digest = "0".repeat(64);
  for (const [text, line] of [
    [`${digest}  a\n${digest}  ../b\n`, 2],
    [`${digest}  /etc/passwd\n`, 1],
    [`${digest}  a/./b\n`, 1],
    [`${digest}  a\n${digest}  b\n${digest}  a\n`, 3],
    [`${digest} *a\n`, 1],
    [`${digest}  a`, 1],
    [`${digest.slice(1)}  a\n`, 1],
    ["<!DOCTYPE html>\n", 1],
  ] as const)
    expect(readSums(Buffer.from(text)), text).toBe(line);
});
