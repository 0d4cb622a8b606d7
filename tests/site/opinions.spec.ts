import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/* Opinions with the face of whom they are, and what readers are told before they read on. */

const article = (more: string, text: string) => `---\ndate: 2026-10-05\n${more}---\n${text}\n`;

const articles = {
  "wait.md": article(
    "headline: Let the ferry wait\nkind: opinion\nauthors: [ines]\nimage: { src: quay.png, alt: The quay }\n" +
      "warning: Tells of a drowning.\n",
    "It is said that time and tide wait for nobody.",
  ),
  "ours.md": article(
    "headline: What we think\nkind: editorial\nauthors: [ines, tariq]\n",
    "The quay is old.",
  ),
  "news.md": article("headline: The ferry is late\nauthors: [ines]\n", "It came at noon."),
  "rai.md": article(
    "headline: کشتی کو انتظار کرنے دو\nkind: opinion\nlanguage: ur\nauthors: [ines]\nwarning: ڈوبنے کا ذکر ہے۔\n",
    "کشتیاں گئیں اور رات کو واپس آئیں۔",
  ),
};

const authors =
  "ines: { name: Ines Marlow, portrait: ines.jpg }\ntariq: { name: Tariq Brine, portrait: ines.jpg }\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const drawing = (background: string) =>
    sharp({ create: { width: 500, height: 600, channels: 3, background } });
  site = buildSite({
    articles: { ...articles, "quay.png": await drawing("#123").png().toBuffer() },
    files: { "authors.yaml": authors, "ines.jpg": await drawing("#345").jpeg().toBuffer() },
    args: ["--strict"],
  });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

test("an opinion has a head of its own, with the portrait of its one author", async ({ page, browser }) => {
  await page.goto(`${served.address}/wait/`);
  const head = page.locator("article > header");
  await expect(head).toHaveClass("opinion");
  await expect(head.getByRole("img", { name: "Ines Marlow" })).toBeVisible();
  await expect(page.locator("h1")).toHaveCSS("font-style", "italic");
  await page.goto(`${served.address}/ours/`);
  await expect(head).toHaveClass("opinion");
  await expect(head.getByRole("img")).toHaveCount(0);
  await page.goto(`${served.address}/news/`);
  await expect(head).not.toHaveClass("opinion");
  await expect(head.getByRole("img")).toHaveCount(0);
  await page.goto(`${served.address}/rai/`);
  await expect(page.locator("h1")).toHaveCSS("font-style", "normal");
  for (const path of ["wait/", "rai/"])
    expect(await axeFindings(browser, `${served.address}/${path}`), path).toEqual([]);
});

test("a warning stands before the text in feeds, in search and for agencies", async ({ page }) => {
  const { items } = JSON.parse(read("feed.json"));
  const entry = items.find(({ title }: { title: string }) => title === "Let the ferry wait");
  expect(entry.content_html).toMatch(
    /^<p class="warning"><b>Content warning<\/b>: <span>Tells of a drowning\.<\/span><\/p><figure/,
  );
  expect(read("feed.xml")).toContain(
    "&lt;b&gt;Content warning&lt;/b&gt;: &lt;span&gt;Tells of a drowning.&lt;/span&gt;",
  );
  expect(JSON.parse(read("wait/ninjs.json")).descriptions).toEqual([
    { role: "content warning", contentType: "text/plain", value: "Tells of a drowning." },
  ]);
  await page.goto(`${served.address}/search/`);
  await page.getByRole("searchbox").fill("tide");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText(
    /^Let the ferry wait\s*Content warning: Tells of a drowning\.\s*It is said/,
    { useInnerText: true },
  );
});

test("of an article with a warning, previews show the card that says it, and not the picture", () => {
  const [, first] = /<meta property="og:image" content="([^"]*)">/.exec(read("wait/index.html")) ?? [];
  expect(first).toBe("https://example.org/wait/card.png");
});

test("all of it verifies, and a warning that a feed leaves out is told", () => {
  expect(runStet(["verify", site.folder, "--site", site.output]).stdout).toContain("every word stands");
  const copy = buildSite({
    articles: { "news.md": articles["news.md"].replace("authors: [ines]", "warning: Loud.") },
  });
  const file = join(copy.output, "feed.json");
  writeFileSync(file, readFileSync(file, "utf8").replace(/<p class=\\"warning\\">.*?<\/p>/, ""));
  const told = runStet(["verify", copy.folder, "--site", copy.output, "--own-sources"]);
  expect(told.stderr).toContain("feed.json: the warning of news does not stand before its text");
});
