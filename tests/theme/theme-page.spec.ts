import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Listening, listen } from "../support/serve.ts";
import { documentedTheme, type Publication, stet, writePublication } from "../support/theme.ts";

/** What `_headers` says for all pages, which a host sends with each of them. */
function policyOf({ output }: Publication): string {
  return /Content-Security-Policy: (.*)/.exec(readFileSync(join(output, "_headers"), "utf8"))?.[1] ?? "";
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

let server: Listening;
let address: string;

test.beforeAll(async () => {
  // Besides the example of the documentation, a part that tries to run a script of its own.
  const theme = documentedTheme();
  const parts = `${theme["parts.js"]}`.replace(
    "All we ever wrote",
    "All we ever wrote</a><script>document.documentElement.dataset.stranger = 'yes'</script><a>",
  );
  const publication = writePublication({ ...theme, "parts.js": parts });
  const { status, stderr } = stet(publication, "build");
  expect(status, stderr).toBe(0);
  const policy = policyOf(publication);
  server = await listen((request, response) => {
    const path = decodeURIComponent(request.url ?? "/").replace(/\/$/, "/index.html");
    const file = join(publication.output, path);
    const isThere = existsSync(file) && statSync(file).isFile();
    const name = isThere ? file : join(publication.output, "404.html");
    response.writeHead(isThere ? 200 : 404, {
      "Content-Type": types[extname(name)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
    });
    response.end(readFileSync(name));
  });
  address = server.address;
});

test.afterAll(() => server.close());

for (const [depth, path] of [
  [0, "/"],
  [1, "/ferry/"],
  [2, "/topics/harbour/"],
  [3, "/archive/2024/05/"],
  ["any", "/not/there/at/all/"],
] as const) {
  test(`at depth ${depth} the font loads, the logo shows, the head's script runs and no other does`, async ({
    page,
  }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(address + path);
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].map(({ family, status }) => `${family} ${status}`);
    });
    expect(loaded).toEqual(["Herald loaded"]);
    const logo = page.getByRole("link", { name: "The Test Post" }).getByRole("img");
    await expect(logo).toBeVisible();
    expect(await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    // 3rem high, and four times as wide.
    expect(await logo.boundingBox()).toMatchObject({ width: 192, height: 48 });
    const data = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    expect(data).toEqual({ ready: "yes" });
    const refused = said.filter((text) => !text.includes("404 (Not Found)"));
    // The page's own policy and that of the header each refuse the stranger, and nothing else.
    const stranger = refused.filter((text) =>
      text.startsWith("Executing inline script violates the following Content Security Policy directive"),
    );
    expect(stranger).toHaveLength(2);
    expect(refused).toEqual(stranger);
  });
}

test("parts stand where a reader looks for them", async ({ page }) => {
  await page.goto(`${address}/ferry/`);
  await expect(page.getByText("The Test Post, and nothing but")).toBeVisible();
  await expect(page.getByRole("article").getByText("8 words, by us")).toBeVisible();
  await page.getByRole("contentinfo").getByRole("link", { name: "All we ever wrote" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Archive");
});

test("the theme's script runs on the search page too", async ({ page }) => {
  await page.goto(`${address}/search/`);
  expect(await page.evaluate(() => document.documentElement.dataset.ready)).toBe("yes");
});
