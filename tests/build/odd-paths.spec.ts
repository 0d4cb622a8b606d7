import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { stetProgram } from "../support/build.ts";
import { sampleSite } from "../support/pages.ts";
import { readTree } from "../support/publish/disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * A publication may lie in a folder of any name, and be built from any other folder. That its site has the same bytes whatever the
 * folder is called is for tests/build/same-bytes.spec.ts, too.
 */

const room = temporaryFolder();
let plain: string;

/** A publication with everything: pictures, Markdown, wire copy, cards. What was made of the pictures is at hand. */
function publication(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of [".cache", "articles", "metadata.yaml"])
    cpSync(join(plain, name), join(folder, name), { recursive: true });
}

/** Builds the publication in a folder, from another current folder. */
function build(folder: string, cwd: string) {
  const options = { cwd, encoding: "utf8", env: { ...process.env, GITHUB_ACTIONS: "" } } as const;
  return spawnSync(process.execPath, [stetProgram, "build", folder, "--strict"], options);
}

test.beforeAll(() => {
  plain = sampleSite("en").folder;
});

for (const name of [
  "a b%20#1?x",
  "100% #1/what?/stet",
  "a*b [c] {d,e} (f)",
  "!a+b@c:d;e&f=g",
  "Zoë’s خبر",
  "two\nlines",
]) {
  test(`a publication in ${JSON.stringify(name)} comes to the same site, from another folder and from within`, () => {
    const folder = join(room, "odd", name);
    publication(folder);
    for (const [typed, cwd] of [
      [folder, tmpdir()],
      [".", folder],
    ] as const) {
      const { status, stderr, stdout } = build(typed, cwd);
      expect(stderr).toBe("");
      expect(status).toBe(0);
      expect(stdout).toContain("dist");
      expect(readTree(join(folder, "dist"))).toEqual(readTree(join(plain, "dist")));
      rmSync(join(folder, "dist"), { recursive: true });
    }
    // What is kept lies in the publication; nothing is left in the folder from which it was built.
    expect(readdirSync(folder).sort()).toEqual([".cache", "articles", "metadata.yaml"]);
  });
}

test("folders in the folder of articles may have such names, too: a picture is found beside its article", () => {
  const folder = join(room, "below");
  publication(folder);
  const below = join(folder, "articles", "100% #1", "what?");
  mkdirSync(below, { recursive: true });
  for (const name of readdirSync(join(plain, "articles")))
    cpSync(join(plain, "articles", name), join(below, name));
  for (const name of readdirSync(join(plain, "articles"))) rmSync(join(folder, "articles", name));
  expect(build(folder, room).stderr).toBe("");
  const pages = ["index.html", "night-ferry/index.html"];
  for (const page of pages)
    expect(readFileSync(join(folder, "dist", page), "utf8")).toBe(
      readFileSync(join(plain, "dist", page), "utf8"),
    );
});

test("a mistake is told with the path as it was typed", () => {
  const folder = join(room, "odd faults", "50% #2");
  publication(folder);
  writeFileSync(join(folder, "metadata.yaml"), "titel: x\n");
  const { status, stderr } = build("odd faults/50% #2", room);
  expect(status).toBe(1);
  expect(stderr).toContain("odd faults/50% #2/metadata.yaml:1:1: ");
  expect(stderr).toContain("odd faults/50% #2/dist is as it was.");
});
