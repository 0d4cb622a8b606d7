import { expect, type Page, test } from "@playwright/test";
import { axeOn, openFor } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { outside } from "../support/measures.ts";
import { sourcesOf } from "../support/pages.ts";
import { type Served, serve } from "../support/serve.ts";

/* Every kind of page, in six languages, light and dark, from 320 to 1920 pixels: one build and one browser. */

/** Words of an article in a language: its headline, a sentence, a note, and what it is about. */
const texts: Readonly<
  Record<string, readonly [headline: string, sentence: string, note: string, topic: string]>
> = {
  en: [
    "The ferry is back",
    "The boats went out at noon and came back at night.",
    "The log has it.",
    "Ferries",
  ],
  de: [
    "Die Fähre fährt wieder",
    "Die Boote liefen mittags aus und kamen nachts zurück.",
    "So steht es im Buch.",
    "Fähren",
  ],
  fa: ["قایق بازگشت", "قایق‌ها نیمروز رفتند و شب بازگشتند.", "در دفتر آمده است.", "قایق‌ها"],
  ur: ["کشتی واپس آ گئی", "کشتیاں دوپہر کو گئیں اور رات کو واپس آئیں۔", "دفتر میں درج ہے۔", "کشتیاں"],
  hi: ["नाव लौट आई", "नावें दोपहर को गईं और रात को लौट आईं।", "बही में लिखा है।", "नावें"],
  "zh-Hans": ["渡船回来了", "船只中午出海，夜里返航。", "日志有记载。", "渡船"],
};

/** An article with all that Markdown has. */
function article(language: string, day: number): string {
  const [headline = "", sentence = "", note = "", topic = ""] = texts[language] ?? [];
  return `---
headline: ${headline}
standfirst: ${sentence}
language: ${language}
date: 2024-03-${10 + day}
section: Harbour
authors: [{ name: Ines Marlow }]
topics: [${topic}, Boats]
image: { src: quay.jpg, alt: ${headline}, caption: ${headline}, credit: Ines Marlow }
corrections: [{ date: 2024-03-20, text: ${sentence} }]
---
${sentence}[^1] <https://example.net/log>

## ${headline}

> ${sentence}

1. ${sentence}
2. ${note}

: ${headline}

| ${topic} | 1934 |
| --- | ---: |
| **${topic}** | 61 |

: ${note}

| ${topic} | 1934 | 1968 | 1990 | 2004 | 2012 | 2018 | 2024 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| **${topic}** | 61240 | 102377 | 38905 | 12731 | 88120 | 90111 | 71402 |

\`\`\`
boats = 2
\`\`\`

![${headline}](quay.jpg "${note} | ${topic}")

[^1]: ${note}
`;
}

const paths = [
  ...Object.keys(texts).map((language) => `/${language.toLowerCase()}/`),
  ...[
    "/",
    "/archive/",
    "/archive/2024/03/",
    "/sections/",
    "/sections/harbour/",
    "/topics/",
    "/topics/boats/",
  ],
  ...["/authors/", "/authors/ines-marlow/", "/corrections/", "/search/", "/search/?q=boats", "/check/"],
  ...["/check/?en", "/about/", "/404.html"],
];

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const picture = sourcesOf("page/en").articles["quay.jpg"] ?? "";
  const articles = Object.keys(texts).map((language, day) => [
    `${language.toLowerCase()}.md`,
    article(language, day),
  ]);
  site = buildSite({
    articles: { ...Object.fromEntries(articles), "quay.jpg": picture },
    files: { "pages/about.md": "# About us\n\nFive people on the quay.\n" },
    metadata: `title: The Test Post
url: https://example.org/
language: en
cards: none
menu: [Harbour, about]
sections: [{ name: Harbour, description: "Ships, tides, and who decides" }]
`,
  });
  expect(site.stderr).not.toMatch(/error/);
  expect(site.status).toBe(0);
  served = await serve(site.output);
});
test.afterAll(() => served.close());

/** Opens a page as it is when its script has done its work. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(served.address + path);
  if (/\?/.test(path)) await expect(page.getByRole("status")).toHaveText(/^(?:Results|Every word|The page)/);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on any kind of page, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const page = await openFor(browser, colorScheme);
    for (const path of paths) {
      await open(page, path);
      for (const width of colorScheme === "light" ? [320, 768, 1920] : [320, 1280]) {
        // What is taller than the window axe cannot judge.
        await page.setViewportSize({ width, height: 3000 });
        expect.soft(await axeOn(page, colorScheme), `${path} at ${width}`).toEqual([]);
        expect.soft(await outside(page), `${path} at ${width}`).toEqual([]);
      }
    }
    await page.context().close();
  });
}

test("two tables of a page are told apart, and only the wide one is a stop", async ({ page }) => {
  await open(page, "/en/");
  await expect(page.getByRole("table", { name: "The ferry is back" })).toBeVisible();
  await expect(page.getByRole("table", { name: "The log has it." })).toBeVisible();
  expect(
    await page.locator(".table").evaluateAll((all) => all.map((table) => table.getAttribute("tabindex"))),
  ).toEqual([null, "0"]);
});

test("the first link leads to the text, and moves nothing on the page", async ({ page }) => {
  for (const path of ["/en/", "/ur/"]) {
    await open(page, path);
    const place = () => page.getByRole("heading", { level: 1 }).boundingBox();
    const before = await place();
    await page.keyboard.press("Tab");
    await expect(page.locator(".skip")).toBeFocused();
    const { y = -1 } = (await page.locator(".skip").boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(await place()).toEqual(before);
  }
});

test("a screen reader hears an article in its order, each part by what it is", async ({ page }) => {
  await open(page, "/en/");
  await expect(page.locator(".e-content")).toMatchAriaSnapshot(`
    - paragraph:
      - text: The boats went out at noon and came back at night.
      - superscript:
        - link "[1]":
          - /url: "#fn1"
      - link "https://example.net/log":
        - /url: https://example.net/log
    - heading "The ferry is back" [level=2]
    - blockquote:
      - paragraph: The boats went out at noon and came back at night.
    - list:
      - listitem: The boats went out at noon and came back at night.
      - listitem: The log has it.
    - table "The ferry is back":
      - caption: The ferry is back
      - rowgroup:
        - row "Ferries 1934":
          - columnheader "Ferries"
          - columnheader "1934"
      - rowgroup:
        - row "Ferries 61":
          - rowheader "Ferries":
            - strong: Ferries
          - cell "61"
    - group "Table":
      - table "The log has it.":
        - caption: The log has it.
        - rowgroup
        - rowgroup
    - code: boats = 2
    - figure "The log has it. Ferries":
      - link "The ferry is back":
        - img "The ferry is back"
      - text: The log has it. Ferries
    - separator
    - region "Footnotes":
      - list:
        - listitem:
          - paragraph:
            - text: The log has it.
            - link "Back to the text 1":
              - /url: "#fnref1"
    - heading "Corrections" [level=2]
    - paragraph:
      - time: 20 March 2024
      - text: ": The boats went out at noon and came back at night."
  `);
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to content":
      - /url: "#main"
    - banner:
      - link "The Test Post"
      - navigation "Main menu":
        - list:
          - listitem:
            - link "Harbour"
          - listitem:
            - link "About us"
          - listitem:
            - link "Archive"
          - listitem:
            - link "Search"
    - main:
      - article:
        - paragraph:
          - link "Harbour"
        - heading "The ferry is back" [level=1]
        - figure "The ferry is back Ines Marlow":
          - img "The ferry is back"
        - heading "Corrections" [level=2]
      - navigation "More articles"
    - contentinfo:
      - list:
        - listitem:
          - link "Corrections"
        - listitem:
          - link "Atom feed"
        - listitem:
          - link "JSON feed"
  `);
});
