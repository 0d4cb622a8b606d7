import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { blockDirection } from "../../src/press/text/block-direction.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";

/*
 * Each block of text has its own direction: the one in which most of its words go. Only where it is not that of the article does the
 * page say so.
 */

const arabic = "قال رئيس البلدية إن الجسر مفتوح.";
const urdu = "میئر نے کہا کہ پل کھلا ہے۔";

test("a block goes the way of most of its words, whichever comes first", () => {
  expect(blockDirection("BBC نے جمعے کو کہا", "rtl")).toBe("rtl");
  expect(blockDirection("الجزيرة reported it on Friday.", "ltr")).toBe("ltr");
  expect(blockDirection("انظر https://example.org/a/very/long/address", "rtl")).toBe("rtl");
  expect(blockDirection("The mayor opened the bridge.", "rtl")).toBe("ltr");
  expect(blockDirection(arabic, "ltr")).toBe("rtl");
  expect(blockDirection("𐤀𐤁𐤂 ߒߞߏ", "ltr")).toBe("rtl");
  expect(blockDirection("大桥今天上午正式通车。", "rtl")).toBe("ltr");
});

test("without letters, or with as many words of either direction, it goes the way around it", () => {
  expect(["ltr", "rtl"].map((around) => blockDirection("1986, 2023 (+93) 😀", around as "ltr"))).toEqual([
    "ltr",
    "rtl",
  ]);
  expect(["ltr", "rtl"].map((around) => blockDirection("كلمة word", around as "ltr"))).toEqual([
    "ltr",
    "rtl",
  ]);
});

test("what stands in isolates has a direction of its own", () => {
  expect(blockDirection(`He said \u2067${arabic}\u2069 twice.`, "ltr")).toBe("ltr");
  expect(blockDirection(`\u2066The mayor opened the bridge\u2069 کہا`, "rtl")).toBe("rtl");
});

test("a text of many words takes time that grows as it does", () => {
  const time = (count: number) => {
    const text = "1234567890".repeat(count) + " كلمة".repeat(count) + "\u2067".repeat(count);
    const start = performance.now();
    blockDirection(text, "ltr");
    return performance.now() - start;
  };
  time(10_000);
  expect(time(200_000)).toBeLessThan(3000);
});

const english = `---
headline: The bridge is open
date: 2024-05-01
acknowledge: ["script: Arabic"]
standfirst: ${arabic}
image: {src: a.png, alt: A bridge, caption: ${arabic}}
---
The mayor said مرحبا to all.

${arabic}

## ${arabic}

> ${arabic}
>
> ${arabic}

- One bridge over the river of the town
- ${arabic}

1. ${arabic}
2. ${arabic}
3. BBC News

| Name | Place |
| --- | --- |
| The old bridge of the town | القاهرة |

| الاسم | المكان |
| --- | --- |
| الجسر القديم | BBC |

![A boat](a.png "${arabic}")

A note.[^1]

[^1]: ${arabic}
`;

let site: BuiltSite;
const page = (slug: string) => readFileSync(join(site.output, slug, "index.html"), "utf8");
test.beforeAll(async () => {
  site = buildSite({
    articles: {
      "english.md": english,
      "a.png": await sharp({ create: { width: 600, height: 300, channels: 3, background: "#456" } })
        .png()
        .toBuffer(),
      "wire.txt": ` date 2024-05-02 The mayor said مرحبا to all.\n\n${arabic}\n\nBBC قال الجسر مفتوح\n`,
      "wire.yaml": `headline: ${arabic}\nacknowledge: ["script: Arabic"]\n`,
      "urdu.txt": ` date 2024-05-03 BBC ${urdu}\n\nThe mayor opened the bridge.\n\n2023\n`,
      "urdu.yaml": "headline: The bridge is open\nlanguage: ur\nstandfirst: The mayor opened it.\n",
      "plain.txt": " date 2024-05-04 The mayor opened the bridge. It is long.\n",
    },
  });
  expect(site.stderr).not.toMatch(/error|warning/);
  expect(site.status).toBe(0);
});

test("Arabic blocks of an English article are set from right to left", () => {
  const html = page("english");
  expect(html).toContain('<html lang="en" dir="ltr">');
  expect(html).toContain(`<p class="p-summary standfirst" dir="rtl">${arabic}</p>`);
  expect(html).toContain(`<figcaption dir="rtl">${arabic}</figcaption></figure><div`);
  const body = html.slice(html.indexOf('class="e-content'), html.indexOf("<footer>"));
  expect(body).toContain("<p>The mayor said مرحبا to all.</p>");
  expect(body).toContain(`<p dir="rtl">${arabic}</p>`);
  expect(body).toMatch(new RegExp(`<h2[^>]* dir="rtl"[^>]*>${arabic}</h2>`));
  expect(body).toMatch(
    new RegExp(`<blockquote dir="rtl">\\s*<p>${arabic}</p>\\s*<p>${arabic}</p>\\s*</blockquote>`),
  );
  expect(body).toMatch(
    new RegExp(
      `<ul>\\s*<li>One bridge over the river of the town</li>\\s*<li dir="rtl">${arabic}</li>\\s*</ul>`,
    ),
  );
  expect(body).toMatch(
    new RegExp(`<ol dir="rtl">\\s*<li>${arabic}</li>\\s*<li>${arabic}</li>\\s*<li dir="ltr">BBC News</li>`),
  );
  expect(body).toContain('<td>The old bridge of the town</td>\n<td dir="rtl">القاهرة</td>');
  expect(body).toContain('<table dir="rtl">');
  expect(body).toContain('<td>الجسر القديم</td>\n<td dir="ltr">BBC</td>');
  expect(body).toContain(`<figcaption dir="rtl">${arabic}</figcaption>`);
  expect(body).toContain(`<p dir="rtl">${arabic} <a`);
});

test("so are those of wire copy, and English ones of an Urdu article from left to right", () => {
  const wire = page("wire");
  expect(wire).toContain(`<h1 class="p-name" dir="rtl">${arabic}</h1>`);
  expect(wire).toContain(
    `<p>The mayor said مرحبا to all.</p><p dir="rtl">${arabic}</p><p dir="rtl">BBC قال الجسر مفتوح</p>`,
  );
  const urduPage = page("urdu");
  expect(urduPage).toContain('<html lang="ur" dir="rtl">');
  expect(urduPage).toContain('<h1 class="p-name" dir="ltr">The bridge is open</h1>');
  expect(urduPage).toContain('<p class="p-summary standfirst" dir="ltr">The mayor opened it.</p>');
  expect(urduPage).toContain(`<p>BBC ${urdu}</p><p dir="ltr">The mayor opened the bridge.</p><p>2023</p>`);
});

test("lists and neighbours give headlines and standfirsts their direction, too", () => {
  const front = readFileSync(join(site.output, "index.html"), "utf8");
  expect(front).toContain(`<h3 dir="rtl"><a href="wire/index.html">${arabic}</a></h3>`);
  expect(front).toContain('<h3 dir="ltr"><a href="urdu/index.html">The bridge is open</a></h3>');
  expect(front).toContain(`<p class="deck" dir="rtl">${arabic}</p>`);
  expect(front).toContain('<p class="deck" dir="ltr">The mayor opened it.</p>');
  const list = readFileSync(join(site.output, "archive/2024/05/index.html"), "utf8");
  expect(list).toContain(`<a dir="rtl" href="../../../wire/index.html">${arabic}</a>`);
  expect(list).toContain('<a dir="ltr" href="../../../urdu/index.html">The bridge is open</a>');
  expect(list).toContain(`<p dir="rtl">${arabic}</p>`);
  expect(list).toContain('<p dir="ltr">The mayor opened it.</p>');
  expect(page("urdu")).toContain('<a rel="prev" lang="en" dir="rtl" href="../wire/index.html">');
});

test("a page of one direction says so once", () => {
  const article = /<article.*<\/article>/s.exec(page("plain"))?.[0] ?? "";
  expect(article).toContain("The mayor opened");
  expect(article).not.toContain("dir=");
});

test("on the screen Arabic blocks stand at the right, and their marks are seen", async ({ browser }) => {
  for (const width of [1280, 390]) {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    await tab.goto(pathToFileURL(join(site.output, "english", "index.html")).href);
    const ends = await tab.locator(".e-content").evaluate((body) => {
      const { left, right } = body.getBoundingClientRect();
      return [...body.querySelectorAll("[dir]")]
        .filter((block) => !block.matches("table, ol, blockquote"))
        .map((block) => {
          const range = document.createRange();
          range.selectNodeContents(block);
          const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
          const inside = rects.every((rect) => rect.left >= left - 1 && rect.right <= right + 1);
          const box = block.getBoundingClientRect();
          const atRight = Math.max(...rects.map((rect) => rect.right)) > box.right - 40;
          return `${block.tagName} ${getComputedStyle(block).direction} ${inside} ${atRight || block.tagName === "TD"}`;
        });
    });
    expect(ends.filter((end) => end.includes("false"))).toEqual(["LI ltr true false"]);
    const styleOf = (selector: string, name: string) =>
      tab.locator(selector).evaluate((item, name) => getComputedStyle(item).getPropertyValue(name), name);
    expect(await styleOf("ul li[dir=rtl]", "list-style-position")).toBe("inside");
    // Cells stay in line with their column, and parted from the next one.
    expect(await styleOf("td[dir=ltr]", "padding-left")).not.toBe("0px");
    expect(await styleOf("td[dir=rtl]", "text-align")).toBe("left");
    const [size, line] = await Promise.all(
      ["font-size", "line-height"].map((name) => styleOf("h2[dir]", name)),
    );
    expect(Number.parseFloat(line ?? "") / Number.parseFloat(size ?? "")).toBeCloseTo(1.4);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await tab.close();
  }
});

test("headlines of neighbours begin where the page's lines do, whatever their own language", async ({
  page: tab,
}) => {
  expect(page("plain")).toContain('<a rel="prev" lang="ur" dir="ltr" href="../urdu/index.html">');
  expect(page("wire")).toContain('<a rel="next" lang="ur" dir="ltr" href="../urdu/index.html">');
  expect(page("wire")).toContain('<a rel="prev" href="../english/index.html">');
  for (const [slug, side] of [
    ["urdu", "right"],
    ["plain", "left"],
  ] as const) {
    await tab.goto(pathToFileURL(join(site.output, slug, "index.html")).href);
    const gaps = await tab.locator(".turn a").evaluateAll((links, side) => {
      return links.map((link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        const edges = [...range.getClientRects()].map((rect) => rect[side]);
        const box = link.parentElement?.getBoundingClientRect()[side] ?? 0;
        return edges.every((edge) => Math.abs(edge - box) < 1);
      });
    }, side);
    expect(gaps, slug).toEqual(slug === "urdu" ? [true, true] : [true]);
  }
});
