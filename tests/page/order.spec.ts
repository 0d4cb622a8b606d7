import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { type BuiltSite, buildSite, plainMetadata } from "../support/build.ts";

/*
 * The order in which words are seen. `innerText` tells the order in which they are written: here each word's place on the screen
 * is asked for. Expectations are written by hand, from left to right, by the rules of the bidirectional algorithm.
 */

/** What lies before the letters in a text editor, and what a reader sees none of. */
const [lri, rli, fsi, pdi] = ["\u2066", "\u2067", "\u2068", "\u2069"];

const front = (language: string) => `---\nheadline: One\nlanguage: ${language}\ndate: 2023-12-02\n---\n\n`;

const shown: Record<string, { language: string; paragraphs: [written: string, fromTheLeft: string][] }> = {
  english: {
    language: "en",
    paragraphs: [
      ["The wall says مرحبا يا عالم today.", "The wall says عالم يا مرحبا today."],
      // Without isolates the number belongs to the quotation, and stands left of it.
      ["It says عام 1986 there.", "It says 1986 عام there."],
      [`It says ${rli}عام${pdi} 1986 there.`, "It says عام 1986 there."],
      [`It says ${fsi}عام${pdi} 1986 there.`, "It says عام 1986 there."],
      // A Latin name within a quotation from right to left.
      [`He said ${rli}قال John Smith نعم${pdi} twice.`, "He said نعم John Smith قال twice."],
      ["A sign with שלום עולם on it.", "A sign with עולם שלום on it."],
      [`Call ${rli}מספר ${lri}+972 3 555${pdi} עכשיו${pdi} at once.`, "Call עכשיו +972 3 555 מספר at once."],
    ],
  },
  persian: {
    language: "fa",
    paragraphs: [
      ["او در Radio Free Kabul کار کرد.", "کرد. کار Radio Free Kabul در او"],
      [`شماره ${lri}+93 20 210${pdi} است.`, "است. +93 20 210 شماره"],
      // Without the isolate each group of digits takes its turn from the right.
      ["شماره 93 20 است.", "است. 20 93 شماره"],
    ],
  },
  urdu: {
    language: "ur",
    paragraphs: [["وزیر نے Foreign Office میں کہا۔", "کہا۔ میں Foreign Office نے وزیر"]],
  },
};

const hebrew = "אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר עשרים שלושים ארבעים חמישים";

let site: BuiltSite;
test.beforeAll(() => {
  const articles = Object.entries(shown).flatMap(([name, { language, paragraphs }]) => {
    const text = paragraphs.map(([written]) => written).join("\n\n");
    const metadata = `headline: The same in wire copy\nlanguage: ${language}\ndate: 2023-12-02\n`;
    return [
      [`${name}.md`, `${front(language)}${text}\n`],
      [`${name}-wire.txt`, `${text}\n`],
      [`${name}-wire.yaml`, metadata],
    ];
  });
  const read = front("en").replace("headline", 'acknowledge: ["script: Hebrew"]\nheadline');
  const long = `${read}The sign over the harbour says ${rli}${hebrew}${pdi} to all.\n`;
  site = buildSite({ articles: { ...Object.fromEntries(articles), "long.md": long } });
  expect(site.stderr).toBe("");
  expect(site.status).toBe(0);
});

/** The words of each paragraph, line by line, each line from the left to the right of the screen. */
function wordsFromTheLeft(page: Page): Promise<string[][]> {
  return page.locator(".e-content p").evaluateAll((paragraphs) =>
    paragraphs.map((paragraph) => {
      const words: { text: string; left: number; middle: number; height: number }[] = [];
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const match of (node.textContent ?? "").matchAll(/[^\s\u2066-\u2069]+/g)) {
          const range = document.createRange();
          range.setStart(node, match.index);
          range.setEnd(node, match.index + match[0].length);
          const [box] = range.getClientRects();
          if (!box) throw new Error(`${match[0]} is not on the screen`);
          words.push({
            text: match[0],
            left: box.left,
            middle: box.top + box.height / 2,
            height: box.height,
          });
        }
      }
      const lines: (typeof words)[] = [];
      for (const word of words.sort((a, b) => a.middle - b.middle)) {
        const line = lines.at(-1);
        if (line?.[0] && word.middle - line[0].middle < word.height / 2) line.push(word);
        else lines.push([word]);
      }
      return lines.map((line) =>
        line
          .sort((a, b) => a.left - b.left)
          .map(({ text }) => text)
          .join(" "),
      );
    }),
  );
}

for (const [name, { paragraphs }] of Object.entries(shown)) {
  for (const page of [name, `${name}-wire`]) {
    test(`${page}: words stand on the screen in the order of the source`, async ({ browser }) => {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await tab.goto(pathToFileURL(join(site.output, page, "index.html")).href);
      expect(await wordsFromTheLeft(tab)).toEqual(paragraphs.map(([, fromTheLeft]) => [fromTheLeft]));
      await tab.close();
    });
  }
}

test("a quotation from right to left that goes on in the next line begins anew at its right", async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
  await page.goto(pathToFileURL(join(site.output, "long", "index.html")).href);
  const [lines = []] = await wordsFromTheLeft(page);
  expect(lines.length).toBeGreaterThan(2);
  const fromTheRight = lines.flatMap((line) =>
    line
      .split(" ")
      .filter((word) => /[א-ת]/.test(word))
      .toReversed(),
  );
  expect(fromTheRight.join(" ")).toBe(hebrew);
  expect(lines[0]).toMatch(/^The sign over the harbour says /);
  expect(lines.at(-1)).toMatch(/to all\.$/);
  await page.close();
});

const unclosed = "is not closed in its paragraph (put U+2069 behind the words that it is for, or remove it)";
const useless = "holds nothing of the other direction (remove it and the U+2069 that closes it)";
const stray = "closes no isolate (remove it)";
const turns = "turns the direction of the text around it (remove it)";

test("wire copy with a mark that turns its words is refused, with its place", () => {
  const articles = {
    "a.txt": "date 2023-12-02 One \u202aLatin\u202c word.\n",
    "b.txt": "date 2023-12-02 One \u202bArabic\u202c word.\n",
    "c.txt": "date 2023-12-02 One.\n\nTwo \u202c three.\n",
    "d.txt": `date 2023-12-02 He said ${rli}مرحبا to all.\n\nNothing else.${pdi}\n`,
    "e.txt": `date 2023-12-02 One.\r\n\r\nHe said ${rli}hello${pdi} to all.\r\n`,
    "f.txt": `date 2023-12-02 He said ${lri}hello${pdi} and ${fsi}bye${pdi}.\n`,
    "g.txt": `date 2023-12-02 He said ${fsi}مرحبا to all.\n`,
  };
  const { status, stderr } = buildSite({ articles });
  expect(status).toBe(1);
  expect(linesAt(stderr)).toEqual([
    `a.txt:1:21: U+202A ${turns}`,
    `b.txt:1:21: U+202B ${turns}`,
    `c.txt:3:5: U+202C ${turns}`,
    `d.txt:1:25: U+2067 (right-to-left isolate) ${unclosed}`,
    `d.txt:3:14: U+2069 (pop directional isolate) ${stray}`,
    `e.txt:3:9: U+2067 (right-to-left isolate) ${useless}`,
    `f.txt:1:25: U+2066 (left-to-right isolate) ${useless}`,
    `g.txt:1:25: U+2068 (first strong isolate) ${unclosed}`,
  ]);
});

test("Markdown is refused block by block, also where entities, code, cells, notes and titles have the mark", () => {
  const text = [
    `One ${rli}مرحبا`,
    "",
    `two${pdi}`,
    "",
    "| a | b |",
    "|---|---|",
    `| ${rli}مرحبا${pdi} | ${rli}مرحبا |`,
    "",
    "- three &#x2067;four&#8297; five",
    "",
    `six \`${rli}مرحبا\` seven`,
    "",
    `[eight](https://example.org/ "nine ${rli}ten")`,
    "",
    "eleven[^a]",
    "",
    `[^a]: twelve ${pdi}`,
    "",
    "thirteen &#x202a;fourteen",
    "",
    '[fifteen](https://example.org/ "sixteen &#x202b;")',
    "",
    `goes ${rli}مرحبا`,
    `عالم${pdi} on`,
  ].join("\n");
  const { status, stderr } = buildSite({ articles: { "m.md": `${front("en")}${text}\n` } });
  expect(status).toBe(1);
  expect(linesAt(stderr).sort(byLine)).toEqual([
    `m.md:7:5: U+2067 (right-to-left isolate) ${unclosed}`,
    `m.md:9:4: U+2069 (pop directional isolate) ${stray}`,
    `m.md:13:13: U+2067 (right-to-left isolate) ${unclosed}`,
    `m.md:15:9: U+2067 (right-to-left isolate) ${useless}`,
    `m.md:17:6: U+2067 (right-to-left isolate) ${unclosed}`,
    `m.md:19:36: U+2067 (right-to-left isolate) ${unclosed}`,
    `m.md:23:14: U+2069 (pop directional isolate) ${stray}`,
    'm.md:25:1: "&#x202a;" stands for a character that no text needs (remove it)',
    `m.md:27:41: U+202B ${turns}`,
  ]);
});

test("values of metadata are refused, an article's and the publication's, by the direction of their page", () => {
  const { status, stderr } = buildSite({
    articles: {
      "a.txt": "date 2023-12-02 One.\n",
      "a.yaml": `headline: "One \\u202atwo\\u202c"\nauthors:\n  - name: Ann ${rli}مرحبا\nstandfirst: Two${pdi}\n`,
      "b.txt": `date 2023-12-02 سلام ${lri}Ann${pdi} است.\n`,
      "b.yaml": `headline: سلام ${rli}دنیا${pdi}\nlanguage: fa\n`,
    },
    metadata: `${plainMetadata}description: One ${fsi}two${pdi}\n`,
  });
  expect(status).toBe(1);
  expect(linesAt(stderr)).toEqual([
    'a.yaml:1:11: `headline` holds a control character: "One U+202AtwoU+202C" (remove it)',
    `a.yaml:3:11: \`authors.name\`: U+2067 (right-to-left isolate) ${unclosed}`,
    `a.yaml:4:13: \`standfirst\`: U+2069 (pop directional isolate) ${stray}`,
    `b.yaml:1:11: \`headline\`: U+2067 (right-to-left isolate) ${useless}`,
    `metadata.yaml:4:14: \`description\`: U+2068 (first strong isolate) ${useless}`,
  ]);
});

test("a mark is judged in the direction of its own block", () => {
  const quotation = (mark: string) => `قال ${mark} في المدينة الكبيرة أمس.`;
  const [right, needless] = [`${lri}John Smith${pdi}`, `${rli}رئيس${pdi}`];
  const articles = {
    "a.txt": `date 2023-12-02 He said it.\n\nTwo lines\nin one. He said so, and went home.\n\n${quotation(right)}\n`,
    "b.txt": `date 2023-12-02 He said it.\n\nTwo lines\nin one. He said so, and went home.\n\n${quotation(needless)}\n`,
    "c.md": `${front("en")}He said so, and then he went home again.\n\n> ${quotation(right)}\n\n- ${quotation(needless)}\n`,
    "d.md": `---\nheadline: "${quotation(needless)}"\ndate: 2023-12-02\n---\n\nHe said it.\n`,
  };
  expect(linesAt(buildSite({ articles }).stderr)).toEqual([
    `b.txt:6:5: U+2067 (right-to-left isolate) ${useless}`,
    `c.md:11:7: U+2067 (right-to-left isolate) ${useless}`,
    `d.md:2:11: \`headline\`: U+2067 (right-to-left isolate) ${useless}`,
  ]);
});

test("marks and joiners that only help the letters beside them stay", () => {
  const { status, stderr } = buildSite({
    articles: {
      "a.txt": "date 2023-12-02 C\u200e++ می\u200cخواهد \u200f! \u061c 1 👩\u200d🔬.\n",
      "a.yaml": "headline: One\n",
    },
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

/** The lines of faults, without the folder before the files' names. */
function linesAt(stderr: string): string[] {
  const lines = stderr
    .split("\n")
    .filter((line) => /^\S+:\d+:\d+: /.test(line) && !line.includes(": notice: "));
  return lines.map((line) => line.replace(/^\S*\/(?=[^/]+:\d+:\d+: )/, "")).sort();
}

function byLine(a: string, b: string): number {
  return Number(a.split(":")[1]) - Number(b.split(":")[1]);
}
