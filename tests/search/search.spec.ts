import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { type BuiltSite, buildSite, plainMetadata, rebuildSite, stetProgram } from "../support/build.ts";
import { type Served, serve } from "../support/serve.ts";

const articles = {
  "missions-close.txt":
    " date 2023-12-02 The missions in India are closing, a spokesman said on Saturday.\n\n" +
    "He said that <b>AT&T</b> had cut the lines, and that the Afghan ambassadors had left.\n",
  "missions-close.yaml":
    "headline: Embassies shut their gates\nauthors:\n  - name: Zarghuna Amiri\ntopics: [Diplomacy]\n",
  "sluice.txt": ` date 2023-11-26 The keeper went out ${"and came back and went out again ".repeat(12)}until the morning of the flood, when he found the sluice open and the water gone down by a yard, and ${"nobody could say who had been there before him ".repeat(12)}that evening, and he went home.\n`,
  "sluice.yaml": "headline: The keeper\nstandfirst: Nobody had opened it since the war\n",
  "safarat.txt": " date 2023-12-01 سخنگوی وزارت خارجه می‌گوید که نمایندگی‌ها در هند بسته شده‌اند.\n",
  "safarat.yaml": "headline: بسته شدن سفارت\nlanguage: fa-AF\n",
  "dutavas.txt": " date 2023-11-30 राजनयिकों ने कहा कि नई दिल्ली में अफगान दूतावास बंद कर दिया गया है।\n",
  "dutavas.yaml": "headline: दरवाज़े बंद\nlanguage: hi\n",
  "guanmen.txt": " date 2023-11-29 印度外交部宣布阿富汗大使馆已经关闭，外交官离开了新德里。\n",
  "guanmen.yaml": "headline: 新德里的消息\nlanguage: zh-Hans\n",
  "sifarat.txt": " date 2023-11-28 ترجمان نے کہا کہ نئی دہلی میں افغان سفارت خانہ بند کر دیا گیا ہے۔\n",
  "sifarat.yaml": "headline: سفارت خانہ\nlanguage: ur\n",
  "fermeture.txt": " date 2023-11-27 Les diplomates ont quitté l’ambassade, déclara le ministre.\n",
  "fermeture.yaml": "headline: Portes closes\nlanguage: fr\n",
};

/** Two folders below the server's root. */
const metadata = "title: The Test Post\nurl: https://example.org/a/b/\nlanguage: en\ncards: none\n";

/** Where the site stands on its server. */
const below = "/a/b/";

let site: BuiltSite;
let server: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, metadata });
  expect(site.status, site.stderr).toBe(0);
  server = await serve(site.output, { below });
});

test.afterAll(() => server?.close());

/** Opens the search page; whatever its policy refuses is counted in `window.refused`. */
async function open(page: Page, query = ""): Promise<void> {
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    addEventListener("securitypolicyviolation", (event) =>
      refused.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(`${server.address}${below}search/${query}`);
}

async function find(page: Page, words: string): Promise<void> {
  await page.getByRole("searchbox").fill(words);
  await page.getByRole("searchbox").press("Enter");
}

test.describe("finds a word in its own script, from a page in English", () => {
  for (const [language, words, headline, lang, dir] of [
    ["English, by its stem", "ambassador", "Embassies shut their gates", "en", "ltr"],
    ["Persian", "نمایندگی", "بسته شدن سفارت", "fa-AF", "rtl"],
    ["Persian, typed without its joiners", "نمایندگیها", "بسته شدن سفارت", "fa-AF", "rtl"],
    ["Hindi", "राजनयिकों", "दरवाज़े बंद", "hi", "ltr"],
    ["Chinese, without spaces", "外交官离开", "新德里的消息", "zh-Hans", "ltr"],
    ["Chinese, a word of the headline alone", "消息", "新德里的消息", "zh-Hans", "ltr"],
    ["Urdu", "ترجمان", "سفارت خانہ", "ur", "rtl"],
    ["French, without its accents and by its stem", "declarer", "Portes closes", "fr", "ltr"],
  ] as const) {
    test(language, async ({ page }) => {
      await open(page);
      await find(page, words);
      const first = page.getByRole("main").getByRole("listitem").first();
      await expect(first.getByRole("link")).toHaveText(headline);
      await expect(first).toHaveAttribute("lang", lang);
      await expect(first).toHaveAttribute("dir", dir);
      await expect(page.getByRole("status")).toHaveText(/^Results: \d+$/);
      expect(await page.evaluate(() => Reflect.get(window, "refused"))).toEqual([]);
    });
  }
});

test.describe("a result", () => {
  test("has the headline, the words found in their sentence, and the date", async ({ page }) => {
    await open(page);
    await find(page, "spokesman");
    const item = page.getByRole("main").getByRole("listitem");
    await expect(item).toHaveCount(1);
    await expect(item.locator("mark")).toHaveText(["spokesman"]);
    await expect(item.locator("p:not(.deck)")).toHaveText(
      "The missions in India are closing, a spokesman said on Saturday. He said that <b>AT&T</b> had cut the lines, and that the Afghan ambassadors had left.",
    );
    await expect(item.locator("time")).toHaveText("2 December 2023");
    await expect(item.locator("time")).toHaveAttribute("datetime", "2023-12-02");
  });

  test("has its standfirst apart, and marks where the text goes on", async ({ page }) => {
    await open(page);
    await find(page, "sluice");
    const item = page.getByRole("main").getByRole("listitem");
    await expect(item.locator("p")).toHaveText([
      "Nobody had opened it since the war",
      "… back and went out again until the morning of the flood, when he found the sluice open and the water gone down by a yard, and nobody could say who …",
    ]);
    await find(page, "keeper");
    await expect(item.locator("p")).toHaveText([
      "Nobody had opened it since the war",
      /^The keeper went out and came back .* …$/,
    ]);
  });

  test("is found by its headline, its author and its topic, too", async ({ page }) => {
    for (const words of ["embassies gates", "Zarghuna Amiri", "diplomacy"]) {
      await open(page);
      await find(page, words);
      await expect(page.getByRole("main").getByRole("link").first()).toHaveText("Embassies shut their gates");
    }
  });

  test("leads to the article, in a folder below the server's root", async ({ page }) => {
    await open(page);
    await find(page, "राजनयिकों");
    const link = page.getByRole("main").getByRole("link").first();
    await expect(link).toHaveAttribute("href", "../dutavas/index.html");
    await link.click();
    await expect(page).toHaveURL(`${server.address}${below}dutavas/index.html`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("दरवाज़े बंद");
  });
});

test("the page's own style is let in, by its digest in the page and in the headers", async ({ page }) => {
  await open(page);
  const { height } = (await page.getByRole("searchbox").boundingBox()) ?? { height: 0 };
  expect(height).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => Reflect.get(window, "refused"))).toEqual([]);
});

test("axe finds nothing, with results and without", async ({ page }) => {
  for (const query of ["", "?q=spokesman", "?q=راجنيک", "?q=دہلی"]) {
    await open(page, query);
    if (query) await expect(page.getByRole("status")).toHaveText(/^(Results|No)/);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => Reflect.get(window, "axe").run());
    expect(violations).toEqual([]);
  }
});

test.describe("with the keyboard alone", () => {
  test("the field follows the page's links, and results follow the button", async ({ page }) => {
    await open(page);
    await page.getByRole("navigation").getByRole("link", { name: "Search" }).focus();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("searchbox", { name: "Search the articles" })).toBeFocused();
    await page.keyboard.type("spokesman");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status")).toHaveText("Results: 1");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Search" })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Embassies shut their gates" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/missions-close\/index\.html$/);
  });

  test("the query stands in the address, and the browser's way back leads to the results", async ({
    page,
  }) => {
    await open(page, "?q=spokesman");
    await expect(page.getByRole("searchbox")).toHaveValue("spokesman");
    await expect(page.getByRole("status")).toHaveText("Results: 1");
    await expect(page).toHaveTitle("spokesman · Search · The Test Post");
    await find(page, "दूतावास");
    await expect(page).toHaveURL(`${server.address}${below}search/?q=${encodeURIComponent("दूतावास")}`);
    await expect(page.getByRole("main").getByRole("link")).toHaveText(["दरवाज़े बंद"]);
    await page.goBack();
    await expect(page.getByRole("searchbox")).toHaveValue("spokesman");
    await expect(page.getByRole("main").getByRole("link")).toHaveText(["Embassies shut their gates"]);
  });

  test("what is not found is said, and an empty query clears the page", async ({ page }) => {
    await open(page);
    await find(page, "!!!");
    await expect(page.getByRole("status")).toHaveText("No articles found.");
    await find(page, "spokesman");
    await expect(page.getByRole("status")).toHaveText("Results: 1");
    await find(page, "");
    await expect(page.getByRole("status")).toHaveText("");
    await expect(page.locator("#results li")).toHaveCount(0);
    await expect(page).toHaveURL(`${server.address}${below}search/`);
  });
});

test("an index that is not there is said to the reader", async ({ page }) => {
  const copy = join(site.folder, "without-index");
  cpSync(site.output, copy, { recursive: true });
  rmSync(join(copy, "pagefind"), { recursive: true });
  const other = await serve(copy);
  await page.goto(`${other.address}/search/?q=spokesman`);
  await expect(page.getByRole("status")).toHaveText("The search could not be loaded.");
  await other.close();
});

test("without JavaScript the page is a link to the archive", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.address}${below}search/`);
  await expect(page.getByRole("main")).toContainText(
    "Search needs JavaScript. Without it, you will find every article in the archive.",
  );
  await expect(page.getByRole("searchbox")).toBeHidden();
  await page.getByRole("main").getByRole("link", { name: "archive" }).click();
  await expect(page).toHaveURL(`${server.address}${below}archive/index.html`);
  await context.close();
});

test("no page runs a script or may, but those of the search and of the check", () => {
  const pages = filesIn(site.output).filter((path) => /^(?!search\/|check\/).*\.html$/.test(path));
  expect(pages.length).toBeGreaterThan(10);
  for (const path of pages) {
    const html = readFileSync(join(site.output, path), "utf8");
    expect(html.match(/<script(?! type="application\/ld\+json")/g), path).toBeNull();
    expect(html.match(/script-src/g), path).toBeNull();
  }
});

test("Pagefind's own interfaces are left out", () => {
  const files = filesIn(join(site.output, "pagefind", "en")).map((path) => path.replace(/en_\w+/, "en_…"));
  expect(files.sort()).toEqual([
    "fragment/en_….pf_fragment",
    "fragment/en_….pf_fragment",
    "index/en_….pf_index",
    "pagefind-entry.json",
    "pagefind-worker.js",
    "pagefind.en_….pf_meta",
    "pagefind.js",
    "wasm.en.pagefind",
  ]);
});

test("`search: off` leaves no page, no script, no index and no link", () => {
  const { status, output } = buildSite({ articles, metadata: `${metadata}search: off\n` });
  expect(status).toBe(0);
  expect(existsSync(join(output, "search"))).toBe(false);
  expect(existsSync(join(output, "pagefind"))).toBe(false);
  const links = filesIn(output)
    .filter((path) => path.endsWith(".html"))
    .filter((path) => readFileSync(join(output, path), "utf8").includes("search/"));
  expect(links).toEqual([]);
});

test("a Pagefind that dies stops the build with a reason, and nothing is published", () => {
  const env = { PAGEFIND_EXTENDED_BINARY_PATH: "/bin/true" };
  const { status, stderr, output } = buildSite({ articles, metadata, env });
  // It dies before it is asked, or while it is asked.
  expect(stderr).toMatch(/pagefind: no search index can be made: .*(ended before it was done|closed)/);
  expect(stderr).toContain("write `search: off` in the metadata");
  expect(status).toBe(1);
  expect(existsSync(output)).toBe(false);
});

test("a build that another program started with a channel to it ends by itself", async () => {
  const options = [
    `--articles=${join(site.folder, "articles")}`,
    `--metadata=${join(site.folder, "metadata.yaml")}`,
    `--output=${join(site.folder, "forked")}`,
  ];
  const build = fork(stetProgram, ["build", ...options], { silent: true });
  let status: number | null | undefined;
  build.once("exit", (code) => {
    status = code;
  });
  await expect.poll(() => status, { timeout: 30_000 }).toBe(0);
});

test.describe("an archive of 1,100 articles, in two parts", () => {
  let archive: BuiltSite;
  let archiveServer: Served;
  const many = Object.fromEntries(Array.from({ length: 1_100 }, (_, number) => made(number)));

  test.beforeAll(async () => {
    archive = buildSite({ articles: many, metadata: `${plainMetadata}cards: none\n` });
    expect(archive.status).toBe(0);
    archiveServer = await serve(archive.output);
  });
  test.afterAll(() => archiveServer.close());

  test("both are searched, ten results are shown, and the button shows ten more", async ({ page }) => {
    expect(readdirSync(join(archive.output, "pagefind")).sort()).toEqual(["en", "en-1"]);
    await page.goto(`${archiveServer.address}/search/?q=harvest`);
    await expect(page.getByRole("status")).toHaveText("Results: 1,100");
    const links = page.getByRole("main").getByRole("link");
    await expect(links).toHaveCount(10);
    await page.getByRole("button", { name: "More results" }).focus();
    await page.keyboard.press("Enter");
    await expect(links).toHaveCount(20);
    await expect(links.nth(10)).toBeFocused();
    for (const [word, path] of [
      ["ordinal0007", "article-7"],
      ["ordinal1004", "article-1004"],
    ]) {
      await page.goto(`${archiveServer.address}/search/?q=${word}`);
      await expect(links.first()).toHaveAttribute("href", `../${path}/index.html`);
    }
  });

  test("the same bytes come out elsewhere, from an empty cache or a full one", () => {
    const first = digests(archive.output);
    expect(Object.keys(first).length).toBeGreaterThan(275);
    const again = rebuild(archive, { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" });
    expect(again).toEqual(first);
    const elsewhere = buildSite({ articles: many, metadata: `${plainMetadata}cards: none\n` });
    expect(digests(elsewhere.output)).toEqual(first);
  });
});

/** An article of its own, small, with one word that no other has. */
function made(number: number): [string, string] {
  const day = new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10);
  const text = `The harvest of the year was counted again by ministers. It has number ordinal${String(number).padStart(4, "0")}.`;
  return [`article-${number}.txt`, ` date ${day} ${text}\n`];
}

/** Builds a site again where it stands, in another environment. */
function rebuild({ folder }: BuiltSite, env: NodeJS.ProcessEnv): Record<string, string> {
  const { status, stderr, output } = rebuildSite(folder, [], env);
  expect(status, stderr).toBe(0);
  return digests(output);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

/** The digest of each file that has to do with search. */
function digests(output: string): Record<string, string> {
  const files = filesIn(output).filter((path) => /^(pagefind|search)\//.test(path));
  return Object.fromEntries(
    files.sort().map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(join(output, path)))
        .digest("hex"),
    ]),
  );
}
