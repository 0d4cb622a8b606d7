import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/** An article of one sentence. */
function article(
  headline: string,
  day: number,
  more: string,
  text = "The boats went out, and came back at night.",
): string {
  return `---\nheadline: ${headline}\ndate: 2024-03-0${day}\n${more}---\n${text}\n`;
}

const articles = {
  "wall.md": article("The wall is breached", 5, "section: Harbour\n"),
  "ferry.md": article("The ferry is back", 4, "section: harbour\n"),
  "kashti.md": article("کشتی", 3, "section: بندرگاہ\nlanguage: ur\n", "کشتیاں گئیں اور رات کو واپس آئیں۔"),
  "toll.md": article("The toll is too high", 2, "section: Opinion\n"),
  "score.md": article("They lost again", 1, "section: Sprot\n"),
  "plain.md": article("No section has this", 1, ""),
};

const files = { "pages/about.md": "# About us\n\nFive people on the quay.\n" };

const { "metadata.yaml": metadata = "" } = examplesIn("docs/front.md");
const quiet = "cards: none\n";

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, files, metadata: quiet + metadata });
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string, folder = site.output) => readFileSync(join(folder, path), "utf8");

test("the build warns of a section that is not listed, and of nothing else", () => {
  expect(site.stderr).toBe(
    `${site.folder}/articles/score.md: warning: the section "Sprot" is not listed (add it to \`sections\` in metadata.yaml)\n1 warning\n`,
  );
});

test("a section's page has its description and its articles, whichever of its names they write", async ({
  page,
}) => {
  await page.goto(`${served.address}/sections/harbour/`);
  await expect(page).toHaveTitle("Harbour · The Harbour Courier");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("Harbour");
  await expect(main.locator(".standfirst")).toHaveText("Ships, tides, and who decides about them");
  await expect(main.locator(".list a")).toHaveText(["The wall is breached", "The ferry is back", "کشتی"]);
  const trail = page.getByRole("navigation", { name: "You are here" });
  await expect(trail.getByRole("link")).toHaveText(["Front page", "Sections"]);
  await trail.getByRole("link", { name: "Sections" }).click();
  await expect(main.locator(".list li")).toHaveText([
    "Harbour 3 articles",
    "Opinion 1 article",
    "Sprot 1 article",
  ]);
  await main.getByRole("link", { name: "Sprot" }).click();
  await expect(main.locator(".list a")).toHaveText(["They lost again"]);
});

test("an article's label leads to its section, by the name in the article's language", async ({ page }) => {
  await page.goto(`${served.address}/kashti/`);
  const label = page.locator("article .section a");
  await expect(label).toHaveText("بندرگاہ");
  await label.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Harbour");
  await page.goto(`${served.address}/plain/`);
  await expect(page.locator("article .section")).toHaveCount(0);
});

test("a section has its colour on its page and on its articles, readable in light and dark", async ({
  page,
}) => {
  const accent = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim());
  for (const [path, light, dark] of [
    ["/sections/harbour/", "#0b5563", "#24b1cb"],
    ["/wall/", "#0b5563", "#24b1cb"],
    ["/toll/", "#8b1a1a", "#e18a8a"],
  ] as const) {
    await page.goto(served.address + path);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await accent(), path).toBe(light);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await accent(), path).toBe(dark);
  }
});

test("a listed section has feeds with the same entries as the site's, which its page names", async ({
  page,
}) => {
  await page.goto(`${served.address}/sections/harbour/`);
  const own = page.locator("link[rel=alternate][title^='Harbour']");
  expect(await own.evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).title))).toEqual([
    "Harbour: Atom feed",
    "Harbour: JSON feed",
  ]);
  const whole = JSON.parse(read("feed.json"));
  const feed = JSON.parse(read("sections/harbour/feed.json"));
  expect(feed.title).toBe("The Harbour Courier: Harbour");
  expect(feed.description).toBe("Ships, tides, and who decides about them");
  expect(feed.home_page_url).toBe("https://example.org/sections/harbour/");
  expect(feed.feed_url).toBe("https://example.org/sections/harbour/feed.json");
  expect(feed.items).toEqual(whole.items.slice(0, 3));
  const atom = read("sections/harbour/feed.xml");
  expect([...atom.matchAll(/<entry.*?<id>(.*?)<\/id>/gs)].map(([, id]) => id)).toEqual([
    "https://example.org/wall/",
    "https://example.org/ferry/",
    "https://example.org/kashti/",
  ]);
  expect(atom).toContain(
    '<link rel="self" type="application/atom+xml" href="https://example.org/sections/harbour/feed.xml"/>',
  );
  for (const file of ["feed.xml", "feed.json"])
    expect(() => read(`sections/sprot/${file}`)).toThrow("ENOENT");
});

test("the menu stands on every page, says where the reader is, and every entry leads somewhere", async ({
  page,
}) => {
  const menu = page.getByRole("navigation", { name: "Main menu" }).getByRole("link");
  const entries = ["Harbour", "Opinion", "About us", "Tip line", "Archive", "Search"];
  for (const [path, current] of [
    ["/", []],
    ["/wall/", ["true Harbour"]],
    ["/sections/harbour/", ["page Harbour"]],
    ["/about/", ["page About us"]],
    ["/plain/", []],
    ["/archive/2024/03/", ["true Archive"]],
    ["/404.html", []],
  ] as const) {
    await page.goto(served.address + path);
    await expect(menu, path).toHaveText(entries);
    const marked = await page
      .locator("nav [aria-current]")
      .evaluateAll((links) =>
        links.map((link) => `${link.getAttribute("aria-current")} ${link.textContent}`),
      );
    expect(marked, path).toEqual(current);
  }
  await menu.filter({ hasText: "About us" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("About us");
  await expect(menu.filter({ hasText: "Tip line" })).toHaveAttribute("href", "https://example.com/tips");
});

test("on a page in Urdu the menu has the names that there are in Urdu, and says which are not", async ({
  page,
}) => {
  await page.goto(`${served.address}/kashti/`);
  const menu = page.locator("body > header nav a");
  await expect(menu.nth(0)).toHaveText("بندرگاہ");
  await expect(menu.nth(0)).not.toHaveAttribute("lang");
  await expect(menu.nth(1)).toHaveText("Opinion");
  await expect(menu.nth(1)).toHaveAttribute("lang", "en");
  await expect(menu.nth(1)).toHaveAttribute("dir", "ltr");
});

test("at 320 pixels the menu is whole, and each entry large enough for a finger", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${served.address}/wall/`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  for (const link of await page.locator("body > header nav a").all()) {
    const box = await link.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
  }
});

test("axe finds nothing on a section's page, with a menu and a colour of its own", async ({ browser }) => {
  expect(await axeFindings(browser, `${served.address}/sections/harbour/`)).toEqual([]);
});

test("no link is dead, the sitemap has every section, and verify agrees with and without the sources", () => {
  const base = "https://example.org/";
  expect(brokenLinks(linksOf(site.output, base), site.output, base)).toEqual([]);
  const sections = [...read("sitemap.xml").matchAll(/<loc>https:\/\/example\.org\/(sections\/[^<]*)/g)];
  expect(sections.map(([, path]) => path)).toEqual([
    "sections/",
    "sections/harbour/",
    "sections/opinion/",
    "sections/sprot/",
  ]);
  for (const args of [[], ["--own-sources"]])
    expect(runStet(["verify", site.folder, "--site", site.output, ...args]).stdout).toContain(
      "every word stands",
    );
});

test("a page's new title, and a change of the menu, show on every page of the next build", () => {
  const { folder, output } = buildSite({ articles, files, metadata: quiet + metadata });
  writeFileSync(join(folder, "pages/about.md"), "# Who we are\n\nFive people on the quay.\n");
  rebuildSite(folder);
  const menuOf = (path: string) =>
    [...read(path, output).matchAll(/<nav aria-label="Main menu">.*?<\/nav>/g)][0]?.[0];
  for (const path of ["wall/index.html", "archive/2024/03/index.html", "index.html"])
    expect(menuOf(path), path).toContain(">Who we are</a>");
  writeFileSync(
    join(folder, "metadata.yaml"),
    (quiet + metadata).replace("  - Opinion\n  - about\n", "  - about\n"),
  );
  rebuildSite(folder);
  expect(menuOf("wall/index.html")).not.toContain("Opinion");
});

test("what cannot be in the list of sections or in the menu is told with its place", () => {
  const wrong = `title: The Post
url: https://example.org/
language: en
sections:
  - name: Harbour
  - name: { ur: بندرگاہ }
  - name: harbour
    accent: blue
  - description: Nothing else
menu: [Harbour]
`;
  const first = buildSite({ articles: { "wall.md": articles["wall.md"] }, metadata: wrong });
  expect(placesIn(first)).toEqual([
    'metadata.yaml:8:13: `sections.accent` must be a colour such as #8a1c1c, not "blue"',
    "metadata.yaml:9:5: `sections.name` is missing (add it)",
  ]);
  const mended = wrong.replace("    accent: blue\n", "").replace("  - description: Nothing else\n", "");
  expect(placesIn(buildSite({ articles: { "wall.md": articles["wall.md"] }, metadata: mended }))).toEqual([
    "metadata.yaml:6:11: the section has no name in en (add `en: Some words`)",
    "metadata.yaml:7:11: another section has this name (write each section once)",
  ]);
  const menu = `${quiet + metadata}`.replace(
    "  - Opinion\n  - about\n",
    "  - Opinoin\n  - contact\n  - { title: Tips }\n",
  );
  expect(placesIn(buildSite({ articles: { "wall.md": articles["wall.md"] }, metadata: menu }))).toEqual([
    "metadata.yaml:14:5: `menu.url` is missing (add it)",
  ]);
  const named = menu.replace("  - { title: Tips }\n", "");
  expect(placesIn(buildSite({ articles: { "wall.md": articles["wall.md"] }, metadata: named }))).toEqual([
    'metadata.yaml:12:5: there is neither a section nor a page "Opinoin" (did you mean `Opinion`?)',
    'metadata.yaml:13:5: there is neither a section nor a page "contact" (name a section, or the slug of a page)',
  ]);
});

/** What a build that stops says, from the publication's folder on. */
function placesIn({ stderr, folder, status }: BuiltSite): string[] {
  expect(status).toBe(1);
  const lines = stderr.replaceAll(`${folder}/`, "").split("\n");
  return lines.filter((line) => /^[\w/.]+:\d/.test(line));
}
