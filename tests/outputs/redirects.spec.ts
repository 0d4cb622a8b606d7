import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite } from "../support/build.ts";
import { serve } from "../support/serve.ts";

const metadata =
  "title: The Test Post\nurl: https://example.org/news/\nlanguage: en\ncards: none\nsearch: off\n";
const text = " date 2024-03-01 The ferry came back to the north quay.\n";

test("old addresses lead to the article, by rules and by a page of their own", async ({ page }) => {
  const { status, stderr, output } = buildSite({
    articles: {
      "ferry.txt": text,
      "ferry.yaml": 'headline: Ferry returns\naliases: [/2019/05/old-name/, /old.html, "/?p=777"]\n',
    },
    metadata,
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(readFileSync(join(output, "_redirects"), "utf8")).toBe(
    "/2019/05/old-name/ /news/ferry/ 301\n/old.html /news/ferry/ 301\n/ p=777 /news/ferry/ 301\n",
  );
  const stub = readFileSync(join(output, "2019/05/old-name/index.html"), "utf8");
  expect(stub).toContain('<meta http-equiv="refresh" content="0; url=https://example.org/news/ferry/">');
  expect(stub).toContain('<link rel="canonical" href="https://example.org/news/ferry/">');
  expect(stub).toContain('<meta name="robots" content="noindex">');
  expect(readFileSync(join(output, "sitemap.xml"), "utf8")).not.toContain("old");
  const site = await serve(output);
  await page.route("https://example.org/**", (route) => route.fulfill({ body: "the article" }));
  await page.goto(`${site.address}/old.html`);
  await page.waitForURL("https://example.org/news/ferry/");
  await site.close();
});

test("without old addresses there is no file of rules", () => {
  const { output } = buildSite({ articles: { "ferry.txt": text }, metadata });
  expect(existsSync(join(output, "_redirects"))).toBe(false);
});

test("an old address that lives, or that two articles claim, stops the build", () => {
  const { status, stderr } = buildSite({
    articles: {
      "bridge.txt": text,
      "bridge.yaml": "headline: Bridge\naliases: [/bridge/, /ferry/, /archive/, /x]\n",
      "ferry.txt": text,
      "ferry.yaml": "headline: Ferry\naliases: [/x/]\n",
    },
    metadata,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('bridge.txt: the old address "/bridge/" is the article\'s own (remove it there)');
  expect(stderr).toMatch(
    /bridge\.txt: the old address "\/ferry\/" is that of \S*ferry\.txt \(remove it there\)/,
  );
  expect(stderr).toContain('bridge.txt: the old address "/archive/" is taken by the site\'s own pages');
  expect(stderr).toMatch(/ferry\.txt: the old address "\/x\/" stands in \S*bridge\.txt, too/);
});
