import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Browser, expect, test } from "@playwright/test";
import { getDocumentProxy } from "unpdf";
import { type BuiltSite, buildSite } from "../support/build.ts";

/*
 * Long numbers of lists and wide tables, on the smallest screens and on paper: nothing of them is cut off.
 */

const columns = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A table with a heading and three rows: `head-1`, `head-2` … over `row-1-1`, `row-1-2` … */
function table(count: number, end: string): string {
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(columns(count).map((column) => `h${column}${end}`)),
    row(columns(count).map(() => "---")),
    ...[1, 2, 3].map((line) => row(columns(count).map((column) => `r${line}c${column}${end}`))),
  ].join("\n");
}

/** The words of that table. */
function wordsOf(count: number, end: string): string[] {
  return columns(count).flatMap((column) => [
    `h${column}${end}`,
    ...[1, 2, 3].map((line) => `r${line}c${column}${end}`),
  ]);
}

const lists = `1986. The harbour opened.
1987. The harbour closed.

Then:

123456789. A long number.
123456790. Another.

Nested and loose:

- bullet

  99. Last of two digits.

  100. First of three.

> 4000000. In a quotation.

End.

9. Nine.
10. Ten.
`;

/** The numbers that a reader must see. */
const numbers = ["1986", "1987", "123456789", "123456790", "99", "100", "4000000", "9", "10"];

/** The tables of one page: how many columns, and what the words end with. */
const tables: [count: number, end: string][] = [
  [8, ""],
  [8, "-Departures"],
  [40, ""],
  [3, "-an-uncommonly-long-word-for-a-table"],
  [12, "É"],
];

const body = [lists, ...tables.map(([count, end]) => `Table.\n\n${table(count, end)}\n`)].join("\n");

let site: BuiltSite;
test.beforeAll(() => {
  const page = (language: string) =>
    `---\nheadline: One\nlanguage: ${language}\ndate: 2023-12-02\n---\n\n${body}`;
  site = buildSite({
    articles: {
      "ltr.md": page("en"),
      "rtl.md": page("fa"),
      "list.md":
        "---\nheadline: One\ndate: 2023-12-02\n---\n\nIn order:\n\n1986. Opened *here*.\n1987. Closed.\n\n   Again.\n\n   1. Inner.\n   1. Second.\n\n- Bullet.\n",
    },
  });
  expect(site.status, site.stderr).toBe(0);
});

/** What stands in a PDF: each text, and where it begins and ends, in points from the left of its page. */
interface Printed {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

async function print(browser: Browser, name: string, format: "A4" | "Letter"): Promise<Printed[]> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(site.output, name, "index.html")).href);
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format })));
  await page.close();
  const printed: Printed[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const sheet = await pdf.getPage(number);
    const { width, height } = sheet.getViewport({ scale: 1 });
    for (const item of (await sheet.getTextContent()).items) {
      if (!("str" in item) || item.str.trim() === "") continue;
      const [, , , , left, bottom] = item.transform as number[];
      if (left === undefined || bottom === undefined) throw new Error(item.str);
      const box = { left, right: left + item.width, top: bottom + item.height, bottom, width, height };
      printed.push({ text: item.str, ...box });
    }
  }
  return printed;
}

/** The margins of the style, 19 mm, in points: what stands in them is cut off. */
const margin = (19 / 25.4) * 72;

for (const name of ["ltr", "rtl"]) {
  for (const format of ["A4", "Letter"] as const) {
    test(`${name}: every number and every cell is printed on ${format}, within its margins`, async ({
      browser,
    }) => {
      const printed = await print(browser, name, format);
      const text = printed.map((item) => item.text).join(" ");
      const words = new Set(text.split(/[\s:]+/));
      for (const [count, end] of tables)
        expect(wordsOf(count, end).filter((word) => !words.has(word) && !text.includes(word))).toEqual([]);
      // In Persian type, too, a PDF has the digits as they are drawn.
      const digits = text.replace(/[۰-۹]/g, (digit) => String("۰۱۲۳۴۵۶۷۸۹".indexOf(digit)));
      for (const number of numbers) expect(digits).toMatch(new RegExp(`(?<!\\d)${number}(?!\\d)`));
      const outside = printed.filter(
        ({ left, right, top, bottom, width, height }) =>
          left < margin - 0.5 ||
          right > width - margin + 0.5 ||
          bottom < margin - 0.5 ||
          top > height - margin + 0.5,
      );
      expect(outside.map((item) => item.text)).toEqual([]);
    });
  }

  test(`${name}: at 320 px every number has room before its item`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
    await page.goto(pathToFileURL(join(site.output, name, "index.html")).href);
    const items = await page.locator(".e-content ol > li").evaluateAll((all) =>
      all.map((item) => {
        const list = item.parentElement as HTMLOListElement;
        const number = list.start + [...list.children].indexOf(item);
        const box = item.getBoundingClientRect();
        // The number as a browser writes it, measured in the item's own type.
        const probe = document.createElement("span");
        probe.textContent = `${number}.\u00a0`;
        probe.style.cssText = "position:absolute;white-space:nowrap";
        item.append(probe);
        const needed = probe.getBoundingClientRect().width;
        probe.remove();
        const rtl = getComputedStyle(item).direction === "rtl";
        return {
          number: String(number),
          beyond: needed - (rtl ? 320 - box.right : box.left),
          width: box.width,
        };
      }),
    );
    expect(items.map(({ number }) => number).sort()).toEqual([...numbers].sort());
    for (const { number, beyond, width } of items) {
      expect(beyond, number).toBeLessThanOrEqual(0);
      expect(width, number).toBeGreaterThan(100);
    }
    await page.close();
  });

  test(`${name}: at 320 px every cell comes into view in its own scroller, and the page does not scroll`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
    await page.goto(pathToFileURL(join(site.output, name, "index.html")).href);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const hidden = await page.locator("th, td").evaluateAll((cells) =>
      cells.flatMap((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        cell.scrollIntoView({ inline: "center", block: "center" });
        const text = range.getBoundingClientRect();
        const frame = (cell.closest(".table") as Element).getBoundingClientRect();
        const fits =
          text.width > frame.width || (text.left >= frame.left - 1 && text.right <= frame.right + 1);
        return fits && frame.left >= 0 && frame.right <= 320 ? [] : [cell.textContent];
      }),
    );
    expect(hidden).toEqual([]);
    await page.close();
  });
}

test("numbers of lists stand in article.json, in search and in feeds; the count of words is as before", () => {
  const record = JSON.parse(readFileSync(join(site.output, "list", "article.json"), "utf8"));
  expect(record.text).toEqual([
    "In order:",
    "1986. Opened here.",
    "1987. Closed.",
    "Again.",
    "1. Inner.",
    "2. Second.",
    "Bullet.",
  ]);
  expect(record.proof.words).toBe(9);
  const fragments = join(site.output, "pagefind", "en", "fragment");
  const found = readdirSync(fragments).map((name) =>
    gunzipSync(readFileSync(join(fragments, name))).toString(),
  );
  expect(found.join("\n")).toContain(
    "In order: 1986. Opened here. 1987. Closed. Again. 1. Inner. 2. Second.",
  );
  const feed = JSON.parse(readFileSync(join(site.output, "feed.json"), "utf8"));
  const entry = feed.items.find(({ id }: { id: string }) => id.endsWith("/list/"));
  expect(entry.content_html).toContain('<ol start="1986"');
  expect(readFileSync(join(site.output, "feed.xml"), "utf8")).toContain("ol start=");
});

test("a page has further styles where it needs them, and its policy allows each", () => {
  const styles = (name: string) => {
    const page = readFileSync(join(site.output, name, "index.html"), "utf8");
    return [page.split("<style>").length - 1, page.split("sha256-").length - 1];
  };
  // Tables, tables too wide for paper, and lists with long numbers.
  expect(styles("ltr")).toEqual([4, 4]);
  // They stand before the first, at whose end a theme's rules are.
  const page = readFileSync(join(site.output, "ltr", "index.html"), "utf8");
  expect(page.indexOf(".table{")).toBeLessThan(page.indexOf(":root{"));
  // Lists have one of their own.
  expect(styles("archive")).toEqual([2, 2]);
});
