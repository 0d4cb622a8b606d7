import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { readArguments } from "../../src/cli/arguments.ts";
import { browserArguments, findBrowser } from "../support/browser.ts";
import { builtSite, filesOf, sampleSite } from "../support/pages.ts";
import { serve } from "../support/serve.ts";

readArguments(
  `
npm run screenshots

Takes the pictures of README.md and docs/page.md anew, into docs/images. Needs pdftoppm (Debian: poppler-utils) for the printed page;
uses the browser of the tests, which find or install one.

  --help  this text
`,
  process.argv.slice(2),
  {},
);

const folder = "docs/images";

/** In pictures a packaged font stands for the system's, so that they do not change with the machine. */
const fonts: [family: string, weight: number, file: string][] = [
  ["Charter", 400, "source-serif-4/files/source-serif-4-latin-400-normal.woff2"],
  ["Charter", 700, "source-serif-4/files/source-serif-4-latin-700-normal.woff2"],
  ["Charter", 400, "noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2"],
  ["Charter", 700, "noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2"],
];

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

mkdirSync(folder, { recursive: true });
const first = builtSite({
  articles: filesOf("src/articles"),
  metadata: readFileSync("_data/metadata.yaml", "utf8"),
});
const [newest] = JSON.parse(readFileSync(join(first.output, "proof.json"), "utf8")).articles;
const sites = {
  first: await serve(first.output),
  en: await serve(sampleSite("en").output),
  fa: await serve(sampleSite("fa").output),
};
const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...browserArguments] });

const article = `${sites.first.address}/${newest.slug}/`;
const sampler = `${sites.en.address}/night-ferry/`;
await shoot("desktop", article, desktop);
await shoot("phone", sampler, phone);
await shoot("dark", article, { ...phone, colorScheme: "dark" });
await shoot("right-to-left", `${sites.fa.address}/mobile-library/`, phone);
await shoot("markdown", sampler, { viewport: { width: 720, height: 1100 } }, (page) =>
  page
    .getByRole("heading", { name: "What the timetable says" })
    .evaluate((heading) => heading.scrollIntoView()),
);
await print("print", article);
await save("card", readFileSync(join(first.output, newest.slug, "card.png")));

await browser.close();
for (const site of Object.values(sites)) await site.close();

async function shoot(
  name: string,
  address: string,
  options: BrowserContextOptions,
  prepare?: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await open(browser, address, options);
  await prepare?.(page);
  await page.locator("main img").evaluateAll((images: HTMLImageElement[]) => {
    const near = images.filter((image) => image.getBoundingClientRect().top < innerHeight);
    return Promise.all(near.map((image) => image.decode()));
  });
  await save(name, await page.screenshot());
  await page.context().close();
}

/** The first sheet of paper, 100 dots to the inch. */
async function print(name: string, address: string): Promise<void> {
  const page = await open(browser, address, desktop);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  await page.context().close();
  const drawn = spawnSync("pdftoppm", ["-r", "100", "-png", "-singlefile", "-"], {
    input: pdf,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (drawn.status === 0) return save(name, drawn.stdout);
  console.error(
    `${name}.png: no pdftoppm, which draws the printed page; on Debian it comes with poppler-utils`,
  );
  process.exitCode = 1;
}

async function open(browser: Browser, address: string, options: BrowserContextOptions): Promise<Page> {
  // The page's own policy lets no other style in.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(address);
  await page.addStyleTag({ content: fonts.map(fontFace).join("") });
  await page.evaluate(() => document.fonts.ready);
  return page;
}

function fontFace([family, weight, file]: (typeof fonts)[number]): string {
  const data = readFileSync(join("node_modules/@fontsource", file)).toString("base64");
  const range = file.includes("arabic")
    ? "U+600-6FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"
    : "U+0-5FF,U+2000-200B,U+2010-20FF";
  return `@font-face{font-family:${family};font-weight:${weight};src:url(data:font/woff2;base64,${data});unicode-range:${range}}`;
}

/** A small PNG: few colours are enough for text and a drawing. */
async function save(name: string, picture: Buffer): Promise<void> {
  const png = await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toBuffer();
  const path = join(folder, `${name}.png`);
  writeFileSync(path, png);
  console.log(`${path}  ${Math.round(png.length / 1024)} KB`);
}
