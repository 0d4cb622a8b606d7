import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { styles } from "../support/measures.ts";
import { filesOf } from "../support/pages.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const examples = examplesIn("docs/pictures.md");
const { "articles/passengers.md": article = "", "articles/passengers.svg": chart = "" } = examples;
const metadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const articles = { "passengers.md": article, "passengers.svg": chart };
  site = buildSite({ articles, metadata, args: ["--strict"] });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

/** The chart's place on the site. */
const chartPath = () => `/passengers/${/images\/[0-9a-f]{16}\.svg/.exec(read("passengers/index.html"))?.[0]}`;

test("a chart is shown as a picture, as it is, in its size, with caption and credit", async ({ page }) => {
  expect([site.status, site.stderr]).toEqual([0, ""]);
  await page.goto(`${served.address}/passengers/`);
  const image = page.getByRole("img", { name: "Passengers rise from 61 to 102 thousand" });
  await image.scrollIntoViewIfNeeded();
  await expect(image).toHaveJSProperty("complete", true);
  expect(await image.evaluate((img) => img.clientWidth / img.clientHeight)).toBeCloseTo(2, 2);
  await expect(image).toHaveAttribute("width", "640");
  await expect(image).toHaveAttribute("height", "320");
  await expect(page.locator("figcaption")).toHaveText("Passengers by year. Chart: Ada Marsh");
  expect(read(chartPath())).toBe(chart);
  const { headers } = await fetch(served.address + chartPath()).then((response) => response);
  expect(headers.get("content-type")).toBe("image/svg+xml");
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("the table behind a chart is its details, and both are whole for those who hear the page", async ({
  page,
  browser,
}) => {
  await page.goto(`${served.address}/passengers/`);
  const id = await page.locator("figure img").getAttribute("aria-details");
  const details = page.locator(`[id="${id}"]`);
  await expect(details.getByRole("table", { name: "Passengers by year" })).toBeVisible();
  await expect(details.getByRole("rowheader")).toHaveText(["1934", "1968"]);
  expect(await axeFindings(browser, `${served.address}/passengers/`)).toEqual([]);
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  const { results } = await validator.validateString(read("passengers/index.html"));
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
});

test("on a dark page a chart has a light ground, unless it has colours of its own for it", async ({
  browser,
}) => {
  const context = await browser.newContext({ colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(`${served.address}/passengers/`);
  expect(await styles(page, "figure img", "background-color")).toEqual(["rgb(255, 254, 252)"]);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await styles(page, "figure img", "background-color")).toEqual(["rgba(0, 0, 0, 0)"]);
  const adapting = chart.replace(
    "</style>",
    "@media (prefers-color-scheme: dark) { text { fill: #fff } }</style>",
  );
  const other = buildSite({ articles: { "passengers.md": article, "passengers.svg": adapting }, metadata });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`file://${other.output}/passengers/index.html`);
  expect(await styles(page, "figure img", "background-color")).toEqual(["rgba(0, 0, 0, 0)"]);
  await context.close();
});

test("feeds, ninjs and the check of the site know the chart; previews have the card", () => {
  expect(read("feed.xml")).toContain(`https://example.org${chartPath()}`);
  expect(read("feed.xml")).not.toContain("aria-details");
  const { associations } = JSON.parse(read("passengers/ninjs.json"));
  expect(associations[0].renditions[0]).toMatchObject({
    contentType: "image/svg+xml",
    width: 640,
    height: 320,
  });
  expect(runStet(["verify", site.folder]).stderr).toBe("");
  expect(runStet(["verify", "--own-sources", "--site", site.output]).stderr).toBe("");
  const lead = "headline: Led by a chart\ndate: 2026-10-08\nimage: {src: a.svg, alt: A chart}\n";
  const articles = {
    "a.txt": "A chart leads.",
    "a.yaml": lead,
    "a.svg": chart.replace("<svg ", '<svg width="3in" height="1in" '),
  };
  const { output, status } = buildSite({ articles, metadata });
  expect(status).toBe(0);
  const html = readFileSync(join(output, "a/index.html"), "utf8");
  expect(html).toMatch(/<figure><img src="images\/[0-9a-f]{16}\.svg" alt="A chart" width="288" height="96"/);
  expect(html).toContain('property="og:image" content="https://example.org/a/card.png"');
});

test("a page without a chart has no style for one", () => {
  const { output } = buildSite({ articles: { "a.txt": " date 2024-03-09 No chart." } });
  expect(readFileSync(join(output, "a/index.html"), "utf8")).not.toContain(".chart");
});

const svg = (inside: string, more = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 4"${more}>${inside}</svg>`;
const host = "https://attacker.example";
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Drawings that run a script, ask another server, or never end, and what a maintainer is told of each. */
const hostile: readonly (readonly [drawing: string, told: string])[] = [
  [svg("<script>alert(1)</script>"), "`script` has no place in a drawing"],
  [svg(`<script href="${host}/2.js"/>`), "`script` has no place in a drawing"],
  [svg("<script><![CDATA[alert(3)]]></script>"), "`script` has no place in a drawing"],
  [svg("", ' onload="alert(4)"'), "`onload` would run a script"],
  [
    svg('<rect width="8" height="4" OnClick="alert(5)" onmouseover="alert(5)"/>'),
    "`OnClick` would run a script",
  ],
  [
    svg(
      '<foreignObject width="8" height="4"><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(6)"/></foreignObject>',
    ),
    "`foreignObject` has no place in a drawing",
  ],
  [
    svg(`<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${host}/7"/></foreignObject>`),
    "`foreignObject` has no place in a drawing",
  ],
  [svg('<a href="javascript:alert(8)"><rect width="8" height="4"/></a>'), "`a` has no place in a drawing"],
  [
    svg('<a xlink:href="data:text/html,&lt;script>alert(9)&lt;/script>"><text>x</text></a>'),
    "`a` has no place in a drawing",
  ],
  [svg(`<image href="${host}/10.png" width="8" height="4"/>`), "`href` leads out of the drawing"],
  [
    svg(`<image xlink:href="//attacker.example/11.png" width="8" height="4"/>`),
    "`xlink:href` leads out of the drawing",
  ],
  [
    svg(`<image href="data:image/svg+xml;base64,${base64(svg("<script>alert(12)</script>"))}"/>`),
    "`href` leads out of the drawing",
  ],
  [svg(`<use href="${host}/13.svg#a"/>`), "`href` leads out of the drawing"],
  [
    svg(`<use href="data:image/svg+xml;base64,${base64(svg('<g id="a" onload="alert(14)"/>'))}#a"/>`),
    "`href` leads out of the drawing",
  ],
  [svg(`<rect style="fill:url(${host}/15#a)" width="8" height="4"/>`), "leads out of the drawing"],
  [svg(`<rect fill="u\\72l(${host}/16)" width="8" height="4"/>`), "an escape, which may hide an address"],
  [svg(`<style>@import "${host}/17.css";</style>`), "`@import` leads out of the drawing"],
  [
    svg(`<style>@font-face{font-family:x;src:url(${host}/18)}text{font-family:x}</style><text>x</text>`),
    "`@font-face` leads out of the drawing",
  ],
  [svg(`<style>rect{background:url(${host}/19)}</style><rect/>`), "leads out of the drawing"],
  [svg(`<style>rect{fill:image-set("${host}/20" 1x)}</style><rect/>`), "leads out of the drawing"],
  [
    svg('<g id="a"/><set href="#a" attributeName="onload" to="alert(21)"/>'),
    "`set` has no place in a drawing",
  ],
  [
    svg('<a><animate attributeName="href" values="javascript:alert(22)"/><text>x</text></a>'),
    "`a` has no place in a drawing",
  ],
  [
    svg('<animateTransform onbegin="alert(23)" attributeName="transform" dur="1s"/>'),
    "`animateTransform` has no place in a drawing",
  ],
  [
    svg('<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(24)</handler>'),
    "`handler` has no place in a drawing",
  ],
  [`<!DOCTYPE svg [<!ENTITY x SYSTEM "${host}/25">]>${svg("<text>&x;</text>")}`, "a declaration"],
  [`<?xml-stylesheet href="${host}/26.css"?>${svg("")}`, "an instruction"],
  [
    `<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(27)</script></html>`,
    "the file begins with `html`",
  ],
  [svg('<feImage href="https://attacker.example/28"/>'), "`feImage` has no place in a drawing"],
  [
    svg('<metadata><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(29)</x:script></metadata>'),
    "`metadata` has no place in a drawing",
  ],
  [svg(`<rect cursor="url('${host}/30'),auto" width="8" height="4"/>`), "leads out of the drawing"],
  [svg(nested(9)), "the drawing takes too long to draw: it shows over 100000 elements"],
  [
    svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "the drawing takes too long to draw: it has an element that shows itself",
  ],
];

/** Ten elements that show ten that show ten, so many times. */
function nested(levels: number): string {
  const level = (number: number) =>
    `<g id="l${number}">${number === 0 ? "<path/>" : `<use href="#l${number - 1}"/>`.repeat(10)}</g>`;
  return `<defs>${Array.from({ length: levels }, (_, number) => level(number)).join("")}</defs><use href="#l${levels - 1}"/>`;
}

test("hostile drawings stop the build, all in one run, each with its place", () => {
  const articles = Object.fromEntries(hostile.map(([drawing], index) => [`c${index + 1}.svg`, drawing]));
  const figures = hostile.map((_, index) => `![Chart](c${index + 1}.svg)`).join("\n\n");
  const { status, stderr } = buildSite({
    articles: { ...articles, "a.md": `---\nheadline: A\ndate: 2024-03-09\n---\n${figures}\n` },
  });
  expect(status).toBe(1);
  const lines = stderr.split("\n");
  for (const [index, [, told]] of hostile.entries()) {
    const own = lines.filter((line) => line.includes(`articles/c${index + 1}.svg:1:`));
    expect(own.join("\n"), `c${index + 1}.svg`).toContain(told);
  }
});

test("even in place of a published chart, no hostile drawing runs or asks another server", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const executed: string[] = [];
  page.on("dialog", (dialog) => {
    executed.push(dialog.message());
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    if (request.url().includes("attacker.example")) executed.push(request.url());
  });
  const original = filesOf(join(site.output, "passengers/images"));
  const file = join(site.output, chartPath());
  for (const [drawing] of hostile.filter(([, told]) => !told.includes("too long"))) {
    writeFileSync(file, drawing);
    await page.goto(`${served.address}/passengers/`);
    await page.locator("figure img").scrollIntoViewIfNeeded();
    await page.goto(served.address + chartPath());
  }
  for (const [name, data] of Object.entries(original))
    writeFileSync(join(site.output, "passengers/images", name), data);
  expect(executed).toEqual([]);
  await context.close();
});
