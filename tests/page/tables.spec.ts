import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { readBack } from "../../src/press/proof/read-back.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/* Captions and row headers of tables, and the figures of lists and notes. */

const wide =
  "| Year | Crossings | Passengers | Bicycles | Cancelled for ice |\n| --- | --- | --- | --- | --- |\n";

const articles = {
  "ferry.md": `The boats went out.[^1] They came back.[^1]

: Passengers by *year*

| Year | People |
| --- | --- |
| **1934** | 61 |
| **1968** | 102 |

: This one is a paragraph, for no table follows.

1. Between them:

   : In a list

   | Half **bold** | b |
   | --- | --- |
   | **a** b | c |

${wide}| 1934 | 8 | 61 | 9 | 14 |

\\: Not a caption, by its backslash
${wide}| 1968 | 8 | 102 | 4 | 9 |

[^1]: The log has it.
`,
  "ferry.yaml": 'headline: The boats\ndate: 2024-03-09\nacknowledge: ["markup: a definition"]\n',
  "colon.md": ": \nNor this, without words behind it\n| a | b |\n| --- | --- |\n| c | d |\n",
  "colon.yaml": "headline: A colon alone\ndate: 2024-03-05\n",
  "qayeq.md":
    "قایق‌ها رفتند و شب برگشتند.[^1] کسی چیزی نگفت.\n\n9. نه\n10. ده\n\n- - -\n\n1. The boats went out\n2. They came back\n\n[^1]: در دفتر آمده است.\n",
  "qayeq.yaml": "headline: قایق‌ها\nlanguage: fa\ndate: 2024-03-08\n",
  "nouka.md": "নৌকাগুলি গেল এবং ফিরল।\n\n1. এক\n2. দুই\n",
  "nouka.yaml": "headline: নৌকা\nlanguage: bn\ndate: 2024-03-07\n",
  "kashti.md": "کشتیاں گئیں اور واپس آئیں۔[^1]\n\n1. ایک\n\n[^1]: دفتر میں ہے۔\n",
  "kashti.yaml": "headline: کشتیاں\nlanguage: ur\ndate: 2024-03-06\n",
};

let site: BuiltSite;

test.beforeAll(() => {
  site = buildSite({ articles, args: ["--strict"] });
  expect(site.stderr).not.toMatch(/error|warning/);
  expect(site.status).toBe(0);
});

const read = (path: string) => readFileSync(join(site.output, path), "utf8");
const address = (slug: string) => pathToFileURL(join(site.output, slug, "index.html")).href;

test("a paragraph that begins with a colon, before a table, is its caption, each of its words once", () => {
  const page = read("ferry/index.html");
  expect(page).toMatch(/<table>\s*<caption>Passengers by <em>year<\/em><\/caption>\s*<thead>/);
  expect(page).toContain("<caption>In a list</caption>");
  expect(page.match(/<caption>/g)).toHaveLength(2);
  expect(page).toContain("<p>: This one is a paragraph, for no table follows.</p>");
  expect(page).toContain("<p>: Not a caption, by its backslash</p>");
  expect(read("colon/index.html")).toContain("<p>:\nNor this, without words behind it</p>");
  expect(readBack(page).blocks.filter((block) => block.includes("Passengers by"))).toEqual([
    "Passengers by year",
  ]);
  expect(JSON.parse(read("ferry/article.json")).text.slice(0, 4)).toEqual([
    "The boats went out. They came back.",
    "Passengers by year",
    "Year",
    "People",
  ]);
});

test("a first column in bold type names the rows, and no other does", async ({ page }) => {
  await page.goto(address("ferry"));
  const table = page.getByRole("table", { name: "Passengers by year" });
  await expect(table.getByRole("rowheader")).toHaveText(["1934", "1968"]);
  await expect(table.getByRole("columnheader")).toHaveText(["Year", "People"]);
  await expect(page.getByRole("rowheader")).toHaveCount(2);
});

test("only tables that can be wider than a phone's window are stops for the keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(address("ferry"));
  const tables = await page
    .locator(".table")
    .evaluateAll((all) =>
      all.map((table) => [table.getAttribute("tabindex"), table.scrollWidth > table.clientWidth]),
    );
  expect(tables).toEqual([
    [null, false],
    [null, false],
    ["0", true],
    ["0", true],
  ]);
  await expect(page.getByRole("group", { name: "Table" })).toHaveCount(2);
});

test("lists and notes have the language's figures, and the proof their value", async ({ page }) => {
  const styleOf = async (slug: string) => {
    await page.goto(address(slug));
    return page
      .locator(".e-content ol")
      .evaluateAll((all) => all.map((list) => getComputedStyle(list).listStyleType));
  };
  expect(await styleOf("qayeq")).toEqual(["persian", "decimal", "persian"]);
  expect(await styleOf("nouka")).toEqual(["bengali"]);
  expect(await styleOf("kashti")).toEqual(["decimal", "decimal"]);
  expect(read("qayeq/index.html")).toContain(
    '<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">[۱]</a></sup>',
  );
  expect(read("qayeq/index.html")).toContain('<ol start="9" class="arabext">');
  expect(readBack(read("qayeq/index.html")).marks[0]).toBe("[1]");
  expect(JSON.parse(read("qayeq/article.json")).text.slice(1, 3)).toEqual(["9. نه", "10. ده"]);
  expect(read("kashti/index.html")).toContain('role="doc-noteref">[1]</a>');
});

test("notes and their ways back say what they are", async ({ page }) => {
  await page.goto(address("ferry"));
  const roles = await page
    .locator(".e-content [role^=doc]")
    .evaluateAll((all) => all.map((item) => `${item.getAttribute("role")} ${item.textContent?.trim()}`));
  expect(roles).toEqual([
    "doc-noteref [1]",
    "doc-noteref [1:1]",
    "doc-endnotes The log has it. [↩︎] [↩︎]",
    "doc-backlink [↩︎]",
    "doc-backlink [↩︎]",
  ]);
});

test("only long words of paragraphs are parted, and paragraphs stand one and a half lines apart", async ({
  page,
}) => {
  const styleOf = (selector: string, name: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((item, name) => getComputedStyle(item).getPropertyValue(name), name);
  for (const slug of ["ferry", "qayeq", "kashti"]) {
    await page.goto(address(slug));
    expect(await styleOf(".e-content > p", "hyphens")).toBe("auto");
    expect(await styleOf(".e-content > p", "hyphenate-limit-chars")).toBe("10 4 4");
    for (const other of ["h1", "li", "footer p", ".by"])
      expect(await styleOf(other, "hyphens")).toBe("manual");
    // WCAG 2.2, 1.4.8: from one paragraph's last line to the next one's first.
    const [line = 0, margin = 0] = await Promise.all(
      ["line-height", "margin-bottom"].map(async (name) =>
        Number.parseFloat(await styleOf(".e-content > p", name)),
      ),
    );
    expect((line + margin) / line).toBeGreaterThanOrEqual(1.5);
  }
});
