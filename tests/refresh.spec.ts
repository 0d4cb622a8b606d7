import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Preview, type Refreshed, refresh } from "../src/press/refresh.ts";

/*
 * What `npm start` does after each save, without the browser: `start.spec.ts` has that.
 */

let folder: string;
let last: Preview | undefined;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stet-refresh-"));
  mkdirSync(join(folder, "articles"));
  writeFileSync(
    join(folder, "metadata.yaml"),
    "title: The Test Post\nurl: https://example.org/\nlanguage: en\n",
  );
  write("bridge.txt", " date 2024-03-09 The bridge opens in May.\n");
  write("bridge.yaml", "headline: The bridge opens\ntopics: [Roads]\n");
  write("harbour.txt", " date 2024-03-08 The harbour freezes.\n");
  write("harbour.yaml", "headline: The harbour freezes\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  write("market.txt", " date 2024-03-01 The market moves.\n");
  write("market.yaml", "headline: The market moves\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  last = undefined;
});

test.afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, "articles", name), text);
}

async function again(): Promise<Refreshed> {
  const [articles, metadata, output] = ["articles", "metadata.yaml", "preview"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const refreshed = await refresh({ articles, metadata, output, strict: false, onProgress: () => {} }, last);
  last = refreshed.preview;
  return refreshed;
}

function page(path: string): string {
  return readFileSync(join(folder, "preview", path), "utf8");
}

/** A file that was written anew is another file on the disk. */
function identity(path: string): number {
  return statSync(join(folder, "preview", path)).ino;
}

test("an edit is on its page, and pages that say the same are left where they are", async () => {
  await again();
  const [harbour, ships] = [identity("harbour/index.html"), identity("topics/ships/index.html")];
  write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
  const { built } = await again();
  expect(page("bridge/index.html")).toContain("The bridge opens in June.");
  expect(page("bridge/source.txt")).toBe(" date 2024-03-09 The bridge opens in June.\n");
  expect(page("index.html")).toContain("The bridge opens in June.");
  expect(identity("harbour/index.html")).toBe(harbour);
  expect(identity("topics/ships/index.html")).toBe(ships);
  expect(built).toMatchObject({ articles: 3, words: 11 });
});

test("a headline changes on the lists that name it, and on the pages next to it", async () => {
  await again();
  write("market.yaml", "headline: The market closes\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  await again();
  for (const path of ["market", "harbour", "topics/ships", "authors/ann-lee", "archive/2024/03"])
    expect(page(`${path}/index.html`), path).toContain("The market closes");
});

test("an article that is gone leaves nothing, and neither do lists that only it was on", async () => {
  await again();
  rmSync(join(folder, "articles/bridge.txt"));
  rmSync(join(folder, "articles/bridge.yaml"));
  await again();
  for (const path of ["bridge", "topics/roads"])
    expect(existsSync(join(folder, "preview", path)), path).toBe(false);
  expect(page("index.html")).not.toContain("The bridge opens");
});

test("a mistake leaves the preview as it was, and mending it shows what changed meanwhile", async () => {
  await again();
  write("bridge.yaml", "headline: The bridge opens\ntopcs: [Roads]\n");
  write("market.txt", " date 2024-03-01 The market moves again.\n");
  await expect(again()).rejects.toThrow();
  expect(page("market/index.html")).toContain("The market moves.");
  write("bridge.yaml", "headline: The bridge opens\ntopics: [Roads]\n");
  await again();
  expect(page("market/index.html")).toContain("The market moves again.");
});

test("what another process left is taken over where it is what was proved, and put right where it is not", async () => {
  const { settle } = await again();
  await settle();
  const harbour = identity("harbour/index.html");
  const right = page("market/index.html");
  writeFileSync(join(folder, "preview/market/index.html"), right.replace("moves", "stands"));
  writeFileSync(join(folder, "preview/topics/ships/index.html"), "nonsense");
  rmSync(join(folder, "articles/bridge.txt"));
  rmSync(join(folder, "articles/bridge.yaml"));
  last = undefined;
  await again();
  expect(page("market/index.html")).toBe(right);
  expect(page("topics/ships/index.html")).toContain("The market moves");
  expect(identity("harbour/index.html")).not.toBe(harbour); // It named the bridge as the next article.
  expect(page("authors/ann-lee/index.html")).toContain("The market moves");
  expect(page("topics/index.html")).not.toContain("Roads");
  expect(existsSync(join(folder, "preview/bridge"))).toBe(false);
  expect(existsSync(join(folder, "preview/topics/roads"))).toBe(false);
});

test("the search index is made once a change was shown", async () => {
  const { settle } = await again();
  expect(existsSync(join(folder, "preview/pagefind"))).toBe(false);
  await settle();
  expect(existsSync(join(folder, "preview/pagefind/en/pagefind.js"))).toBe(true);
});
