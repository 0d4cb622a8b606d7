import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import { placesOf } from "../../src/press/build/places.ts";
import { refresh } from "../../src/press/build/preview.ts";
import { buildSite, plainMetadata } from "../support/build.ts";
import { lineHeight, lineLengths, outside, overlaps, pixels, styles } from "../support/measures.ts";
import { firstArticle, firstSite, sampleSite } from "../support/pages.ts";
import { type Served, serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** The sites that the tests look at: one of a wire article, and one in each direction of writing. */
const sites = { first: firstSite, en: () => sampleSite("en"), fa: () => sampleSite("fa") };
const outputs = new Map<string, string>();
const servers = new Map<string, Served>();

test.beforeAll(async () => {
  for (const [name, build] of Object.entries(sites)) {
    const { output } = build();
    outputs.set(name, output);
    servers.set(name, await serve(output));
  }
});

test.afterAll(() => Promise.all([...servers.values()].map((served) => served.close())));

const article = { site: "first", path: `/${firstArticle}/` };
const sampler = { site: "en", path: "/night-ferry/" };
const persian = { site: "fa", path: "/mobile-library/" };
const persianSampler = { site: "fa", path: "/qanat/" };

/** A page of every kind. */
const everyKind = [
  article,
  sampler,
  persian,
  persianSampler,
  { site: "en", path: "/" },
  { site: "fa", path: "/" },
  { site: "en", path: "/archive/" },
  { site: "en", path: "/archive/2024/03/" },
  { site: "en", path: "/topics/" },
  { site: "en", path: "/topics/ferries/" },
  { site: "en", path: "/authors/" },
  { site: "en", path: "/corrections/" },
  { site: "en", path: "/search/" },
  { site: "en", path: "/404.html" },
];

type Place = (typeof everyKind)[number];

function addressOf({ site, path }: Place): string {
  return `${servers.get(site)?.address}${path}`;
}

function fileOf({ site, path }: Place): string {
  return join(outputs.get(site) ?? "", path.endsWith("/") ? `${path}index.html` : path);
}

test.describe("weight", () => {
  test("a wire article is one request, with no script", async ({ page }) => {
    const served = servers.get("first");
    served?.asked.splice(0);
    await page.goto(addressOf(article), { waitUntil: "networkidle" });
    const asked = served?.asked.filter((path) => path !== "/icon.svg");
    expect(asked).toEqual(["/north-quay-bridge/"]);
    await expect(page.locator('script:not([type="application/ld+json"])')).toHaveCount(0);
  });

  test("a wire article of 379 words has at most 4,400 bytes in all, with brotli 11", () => {
    expect(brotliCompressSync(readFileSync(fileOf(article))).length).toBeLessThanOrEqual(4400);
  });

  test("no page has more than 4,600 bytes besides its text, headlines and standfirsts", () => {
    for (const [name, output] of outputs) {
      const { articles } = JSON.parse(readFileSync(join(output, "proof.json"), "utf8"));
      const own = articles.flatMap(({ slug }: { slug: string }) => {
        const record = JSON.parse(readFileSync(join(output, slug, "article.json"), "utf8"));
        // The letter that passes an article on has its headline in an address.
        return [record.headline, encodeURIComponent(record.headline), record.standfirst ?? []].flat();
      });
      const pages = readdirSync(output, { recursive: true, encoding: "utf8" });
      for (const path of pages.filter((path) => path.endsWith(".html"))) {
        const html = own.reduce(
          (rest: string, text: string) => rest.replaceAll(text, ""),
          readFileSync(join(output, path), "utf8").replace(
            /(<div class="e-content[^>]*>).*(?=<section class="corrections"|<\/div><footer>)/s,
            "$1",
          ),
        );
        expect(brotliCompressSync(html).length, `${name}: ${path}`).toBeLessThanOrEqual(4600);
      }
    }
  });
});

test.describe("markup", () => {
  test("html-validate finds nothing", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
    // The search page says `role="list"` for a reader that needs it, which html-validate takes for superfluous.
    for (const place of everyKind.filter(({ path }) => path !== "/search/")) {
      const { results } = await validator.validateString(readFileSync(fileOf(place), "utf8"));
      const found = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
      );
      expect(found, place.path).toEqual([]);
    }
  });

  test("the Nu checker finds no errors", () => {
    const jar = createRequire(import.meta.url)
      .resolve("vnu-jar")
      .replace(/[^/]+$/, "build/dist/vnu.jar");
    test.skip(!existsSync(jar), "the package vnu-jar holds no Nu checker");
    test.skip(spawnSync("java", ["-version"]).status !== 0, "the Nu checker needs Java, and there is none");
    const checker = spawnSync(
      "java",
      ["-Xss4m", "-jar", jar, "--errors-only", "--format", "gnu", ...everyKind.map(fileOf)],
      { encoding: "utf8" },
    );
    expect(checker.stderr.split("\n").filter((line) => line !== "")).toEqual([]);
    expect(checker.status).toBe(0);
  });
});

test.describe("figures of the type", () => {
  const measures: [place: Place, width: number, least: number][] = [
    [article, 1280, 60],
    [sampler, 1280, 60],
    [article, 768, 60],
    [persian, 1280, 60],
    [article, 320, 35],
  ];
  for (const [place, width, least] of measures) {
    test(`lines have ${least} to 75 characters on ${place.path} at ${width} pixels, and none over 80`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(addressOf(place));
      const lines = await lineLengths(page);
      expect(lines.length).toBeGreaterThan(5);
      const middle = lines[Math.floor(lines.length / 2)] ?? 0;
      expect(middle).toBeGreaterThanOrEqual(least);
      expect(middle).toBeLessThanOrEqual(75);
      expect(lines.at(-1)).toBeLessThanOrEqual(80);
    });
  }

  test("text has 18 pixels on a phone and 20 on a desk, and follows the reader's own size", async ({
    page,
  }) => {
    await page.goto(addressOf(article));
    const size = () => pixels(page, ".e-content p", "font-size");
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await size()).toBeCloseTo(18, 1);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await size()).toBeCloseTo(20, 1);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    expect(await size()).toBeGreaterThanOrEqual(38);
  });

  test("lines stand as far apart as their script needs", async ({ page }) => {
    const text = { en: "One two.", fa: "یک دو.", ur: "ایک دو۔", hi: "एक दो।" };
    const articles = Object.entries(text).flatMap(([language, copy]) => [
      [`${language}.txt`, copy],
      [`${language}.yaml`, `headline: ${copy}\ndate: 2024-03-09\nlanguage: ${language}\n`],
    ]);
    const { output } = buildSite({ articles: Object.fromEntries(articles) });
    const heights: Record<string, number[]> = {};
    for (const language of Object.keys(text)) {
      await page.goto(`file://${output}/${language}/index.html`);
      heights[language] = [await lineHeight(page, ".e-content p"), await lineHeight(page, "h1")];
    }
    expect(heights).toEqual({ en: [1.5, 1.15], fa: [1.75, 1.4], ur: [2.05, 2.3], hi: [1.65, 1.35] });
    // Latin words among Urdu ones are set as on other pages.
    await page.goto(`file://${output}/ur/index.html`);
    expect((await styles(page, "body", "font-family"))[0]).toMatch(
      /^"Noto Nastaliq Urdu", "Urdu Typesetting", Charter, .*Georgia, serif$/,
    );
  });

  test("headings are balanced, paragraphs pretty, and no line is justified", async ({ page }) => {
    await page.goto(addressOf(sampler));
    expect(await styles(page, "h1, h2, h3", "text-wrap-style")).toEqual(["balance"]);
    expect(await styles(page, ".e-content > p", "text-wrap-style")).toEqual(["pretty"]);
    expect(await styles(page, "body *", "text-align")).toEqual(["end", "start"]);
    expect(await styles(page, "h1, h2, h3", "line-height-ratio")).toEqual(["1.15"]);
  });

  test("the style knows no left and no right, and nothing moves", async ({ page }) => {
    const css = readFileSync("_includes/style.css", "utf8");
    const sides =
      /(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?:float|text-align): *(?:left|right|justify)/;
    expect(css).not.toMatch(sides);
    expect(css).not.toMatch(/animation|transition|scroll-behavior/);
    await page.goto(addressOf(persianSampler));
    expect(await styles(page, "body", "direction")).toEqual(["rtl"]);
    expect(await styles(page, "pre, code", "direction")).toEqual(["ltr"]);
    expect(await styles(page, "figure img", "object-position")).toEqual(["100% 50%"]);
  });
});

test.describe("above the fold", () => {
  const windows: [width: number, height: number][] = [
    [1280, 900],
    [390, 844],
  ];
  for (const [width, height] of windows) {
    for (const place of [article, persian]) {
      test(`the first paragraph of ${place.path} begins there at ${width}×${height}`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.goto(addressOf(place));
        const line = await page.evaluate(() => {
          const paragraph = document.querySelector(".e-content p");
          if (!paragraph) throw new Error("no paragraph");
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          return range.getClientRects()[0]?.bottom;
        });
        expect(line).toBeLessThan(height);
        expect(await pixels(page, "h1", "block-size")).toBeGreaterThan(0);
      });
    }
  }
});

test.describe("every window and every setting", () => {
  test("no page scrolls sideways at 320 pixels", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    for (const place of everyKind) {
      await page.goto(addressOf(place));
      expect(await outside(page), place.path).toEqual([]);
    }
  });

  test("with text at 200 % nothing is cut off at 640 pixels", async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 800 });
    for (const place of everyKind) {
      await page.goto(addressOf(place));
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await outside(page), place.path).toEqual([]);
    }
  });

  // WCAG 2.2, 1.4.12.
  test("with wide text spacing nothing is cut off, and nothing lies over anything", async ({ browser }) => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const place of everyKind) {
        await page.goto(addressOf(place));
        await page.addStyleTag({
          content:
            "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}",
        });
        expect(await outside(page), place.path).toEqual([]);
        expect(await overlaps(page), place.path).toEqual([]);
      }
    }
    await context.close();
  });

  test("links have 24 pixels to hit, and those that stand alone 44", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const place of everyKind) {
      await page.goto(addressOf(place));
      const small = await page.evaluate(() => {
        const alone = "nav a, .name, body > footer a, .list a, .more a, summary, button:not([hidden])";
        const least = (element: Element) => (element.matches(alone) ? 44 : 24);
        return [
          ...document.querySelectorAll(
            "main .by a, article > footer a, summary, .name, nav a, body > footer a, .list a, .more a",
          ),
        ]
          .map((element) => ({ element, height: element.getBoundingClientRect().height }))
          .filter(({ element, height }) => height < least(element))
          .map(({ element, height }) => `${element.textContent}: ${height}`);
      });
      expect(small, place.path).toEqual([]);
    }
  });

  for (const forcedColors of ["none", "active"] as const) {
    test(`what has the focus has an outline of 2 pixels, with forced colours ${forcedColors}`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ forcedColors });
      const page = await context.newPage();
      await page.goto(addressOf(sampler));
      const seen: string[] = [];
      for (let stop = 0; stop < 60; stop++) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const { top } = element.getBoundingClientRect();
          return { name: element.textContent?.trim().slice(0, 20) ?? "", outlineStyle, outlineWidth, top };
        });
        if (!focus) break;
        seen.push(focus.name);
        expect(focus.outlineStyle, focus.name).toBe("solid");
        expect(Number.parseFloat(focus.outlineWidth), focus.name).toBeGreaterThanOrEqual(2);
        expect(focus.top, focus.name).toBeGreaterThanOrEqual(0);
      }
      expect(seen.slice(0, 4)).toEqual(["Skip to content", "The River Post", "Archive", "Search"]);
      expect(seen).toContain("Cite this article");
      expect(seen.length).toBeGreaterThan(20);
      await context.close();
    });
  }

  test("a reader who asks for dark gets dark, and one who asks for contrast gets full contrast", async ({
    browser,
  }) => {
    const paper = async (options: Parameters<typeof browser.newContext>[0]) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(addressOf(article));
      const colours = [
        (await styles(page, "html", "background-color"))[0],
        (await styles(page, ".standfirst", "color"))[0],
      ];
      await context.close();
      return colours;
    };
    expect(await paper({ colorScheme: "light" })).toEqual(["rgb(255, 254, 252)", "rgb(84, 82, 77)"]);
    expect(await paper({ colorScheme: "dark" })).toEqual(["rgb(22, 21, 20)", "rgb(181, 177, 168)"]);
    expect(await paper({ colorScheme: "light", contrast: "more" })).toEqual([
      "rgb(255, 255, 255)",
      "rgb(0, 0, 0)",
    ]);
  });

  test("without its style the page reads in its order", async ({ page }) => {
    const html = readFileSync(fileOf(article), "utf8").replace(/<style>.*<\/style>/s, "");
    await page.setContent(html);
    // biome-ignore lint/performance/useDomNodeTextContent: the lines are what is tested, as they are laid out
    const text = (await page.locator("body").innerText()).split(/\n+/);
    expect(text.slice(0, 9)).toEqual([
      "Skip to content",
      "The Quay Post",
      "Archive",
      "Search",
      "Harbour",
      "North Quay bridge opens to traffic after three years of repairs",
      "The swing bridge will open for ships at two fixed hours, the harbour office says, and the ferry will keep its morning run until the end of April",
      "Published 2 December 2023 · 2 min read",
      "More than three years after the first crack was found in its east pier, the North Quay bridge opened to traffic on Saturday, and the harbour office said that the repairs were finished.",
    ]);
    expect(text.slice(-10)).toEqual([
      "Source: Harbour Wire",
      "Topics: Bridges, North Quay, Ferries, Traffic",
      "Share: E-mail, https://example.org/north-quay-bridge/",
      "All 379 words stand as in the source",
      "https://example.org/north-quay-bridge/",
      "SHA-256 388ce7a5e80fdcab41017861bfa6bfe65126a050958e97fbbe32b5c693916f43",
      "Cite this article",
      "Corrections",
      "Atom feed",
      "JSON feed",
    ]);
  });
});

test.describe("print", () => {
  for (const format of ["A4", "Letter"]) {
    test(`a wire article takes at most two pages of ${format}`, async ({ page }) => {
      await page.goto(addressOf(article));
      const pdf = await page.pdf({ format, preferCSSPageSize: true });
      expect(pdf.toString("latin1").match(/\/Type *\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    });
  }

  test("headline, link addresses, the page's own address and the digest stand on paper; navigation does not", async ({
    page,
  }) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(addressOf(sampler));
    await expect(page.locator("h1")).toBeVisible();
    for (const hidden of ["nav", "body > footer", ".skip", "details", ".share", ".footnote-backref"]) {
      for (const element of await page.locator(hidden).all()) await expect(element).toBeHidden();
    }
    const after = (text: string) =>
      page
        .locator("article a", { hasText: text })
        .evaluate((link) => getComputedStyle(link, "::after").content);
    expect(await after("a drawer of the harbour office")).toContain(
      "https://example.net/harbour/office?drawer=3",
    );
    expect(await after("https://example.net/archive/photographs")).toBe("none");
    expect(await after("CC BY 4.0")).toContain("https://creativecommons.org/licenses/by/4.0/");
    await expect(page.locator("article > footer > p:visible").last()).toHaveText(
      /^https:\/\/example\.org\/night-ferry\/SHA-256 [0-9a-f]{64}$/,
    );
  });

  test("text is set in 11.5 points at 1.4, with margins of 19 millimetres, and parts no three lines", async ({
    page,
  }) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(addressOf(article));
    expect((await pixels(page, ".e-content p", "font-size")) * 0.75).toBeCloseTo(11.5, 2);
    expect(await lineHeight(page, ".e-content p")).toBe(1.4);
    expect(await styles(page, ".e-content p", "orphans")).toEqual(["3"]);
    expect(await styles(page, ".e-content p", "widows")).toEqual(["3"]);
    expect(readFileSync(fileOf(article), "utf8")).toContain("@page{margin:19mm}");
    expect(await styles(page, "body", "color")).toEqual(["rgb(0, 0, 0)"]);
    // No sheet has the foot alone.
    expect(await styles(page, "article > footer", "break-before")).toEqual(["avoid"]);
  });
});

test.describe("images", () => {
  test("pictures come in, and nothing moves for them", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(addressOf(sampler));
    const pictures = page.locator("main img");
    await expect(pictures).toHaveCount(2);
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect(picture).toHaveJSProperty("complete", true);
      expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    }
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test("a picture is as wide as the column, the lead picture up to 56rem, and both as `sizes` says on a phone", async ({
    page,
  }) => {
    await page.goto(addressOf(sampler));
    for (const [width, expected] of [
      [390, 390 * 0.92],
      [700, 700 * 0.92],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      const column = await pixels(page, ".e-content", "inline-size");
      expect(await pixels(page, "main figure img", "inline-size")).toBeCloseTo(column, 0);
      expect(column).toBeLessThanOrEqual(expected + 1);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await pixels(page, "main figure img", "inline-size")).toBe(56 * 16);
    expect(await pixels(page, ".e-content figure img", "inline-size")).toBeLessThanOrEqual(41 * 16);
  });
});

test.describe("what stands in the article", () => {
  test("head, body, corrections and foot stand in their order, and nothing is called a dateline", async ({
    page,
  }) => {
    await page.goto(addressOf(sampler));
    const head = page.locator("main > article > header");
    await expect(head.locator(".section")).toHaveText("The river");
    await expect(head.locator("h1")).toHaveText(
      "The last night ferry crosses on a rope, a timetable and a promise",
    );
    await expect(head.locator(".by")).toHaveText([
      "By Ines Marlow and Tobias Achterberg",
      "Low Quay · Published 9 March 2024 · Corrected 12 March 2024 · 2 min read",
    ]);
    await expect(page.locator("main > article > figure figcaption")).toHaveText(
      "The ten past nine, seen from the north bank in February. Drawing by The River Post",
    );
    await expect(page.locator("main > article > .e-content > .corrections")).toHaveText(
      "Corrections12 March 2024: An earlier version gave the wrong length of the rope. Was: 410 metres Now: 340 metres",
    );
    await expect(page.locator("[class*=dateline]")).toHaveCount(0);
    const foot = page.locator("main > article > footer > p:visible");
    await expect(foot).toHaveText([
      "Source: The River Post",
      "Topics: Ferries, Public transport",
      "Licence: CC BY 4.0",
      "Share: E-mail, https://example.org/night-ferry/",
    ]);
  });

  test("the citations open without a script", async ({ page }) => {
    await page.goto(addressOf(sampler));
    const citation = page.getByText("Ines Marlow, Tobias Achterberg. “The last night ferry");
    await expect(citation).toBeHidden();
    await page.getByText("Cite this article").click();
    await expect(citation).toBeVisible();
    await expect(page.getByText("@article{night-ferry,")).toBeVisible();
  });

  test("notes and tables have names for those who hear the page", async ({ page }) => {
    await page.goto(addressOf(sampler));
    await expect(page.locator('section[role="doc-endnotes"]')).toHaveAccessibleName("Footnotes");
    await expect(page.locator(".footnote-backref").first()).toHaveAccessibleName("Back to the text 1");
    await expect(page.getByRole("group", { name: "Table" })).toHaveAttribute("tabindex", "0");
    await page.goto(addressOf(persianSampler));
    await expect(page.locator(".footnotes")).toHaveAccessibleName("پانویس‌ها");
  });

  test("numbers of a table stand at the right, in both directions of writing", async ({ page }) => {
    for (const [place, side] of [
      [sampler, "end"],
      [persianSampler, "start"],
    ] as const) {
      await page.goto(addressOf(place));
      expect(await styles(page, "td:nth-child(2)", "text-align")).toEqual([side]);
      expect(await styles(page, "td:nth-child(7), td:nth-child(6):last-child", "text-align")).toEqual([
        "start",
      ]);
    }
  });

  test("a wide table scrolls by itself, with the keyboard too", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(addressOf(sampler));
    const table = page.getByRole("group", { name: "Table" });
    await table.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => table.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
  });

  test("a draft says so, where the dev server shows it", async ({ page }) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "articles"));
    writeFileSync(join(folder, "articles/bridge.txt"), " date 2024-03-09 The bridge opens in May.");
    writeFileSync(join(folder, "articles/bridge.yaml"), "headline: The bridge opens\nstatus: draft\n");
    writeFileSync(join(folder, "metadata.yaml"), plainMetadata);
    const places = placesOf(folder);
    await refresh(places);
    await page.goto(`file://${places.output.path}/bridge/index.html`);
    await expect(page.locator("article > header")).toHaveText(/^Draft: not published.*The bridge opens/);
    rmSync(folder, { recursive: true });
  });

  test("stands on the front page beside the newest", async ({ page }) => {
    await page.goto(addressOf({ site: "en", path: "/" }));
    const beside = page.locator(".beside article");
    await expect(beside.locator("h3 a")).toHaveText([
      "Ferry keeps its winter timetable until the end of March",
    ]);
    await expect(beside.locator("time")).toHaveText(["2 February 2024"]);
  });
});
