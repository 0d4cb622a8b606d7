import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import sharp from "sharp";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { outside, styles } from "../support/measures.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const { "articles/quay.md": essay = "" } = examplesIn("docs/pictures.md");

let site: BuiltSite;
let served: Served;

const picture = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

test.beforeAll(async () => {
  const articles = {
    "quay.md": essay,
    "boats.jpg": await picture(1000, 400, "#c33"),
    "nets.jpg": await picture(300, 450, "#2a6"),
  };
  const metadata =
    "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n";
  site = buildSite({ articles, metadata, args: ["--strict"] });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

test("figures one after the other stand side by side, the first of three across, and a lone one does not", async ({
  page,
}) => {
  expect([site.status, site.stderr]).toEqual([0, ""]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${served.address}/quay/`);
  const boxes = await page.locator(".gallery img").evaluateAll((images) =>
    images.map((image) => {
      const { left, width, height } = image.getBoundingClientRect();
      return [Math.round(left), Math.round(width), Math.round(height)];
    }),
  );
  expect(boxes).toEqual([
    [192, 896, 597],
    [192, 440, 293],
    [648, 440, 293],
  ]);
  await expect(page.locator("figure")).toHaveCount(4);
  await expect(page.locator(".gallery figcaption")).toHaveText([
    "The first boats. Photo: Ada Marsh",
    "Nets dry until noon.",
    "They leave at noon.",
  ]);
});

test("on a phone they stand below each other, whole, and nothing is cut", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${served.address}/quay/`);
  const lefts = await page
    .locator(".gallery img")
    .evaluateAll((images) => images.map((image) => Math.round(image.getBoundingClientRect().left)));
  expect(new Set(lefts).size).toBe(1);
  expect(await styles(page, ".gallery img", "object-fit")).toEqual(["contain"]);
  expect(await outside(page)).toEqual([]);
});

test("each picture leads to its largest file, with the keyboard too, and a small one alone leads nowhere", async ({
  page,
}) => {
  await page.goto(`${served.address}/quay/`);
  const links = page.locator(".e-content figure a");
  await expect(links).toHaveCount(3);
  const link = page.getByRole("link", { name: "Boats under a red sky" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/quay\/images\/[0-9a-f]{16}-1000\.jpeg$/);
  await expect(page.locator("img")).toHaveJSProperty("naturalWidth", 1000);
});

test("the page is valid, axe finds nothing, and paper has no address behind a picture", async ({
  page,
  browser,
}) => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  const { results } = await validator.validateString(read("quay/index.html"));
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  expect(await axeFindings(browser, `${served.address}/quay/`)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  await page.goto(`${served.address}/quay/`);
  const behind = await page
    .locator("a.full")
    .evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content));
  expect(new Set(behind)).toEqual(new Set(["none"]));
});

test("the words and the feed stand, and a link that leads elsewhere is told", () => {
  expect(runStet(["verify", site.folder]).stdout).toContain("every word stands");
  expect(read("feed.xml")).toContain(
    "class=&quot;bare full&quot; href=&quot;https://example.org/quay/images/",
  );
  expect(read("quay/article.json")).toContain("They leave at noon.");
  const page = read("quay/index.html");
  writeFileSync(
    join(site.output, "quay/index.html"),
    page.replace(/class="bare full" href="[^"]*"/, 'class="bare full" href="https://example.net/"'),
  );
  const { status, stderr } = runStet(["verify", site.folder]);
  writeFileSync(join(site.output, "quay/index.html"), page);
  expect(status).toBe(1);
  expect(stderr).toContain('an attribute is added: found "href=\\"https://example.net/\\""');
});
