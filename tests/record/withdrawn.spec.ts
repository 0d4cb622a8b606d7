import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { servedFolder } from "../../src/press/proof/served.ts";
import { verify } from "../../src/press/proof/verify.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { builtSite } from "../support/pages.ts";
import { serve } from "../support/serve.ts";

const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\n";
const notice = "The interview never took place; the reporter has left.";
const about = "authors: [{name: Ada Marsh}]\ntopics: [Harbour]\nstandfirst: A rare interview.\n";
const withdrawn = `status: withdrawn\nwithdrawal:\n  date: 2024-03-05\n  text: ${notice}\n`;

let site: BuiltSite;

test.beforeAll(async () => {
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#345" } })
    .png()
    .toBuffer();
  site = builtSite({
    articles: {
      "gone.md": `---\nheadline: The captain speaks\ndate: 2024-03-01\naliases: [/old/]\n${about}image:\n  src: quay.png\n  alt: The quay\n${withdrawn}---\nThe captain said a **secret** thing.\n`,
      "quay.png": picture,
      "kept.txt": " date 2024-03-02 The mate spoke of the tide.\n",
      "kept.yaml": `headline: The mate speaks\n${about}${withdrawn}  keep: true\n`,
      "tide.txt": " date 2024-03-03 The tide went out.\n",
      "tide.yaml": "headline: Low water\n",
    },
    metadata,
  });
});

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

test("a withdrawn article's page has its headline, the date and the notice, and nothing of the text", async ({
  page,
}) => {
  const served = await serve(site.output);
  await page.goto(`${served.address}/gone/`);
  const article = page.getByRole("article");
  await expect(article.getByRole("heading", { level: 1 })).toHaveText("The captain speaks");
  await expect(article.getByText("Published 1 March 2024 · Withdrawn 5 March 2024")).toBeVisible();
  await expect(article.locator(".e-content")).toHaveText(notice);
  await expect(article.getByText("By Ada Marsh")).toBeVisible();
  await expect(page.locator("img")).toHaveCount(0);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  await page.goto(`${served.address}/old/`);
  expect(read("old/index.html")).toContain('<link rel="canonical" href="https://example.org/gone/">');
  await served.close();
});

test("where the text is kept the notice stands above it", async ({ page }) => {
  const served = await serve(site.output);
  await page.goto(`${served.address}/kept/`);
  await expect(page.locator(".e-content > *")).toHaveText([
    `Withdrawn5 March 2024: ${notice}`,
    "The mate spoke of the tide.",
  ]);
  await expect(page.getByText("A rare interview.")).toBeVisible();
  // The word is marked in the publication's own colours, and the notice stands apart from the text.
  const { color, backgroundColor } = await page.locator("mark").evaluate((mark) => {
    const { color, backgroundColor } = getComputedStyle(mark);
    return { color, backgroundColor };
  });
  expect(color).toBe("rgb(255, 254, 252)");
  expect(backgroundColor).not.toMatch(/255|rgba/);
  await expect(page.locator(".e-content > .corrections")).toHaveCSS("margin-bottom", "27.2px");
  await served.close();
});

test("no list, feed, sitemap, search index or picture has it, and no link leads to a list that is not there", () => {
  for (const path of [
    "index.html",
    "archive/index.html",
    "archive/2024/03/index.html",
    "feed.xml",
    "feed.json",
  ])
    expect.soft(read(path), path).not.toMatch(/captain|mate speaks/);
  expect(read("sitemap.xml")).not.toMatch(/gone|kept/);
  expect(readdirSync(join(site.output, "pagefind/en/fragment"))).toHaveLength(1);
  expect(readdirSync(join(site.output, "gone")).sort()).toEqual([
    "article.json",
    "index.html",
    "ninjs.json",
    "source.txt",
  ]);
  expect(existsSync(join(site.output, "topics/harbour"))).toBe(false);
  expect(existsSync(join(site.output, "authors/ada-marsh"))).toBe(false);
  for (const path of ["gone/index.html", "kept/index.html"])
    expect.soft(read(path), path).not.toMatch(/topics\/|authors\//);
});

test("the notice is what is served and proved in place of the source", async () => {
  expect(read("gone/source.txt")).toBe(`date 2024-03-05 ${notice}\n`);
  expect(JSON.parse(read("proof.json")).articles[0]).toMatchObject({
    slug: "gone",
    source: "gone/source.txt",
    form: "wire",
    words: 9,
  });
  expect(read("kept/source.txt")).toBe(" date 2024-03-02 The mate spoke of the tide.\n");
  const sources = {
    articles: { path: join(site.folder, "articles"), shown: "articles" },
    metadata: { path: join(site.folder, "metadata.yaml"), shown: "metadata.yaml" },
  };
  expect((await verify(servedFolder(site.output), sources)).faults).toEqual([]);
  for (const path of ["gone/index.html", "gone/article.json", "gone/ninjs.json"])
    expect(read(path)).not.toMatch(/secret|rare/);
});

test("machines are told", () => {
  expect(JSON.parse(read("gone/article.json"))).toMatchObject({
    status: "withdrawn",
    withdrawal: { date: "2024-03-05", text: notice, keep: false },
    modified: "2024-03-05",
    text: [notice],
  });
  expect(JSON.parse(read("gone/ninjs.json")).pubStatus).toBe("canceled");
  const [, json = ""] =
    /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read("gone/index.html")) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    creativeWorkStatus: "Withdrawn",
    correction: [{ "@type": "CorrectionComment", text: notice, datePublished: "2024-03-05" }],
    author: [{ "@type": "Person", name: "Ada Marsh" }],
  });
});

test("the corrections log tells it", async ({ page }) => {
  const served = await serve(site.output);
  await page.goto(`${served.address}/corrections/`);
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText(
    [
      `The mate speaks Withdrawn: ${notice} 5 March 2024`,
      `The captain speaks Withdrawn: ${notice} 5 March 2024`,
    ],
    { useInnerText: true },
  );
  await served.close();
});

test("a second build takes the pages over, and they stay as they are", () => {
  const [before, proof] = [read("gone/index.html"), read("proof.json")];
  expect(rebuildSite(site.folder, ["--strict"]).stderr).toBe("");
  expect(read("gone/index.html")).toBe(before);
  expect(read("proof.json")).toBe(proof);
});

test("the only article of a publication can be withdrawn", () => {
  const alone = builtSite({
    articles: {
      "tide.txt": " date 2024-03-03 The tide went out.\n",
      "tide.yaml": `headline: Low water\n${withdrawn}`,
    },
    metadata,
  });
  expect(readFileSync(join(alone.output, "tide/index.html"), "utf8")).toContain(notice);
  expect(readFileSync(join(alone.output, "index.html"), "utf8")).toContain("<h1>The Test Post</h1>");
});

test("a status without a notice, a notice without the status, and a date before the article's stop the build", () => {
  const text = " date 2024-03-06 The tide went out.\n";
  const { status, stderr } = buildSite({
    articles: {
      "a.txt": text,
      "a.yaml": "headline: A\nstatus: withdrawn\n",
      "b.txt": text,
      "b.yaml": "headline: B\nwithdrawal:\n  date: 2024-03-07\n  text: Gone.\n",
      "c.txt": text,
      "c.yaml": `headline: C\n${withdrawn}`,
      "d.txt": text,
      "d.yaml": `headline: D\n${withdrawn.replace("03-05", "03-07")}  keep: maybe\n`,
    },
    metadata,
  });
  expect(status).toBe(1);
  expect(stderr).toContain(
    "a.yaml:2:9: the article is withdrawn, and its notice is missing (add `withdrawal:` with a `date` and a `text` that says why)",
  );
  expect(stderr).toContain(
    "b.yaml:3:3: there is a notice, and the article is not withdrawn (write `status: withdrawn`, or remove the notice)",
  );
  expect(stderr).toContain(
    "c.yaml:4:9: the withdrawal of 2024-03-05 is before the article's date 2024-03-06",
  );
  expect(stderr).toContain("d.yaml:6:9: `withdrawal.keep` must be `true` or `false`");
  expect(stderr).toContain("4 errors");
});
