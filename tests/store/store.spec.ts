import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { openStore } from "../../src/press/store/store.ts";
import { plainMetadata, stetProgram } from "../support/build.ts";
import { runStet } from "../support/press.ts";
import { readTree } from "../support/publish/disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * What builds keep for the next ones: it spares work and never decides. Whatever happens to the store, the site comes out the same.
 */

let folder: string;

test.beforeEach(() => {
  folder = temporaryFolder();
});

/** Every file of the store, by its path in it, without the lists of what is used. */
function kept(): string[] {
  return [...readTree(join(folder, ".cache")).keys()].filter((path) => !path.startsWith("used/")).sort();
}

/** Writes two lines of text into an entry. */
function twoFiles(entry: string): { length: number } {
  writeFileSync(join(entry, "one"), "first");
  writeFileSync(join(entry, "two"), "second");
  return { length: 2 };
}

test.describe("an entry", () => {
  const key = "0123";
  const open = () => openStore(join(folder, ".cache"));

  test("is given as it was kept, with what was said of it", async () => {
    expect(open().take("images", key)).toBeUndefined();
    await open().keep("images", key, twoFiles);
    const entry = open().take<{ length: number }>("images", key);
    expect(entry?.value).toEqual({ length: 2 });
    expect([...(entry?.files ?? [])]).toEqual([
      ["one", join(folder, ".cache/images/0123/one")],
      ["two", join(folder, ".cache/images/0123/two")],
    ]);
    expect(open().take("cards", key)).toBeUndefined();
    expect(open().take("images", "4567")).toBeUndefined();
  });

  test("is not given once a byte of it has changed, wherever that byte is", async () => {
    await open().keep("images", key, twoFiles);
    for (const name of ["one", "two", "entry"]) {
      const file = join(folder, ".cache/images/0123", name);
      const whole = readFileSync(file);
      for (let at = 0; at < whole.length; at += 1) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(file, changed);
        expect(open().take("images", key), `${name}, byte ${at}`).toBeUndefined();
      }
      writeFileSync(file, whole.subarray(1));
      expect(open().take("images", key), name).toBeUndefined();
      rmSync(file);
      expect(open().take("images", key), name).toBeUndefined();
      writeFileSync(file, whole);
      expect(open().take("images", key)?.value, name).toEqual({ length: 2 });
    }
  });

  test("that is torn is replaced as a whole", async () => {
    await open().keep("images", key, twoFiles);
    writeFileSync(join(folder, ".cache/images/0123/one"), "torn");
    writeFileSync(join(folder, ".cache/images/0123/three"), "left");
    await open().keep("images", key, (entry) => writeFileSync(join(entry, "four"), "new"));
    expect(kept()).toEqual(["images/0123/entry", "images/0123/four"]);
  });

  test("leaves nothing when its making fails", async () => {
    const failing = open().keep("images", key, (entry) => {
      writeFileSync(join(entry, "one"), "half");
      throw new Error("no more");
    });
    await expect(failing).rejects.toThrow("no more");
    expect(kept()).toEqual([]);
  });

  test("that two make at the same time is there once: the first one's", async () => {
    let theirs = 0;
    await open().keep("images", key, async (entry) => {
      await open().keep("images", key, twoFiles);
      theirs = statSync(join(folder, ".cache/images/0123/one")).ino;
      return twoFiles(entry);
    });
    // What the other one made may be about to be linked into its site.
    expect(statSync(join(folder, ".cache/images/0123/one")).ino).toBe(theirs);
    expect(readdirSync(join(folder, ".cache/images"))).toEqual([key]);
    expect(open().take("images", key)?.value).toEqual({ length: 2 });
  });
});

test("what no output's last build used goes, but for what is younger than an hour", async () => {
  const open = () => openStore(join(folder, ".cache"));
  const hoursAgo = (key: string, hours: number) => {
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(join(folder, ".cache/images", key), then, then);
  };
  const first = open();
  for (const key of ["both", "first", "neither", "young"]) await first.keep("images", key, twoFiles);
  first.prune("/site/first");
  const second = open();
  second.take("images", "both");
  second.prune("/site/second");
  for (const key of ["both", "first", "neither"]) hoursAgo(key, 2);
  const again = open();
  again.take("images", "first");
  again.prune("/site/first");
  expect(readdirSync(join(folder, ".cache/images")).sort()).toEqual(["both", "first", "young"]);
});

/** A publication with a picture, wire copy, cards and enough articles for a kept search index. */
async function publication(articles = 3): Promise<void> {
  mkdirSync(join(folder, "articles"));
  writeFileSync(join(folder, "metadata.yaml"), plainMetadata);
  const noise = Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_, index) => (index * 7919) % 251));
  const picture = sharp(noise, { raw: { width: 60, height: 40, channels: 3 } });
  writeFileSync(join(folder, "articles/bridge.png"), await picture.png().toBuffer());
  writeFileSync(
    join(folder, "articles/bridge.md"),
    "---\nheadline: The bridge opens\ndate: 2024-03-09\n---\nIt opens in May.\n\n![The bridge](bridge.png)\n",
  );
  for (let number = 1; number < articles; number += 1) {
    writeFileSync(
      join(folder, `articles/note-${number}.txt`),
      ` date 2024-01-01 Note ${number} says little.\n`,
    );
    writeFileSync(join(folder, `articles/note-${number}.yaml`), `headline: Note ${number}\n`);
  }
}

function build(...args: string[]): { site: Map<string, string>; stdout: string } {
  const { status, stdout, stderr } = runStet(["build", folder, ...args]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return { site: readTree(join(folder, "dist")), stdout };
}

/** Changes a byte in the middle of every file of the store, but for the lists of what is used. */
function spoil(): number {
  const files = kept();
  for (const file of files) {
    const path = join(folder, ".cache", file);
    // The site's own files are hard links to some of these: they stay as they are.
    const data = Buffer.from(readFileSync(path));
    const middle = data.length >> 1;
    data[middle] = (data[middle] ?? 0) ^ 1;
    rmSync(path);
    writeFileSync(path, data);
  }
  return files.length;
}

test("a byte changed in any entry is noticed, and made anew: image, card, search index, records", async () => {
  await publication(101);
  const { site } = build();
  const before = kept();
  for (const kind of ["images", "cards", "search", "records"])
    expect(before.filter((path) => path.startsWith(`${kind}/`)).length, kind).toBeGreaterThanOrEqual(2);
  expect(spoil()).toBe(before.length);
  expect(build().site).toEqual(site);
  expect(kept()).toEqual(before);
  // And without the site, from which pages are taken over.
  spoil();
  rmSync(join(folder, "dist"), { recursive: true });
  expect(build().site).toEqual(site);
  expect(kept()).toEqual(before);
});

test("a headline that somebody edits in the store is never published", async () => {
  await publication();
  const { site } = build();
  const [records = ""] = kept().filter((path) => path.endsWith("/records.jsonl"));
  const file = join(folder, ".cache", records);
  const text = readFileSync(file, "utf8");
  expect(text).toContain("The bridge opens");
  writeFileSync(file, text.replaceAll("The bridge opens", "The bridge falls"));
  rmSync(join(folder, "dist"), { recursive: true });
  expect(build().site).toEqual(site);
  expect(readFileSync(join(folder, "dist/bridge/index.html"), "utf8")).toContain("The bridge opens");
});

test("a build with --no-cache takes nothing from the store, puts nothing into it, and comes to the same site", async () => {
  await publication();
  const { site } = build("--no-cache");
  expect(existsSync(join(folder, ".cache"))).toBe(false);
  expect(build().site).toEqual(site);
  const before = readTree(join(folder, ".cache"));
  expect(build("--no-cache").site).toEqual(site);
  expect(readTree(join(folder, ".cache"))).toEqual(before);
});

test("what somebody writes into the store with all its digests is published, but never by --no-cache, and verify tells it", async () => {
  await publication();
  const { site } = build();
  const [records = ""] = kept().filter((path) => path.endsWith("/records.jsonl"));
  const file = join(folder, ".cache", records);
  const forged = readFileSync(file, "utf8").replaceAll("The bridge opens", "The bridge falls");
  writeFileSync(file, forged);
  const manifest = join(dirname(file), "entry");
  const { value, files } = JSON.parse(readFileSync(manifest, "utf8").replace(/.*\n/, ""));
  const rest = JSON.stringify({ value, files: { ...files, "records.jsonl": sha256(forged) } });
  writeFileSync(manifest, `${sha256(rest)}\n${rest}`);
  rmSync(join(folder, "dist"), { recursive: true });
  build();
  expect(readFileSync(join(folder, "dist/bridge/index.html"), "utf8")).toContain("The bridge falls");
  const told = runStet(["verify", folder]);
  expect(told.stderr).toContain('dist/bridge/: a word in title is changed: expected "opens", found "falls"');
  expect(told.status).toBe(1);
  rmSync(join(folder, "dist"), { recursive: true });
  expect(build("--no-cache").site).toEqual(site);
  expect(runStet(["verify", folder])).toMatchObject({ status: 0, stderr: "" });
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("two builds at once of one publication with a new picture both come out whole", async () => {
  await publication();
  const outputs = ["one", "two", "three"].map((name) => join(folder, name));
  const builds = outputs.map((output) => {
    const child = spawn(process.execPath, [stetProgram, "build", folder, "--output", output], {
      stdio: "pipe",
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    return new Promise((done) => child.once("close", (status) => done({ status, said })));
  });
  expect(await Promise.all(builds)).toEqual(outputs.map(() => ({ status: 0, said: "" })));
  const [one, two, three] = outputs.map(readTree);
  expect(two).toEqual(one);
  expect(three).toEqual(one);
  expect([...(one?.keys() ?? [])].filter((path) => path.startsWith("bridge/images/"))).toHaveLength(3);
  expect(readdirSync(join(folder, ".cache/images"))).toHaveLength(1);
});
