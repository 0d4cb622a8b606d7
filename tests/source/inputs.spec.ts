import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { runBuild } from "../support/build.ts";
import { copy, emptyProject } from "../support/inputs.ts";
import { leftovers, readTree } from "../support/publish/disk.ts";
import { badFiles } from "../support/refused-files.ts";
import { badMetadataFiles } from "../support/refused-metadata.ts";

/*
 * What maintainers, agencies and attackers may put among the articles and must be refused: all of it lies in one folder and is built in
 * one run.
 */

const bad = { ...badMetadataFiles, ...badFiles };

/** The publication's metadata, wrong in the same run. */
const badMetadata = `title: The Test Post
url: ftp://example.org/
language: english_x
langauge: en
cards: maybe
theme:
  accent: red
security:
  expires: 2027-06-30
`;

const badMetadataSays = [
  '_data/metadata.yaml:2:6: `url` must be an address that begins with https:// or http://, not "ftp://example.org/"',
  '_data/metadata.yaml:3:11: `language`: "english_x" is not a language tag (write a BCP 47 tag such as en, fr-CA or fa-AF)',
  "_data/metadata.yaml:4:1: unknown key `langauge` (did you mean `language`?)",
  '_data/metadata.yaml:5:8: `cards` must be `article`, `publication` or `none`, not "maybe"',
  '_data/metadata.yaml:7:11: `theme.accent` must be a colour such as #8a1c1c, not "red"',
  "_data/metadata.yaml:9:3: `security` needs a `contact` (add `contact: name@example.org`)",
  '_data/metadata.yaml:9:12: `expires`: "2027-06-30" is a whole day (write an instant, such as 2027-06-30T00:00:00Z)',
];

test.describe("refused", () => {
  let errors: readonly string[];
  let status: number | null;
  let says: string;
  let project: string;
  let before: ReturnType<typeof stateOf>;

  /** All that a build could leave behind, wherever it could. */
  function stateOf(folder: string) {
    return {
      top: readdirSync(folder).sort(),
      dist: [...readTree(join(folder, "dist"))].sort(),
      cache: [...readTree(join(folder, ".cache"))].sort(),
    };
  }

  test.beforeAll(() => {
    const made = emptyProject();
    project = made.project;
    const { articles } = made;
    writeFileSync(join(articles, "good.txt"), " date 2023-12-02 Fish rose on Friday, as fish do.\n");
    const first = runBuild(project);
    expect(first.stderr).not.toContain("error");
    expect(first.status).toBe(0);
    before = stateOf(project);
    writeFileSync(join(project, "_data/metadata.yaml"), badMetadata);
    for (const { files = {}, make } of Object.values(bad).flat()) {
      for (const [name, content] of Object.entries(files)) {
        expect(existsSync(join(articles, name)), `${name} is taken`).toBe(false);
        writeFileSync(join(articles, name), content);
      }
      make?.(articles);
    }
    const second = runBuild(project);
    status = second.status;
    says = second.stderr;
    const lines = says.split("\n").filter((line) => /^(?:src|_data)\//.test(line));
    errors = lines.filter((line) => !line.includes(": notice: "));
  });

  for (const [group, rows] of Object.entries(bad)) {
    test.describe(group, () => {
      for (const { what, files = {}, says } of rows) {
        test(what, () => {
          const own = [
            ...Object.keys(files),
            ...says.map((line) => /^src\/articles\/([^:]*):/.exec(line)?.[1]),
          ];
          const found = errors.filter((line) => own.some((name) => line.startsWith(`src/articles/${name}:`)));
          expect(found).toEqual(says);
        });
      }
    });
  }

  test("the publication's metadata, in the same run", () => {
    expect(errors.filter((line) => line.startsWith("_data/"))).toEqual(badMetadataSays);
  });

  test("nothing else: all errors stand in one run, sorted by file, and are counted", () => {
    const expected = [
      ...badMetadataSays,
      ...Object.values(bad).flatMap((rows) => rows.flatMap(({ says }) => says)),
    ];
    expect([...errors].sort()).toEqual([...expected].sort());
    const files = errors.map((line) => line.split(":", 1)[0] ?? "");
    expect(files).toEqual([...files].sort());
    expect(says).toContain(`\n${expected.length} errors, `);
    expect(says.trimEnd()).toMatch(/\ndist is as it was\.$/);
    expect(status).toBe(1);
  });

  test("and the old site stands byte for byte, no lock and no temporary file is left, and nothing was executed", () => {
    expect(before.dist.length).toBeGreaterThan(10);
    expect(leftovers(join(project, "dist"))).toEqual([]);
    expect(stateOf(project)).toEqual(before);
    expect(existsSync(join(project, "executed"))).toBe(false);
  });
});

test("a folder with no article, with drafts only, or that is not there never empties the site", () => {
  const { project, articles } = emptyProject();
  writeFileSync(join(articles, "fish.txt"), copy);
  expect(runBuild(project).status).toBe(0);
  const before = readTree(join(project, "dist"));
  writeFileSync(join(articles, "fish.yaml"), "headline: Fish\nstatus: draft\n");
  expect(runBuild(project).stderr).toBe(
    "src/articles: every article in the folder is a draft (remove `status: draft` from one)\n1 error\ndist is as it was.\n",
  );
  for (const name of readdirSync(articles)) rmSync(join(articles, name));
  expect(runBuild(project).stderr).toBe(
    "src/articles: there is no article in the folder (put one there, NAME.txt or NAME.md, or name another folder with --articles DIR)\n1 error\ndist is as it was.\n",
  );
  rmSync(articles, { recursive: true });
  const { status, stderr } = runBuild(project);
  expect(stderr).toBe(
    "src/articles: the folder of articles cannot be read: ENOENT: no such file or directory (name it with --articles DIR)\n1 error\ndist is as it was.\n",
  );
  expect(status).toBe(1);
  expect(readTree(join(project, "dist"))).toEqual(before);
});
