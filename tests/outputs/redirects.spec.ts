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

test("servers are told of each address with its slash and without, of a query with its path, and of nothing that ends a string", () => {
  const { output } = buildSite({
    articles: {
      "ferry.txt": text,
      "ferry.yaml":
        'headline: Ferry returns\naliases: [/2019/caf%C3%A9/, /old.html, "/?p=777&lang={en}", "/a?p=7", /say%22so]\n',
    },
    metadata,
  });
  expect(readFileSync(join(output, "_server/redirects.nginx"), "utf8")).toBe(
    '"/2019/café" "/news/ferry/";\n"/2019/café/" "/news/ferry/";\n"/old.html" "/news/ferry/";\n"/a?p=7" "/news/ferry/";\n',
  );
  expect(readFileSync(join(output, "_server/redirects.caddyfile"), "utf8")).toBe(
    '"/2019/café" "/news/ferry/"\n"/2019/café/" "/news/ferry/"\n"/old.html" "/news/ferry/"\n"/a?p=7" "/news/ferry/"\n',
  );
});

test("without old addresses there is no file of rules", () => {
  const { output } = buildSite({ articles: { "ferry.txt": text }, metadata });
  expect(existsSync(join(output, "_redirects"))).toBe(false);
  expect(existsSync(join(output, "_server"))).toBe(false);
});

test("an old address that lives, or that two articles claim, stops the build", () => {
  const { status, stderr } = buildSite({
    articles: {
      "bridge.txt": text,
      "bridge.yaml":
        "headline: Bridge\naliases: [/bridge/, /Ferry/, /archive/, /x, /, /feed.xml, /ferry/source.txt, /a.html, /c/d/]\n",
      "ferry.txt": text,
      "ferry.yaml": 'headline: Ferry\naliases: [/x/, /a.html/b, /c/d/index.html, "/?P=7"]\n',
      "tide.txt": text,
      "tide.yaml": 'headline: Tide\nstatus: draft\naliases: ["/?p=7"]\n',
    },
    metadata,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('bridge.txt: the old address "/bridge/" is the article\'s own (remove it there)');
  expect(stderr).toMatch(
    /bridge\.txt: the old address "\/Ferry\/" is that of \S*ferry\.txt \(remove it there\)/,
  );
  expect(stderr).toContain('bridge.txt: the old address "/archive/" is taken by the site\'s own pages');
  expect(stderr).toMatch(/ferry\.txt: the old address "\/x\/" stands in \S*bridge\.txt, too/);
  expect(stderr).toContain('bridge.txt: the old address "/" is the front page\'s');
  expect(stderr).toContain('bridge.txt: the old address "/feed.xml" is taken by the site\'s own files');
  expect(stderr).toMatch(
    /bridge\.txt: the old address "\/ferry\/source\.txt" is that of a file of \S*ferry\.txt/,
  );
  expect(stderr).toMatch(
    /ferry\.txt: the old address "\/a\.html\/b" is a page in one old address and a folder in another, of \S*bridge\.txt/,
  );
  expect(stderr).toMatch(/ferry\.txt: the old address "\/c\/d\/index\.html" stands in \S*bridge\.txt, too/);
  expect(stderr).toMatch(/tide\.txt: the old address "\/\?p=7" stands in \S*ferry\.txt, too/);
  expect(stderr).toContain("10 errors");
});
