import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { type Served, serve } from "../support/serve.ts";

/*
 * Letters that many machines lack, which pages bring along where a publication says so.
 */

/** With a ligature that no alphabet has. */
const sentence = "کشتیاں گئیں، اور نبی ﷺ کے قصّے کی ۱۲ کتابیں (پرانی) واپس آئیں۔";

function article(language: string, headline: string, text: string): string {
  return `---\nheadline: ${headline}\ndate: 2024-03-05\nlanguage: ${language}\nsection: Harbour\n---\n${text}\n`;
}

const articles = {
  "deewar.md": article("ur", "دیوار ٹوٹ گئی", sentence),
  "ps.md": article("ps", "دېوال ړنګ شو", "ښځې او نارینه ځانګړې ژبې وايي."),
  "wall.md": article("en", "The wall is breached", "The boats went out."),
};

const metadata = (fonts: string) =>
  `title: The Harbour Courier\nurl: https://example.org/\nlanguages: [en, ur]\ncards: none\ntheme: {fonts: ${fonts}}\n`;

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  site = buildSite({ articles, metadata: metadata("served") });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const fontsIn = ({ output }: BuiltSite) => readdirSync(join(output, "theme/fonts")).sort();

const packaged = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/@fontsource/${name}`, import.meta.url)));

test("the build tells what each family weighs, which is less than what its package has", () => {
  const told = site.stdout.split("\n").filter((line) => line.startsWith("font: "));
  expect(told).toHaveLength(2);
  for (const [index, name, files] of [
    [0, "Noto Nastaliq Urdu", "noto-nastaliq-urdu"],
    [1, "Noto Naskh Arabic", "noto-naskh-arabic"],
  ] as const) {
    const sizes = [400, 700].map((weight) => {
      const file = fontsIn(site).find((each) => each.startsWith(`${files}-${weight}.`)) ?? "";
      const { length } = readFileSync(join(site.output, "theme/fonts", file));
      expect(length).toBeLessThan(
        packaged(`${files}/files/${files}-arabic-${weight}-normal.woff2`).length * 0.72,
      );
      return length.toLocaleString("en-GB");
    });
    expect(told[index]).toBe(`font: ${name}, ${sizes[0]} bytes, and ${sizes[1]} in bold`);
  }
});

for (const path of ["deewar/", "ur/", "ur/sections/harbour/", "ur/archive/2024/03/"]) {
  test(`/${path} fetches its letters under its policy, and never waits for them`, async ({ page }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    const fetched: string[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/theme/fonts/")) fetched.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${served.address}/${path}`);
    const faces = await page.evaluate(async () => {
      await Promise.all([...document.fonts].map((face) => face.load()));
      return [...document.fonts].map(({ family, weight, display }) => `${family} ${weight} ${display}`);
    });
    expect(faces).toEqual(["Noto Nastaliq Urdu 400 optional", "Noto Nastaliq Urdu 700 optional"]);
    const expected = fontsIn(site)
      .filter((name) => name.startsWith("noto-nastaliq"))
      .map((name) => `200 ${served.address}/theme/fonts/${name}`);
    expect(fetched.sort()).toEqual(expected);
    expect(said).toEqual([]);
    const family = await page.locator("main").evaluate((main) => getComputedStyle(main).fontFamily);
    expect(family).toMatch(/^"Noto Nastaliq Urdu", "Urdu Typesetting", Charter, /);
  });
}

test("a page in Pashto is set in Naskh, and pages in English bring nothing along", async ({ page }) => {
  const families = () => page.evaluate(() => [...document.fonts].map(({ family }) => family));
  await page.goto(`${served.address}/ps/`);
  expect(await families()).toEqual(["Noto Naskh Arabic", "Noto Naskh Arabic"]);
  for (const path of ["", "wall/", "search/", "archive/"]) {
    await page.goto(`${served.address}/${path}`);
    expect(await families()).toEqual([]);
  }
});

/** What a text looks like in a font: on a page of its own, for a page keeps every font that it was given. */
async function drawn(page: Page, font: Buffer, text: string): Promise<Buffer> {
  await page.goto("about:blank");
  await page.setContent(`<p id="text" dir="rtl" style="font: 40px Tested, monospace; margin: 0">${text}</p>`);
  await page.evaluate(async (base64) => {
    const face = new FontFace(
      "Tested",
      Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)),
    );
    document.fonts.add(await face.load());
    await document.fonts.ready;
  }, font.toString("base64"));
  return page.locator("#text").screenshot();
}

test("with the served letters a text looks as with the whole font, joined and stacked alike", async ({
  page,
}) => {
  for (const [files, text] of [
    ["noto-nastaliq-urdu", sentence],
    ["noto-naskh-arabic", "ښځې او نارینه ځانګړې ژبې وايي."],
  ] as const) {
    const own = fontsIn(site).find((name) => name.startsWith(`${files}-400.`)) ?? "";
    const whole = await drawn(page, packaged(`${files}/files/${files}-arabic-400-normal.woff2`), text);
    const subset = await drawn(page, readFileSync(join(site.output, "theme/fonts", own)), text);
    expect(subset.equals(whole)).toBe(true);
    expect(
      subset.equals(
        await drawn(page, packaged("source-serif-4/files/source-serif-4-latin-400-normal.woff2"), text),
      ),
    ).toBe(false);
  }
});

test("hosts that read _headers allow the style of every page", () => {
  const policy = /Content-Security-Policy: (.*)/.exec(
    readFileSync(join(site.output, "_headers"), "utf8"),
  )?.[1];
  const page = readFileSync(join(site.output, "deewar/index.html"), "utf8");
  const [digest = ""] = /'sha256-[^']*'/.exec(page) ?? [];
  expect(policy).toMatch(/style-src '(?:unsafe-inline|sha256)/);
  expect(policy?.includes(digest) || policy?.includes("style-src 'unsafe-inline'")).toBe(true);
});

test("a publication without such languages is told that nothing is served, and one that does not ask serves nothing", () => {
  const { "wall.md": wall } = articles;
  const plain = buildSite({
    articles: { "wall.md": wall },
    metadata: metadata("served").replace(", ur", ""),
  });
  expect(plain.stderr).toContain(
    "metadata.yaml: warning: `theme: {fonts: served}` serves none: no text is in ur, ps, prs (remove it; other languages have good fonts on every machine)",
  );
  const quiet = buildSite({ articles, metadata: metadata("system") });
  expect(readdirSync(quiet.output)).not.toContain("theme");
  expect(readFileSync(join(quiet.output, "deewar/index.html"), "utf8")).not.toContain("@font-face");
});

test("an article more makes its letters' files anew where it has another letter, and leaves them where it has none", () => {
  test.setTimeout(180_000);
  const more = (text: string) => {
    writeFileSync(join(site.folder, "articles/more.md"), article("ur", "ایک", text));
    rebuildSite(site.folder);
    return fontsIn(site);
  };
  const before = fontsIn(site);
  expect(more("کتاب")).toEqual(before);
  const after = more("ﷻ کتاب");
  expect(after.filter((name) => !before.includes(name))).toEqual([
    expect.stringMatching(/^noto-nastaliq-urdu-400\.[\da-f]{16}\.woff2$/),
    expect.stringMatching(/^noto-nastaliq-urdu-700\.[\da-f]{16}\.woff2$/),
  ]);
  expect(after).toHaveLength(4);
});
