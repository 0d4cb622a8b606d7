import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite, plainMetadata } from "../support/build.ts";
import { runStet } from "../support/press.ts";
import { serve } from "../support/serve.ts";

const article = (headline: string, date: string, rest = "") =>
  `---\nheadline: ${headline}\ndate: ${date}\n${rest}---\nIt came back to the north quay.\n`;

const articles = {
  "ferry.md": article("The ferry is back", "2024-03-01"),
  "lamp.md": article("The lamp is not lit yet", "2024-03-02", "status: draft\n"),
  "mole.md": article("The mole opens", "2100-01-01"),
  "kashti.md":
    "---\nheadline: فیری واپس آ گئی\ndate: 2024-03-01\nlanguage: ur\n---\nفیری شمالی گھاٹ پر واپس آ گئی۔\n",
};

let site: BuiltSite;
let drafts: string;
let said: string;

test.beforeAll(() => {
  site = buildSite({ articles, metadata: `cards: none\n${plainMetadata}`, args: ["--strict"] });
  drafts = join(site.folder, "drafts");
  const built = runStet(["build", site.folder, "--drafts", "--output", drafts]);
  expect(built.stderr).toBe("");
  said = built.stdout;
});

const read = (path: string) => readFileSync(join(drafts, path), "utf8");

/** Every page of a folder, by its path from there. */
const pagesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".html"));

test("an edition for editors has drafts and what is dated later, in lists as well", async ({ page }) => {
  expect(said).toContain("4 articles");
  expect(said).toContain("for editors alone, with 1 draft and 1 article dated later");
  const served = await serve(drafts);
  await page.goto(`${served.address}/archive/2024/03/`);
  await expect(page.locator(".list li > a")).toHaveText([
    "The lamp is not lit yet",
    "The ferry is back",
    "فیری واپس آ گئی",
  ]);
  await page.goto(`${served.address}/mole/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The mole opens");
  await expect(page.getByRole("complementary")).toHaveText("Draft edition");
  await page.goto(`${served.address}/kashti/`);
  await expect(page.getByRole("complementary")).toHaveText("مسودہ ایڈیشن");
  await served.close();
});

test("each of its pages has the banner and keeps search engines out, and so does robots.txt", () => {
  const pages = pagesIn(drafts);
  expect(pages.length).toBeGreaterThan(10);
  for (const path of pages) {
    expect(read(path), path).toMatch(/<aside><mark>(?:Draft edition|مسودہ ایڈیشن)<\/mark><\/aside>/);
    expect(read(path), path).toContain('<meta name="robots" content="noindex">');
    expect(read(path), path).toContain('<meta http-equiv="Content-Security-Policy"');
  }
  expect(read("robots.txt")).toBe("User-agent: *\nDisallow: /\n");
});

test("the public site has none of it", () => {
  expect(existsSync(join(site.output, "lamp"))).toBe(false);
  for (const path of pagesIn(site.output))
    expect(readFileSync(join(site.output, path), "utf8"), path).not.toContain("<aside>");
});

test("it goes to a folder of its own, and never where the public site stands", () => {
  const before = readFileSync(join(site.output, "SHA256SUMS"), "utf8");
  const refused = runStet(["build", site.folder, "--drafts", "--output", site.output]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    `${site.output}: the public site stands there (build drafts into a folder of their own, by --output DIR)`,
  );
  expect(readFileSync(join(site.output, "SHA256SUMS"), "utf8")).toBe(before);
  expect(runStet(["build", site.folder, "--drafts", "--output", drafts]).status).toBe(0);
});

test("a public build in its place takes over none of its pages, and tells of no change", () => {
  const place = join(site.folder, "place");
  expect(runStet(["build", site.folder, "--drafts", "--output", place]).status).toBe(0);
  const built = runStet(["build", site.folder, "--strict", "--output", place]);
  expect(built.stderr).toBe("");
  expect(readFileSync(join(place, "SHA256SUMS"), "utf8")).toBe(
    readFileSync(join(site.output, "SHA256SUMS"), "utf8"),
  );
});

test("verify tells it from the public site, and --since does", () => {
  const { status, stderr } = runStet(["verify", site.folder, "--site", drafts]);
  expect(status).toBe(1);
  expect(stderr).toContain(
    "proof.json: this is an edition with drafts, which is for editors alone (build without --drafts, and publish that)",
  );
  expect(runStet(["build", site.folder, "--since", drafts]).status).toBe(1);
});

test("without a place of its own nothing is built", () => {
  const { status, stderr } = runStet(["build", site.folder, "--drafts"]);
  expect(status).toBe(2);
  expect(stderr).toContain("--drafts needs --output DIR: a folder of its own, beside the public site's");
});
