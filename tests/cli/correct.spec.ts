import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { withCorrection } from "../../src/press/record/add-correction.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { stet } from "../support/theme.ts";

const text = (words: string) => ` date 2024-03-01 ${words}\n`;
const yaml = `# The first of three.
headline: 'Ferry leaves'   
topics: [ Harbour,
  Tide ]
# To be read again.
`;

let site: BuiltSite;
const pathOf = (name: string) => join(site.folder, "articles", name);
const read = (name: string) => readFileSync(pathOf(name), "utf8");

/** Runs the command in the publication's folder. */
function correct(...args: readonly string[]) {
  const { status, stdout, stderr } = stet(
    { folder: site.folder, output: site.output },
    "correct",
    "--date=2024-03-04",
    ...args,
  );
  return { status, stdout, stderr };
}

test.beforeAll(() => {
  site = buildSite({
    articles: {
      "quay.txt": text("The ferry left the south quay at nine."),
      "quay.yaml": yaml.replace("   \n", "\n"),
      "eel.md":
        "---\r\nheadline: Eel\r\ndate: 2024-03-01\r\ncorrections:\r\n    # The first one.\r\n    - date: 2024-03-02\r\n      text: A name was wrong.\r\n---\r\n\r\nThe eel is a snake, and a long one.\r\n",
      "bare.txt": text("Nine nets tore. Nobody mended them."),
      "same.txt": text("Low water."),
      "same.yaml": "headline: Low water\n",
    },
    metadata: "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n",
  });
  expect(site.status, site.stderr).toBe(0);
  writeFileSync(pathOf("quay.txt"), text("The ferry left the north quay at nine."));
  writeFileSync(pathOf("eel.md"), read("eel.md").replace("a snake, and a long", "a fish, and a thin"));
  writeFileSync(pathOf("bare.txt"), text("Ten nets tore. Somebody mended them."));
});

test("the words before and after are shown, and go into the metadata with the date; no other line changes", () => {
  const { status, stdout } = correct("quay");
  expect(status).toBe(0);
  expect(stdout).toBe(
    'articles/quay.txt:1: "south" became "north"\nwrote a correction into articles/quay.yaml\n' +
      "next: say in its text what was wrong, then stet build\n",
  );
  expect(read("quay.yaml")).toBe(
    `${yaml.replace("   \n", "\n")}corrections:\n  - date: 2024-03-04\n    text: Say here what was wrong.\n    was: "south"\n    now: "north"\n`,
  );
});

test("in a front matter it comes before the others, with their indent and line ends", () => {
  expect(correct("eel").status).toBe(0);
  expect(read("eel.md")).toBe(
    "---\r\nheadline: Eel\r\ndate: 2024-03-01\r\ncorrections:\r\n    # The first one.\r\n    - date: 2024-03-04\r\n      text: Say here what was wrong.\r\n    - date: 2024-03-02\r\n      text: A name was wrong.\r\n---\r\n\r\nThe eel is a fish, and a thin one.\r\n",
  );
});

test("an article without metadata gets a file of them", () => {
  const { status, stdout } = correct("bare");
  expect(status).toBe(0);
  expect(stdout).toContain('articles/bare.txt:1: "Nine" became "Ten"\n');
  expect(stdout).toContain('"Nobody" became "Somebody"\n');
  expect(read("bare.yaml")).toBe("corrections:\n  - date: 2024-03-04\n    text: Say here what was wrong.\n");
});

test("no build takes a correction that says nothing yet, and once it is written readers are told", async ({
  page,
}) => {
  const refused = rebuildSite(site.folder);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    "articles/quay.yaml:8:11: the correction says nothing yet (say what was wrong, in a sentence for readers)",
  );
  expect(refused.stderr).toContain("articles/eel.md:7:13: the correction says nothing yet");
  for (const name of ["quay.yaml", "eel.md", "bare.yaml"])
    writeFileSync(pathOf(name), read(name).replace("Say here what was wrong.", "It was another."));
  const built = rebuildSite(site.folder, ["--strict"]);
  expect(built.stderr).not.toContain("warning");
  expect(built.status).toBe(0);
  await page.goto(`file://${join(site.output, "quay/index.html")}`);
  await page.getByRole("link", { name: "Corrected 4 March 2024" }).click();
  await expect(page.locator(":target")).toContainText("4 March 2024: It was another. Was: south Now: north");
});

test("what did not change, is not there or was never published is told, and nothing is written", () => {
  const same = correct("same");
  expect(same).toEqual({
    status: 0,
    stdout: "articles/same.txt: no word changed since the last edition\n",
    stderr: "",
  });
  expect(read("same.yaml")).toBe("headline: Low water\n");
  expect(correct("sume").stderr).toContain("articles: no article has the slug `sume` (did you mean same?)");
  expect(correct("same", "--output=nowhere").stderr).toContain("nowhere: there is nothing to compare with");
  expect(correct().status).toBe(2);
  expect(correct("same", "--date=today").status).toBe(2);
});

test("where only another line could take it, it is not added", () => {
  const correction = { date: "2024-03-04" };
  expect(withCorrection("headline: A\ncorrections: []\n", correction)).toBeUndefined();
  expect(withCorrection("{headline: A}\n", correction)).toBeUndefined();
  expect(withCorrection("headline: A", correction)).toBe(
    "headline: A\ncorrections:\n  - date: 2024-03-04\n    text: Say here what was wrong.\n",
  );
  expect(withCorrection("corrections:\n- text: A.\n  date: 2024-03-02\nheadline: A\n", correction)).toBe(
    "corrections:\n- date: 2024-03-04\n  text: Say here what was wrong.\n- text: A.\n  date: 2024-03-02\nheadline: A\n",
  );
});
