import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { runStet } from "../support/press.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * The recipes of docs/services.md, each built as it stands there, and the policy that comes of it.
 */

const document = readFileSync(fileURLToPath(new URL("../../docs/services.md", import.meta.url)), "utf8");

const blocks = [...document.matchAll(/<!-- (\w+): (\S+) -->\n```\w+\n([\s\S]*?)```\n/g)].map(
  ([, recipe = "", file = "", text = ""]) => ({ recipe, file, text }),
);

const plain: Record<string, string> = {
  "metadata.yaml":
    "title: The Test Post\nurl: https://example.org/\nlanguage: en\nsearch: off\ncards: none\n",
  "articles/ferry.txt": " date 2024-05-02 The boat returned.\n",
  "articles/ferry.yaml": "headline: The ferry returns\n",
};

/** Builds a publication by a recipe; reads a file of its site. */
function follow(recipe: string): (file: string) => string {
  const folder = temporaryFolder();
  const files = { ...plain };
  for (const { file, text } of blocks.filter((block) => block.recipe === recipe))
    files[file] = (plain[file] ?? "") + text;
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const { status, stderr } = runStet(["build", folder]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return (file) => readFileSync(join(folder, "dist", file), "utf8");
}

/** The directives of a page's policy, by name. */
function policyOf(page: string): Record<string, string> {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  return Object.fromEntries(policy.split("; ").map((line) => line.split(/ (.*)/, 2) as [string, string]));
}

/** What every page's policy says where nothing is widened, its styles aside. */
const closed = {
  "default-src": "'none'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

test("every recipe is tested", () => {
  expect([...new Set(blocks.map(({ recipe }) => recipe))]).toEqual([
    "plausible",
    "umami",
    "goatcounter",
    "cloudflare",
    "newsletter",
    "gifts",
    "letters",
    "comments",
    "learning",
    "files",
  ]);
});

for (const [recipe, widened, stands] of [
  [
    "plausible",
    { "script-src": "https://plausible.io", "connect-src": "'self' https://plausible.io" },
    '<script defer data-domain="example.org" src="https://plausible.io/js/script.js"></script>',
  ],
  [
    "umami",
    { "script-src": "https://umami.example.org", "connect-src": "'self' https://umami.example.org" },
    'src="https://umami.example.org/script.js" data-website-id="94db1cb1-74f4-4a40-ad6c-962362670409"></script>',
  ],
  [
    "goatcounter",
    { "script-src": "https://gc.zgo.at", "connect-src": "'self' https://paper.goatcounter.com" },
    'async src="https://gc.zgo.at/count.js"></script>',
  ],
  [
    "cloudflare",
    {
      "script-src": "https://static.cloudflareinsights.com",
      "connect-src": "'self' https://cloudflareinsights.com",
    },
    `data-cf-beacon='{"token": "0123456789abcdef"}'></script>`,
  ],
  [
    "newsletter",
    { "form-action": "https://mail.example.org" },
    '<form action="https://mail.example.org/subscribe" method="post">',
  ],
  ["gifts", {}, '<a href="https://give.example.org/the-paper">Keep this paper going</a>'],
  ["letters", {}, '<a href="mailto:letters@example.org?subject=The%20ferry%20returns">'],
  [
    "comments",
    { "frame-src": "https://talk.example.org" },
    '<iframe src="https://talk.example.org/embed/comments?embed_url=https%3A%2F%2Fexample.org%2Fferry%2F"',
  ],
] as const) {
  test(`${recipe}: the policy of pages and headers is widened exactly so far`, () => {
    const read = follow(recipe);
    const page = read("ferry/index.html");
    const { "style-src": styles, ...policy } = policyOf(page);
    expect(styles).toMatch(/^'sha256-[\w+/]{43}='( 'sha256-[\w+/]{43}=')*$/);
    expect(policy).toEqual({ ...closed, ...widened });
    expect(page).toContain(stands);
    for (const [directive, sources] of Object.entries(widened))
      expect(read("_headers")).toContain(`; ${directive} ${sources}; `);
  });
}

test("learning: crawlers that train models are shut out, and mining is reserved", () => {
  const read = follow("learning");
  const robots = read("robots.txt").split("\n\n");
  expect(robots).toHaveLength(3);
  expect(robots[0]?.split("\n")).toEqual(
    expect.arrayContaining([
      "User-agent: GPTBot",
      "User-agent: ClaudeBot",
      "User-agent: CCBot",
      "Disallow: /",
    ]),
  );
  expect(robots[0]?.endsWith("\nDisallow: /")).toBe(true);
  expect(robots.slice(1)).toEqual([
    "User-agent: *\nAllow: /",
    "Sitemap: https://example.org/sitemap.xml\nSitemap: https://example.org/sitemap-news.xml\n",
  ]);
  expect(JSON.parse(read(".well-known/tdmrep.json"))).toEqual([{ location: "/", "tdm-reservation": 1 }]);
  for (const page of ["index.html", "ferry/index.html", "archive/index.html"])
    expect(read(page)).toContain('<meta name="tdm-reservation" content="1">');
});

test("files: they are copied as they are", () => {
  const read = follow("files");
  expect(read("ads.txt")).toBe("ads.example.com, 1234, DIRECT\n");
  expect(read("humans.txt")).toBe("The paper is made by two people and a kettle.\n");
});
