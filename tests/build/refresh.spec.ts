import { fork } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type Places, placesOf } from "../../src/press/build/places.ts";
import { type Preview, type Refreshed, refresh } from "../../src/press/build/preview.ts";
import { plainMetadata, stetProgram } from "../support/build.ts";
import { here, program, start } from "../support/publish/run.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * What `npm start` does after each save, without the browser: `start.spec.ts` has that.
 */

let folder: string;
let last: Preview | undefined;

test.beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, "articles"));
  writeFileSync(join(folder, "metadata.yaml"), plainMetadata);
  write("bridge.txt", " date 2024-03-09 The bridge opens in May.\n");
  write("bridge.yaml", "headline: The bridge opens\ntopics: [Roads]\n");
  write("harbour.txt", " date 2024-03-08 The harbour freezes.\n");
  write("harbour.yaml", "headline: The harbour freezes\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  write("market.txt", " date 2024-03-01 The market moves.\n");
  write("market.yaml", "headline: The market moves\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  last = undefined;
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, "articles", name), text);
}

function places(): Places {
  return placesOf(folder, {}, "preview");
}

async function again(): Promise<Refreshed> {
  const refreshed = await refresh(places(), last);
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

for (const [when, query] of [
  ["when only the proof is in place", { call: "copyFileSync", name: "proof.*" }],
  ["half-way", { call: "renameSync", name: "index.html", nth: "2" }],
  ["when only the proof is left", { call: "renameSync", name: "proof.*", when: "before" }],
] as const) {
  test(`a refresh that is killed ${when} is made good by the next`, async () => {
    await again();
    write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
    write("harbour.txt", " date 2024-03-08 The harbour thaws.\n");
    expect((await start(program("refresh"), [folder], [here("kill-at", query)]).ended).end).toBe("SIGKILL");
    const hidden = () => readdirSync(folder).filter((name) => name.startsWith("."));
    expect(hidden()).toEqual([".preview.lock", ".preview.staging"]);
    expect(await start(program("refresh"), [folder]).ended).toEqual({ end: 0, stdout: "", stderr: "" });
    expect(page("bridge/index.html")).toContain("The bridge opens in June.");
    expect(page("harbour/index.html")).toContain("The harbour thaws.");
    expect(hidden()).toEqual([]);
  });
}

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
  write("tower.txt", " date 2024-02-01 The tower leans.\n");
  write("tower.yaml", "headline: The tower leans\n");
  // Pages of a site of more than three articles have room for what leads on: so it stays one.
  write("weir.txt", " date 2023-02-01 The weir holds.\n");
  write("weir.yaml", "headline: The weir holds\n");
  const { settle } = await again();
  await settle();
  const taken = ["tower/index.html", "tower/article.json", "authors/ann-lee/index.html"];
  const before = taken.map(identity);
  const harbour = identity("harbour/index.html");
  const right = page("market/index.html");
  writeFileSync(join(folder, "preview/market/index.html"), right.replace("moves", "stands"));
  writeFileSync(join(folder, "preview/topics/ships/index.html"), "nonsense");
  rmSync(join(folder, "articles/bridge.txt"));
  rmSync(join(folder, "articles/bridge.yaml"));
  last = undefined;
  await again();
  expect(taken.map(identity)).toEqual(before);
  expect(page("market/index.html")).toBe(right);
  expect(page("topics/ships/index.html")).toContain("The market moves");
  expect(identity("harbour/index.html")).not.toBe(harbour); // It named the bridge as the next article.
  expect(page("topics/index.html")).not.toContain("Roads");
  expect(existsSync(join(folder, "preview/bridge"))).toBe(false);
  expect(existsSync(join(folder, "preview/topics/roads"))).toBe(false);
});

test("what another process changed meanwhile is seen, and put right", async () => {
  await again();
  const mine = last;
  last = undefined;
  write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
  rmSync(join(folder, "articles/market.txt"));
  rmSync(join(folder, "articles/market.yaml"));
  await again();
  last = mine;
  write("bridge.txt", " date 2024-03-09 The bridge opens in May.\n");
  write("market.txt", " date 2024-03-01 The market moves.\n");
  write("market.yaml", "headline: The market moves\ntopics: [Ships]\nauthors:\n  - name: Ann Lee\n");
  await again();
  expect(page("bridge/index.html")).toContain("The bridge opens in May.");
  expect(page("market/index.html")).toContain("The market moves.");
  expect(page("topics/ships/index.html")).toContain("The market moves");
});

test("a preview that somebody removed is made again as a whole", async () => {
  await again();
  rmSync(join(folder, "preview"), { recursive: true });
  await again();
  for (const path of ["bridge", "harbour", "market", "topics/ships", "archive/2024/03"])
    expect(existsSync(join(folder, "preview", path, "index.html")), path).toBe(true);
});

test("no file outlives its reason: a source of another form, pages that are switched off, what is no part of the site", async () => {
  const { settle, built } = await again();
  await settle();
  renameSync(join(folder, "articles/bridge.txt"), join(folder, "articles/bridge.md"));
  write("bridge.md", "The bridge opens in May.\n");
  write("bridge.yaml", "headline: The bridge opens\ndate: 2024-03-09\ntopics: [Roads]\n");
  writeFileSync(join(folder, "metadata.yaml"), `${plainMetadata}search: off\n`);
  mkdirSync(join(folder, "elsewhere"));
  writeFileSync(join(folder, "elsewhere/index.html"), "not the site's");
  symlinkSync(join(folder, "elsewhere"), join(folder, "preview/linked"));
  const now = await again();
  await now.settle();
  expect(readdirSync(join(folder, "preview/bridge")).sort()).toEqual([
    "article.json",
    "index.html",
    "ninjs.json",
    "source.md",
  ]);
  for (const name of ["search", "pagefind", "linked"])
    expect(existsSync(join(folder, "preview", name)), name).toBe(false);
  expect(existsSync(join(folder, "elsewhere/index.html"))).toBe(true);
  expect(now.built.pages).toBe(built.pages - 1);
});

test.describe("the search index", () => {
  test("is made once a change was shown", async () => {
    const { settle } = await again();
    expect(existsSync(join(folder, "preview/pagefind"))).toBe(false);
    await settle();
    expect(existsSync(join(folder, "preview/pagefind/en/pagefind.js"))).toBe(true);
  });

  test("has each article once, however often it was saved", async () => {
    await (await again()).settle();
    write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
    await (await again()).settle();
    expect(readdirSync(join(folder, "preview/pagefind/en/fragment"))).toHaveLength(3);
    expect(searchable()).toContain("The bridge opens in June.");
    expect(searchable()).not.toContain("The bridge opens in May.");
  });

  test("is given up in silence when an article goes or changes meanwhile", async () => {
    const first = await again();
    write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
    const second = await again();
    await first.settle();
    rmSync(join(folder, "articles/harbour.txt"));
    rmSync(join(folder, "articles/harbour.yaml"));
    await again();
    await second.settle();
    expect(existsSync(join(folder, "preview/pagefind"))).toBe(false);
  });

  test("never takes a text for another that the article had before", async () => {
    // Parts of a hundred articles are kept for the next time.
    for (let number = 100; number < 200; number++)
      write(`note-${number}.txt`, ` date 2024-01-01 Note number ${number} says little.\n`);
    const first = await again();
    write("bridge.txt", " date 2024-03-09 The bridge opens in June.\n");
    await again();
    await first.settle();
    write("bridge.txt", " date 2024-03-09 The bridge opens in May.\n");
    await (await again()).settle();
    expect(searchable()).toContain("The bridge opens in May.");
    expect(searchable()).not.toContain("The bridge opens in June.");
  });

  test("is missed aloud whenever Pagefind dies, and builds go on", async () => {
    const pagefind = join(folder, "pagefind.sh");
    // It takes a word of what it is asked, and dies.
    writeFileSync(pagefind, "#!/bin/sh\nhead -c 1 >/dev/null\n", { mode: 0o755 });
    const press = fork(stetProgram, ["preview", JSON.stringify(places())], {
      env: { ...process.env, PAGEFIND_EXTENDED_BINARY_PATH: pagefind },
      silent: true,
    });
    let said = "";
    press.stderr?.on("data", (data) => {
      said += data;
    });
    for (const times of [1, 2]) {
      const answer = new Promise((resolve) => press.once("message", resolve));
      press.send("build");
      expect(await answer).toMatchObject({ ok: true });
      await expect.poll(() => said.match(/Pagefind ended before it was done/g)?.length).toBe(times);
    }
    press.disconnect();
  });
});

/** All text that a search can find and quote. */
function searchable(): string {
  const fragments = join(folder, "preview/pagefind/en/fragment");
  return readdirSync(fragments)
    .map((name) => gunzipSync(readFileSync(join(fragments, name))).toString("utf8"))
    .join("\n");
}
