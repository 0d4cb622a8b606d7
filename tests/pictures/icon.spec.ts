import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { iconSvg, initialOf, touchIcon } from "../../src/press/pictures/icon.ts";

const accent = "#8b1a1a";

/** How many pixels a picture has of each colour, the commonest colour first. */
async function colours(png: Buffer): Promise<[string, number][]> {
  const data = await sharp(png).removeAlpha().raw().toBuffer();
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 3) {
    const colour = `#${data.toString("hex", at, at + 3)}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

test("the initial is the first letter or digit of a title, as a capital", () => {
  const initials: [string, string][] = [
    ["Stet", "S"],
    ["“the Kabul Times”", "T"],
    ["8am Media", "8"],
    ["هشت صبح", "ه"],
    ["दैनिक", "दै"],
    ["朝日新聞", "朝"],
    ["e\u0301cole", "É"],
    ["ßtraße", "ß"],
    ["🚀", "🚀"],
    ["", ""],
  ];
  for (const [title, initial] of initials) expect(initialOf(title)).toBe(initial);
});

test("the SVG icon draws the letter itself, for light and for dark", () => {
  const svg = iconSvg({ initial: "S", accent });
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 64 64">.*<\/svg>\n$/);
  expect(svg).toContain('<rect width="64" height="64" rx="12" fill="#8b1a1a"/><g fill="#fffefc"><path ');
  expect(svg).toContain("@media(prefers-color-scheme:dark){rect{fill:#e18a8a}g{fill:#161514}}");
  expect(svg).not.toContain("<text");
  expect(Buffer.byteLength(svg)).toBeLessThan(1500);
});

test("the SVG icon leaves a letter that no font has to the browser, escaped", () => {
  expect(iconSvg({ initial: "ไ", accent })).toContain(' text-anchor="middle">ไ</text>');
  expect(iconSvg({ initial: "<\u0e34", accent })).toContain(">&#60;\u0e34</text>");
  expect(iconSvg({ initial: "&\u0e34", accent })).toContain(">&#38;\u0e34</text>");
});

test("the SVG icon shows its letter in a browser, with the scheme's colours", async ({ page }) => {
  const svg = iconSvg({ initial: "S", accent });
  const paints: [string, string][] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setContent(
      `<img width="64" height="64" alt="" src="data:image/svg+xml,${encodeURIComponent(svg)}">`,
    );
    const [tile, letter] = await colours(await page.locator("img").screenshot({ omitBackground: true }));
    paints.push([tile?.[0] ?? "", letter?.[0] ?? ""]);
  }
  expect(paints).toEqual([
    ["#8b1a1a", "#fffefc"],
    ["#e18a8a", "#161514"],
  ]);
});

test("the touch icon is a PNG of 180×180: the letter in the middle of the accent", async () => {
  for (const initial of ["S", "W", "ه", "दै", "🚀"]) {
    const png = touchIcon({ initial, accent });
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([180, 180]);
    const letter = Array.from({ length: 180 * 180 }, (_, at) => at).filter(
      (at) => (data[3 * at + 1] ?? 0) > 140,
    );
    const columns = letter.map((at) => at % 180);
    const rows = letter.map((at) => Math.floor(at / 180));
    const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
    expect(Math.abs(middle(columns) - 89.5), initial).toBeLessThan(2);
    expect(Math.abs(middle(rows) - 89.5), initial).toBeLessThan(2);
    expect(Math.max(...rows) - Math.min(...rows), initial).toBeGreaterThan(60);
  }
});

test("the touch icon is a plain tile where no font has the letter", async () => {
  expect(await colours(touchIcon({ initial: "ไ", accent }))).toEqual([["#8b1a1a", 32400]]);
  expect(await colours(touchIcon({ initial: "", accent }))).toEqual([["#8b1a1a", 32400]]);
});

test("an accent that is too pale to stand behind a letter is darkened", async () => {
  const [tile] = await colours(touchIcon({ initial: "S", accent: "#ffee00" }));
  expect(tile?.[0]).toBe("#5c5600");
});
