import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { copyProject } from "../support/project.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** The pictures of the documents, with their sizes in pixels; on paper, A4 at 100 dots to the inch. */
const pictures: Record<string, string> = {
  "card.png": "1200 × 630",
  "dark.png": "780 × 1688",
  "desktop.png": "1280 × 900",
  "markdown.png": "720 × 1100",
  "phone.png": "780 × 1688",
  "print.png": "828 × 1171",
  "right-to-left.png": "780 × 1688",
};

test("`npm run screenshots` takes every picture of the documents, and no other", async () => {
  test.setTimeout(300_000);
  const folder = copyProject();
  for (const name of ["tests/fixtures", "tests/tools"])
    cpSync(join(project, name), join(folder, name), { recursive: true });
  const printer = spawnSync("pdftoppm", ["-v"]).error === undefined;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", "npm run --silent screenshots"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(printer ? 0 : 1);
  if (!printer) expect(stderr).toContain("print.png: no pdftoppm");

  const expected = Object.keys(pictures).filter((name) => printer || name !== "print.png");
  expect(readdirSync(join(folder, "docs/images")).sort()).toEqual(expected);
  for (const name of expected) {
    expect(stdout).toContain(`docs/images/${name}`);
    const picture = sharp(join(folder, "docs/images", name));
    const { width, height } = await picture.metadata();
    expect(`${width} × ${height}`, name).toBe(pictures[name]);
    // An empty page has an entropy of 0.
    expect((await picture.stats()).entropy, name).toBeGreaterThan(0.3);
  }
});

test("the documents show these pictures", () => {
  const text =
    readFileSync(join(project, "README.md"), "utf8") + readFileSync(join(project, "docs/page.md"), "utf8");
  const shown = [...text.matchAll(/images\/([\w-]+\.png)/g)].map(([, name = ""]) => name);
  expect([...new Set(shown)].sort()).toEqual(Object.keys(pictures));
  expect(readdirSync(join(project, "docs/images")).sort()).toEqual(Object.keys(pictures));
});
