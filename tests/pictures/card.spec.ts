import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { type Card, cardKey, drawCard, keptCard } from "../../src/press/pictures/card.ts";
import { setText, unbroken } from "../../src/press/pictures/lines.ts";
import {
  composeLine,
  type Line,
  missingCharacters,
  type TextStyle,
  widthOf,
} from "../../src/press/pictures/shape.ts";
import { openStore } from "../../src/press/store/store.ts";
import { cards, digests, plain } from "../support/drawings.ts";
import { temporaryFolder } from "../support/temporary.ts";

const ltr: TextStyle = { language: "en", direction: "ltr", weight: 700 };
const rtl: TextStyle = { language: "fa", direction: "rtl", weight: 700 };
const hindi: TextStyle = { language: "hi", direction: "ltr", weight: 700 };

function line(text: string, style: TextStyle): Line {
  return composeLine(text, { start: 0, end: text.length }, style);
}

/** The glyphs of a text from left to right. */
function glyphs(text: string, style: TextStyle): number[] {
  return line(text, style).glyphs.map(({ id }) => id);
}

function chunks(png: Buffer): string[] {
  const names: string[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    names.push(png.toString("latin1", at + 4, at + 8));
  return names;
}

/** The colours of a picture, as #rrggbb, that lie less than `border` pixels from its edge. */
async function coloursNearEdge(png: Buffer, border: number): Promise<Set<string>> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colours = new Set<string>();
  for (let y = 0; y < info.height; y += 1)
    for (let x = 0; x < info.width; x += 1)
      if (Math.min(x, y, info.width - 1 - x, info.height - 1 - y) < border)
        colours.add(`#${data.toString("hex", 3 * (y * info.width + x), 3 * (y * info.width + x) + 3)}`);
  return colours;
}

for (const [name, card] of Object.entries(cards))
  test(`a card is a PNG of 1200×630 with nothing but the picture in it: ${name}`, async () => {
    const { png, notice } = await drawCard(card);
    expect(notice).toBeUndefined();
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect([...new Set(chunks(png))]).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(await coloursNearEdge(png, 40)).toEqual(new Set(["#faf7f0"]));
  });

test("cards and icons are the same bytes twice, and in Node 24", async () => {
  const first = await digests();
  expect(first.split("\n")).toHaveLength(19);
  expect(await digests()).toBe(first);
  const options = {
    encoding: "utf8",
    env: { ...process.env, TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8" },
  } as const;
  const script = path.join(import.meta.dirname, "../support/print-digests.ts");
  const other = execFileSync("npx", ["--yes", "node@24", "--import", "tsx", script], options);
  expect(other.trim()).toBe(first);
});

test("a headline of 300 characters is whole, in a smaller size", () => {
  const text = "Every word of the source stands on the page ".repeat(7).slice(0, 300);
  const setting = setText(text, ltr, { width: 1056, height: 320 }, [144, 91, 60, 42]);
  expect(setting.text).toBe(text);
  expect(setting.size).toBe(42);
  for (const { width } of setting.lines) expect(width * 42).toBeLessThanOrEqual(1056);
  expect(setting.height).toBeLessThanOrEqual(320);
});

test("a short headline is set in the largest size that holds it, in lines of about one length", () => {
  const setting = setText("Every word of the source stands", ltr, { width: 600, height: 320 }, [144, 80, 40]);
  expect(setting.size).toBe(80);
  expect(setting.lines).toHaveLength(3);
  const [first, second, third] = ["Every word", "of the source", "stands"].map(
    (text) => line(text, ltr).glyphs.length,
  );
  expect(setting.lines.map(({ glyphs }) => glyphs.length)).toEqual([first, second, third]);
});

test("what does not fit is shortened after a word", () => {
  const setting = setText("Every word, of the source, stands", ltr, { width: 290, height: 40 }, [60, 40]);
  expect(setting.text).toBe("Every word…");
  expect(setting.lines).toHaveLength(1);
});

test("a word that is longer than a line is broken", () => {
  const setting = setText("stet".repeat(1250), ltr, { width: 1056, height: 320 }, [60, 42]);
  expect(setting.text).toMatch(/^(stet)+s?t?e?…$/);
  expect(setting.lines.length).toBe(6);
  for (const { width } of setting.lines) expect(width * 42).toBeLessThanOrEqual(1056);
});

test("Arabic letters join", async () => {
  const [joined, apart] = ["سلام", "س\u200cل\u200cا\u200cم"];
  expect(widthOf(joined, rtl)).toBeLessThan(0.9 * widthOf(apart, rtl));
  // Three times one letter: its final, medial and initial forms, from left to right.
  expect(new Set(glyphs("ععع", rtl)).size).toBe(3);
  const card: Card = { ...plain, language: "fa", direction: "rtl" };
  const drawn = await Promise.all([joined, apart].map((headline) => drawCard({ ...card, headline })));
  expect(drawn[0]?.png.equals(drawn[1]?.png ?? Buffer.alloc(0))).toBe(false);
});

test("a line is ordered as the bidirectional algorithm says", () => {
  const families = line("گفت: COVID-19 (x)", rtl).glyphs.map(({ file }) => file.family.name);
  expect(families[0]).toBe("source-serif-4");
  expect(families.at(-1)).toBe("noto-naskh-arabic");
  // Right to left, a number still reads from left to right, and brackets turn around.
  expect(glyphs("12", rtl)).toEqual(glyphs("12", ltr));
  expect(glyphs("(", rtl)).toEqual(glyphs(")", ltr));
  expect(glyphs("ب 12", rtl).slice(0, 2)).toEqual(glyphs("12", ltr));
  expect(glyphs("x ب", ltr)[0]).toBe(glyphs("x", ltr)[0]);
  expect(glyphs("x ب", rtl).at(-1)).toBe(glyphs("x", ltr)[0]);
});

test("Devanagari letters form conjuncts, and a short i stands before its letter", () => {
  expect(glyphs("क्ष", hindi)).toHaveLength(1);
  const [ka] = glyphs("क", hindi);
  expect(glyphs("कि", hindi).at(-1)).toBe(ka);
  expect(glyphs("का", hindi)[0]).toBe(ka);
});

test("an emoji of several characters is one picture", () => {
  expect(glyphs("👩‍🚀", ltr)).toHaveLength(1);
  expect(glyphs("👩🚀", ltr)).toHaveLength(2);
  expect(line("❤️", ltr).glyphs[0]?.file.family.name).toBe("noto-emoji");
});

test("markup is text", () => {
  expect(glyphs("<b>{{&", ltr)).toHaveLength(6);
  expect(widthOf("<b>x</b>", ltr)).toBeGreaterThan(3 * widthOf("x", ltr));
});

test("lines end after spaces and dashes, and in Chinese and Japanese where their rules allow", () => {
  expect(unbroken("one-way word—word  end")).toEqual(["one-way ", "word—", "word  ", "end"]);
  expect(unbroken("「東京」は、ちょっと。")).toEqual(["「東", "京」", "は、", "ちょっ", "と。"]);
  expect(unbroken("2023年12月")).toEqual(["2023年12月"]);
  expect(unbroken("스테트 신문")).toEqual(["스테트 ", "신문"]);
});

test("a headline that no font has gives the publication's card, and a notice", async () => {
  const { png, notice } = await drawCard({ ...plain, headline: "ไทย วันนี้" });
  expect(notice).toBe("the social card shows no headline, because no font here has ไ ท ย ว U+0E31");
  expect(png.equals((await drawCard({ ...plain, headline: "" })).png)).toBe(true);
});

test("a headline in Japanese names the package that has its letters", async () => {
  const installed = (name: string) => {
    try {
      return createRequire(import.meta.url).resolve(`${name}/package.json`);
    } catch {
      return undefined;
    }
  };
  const { notice } = await drawCard({ ...plain, language: "ja", headline: "大使館" });
  expect(notice).toBe(
    installed("@fontsource/noto-serif-jp")
      ? undefined
      : "the social card shows no headline, because no font here has 大 使 館 (install @fontsource/noto-serif-jp)",
  );
});

test("a publication that no font has leaves its place empty, or the card in its colour", async () => {
  const article = await drawCard({ ...plain, publication: "ไทย" });
  expect(article.notice).toBe("the social card shows no publication, because no font here has ไ ท ย");
  expect(article.png.equals((await drawCard({ ...plain, publication: "" })).png)).toBe(true);
  const { png } = await drawCard({ ...plain, headline: "", publication: "ไทย" });
  expect(await coloursNearEdge(png, 315)).toEqual(new Set(["#8b1a1a"]));
});

test("no text breaks a card", async () => {
  const strings: string[] = createRequire(import.meta.url)("big-list-of-naughty-strings");
  const odd = [
    ...strings,
    "\ud800",
    "\u0000",
    "\u202e x",
    "a\u0301".repeat(900),
    "\u200b",
    "\u00ad",
    "ﷺ".repeat(99),
  ];
  expect(odd.length).toBeGreaterThan(400);
  for (const text of odd)
    if (missingCharacters(text, ltr).length === 0) {
      const setting = setText(text, ltr, { width: 1056, height: 320 }, [144, 39]);
      for (const { width } of setting.lines) expect(width * setting.size, text).toBeLessThanOrEqual(1056);
    }
  for (const headline of odd.slice(-7))
    expect((await drawCard({ ...plain, headline })).png.length).toBeGreaterThan(4000);
});

test.describe("the store", () => {
  let folder: string;
  test.beforeEach(() => {
    folder = temporaryFolder();
  });

  test("keeps a card under its key, and nothing else", async () => {
    const { file } = await keptCard(plain, openStore(folder));
    expect(cardKey(plain)).toMatch(/^[0-9a-f]{64}$/);
    expect(file).toBe(path.join(folder, "cards", cardKey(plain), "card.png"));
    expect(readdirSync(path.dirname(file)).sort()).toEqual(["card.png", "entry"]);
    expect(readdirSync(path.join(folder, "cards"))).toEqual([cardKey(plain)]);
    expect(readFileSync(file).equals((await drawCard(plain)).png)).toBe(true);
  });

  test("gives what it keeps, and draws a torn or changed file again", async () => {
    const { file } = await keptCard(plain, openStore(folder));
    const { ino } = statSync(file);
    expect(statSync((await keptCard(plain, openStore(folder))).file).ino).toBe(ino);
    const png = readFileSync(file);
    const changed = Buffer.from(png);
    changed[4000] = (changed[4000] ?? 0) ^ 1;
    for (const wrong of [
      (await drawCard({ ...plain, headline: "Other" })).png,
      png.subarray(0, 5000),
      changed,
    ]) {
      writeFileSync(file, wrong);
      expect((await keptCard(plain, openStore(folder))).file).toBe(file);
      expect(readFileSync(file).equals(png)).toBe(true);
    }
  });

  test("gives the notice each time", async () => {
    const card = { ...plain, headline: "ไ" };
    const told = "the social card shows no headline, because no font here has ไ";
    expect((await keptCard(card, openStore(folder))).notice).toBe(told);
    expect((await keptCard(card, openStore(folder))).notice).toBe(told);
  });

  test("has a key for everything that shows", () => {
    const changes: Partial<Card>[] = [
      {},
      { headline: "x" },
      { publication: "x" },
      { date: "x" },
      { language: "fa" },
      { direction: "rtl" },
      { accent: "#000000" },
    ];
    expect(new Set(changes.map((change) => cardKey({ ...plain, ...change }))).size).toBe(7);
  });
});
