import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { type BuiltSite, rebuildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";
import { get, missingProgram, type ServerName, startServer, stopServer } from "../support/servers.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * A newspaper in two languages, made of content alone: forty articles in six sections by five authors, pages, a menu, old addresses, an
 * article that was withdrawn and one that is to come. A reader walks through it.
 */

const now = ["--now", "2026-12-01T00:00:00Z"];

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const folder = temporaryFolder();
  cpSync(fileURLToPath(new URL("../fixtures/courier", import.meta.url)), folder, { recursive: true });
  site = rebuildSite(folder, ["--strict", ...now]);
  expect(site.status, site.stderr).toBe(0);
  served = await serve(site.output);
});

test.afterAll(() => served.close());

test("the build says what it made, and what is to come", () => {
  expect(site.stderr).toBe("");
  expect(site.stdout).toContain("39 articles");
  expect(site.stdout).toContain("the next build falls due on 2031-05-01");
  expect(existsSync(join(site.output, "bridge-opens"))).toBe(false);
});

test("a reader goes from the front page by the menu to a section, an article, its author, and to Urdu and back", async ({
  page,
}) => {
  await page.goto(`${served.address}/`);
  await expect(page.locator(".lead h2")).toHaveText("The ferry returns to the north quay");
  const menu = page.getByRole("navigation", { name: "Main menu" });
  await expect(menu.getByRole("link")).toHaveText([
    "Harbour",
    "Town",
    "Trade",
    "Science",
    "Culture",
    "Opinion",
    "About us",
    "Archive",
    "Search",
    "اردو",
  ]);
  await menu.getByRole("link", { name: "Science" }).click();
  await expect(page.getByRole("main").locator(".list a")).toHaveText([
    "The swifts are late, and so are the flies",
    "What the mill beam says of the drought",
    "A core of ice remembers the bad summer",
    "Counting eels by their sound",
    "The tower clock is right again",
  ]);
  await page.getByRole("link", { name: "The swifts are late" }).click();
  await page.getByRole("link", { name: "Tilda Voss" }).click();
  await expect(page.locator(".p-job-title")).toHaveText("Science writer");
  await expect(page.getByRole("main").locator(".list a")).toHaveCount(6);
  await menu.getByRole("link", { name: "اردو" }).click();
  await expect(page.locator(".p-job-title")).toHaveText("سائنس نگار");
  await page.getByRole("link", { name: "ابابیلیں دیر سے آئیں" }).click();
  await page.locator("body > header").getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "The swifts are late, and so are the flies",
  );
  await page.locator("body > header .name").click();
  await expect(page).toHaveURL(`${served.address}/index.html`);
});

test("a reader of Urdu finds ten articles, a page, and the front page that the editors laid out", async ({
  page,
}) => {
  await page.goto(`${served.address}/ur/`);
  await expect(page.locator(".notice")).toHaveText("اتوار کو کشتی نہیں چلے گی۔");
  await expect(page.locator(".lead h2")).toHaveText("کشتی شمالی گھاٹ پر لوٹ آئی");
  await page.getByRole("link", { name: "ہمارے بارے میں" }).click();
  await expect(page).toHaveURL(`${served.address}/about-ur/index.html`);
  await page.locator("body > header").getByRole("link", { name: "آرکائیو" }).click();
  await expect(page.getByRole("main").locator(".names li")).toHaveText([
    "مارچ 2026 9 مضامین",
    "فروری 2026 1 مضمون",
  ]);
});

test("the withdrawn article's address tells why, and no list names it", async ({ page }) => {
  await page.goto(`${served.address}/ghost-ship/`);
  await expect(page.locator(".e-content")).toContainText(
    "The ship was the dredger, and its crew was asleep.",
  );
  await page.goto(`${served.address}/sections/harbour/`);
  await expect(page.getByText("A ship without a crew is sighted")).toHaveCount(0);
  await page.goto(`${served.address}/corrections/`);
  await expect(page.getByRole("main").locator(".list a")).toHaveText([
    "What the divers saw under the breakwater",
    "A ship without a crew is sighted",
  ]);
});

test("no link is dead, and every word stands", () => {
  const base = "https://courier.example.org/";
  expect(brokenLinks(linksOf(site.output, base), site.output, base)).toEqual([]);
  for (const args of [[], ["--own-sources"]])
    expect(runStet(["verify", site.folder, "--site", site.output, ...now, ...args]).stdout).toContain(
      "every word stands",
    );
});

for (const name of ["nginx", "caddy"] satisfies ServerName[]) {
  test(`${name} leads on from old addresses, runs the search of both papers, and serves their feeds`, async () => {
    const missing = missingProgram(name);
    test.skip(missing !== undefined, missing);
    const server = await startServer(name, temporaryFolder(), site.output);
    try {
      for (const [old, place] of Object.entries({
        "/2026/ferry.html": "/ferry-returns/",
        "/?p=41": "/ferry-returns/",
        "/business/drawer": "/drawer/",
        "/contact-us.html": "/contact/",
      })) {
        const { status, headers } = await get(server, old);
        expect([status, headers.get("location")], old).toEqual([301, [place]]);
        expect((await get(server, place)).status, place).toBe(200);
      }
      for (const path of ["/search/", "/ur/search/", "/ur/search/search.js"]) {
        const { status, headers } = await get(server, path);
        expect(status, path).toBe(200);
        expect(headers.get("content-security-policy")?.[0], path).toContain("script-src 'self'");
      }
      expect((await get(server, "/ur/")).headers.get("content-security-policy")?.[0]).not.toContain(
        "script-src",
      );
      for (const path of ["/ur/feed.xml", "/ur/sections/harbour/feed.xml"]) {
        const { headers } = await get(server, path);
        expect(headers.get("content-type"), path).toEqual(["application/atom+xml; charset=utf-8"]);
        expect(headers.get("cross-origin-resource-policy"), path).toEqual(["cross-origin"]);
      }
      expect((await get(server, "/ur/nothing-here/")).status).toBe(404);
    } finally {
      await stopServer(server);
    }
  });
}
