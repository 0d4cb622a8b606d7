import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { checkPlace } from "../src/press/place.ts";
import { copyProject } from "./support/project.ts";

/*
 * Folders whose names Eleventy cannot cope with: an error that says so, before anything is read. That a site in a folder with any other
 * name comes to the same bytes is for tests/same-bytes.spec.ts.
 */

const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "stet-place-")));
process.once("exit", () => rmSync(elsewhere, { recursive: true, force: true }));

const said: [folder: string, marks: string][] = [
  ["/home/ada/100% news", "`%`"],
  ["/home/ada/50%20", "`%`"],
  ["/home/ada/press #2/stet", "`#`"],
  ["/home/ada/what?", "`?`"],
  ["/home/ada/a\\b", "`\\`"],
  ["/home/ada#1/100% #2", "`#`, `%`"],
  ["/home/ada/two\nlines", "a character that cannot be seen"],
];

for (const [folder, marks] of said) {
  test(`${JSON.stringify(folder)} is refused for ${marks}`, () => {
    expect(() => checkPlace(folder)).toThrow(
      `${folder}: Eleventy finds no file in a folder with ${marks} in its path (rename the folder)`,
    );
  });
}

test("other names are taken", () => {
  for (const name of [
    "plain",
    "two words",
    "a*b [c] {d,e} (f)",
    "!a+b@c",
    "a:b;c&d=e$f|g",
    "Zoë’s “news”",
    "خبر",
    "~",
  ])
    expect(() => checkPlace(`/home/ada/${name}`), name).not.toThrow();
});

test("`npm run build` and `npm start` say it, and write nothing", async () => {
  const folder = join(elsewhere, "100% #1");
  renameSync(copyProject(), folder);
  const fault = `${folder}: Eleventy finds no file in a folder with \`%\`, \`#\` in its path (rename the folder)\n1 error`;

  const built = run(folder, "build");
  expect(built.stderr).toBe(`${fault}\ndist is as it was.\n`);
  expect(built.status).toBe(1);
  expect(existsSync(join(folder, "dist"))).toBe(false);

  const started = run(folder, "start");
  expect(started.stderr).toBe(`${fault}\n`);
  expect(started.status).toBe(1);
  expect(existsSync(join(folder, ".cache"))).toBe(false);
});

/** Runs a command there; a server that stands after all is ended. */
function run(folder: string, command: "build" | "start") {
  return spawnSync("npm", ["run", "--silent", command], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GITHUB_ACTIONS: "" },
    timeout: 60_000,
  });
}
