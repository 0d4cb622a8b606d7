import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { addressOf } from "../support/address.ts";
import { plainMetadata } from "../support/build.ts";
import { publicationOf, startSite } from "../support/start.ts";

/*
 * What a writer sees in a browser that is left alone while files and folders are saved, renamed, removed and made again.
 */

const started: ChildProcess[] = [];

test.afterEach(() => {
  for (const server of started.splice(0)) server.kill("SIGTERM");
});

interface Shown {
  folder: string;
  server: ChildProcess;
  site: string;
  /** All that it has said so far. */
  said: () => string;
}

async function show(files: Readonly<Record<string, string>>): Promise<Shown> {
  const folder = publicationOf(files);
  const server = startSite(folder);
  started.push(server);
  let text = "";
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (data) => {
      text += data;
    });
  return { folder, server, site: await addressOf(server), said: () => text };
}

const opened = (when: string) => ` date 2024-03-01 The bridge opened ${when}.\n`;

const bridge = {
  "articles/bridge/bridge.txt": opened("at dawn"),
  "articles/bridge/bridge.yaml": "headline: Bridge opens\n",
};

async function openArticle(page: Page, site: string): Promise<void> {
  await page.goto(`${site}bridge/`);
  await expect(page.getByText("The bridge opened at dawn.")).toBeVisible();
}

test("an article's folder that is removed and made again goes on showing each save", async ({ page }) => {
  const { folder, site } = await show(bridge);
  await openArticle(page, site);
  const article = join(folder, "articles/bridge");
  for (const when of ["at noon", "at dusk", "at night"]) {
    // In one go, as a version control system does it.
    rmSync(article, { recursive: true });
    mkdirSync(article);
    writeFileSync(join(article, "bridge.txt"), opened(`soon ${when}`));
    writeFileSync(join(article, "bridge.yaml"), "headline: Bridge opens\n");
    await expect(page.getByText(`The bridge opened soon ${when}.`)).toBeVisible();
    writeFileSync(join(article, "bridge.txt"), opened(when));
    await expect(page.getByText(`The bridge opened ${when}.`)).toBeVisible();
  }
});

test("an article's folder that goes is an article that goes, and it comes back with its folder", async ({
  page,
}) => {
  const { folder, site } = await show({
    ...bridge,
    "articles/quay.txt": opened("the quay"),
    "articles/quay.yaml": "headline: Quay\n",
  });
  await openArticle(page, site);
  const article = join(folder, "articles/bridge");
  rmSync(article, { recursive: true });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  mkdirSync(article);
  writeFileSync(join(article, "bridge.yaml"), "headline: Bridge opens\n");
  writeFileSync(join(article, "bridge.txt"), opened("again"));
  await expect(page.getByText("The bridge opened again.")).toBeVisible();
});

test("the folder of articles itself may be removed and made again", async ({ page }) => {
  const { folder, site } = await show(bridge);
  await openArticle(page, site);
  rmSync(join(folder, "articles"), { recursive: true });
  await expect(page.getByRole("heading")).toHaveText("The site cannot be built");
  mkdirSync(join(folder, "articles"));
  writeFileSync(join(folder, "articles/bridge.yaml"), "headline: Bridge opens\n");
  writeFileSync(join(folder, "articles/bridge.txt"), opened("at noon"));
  await expect(page.getByText("The bridge opened at noon.")).toBeVisible();
  writeFileSync(join(folder, "articles/bridge.txt"), opened("at dusk"));
  await expect(page.getByText("The bridge opened at dusk.")).toBeVisible();
});

test("metadata and articles that an editor replaces by another file show each time", async ({ page }) => {
  const { folder, site } = await show(bridge);
  await openArticle(page, site);
  const replace = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}~`), text);
    renameSync(join(folder, `${name}~`), join(folder, name));
  };
  for (const title of ["The Bridge Post", "The Quay Post", "The Ferry Post"]) {
    replace("metadata.yaml", plainMetadata.replace("The Test Post", title));
    await expect(page).toHaveTitle(`Bridge opens · ${title}`);
  }
  for (const headline of ["Bridge opened", "Bridge closes", "Bridge closed"]) {
    writeFileSync(join(folder, "bridge.new"), `headline: ${headline}\n`);
    renameSync(join(folder, "bridge.new"), join(folder, "articles/bridge/bridge.yaml"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
  }
});

test("a theme that is added while the site is shown shows, so do changes in it, and it may go again", async ({
  page,
}) => {
  const { folder, site, said } = await show(bridge);
  await openArticle(page, site);
  const heading = page.getByRole("heading", { level: 1 });
  mkdirSync(join(folder, "theme"));
  writeFileSync(join(folder, "theme/style.css"), "h1 { color: rgb(1, 2, 3); }\n");
  await expect(heading).toHaveCSS("color", "rgb(1, 2, 3)");
  writeFileSync(join(folder, "theme/style.css"), "h1 { color: rgb(4, 5, 6); }\n");
  await expect(heading).toHaveCSS("color", "rgb(4, 5, 6)");
  rmSync(join(folder, "theme"), { recursive: true });
  await expect(heading).not.toHaveCSS("color", "rgb(4, 5, 6)");
  // The press is begun anew for a theme; that one is stopped for it is no fault.
  expect(said()).not.toContain("the press stopped");
});

test("what is saved during a build shows after it, whatever is saved", async ({ page }) => {
  const { folder, site, said } = await show(bridge);
  await openArticle(page, site);
  const staging = join(folder, ".cache/.preview.staging");
  const building = () => expect.poll(() => existsSync(staging), { intervals: [1] }).toBe(true);
  for (const when of ["at noon", "at dusk"]) {
    writeFileSync(join(folder, "articles/bridge/bridge.txt"), opened(`soon ${when}`));
    await building();
    writeFileSync(join(folder, "articles/bridge/bridge.txt"), opened(when));
    await expect(page.getByText(`The bridge opened ${when}.`)).toBeVisible();
  }
  mkdirSync(join(folder, "theme"));
  writeFileSync(join(folder, "articles/bridge/bridge.txt"), opened("at night"));
  await building();
  writeFileSync(join(folder, "theme/style.css"), "h1 { color: rgb(1, 2, 3); }\n");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.getByText("The bridge opened at night.")).toBeVisible();
  expect(said()).not.toContain("the press stopped");
});

test("a page that comes back into sight shows what was built meanwhile", async ({ page }) => {
  const { folder, site } = await show(bridge);
  await openArticle(page, site);
  const turn = (state: string) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await turn("hidden");
  writeFileSync(join(folder, "articles/bridge/bridge.txt"), opened("at noon"));
  const source = async () => (await page.request.get(`${site}bridge/`)).text();
  await expect.poll(source).toContain("The bridge opened at noon.");
  await expect(page.getByText("The bridge opened at dawn.")).toBeVisible();
  await turn("visible");
  await expect(page.getByText("The bridge opened at noon.")).toBeVisible();
});

test("a page loads anew by itself when the server is begun again on the same port", async ({ page }) => {
  const { folder, server, site } = await show(bridge);
  await openArticle(page, site);
  server.kill("SIGTERM");
  await new Promise((done) => server.once("close", done));
  writeFileSync(join(folder, "articles/bridge/bridge.txt"), opened("at noon"));
  started.push(startSite(folder, ["--port", new URL(site).port]));
  await expect(page.getByText("The bridge opened at noon.")).toBeVisible();
});
