import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { getDocumentProxy } from "unpdf";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { pixels } from "../support/measures.ts";
import { type Served, serve } from "../support/serve.ts";

/*
 * The page of an article as a reader of a newspaper sees it: masthead, head, pictures, tables, quotations, what follows the text, paper.
 */

const metadata = `title: The Harbour Courier
url: https://example.org/
language: en
theme: { accent: "#0b5563" }
cards: none
search: off
`;

const authors = `ines:
  name: Ines Marlow
  role: { en: Harbour editor, ur: مدیر بندرگاہ }
  about: She has written about ships since 1998
`;

/** A story about ferries, in Harbour. */
const story = (day: number, rest = "", text = "The boat came back to the north quay.\n") =>
  `---\nheadline: Story ${day}\ndate: 2024-05-0${day}\nsection: Harbour\ntopics: [Ferries]\n${rest}---\n${text}`;

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#468" } })
    .jpeg()
    .toBuffer();

const whole = `The ferry is back. It came at noon.

![A tower](tower.jpg "The tower at low water. | Photo: Ada Marsh")

> A plain quotation, read aloud.

> **Nobody asked us, *ever*, what we needed.**
>
> Amara Nwosu, pharmacist

> **Bold** at the beginning only.

| Year | Crossings | Passengers | Bicycles | Cancelled for ice | Cancelled for flood | Busiest day |
| :--- | ---: | ---: | ---: | ---: | ---: | :--- |
| 1934 | 8,712 | 61,240 | 9,018 | 14 | 3 | Whit Monday |

| a | b |
| --- | --- |
| c | d |

The end is near.[^1] It is here.

[^1]: A note.
`;

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({
    metadata,
    files: { "authors.yaml": authors },
    articles: {
      "ferry.md": `---
headline: The ferry comes back
standfirst: The crossing is free.
date: 2024-05-05
authors: [ines]
dateline: Low Quay
section: Harbour
topics: [Ferries]
image: { src: quay.jpg, alt: The quay, caption: The quay at noon., credit: "Photo: Ada Marsh" }
translations: [{ language: ur, url: kashti }]
corrections: [{ date: 2024-05-06, text: An earlier version had another hour., was: eleven, now: noon }]
---
${whole}`,
      "quay.jpg": await picture(1600, 1000),
      "tower.jpg": await picture(900, 1500),
      "kashti.md":
        "---\nheadline: کشتی واپس آ گئی\ndate: 2024-05-05\nlanguage: ur\nauthors: [ines]\n---\nکشتی شمالی گھاٹ پر واپس آ گئی۔\n",
      "fa.txt": " date 2024-04-01 کشتی به اسکله بازگشت.",
      "fa.yaml": "headline: کشتی بازگشت\nlanguage: fa\n",
      "hi.txt": " date 2024-04-02 नाव घाट पर लौट आई।",
      "hi.yaml": "headline: नाव लौट आई\nlanguage: hi\n",
      ...Object.fromEntries([1, 2, 3, 4, 6, 7, 8].map((day) => [`story-${day}.md`, story(day)])),
      "secret.txt": " date 2024-03-01 The witness, Jane Quimby, spoke.",
      "secret.yaml": "headline: A witness speaks\nwithhold: [{ words: Jane Quimby }]\n",
    },
  });
  expect(site.status, site.stderr).toBe(0);
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const open = (page: Page, slug = "ferry") => page.goto(`${served.address}/${slug}/`);

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error("nothing is there");
  return found;
};

test("a thick and a thin rule in the accent stand under the name, on every page", async ({ page }) => {
  for (const path of ["/ferry/", "/archive/", "/", "/404.html"]) {
    await page.goto(served.address + path);
    const rule = await page.locator("body > header").evaluate((header) => {
      const { borderTopWidth, borderBottomWidth, borderTopColor, width } = getComputedStyle(
        header,
        "::after",
      );
      const whole = Number.parseFloat(width) === header.clientWidth;
      return { borderTopWidth, borderBottomWidth, borderTopColor, whole };
    });
    expect(rule, path).toEqual({
      borderTopWidth: "4px",
      borderBottomWidth: "1px",
      borderTopColor: "rgb(11, 85, 99)",
      whole: true,
    });
  }
});

test.describe("the head", () => {
  test("has the section's link, the role, the parts of the meta line and the translations in their order", async ({
    page,
  }) => {
    await open(page);
    const head = page.locator("article > header");
    await expect(head.getByRole("link")).toHaveText([
      "Harbour",
      "Ines Marlow",
      "Corrected 6 May 2024",
      "اردو",
    ]);
    await expect(head.locator(".by")).toHaveText([
      "By Ines Marlow, Harbour editor",
      "Low Quay · Published 5 May 2024 · Corrected 6 May 2024 · 1 min read",
      "Also in: اردو",
    ]);
    await head.getByRole("link", { name: "Corrected" }).click();
    await expect(page).toHaveURL(/\/ferry\/#corrections$/);
    await expect(page.locator("#corrections")).toContainText(
      "An earlier version had another hour. Was: eleven Now: noon",
    );
  });

  test("no part of the meta line is broken at 320 pixels, and none is wider than the page", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page);
    const parts = page.locator("article > header .by").nth(1).locator("> span");
    await expect(parts).toHaveCount(4);
    for (const part of await parts.all()) expect((await box(part)).height).toBeLessThan(30);
    // What parts them ends a line, and begins none.
    await expect(parts).toHaveText(["Low Quay ·", /^Published .* ·$/, /^Corrected .* ·$/, "1 min read"]);
  });

  test("the first line stands as far below the head in each script", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const drops: number[] = [];
    for (const slug of ["story-1", "fa", "hi", "kashti"]) {
      await open(page, slug);
      drops.push(
        await page.evaluate(() => {
          const paragraph = document.querySelector(".e-content p") as HTMLElement;
          const { lineHeight, fontSize } = getComputedStyle(paragraph);
          const leading = (Number.parseFloat(lineHeight) - Number.parseFloat(fontSize)) / 2;
          const head = document.querySelector("article > header") as HTMLElement;
          return paragraph.getBoundingClientRect().top + leading - head.getBoundingClientRect().bottom;
        }),
      );
    }
    // 1.75 times the type's 20 pixels.
    for (const drop of drops) expect(drop).toBeCloseTo(35, 0);
  });
});

test.describe("pictures and tables", () => {
  test("a lead picture and a wide table reach 56rem, and are centred; a small table stays in the column", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page);
    const lead = await box(page.locator("article > figure"));
    const [wide, small] = await page.locator(".table").all();
    if (!wide || !small) throw new Error("no tables");
    const column = await box(page.locator(".e-content"));
    expect(lead.width).toBe(896);
    expect(lead.x + lead.width / 2).toBeCloseTo(640, 0);
    const table = await box(wide);
    expect(table.width).toBeGreaterThan(column.width);
    expect(table.width).toBeLessThanOrEqual(896);
    expect(table.x + table.width / 2).toBeCloseTo(640, 0);
    expect(await box(small)).toMatchObject({ x: column.x, width: column.width });
    await page.setViewportSize({ width: 960, height: 900 });
    expect((await box(page.locator("article > figure"))).width).toBe(
      (await box(page.locator(".e-content"))).width,
    );
  });

  test("a shadow stands at the end of a table that scrolls, and none where all of it is seen", async ({
    page,
  }) => {
    const shadow = () =>
      page
        .locator(".table")
        .first()
        .evaluate((table) => {
          const end = table.scrollWidth - table.clientWidth - Math.abs(table.scrollLeft);
          const covered = Number.parseFloat(getComputedStyle(table, "::after").width);
          return end >= covered && getComputedStyle(table, "::before").position === "sticky";
        });
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page);
    expect(await shadow()).toBe(true);
    await page
      .locator(".table")
      .first()
      .evaluate((table) => table.scrollTo(table.scrollWidth, 0));
    expect(await shadow()).toBe(false);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await shadow()).toBe(false);
  });

  test("a portrait is seen whole in its window, with its own proportions", async ({ page }) => {
    for (const height of [500, 900]) {
      await page.setViewportSize({ width: 1280, height });
      await open(page);
      const tower = page.getByRole("img", { name: "A tower" });
      expect((await box(tower)).height).toBeLessThanOrEqual(height * 0.88 + 1);
      // It begins where its caption does.
      const { objectFit, objectPosition } = await tower.evaluate((image) => {
        const { objectFit, objectPosition } = getComputedStyle(image);
        return { objectFit, objectPosition };
      });
      expect([objectFit, objectPosition]).toEqual(["contain", "0px 50%"]);
    }
  });

  test("a credit is told from its caption by colour and size", async ({ page }) => {
    await open(page);
    const looks = await page
      .locator("article > figure figcaption, article > figure .credit")
      .evaluateAll((all) =>
        all.map((each) => [getComputedStyle(each).color, Number.parseFloat(getComputedStyle(each).fontSize)]),
      );
    expect(looks).toEqual([
      ["rgb(27, 26, 24)", 17],
      ["rgb(84, 82, 77)", 15.64],
    ]);
  });
});

test("a quotation all in bold is a pull-quote, with all its words; others are set in, without a rule", async ({
  page,
}) => {
  await open(page);
  const quotations = page.locator("blockquote");
  await expect(quotations).toHaveText([
    /^\s*A plain quotation, read aloud\.\s*$/,
    /^\s*Nobody asked us, ever, what we needed\.\s*Amara Nwosu, pharmacist\s*$/,
    /^\s*Bold at the beginning only\.\s*$/,
  ]);
  const looks = await quotations.evaluateAll((all) =>
    all.map((each) => {
      const { fontSize, color, borderInlineStartWidth, borderBlockStartWidth } = getComputedStyle(each);
      return [fontSize, color, borderInlineStartWidth, borderBlockStartWidth].join(" ");
    }),
  );
  expect(looks).toEqual([
    "20px rgb(27, 26, 24) 0px 0px",
    "26px rgb(11, 85, 99) 0px 3px",
    "20px rgb(27, 26, 24) 0px 0px",
  ]);
  const lines = await page
    .locator("blockquote p:first-child")
    .evaluateAll((all) =>
      all.map((each) => [getComputedStyle(each).hyphens, getComputedStyle(each).textWrapStyle].join(" ")),
    );
  expect(lines).toEqual(["auto pretty", "manual balance", "auto pretty"]);
});

test.describe("after the text", () => {
  test("dots in the accent end the text, before notes and corrections, and are no text", async ({ page }) => {
    await open(page);
    const marked = await page.locator(".e-content > *").evaluateAll((all) =>
      all.flatMap((each) => {
        const { content, borderBottomStyle, borderBottomColor } = getComputedStyle(each, "::after");
        return borderBottomStyle === "dotted" ? [[each.textContent, content, borderBottomColor]] : [];
      }),
    );
    expect(marked).toEqual([["The end is near.[1] It is here.", '""', "rgb(11, 85, 99)"]]);
  });

  test("the author's line, the address, a letter, the proof and the citation follow", async ({ page }) => {
    await open(page);
    const foot = page.locator("article > footer");
    await expect(foot.locator("> p:visible, > details > summary")).toHaveText([
      "Ines Marlow · She has written about ships since 1998",
      "Topics: Ferries",
      "Share: E-mail, https://example.org/ferry/",
      "All 69 words stand as in the source",
      "Cite this article",
    ]);
    expect(await foot.getByRole("link", { name: "E-mail" }).getAttribute("href")).toBe(
      "mailto:?subject=The%20ferry%20comes%20back&body=https%3A%2F%2Fexample.org%2Fferry%2F",
    );
  });

  test("a line of biography in another language than the article's is left out", async ({ page }) => {
    await open(page, "kashti");
    await expect(page.locator("article > footer")).not.toContainText("She has written");
    await expect(page.locator("article > header")).toContainText("مدیر بندرگاہ");
  });

  test("the proof opens to the source, the check and the digest, whose first digits alone are read aloud", async ({
    page,
  }) => {
    await open(page);
    const proof = page.locator("article > footer details").first();
    await proof.getByText("All 69 words stand as in the source").click();
    await expect(proof.getByRole("link")).toHaveText(["Source text", "Check it yourself"]);
    const { sha256 } = JSON.parse(readFileSync(join(site.output, "ferry/article.json"), "utf8")).proof;
    await expect(proof.locator("code")).toHaveText(sha256);
    await expect(proof).toMatchAriaSnapshot(`
      - group:
        - text: All 69 words stand as in the source
        - paragraph:
          - link "Source text"
          - text: ·
          - link "Check it yourself"
        - paragraph:
          - text: SHA-256
          - code: ${sha256.slice(0, 8)}
    `);
    await proof.getByRole("link", { name: "Check it yourself" }).click();
    await expect(page).toHaveURL(/\/check\/index\.html\?ferry$/);
  });

  test("how many words are withheld stands beside it, unopened", async ({ page }) => {
    await open(page, "secret");
    await expect(page.locator("article > footer summary").first()).toHaveText(
      /^All \d words stand as in the source · 2 words withheld$/,
    );
  });

  test("three more on the topic lead on, and then the articles before and after", async ({ page }) => {
    await open(page, "ferry");
    const more = page.locator(".more-on");
    await expect(more.getByRole("heading", { level: 2 })).toHaveText("More on Ferries");
    await expect(more.getByRole("listitem")).toHaveText([
      "Story 8 8 May 2024",
      "Story 7 7 May 2024",
      "Story 4 4 May 2024",
    ]);
    await expect(more.locator("~ nav").getByRole("link")).toHaveCount(2);
    await more.getByRole("link", { name: "Story 7" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Story 7");
    await page.locator(".more-on h2").getByRole("link", { name: "Ferries" }).click();
    await expect(page).toHaveURL(/\/topics\/ferries\/index\.html$/);
  });
});

/** The texts on each sheet of paper. */
async function sheets(browser: Browser, slug: string, format: "A4" | "Letter"): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${served.address}/${slug}/`);
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format, preferCSSPageSize: true })));
  await page.close();
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(
      items
        .map((item: object) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/\s+/g, " ")
        .trim(),
    );
  }
  return texts;
}

for (const format of ["A4", "Letter"] as const) {
  test(`on ${format} the name stands first, address and digest last, and no sheet is empty`, async ({
    browser,
  }) => {
    for (const slug of ["ferry", "story-3", "kashti"]) {
      const printed = await sheets(browser, slug, format);
      const { sha256 } = JSON.parse(readFileSync(join(site.output, slug, "article.json"), "utf8")).proof;
      expect(printed[0]).toMatch(/^The Harbour Courier /);
      expect(printed.at(-1)).toContain(`https://example.org/${slug}/`);
      expect(printed.at(-1)).toContain(sha256);
      for (const sheet of printed) expect(sheet.length, slug).toBeGreaterThan(100);
      expect(printed.join(" ")).not.toMatch(/↩|Share|E-mail|More on|Cite this/);
    }
  });
}

test("on paper a table begins on the sheet that has all of it", async ({ browser }) => {
  const rows = Array.from({ length: 30 }, (_, index) => `| row ${index} | ${index} |`).join("\n");
  const text = `${"A line of text.\n\n".repeat(20)}| name | number |\n| --- | --- |\n${rows}\n`;
  const folder = buildSite({ metadata, articles: { "table.md": story(1, "", text) } });
  const own = await serve(folder.output);
  const page = await browser.newPage();
  await page.goto(`${own.address}/table/`);
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: "A4" })));
  const with_ = async (number: number) => {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    return items.filter((item: object) => "str" in item && /^row \d+$/.test(String(item.str))).length;
  };
  expect([await with_(1), await with_(2)]).toEqual([0, 30]);
  await page.close();
  await own.close();
});

test("the page lets in the style of what leads on, by its digest and by the headers' own", async () => {
  const digests = (text: string) => new Set(text.match(/'sha256-[^']+'/g));
  const page = digests(readFileSync(join(site.output, "ferry/index.html"), "utf8"));
  const headers = digests(readFileSync(join(site.output, "_headers"), "utf8"));
  expect(page.size).toBe(5);
  expect([...page].filter((digest) => !headers.has(digest))).toEqual([]);
});

test("the front page's story of one article alone has the same end", async ({ page }) => {
  const alone = buildSite({ metadata, articles: { "story-1.md": story(1) } });
  await page.goto(`file://${alone.output}/index.html`);
  await expect(page.locator("article > footer summary").first()).toHaveText(
    "All 8 words stand as in the source",
  );
  expect(await pixels(page, "body > header", "block-size")).toBeGreaterThan(0);
});
