import { mkdir, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { close, createIndex } from "pagefind";
import {
  headerPolicy,
  headerRules,
  headersFile,
  metaPolicy,
  responseHeaders,
  styleHash,
} from "../../src/press/site/headers.ts";
import { type Listening, listen } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** The digest of `p{color:green}`, as `openssl dgst -sha256 -binary | base64` gives it. */
const green = "+U34xzSKWEW1L9j9e5KZWYbDRq9rJlkv+gDWO4ekHkY=";

test.describe("the text of a policy", () => {
  test("a style's digest is the one that OpenSSL gives", () => {
    expect(styleHash("p{color:green}")).toBe(green);
  });

  test("a page allows its own style and pictures of its own site, and nothing else", () => {
    expect(metaPolicy({ styleHashes: [green] })).toBe(
      `default-src 'none'; style-src 'sha256-${green}'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'`,
    );
    expect(metaPolicy({ styleHashes: [] })).toBe(
      "default-src 'none'; style-src 'none'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    );
  });

  test("the search page allows scripts of its own site besides", () => {
    expect(metaPolicy({ styleHashes: [green], search: true })).toBe(
      `default-src 'none'; style-src 'sha256-${green}'; img-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'`,
    );
  });

  test("the header forbids frames too, which a <meta> cannot", () => {
    expect(headerPolicy({ styleHashes: [green] })).toBe(
      `default-src 'none'; style-src 'sha256-${green}'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  test("a header that holds no digest leaves the digest to each page's <meta>", () => {
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    expect(headerPolicy({ styleHashes: [] })).toBe(policy);
    expect(
      headerPolicy({ styleHashes: Array.from({ length: 25 }, (_, n) => styleHash(`p{margin:${n}px}`)) }),
    ).toBe(policy);
  });
});

test.describe("_headers", () => {
  const many = Array.from({ length: 24 }, (_, n) => styleHash(`p{margin:${n}px}`));
  const asked = [
    "/",
    "/first-article/",
    "/first-article/source.txt",
    "/first-article/source.md",
    "/first-article/card.png",
    "/first-article/images/a1b2c3d4e5-800.avif",
    "/images/a1b2c3d4e5-800.jpeg",
    "/topics/images/",
    "/topics/search/",
    "/search/",
    "/search/search.js",
    "/check/",
    "/check/articles.json",
    "/pagefind/en/pagefind-worker.js",
    "/pagefind/en/fragment/en_a5abc10.pf_fragment",
    "/.well-known/security.txt",
    "/feed.xml",
    "/feed.json",
    "/not-there/",
  ];

  test("its first lines, and a rule that replaces what a more general one set", () => {
    expect(headersFile([green]).split("\n").slice(0, 5)).toEqual([
      "/*",
      `  Content-Security-Policy: default-src 'none'; style-src 'sha256-${green}'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "  Strict-Transport-Security: max-age=63072000",
      "  X-Content-Type-Options: nosniff",
      "  X-Frame-Options: DENY",
    ]);
    expect(headersFile([green])).toContain(
      "\n\n/feed.xml\n  ! Content-Type\n  ! Cross-Origin-Resource-Policy\n" +
        "  Content-Type: application/atom+xml; charset=utf-8\n  Cross-Origin-Resource-Policy: cross-origin\n",
    );
  });

  test("it keeps Cloudflare's limits: 100 rules, 2,000 characters in a line, one * in a path", () => {
    const lines = headersFile(many).split("\n");
    expect(lines.filter((line) => line.startsWith("/")).length).toBeLessThanOrEqual(100);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(2000);
    for (const { pattern } of headerRules(many))
      expect(pattern.split("*").length, pattern).toBeLessThanOrEqual(2);
  });

  for (const [host, read] of [
    ["Netlify", netlify],
    ["Cloudflare Pages", cloudflare],
  ] as const) {
    test(`${host} reads from it what policy.ts means, for every kind of path`, () => {
      const text = headersFile([green]);
      let right = 0;
      for (const path of asked) {
        const wanted = responseHeaders(path, headerRules([green]));
        expect.soft({ path, ...read(text, path) }).toEqual({ path, ...wanted });
        right += Number(JSON.stringify(sorted(read(text, path))) === JSON.stringify(sorted(wanted)));
      }
      console.log(`${host}: ${right} of ${asked.length} paths with the headers meant`);
    });
  }

  test("a path has the headers that its kind needs", () => {
    expect(responseHeaders("/first-article/")["Cache-Control"]).toBe("public, max-age=0, must-revalidate");
    expect(responseHeaders("/topics/images/")["Cache-Control"]).toBe("public, max-age=0, must-revalidate");
    expect(responseHeaders("/images/a1b2c3d4e5-800.jpeg")["Cache-Control"]).toBe(
      "public, max-age=31536000, immutable",
    );
    expect(responseHeaders("/a/images/a1b2c3d4e5-800.avif")["Cross-Origin-Resource-Policy"]).toBe(
      "cross-origin",
    );
    expect(responseHeaders("/a/source.md")["Content-Type"]).toBe("text/plain; charset=utf-8");
    expect(responseHeaders("/a/article.json")["Content-Type"]).toBeUndefined();
    expect(responseHeaders("/topics/search/")["Content-Security-Policy"]).not.toContain("script-src");
    expect(responseHeaders("/search/")["Content-Security-Policy"]).toContain("script-src 'self'");
    expect(responseHeaders("/check/")["Content-Security-Policy"]).toContain(
      "script-src 'self'; connect-src 'self'",
    );
    expect(responseHeaders("/pagefind/en/pagefind-worker.js")["Content-Security-Policy"]).toBe(
      "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });
});

test.describe("in the browser", () => {
  let site: TwoSites;
  test.beforeAll(async () => {
    site = { ...(await serve()), other: await serve() };
  });
  test.afterAll(() => Promise.all([site.close(), site.other.close()]));

  for (const [name, policies] of [
    [
      "the page's <meta> alone, as on a host that sets no headers",
      { meta: metaPolicy({ styleHashes: [green] }) },
    ],
    ["the header of _headers alone", { header: headerPolicy({ styleHashes: [green] }) }],
    [
      "the <meta> under the header of nginx and Caddy, which allows inline style",
      { meta: metaPolicy({ styleHashes: [green] }), header: headerPolicy({ styleHashes: [] }) },
    ],
  ] satisfies [string, Policies][]) {
    test(`${name} lets the page's own style and pictures in, and none of the attempts`, async ({ page }) => {
      const succeeded = await attempt(page, site, policies);
      console.log(`${attempts.length - succeeded.length} of ${attempts.length} attempts refused by ${name}`);
      expect(succeeded).toEqual([]);
    });
  }

  test("without a policy every attempt succeeds, so that refusing them means something", async ({ page }) => {
    const succeeded = await attempt(page, site, {});
    console.log(`${succeeded.length} of ${attempts.length} attempts succeed without a policy`);
    expect(succeeded).toEqual(attempts);
  });

  test("no other site can show a page in a frame", async ({ page }) => {
    site.pages.set("/framed.html", { body: document("", {}), headers: responseHeaders("/framed.html") });
    site.other.pages.set("/", { body: `<iframe src="${site.address}/framed.html"></iframe>`, headers: {} });
    await page.goto(`${site.other.address}/`);
    expect(page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  });

  test("opened from disk, a page still has its style and its pictures", async ({ page }) => {
    const folder = temporaryFolder();
    try {
      await writeFile(join(folder, "own.svg"), picture);
      await writeFile(
        join(folder, "index.html"),
        document("", { meta: metaPolicy({ styleHashes: [green] }) }),
      );
      await page.goto(pathToFileURL(join(folder, "index.html")).href);
      expect(await page.evaluate(pictureWidth)).toBe(8);
      expect(await page.evaluate(colour)).toBe("rgb(0, 128, 0)");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("the browser knows every feature that the Permissions-Policy names, and denies it", async ({
    page,
  }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    site.pages.set("/plain.html", { body: document("", {}), headers: responseHeaders("/plain.html") });
    await page.goto(`${site.address}/plain.html`);
    const allowed = await page.evaluate(() => {
      const policy = Reflect.get(window.document, "featurePolicy");
      const features = ["camera", "microphone", "geolocation", "payment", "usb", "autoplay"];
      return features.filter((feature) => policy.allowsFeature(feature));
    });
    expect(allowed).toEqual([]);
    expect(said.filter((line) => line.includes("Permissions-Policy"))).toEqual([]);
  });
});

test.describe("Pagefind", () => {
  let site: TestSite;
  let folder: string;
  let files: [string, { body: Uint8Array }][];
  test.beforeAll(async () => {
    site = await serve();
    folder = temporaryFolder();
    await mkdir(join(folder, "site/first-article"), { recursive: true });
    await writeFile(
      join(folder, "site/first-article/index.html"),
      "<!doctype html><html lang=en><head><title>A</title></head><body data-pagefind-body><h1>Missions</h1><p>The first word.</p></body></html>",
    );
    const { index, errors } = await createIndex({});
    if (index === undefined) throw new Error(errors.join("\n"));
    await index.addDirectory({ path: join(folder, "site") });
    const made = await index.getFiles();
    await close();
    files = made.files.map(({ path, content }) => [`/pagefind/${path}`, { body: content }]);
  });
  test.afterAll(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const script = `
    const output = document.querySelector("output");
    try {
      const { search } = await import("../../pagefind/pagefind.js");
      const { results } = await search("missions");
      const found = await Promise.all(results.map((result) => result.data()));
      output.textContent = "found " + found.map(({ url }) => url).join();
    } catch (failure) {
      output.textContent = "failed";
    }`;
  const body = '<output></output><script type="module" src="search.js"></script>';

  /** Searches under the policies of the search page and of Pagefind's files, without one of the things they allow. */
  async function search(page: Page, without?: string): Promise<string> {
    const less = (policy: string) => (without === undefined ? policy : policy.replace(without, ""));
    const headersFor = (path: string) => {
      const headers = responseHeaders(path);
      return { ...headers, "Content-Security-Policy": less(headers["Content-Security-Policy"] ?? "") };
    };
    const meta = less(metaPolicy({ styleHashes: [green], search: true }));
    site.pages.set("/search/", { body: document(body, { meta }), headers: headersFor("/search/") });
    site.pages.set("/search/search.js", { body: script, headers: headersFor("/search/search.js") });
    for (const [path, { body: content }] of files) {
      site.pages.set(path, { body: content, headers: headersFor(path) });
    }
    const refusals: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refusals.push(message.text());
    });
    await page.goto(`${site.address}/search/`);
    const output = page.locator("output");
    await expect.poll(async () => (await output.textContent()) !== "" || refusals.length > 0).toBe(true);
    return (await output.textContent()) || "refused";
  }

  test("finds a word under the search page's policies, and breaks none of them", async ({ page }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    expect(await search(page)).toBe("found /first-article/");
    expect(said).toEqual([]);
  });

  for (const needed of ["script-src 'self';", "'wasm-unsafe-eval'", "connect-src 'self';"]) {
    test(`does not work without ${needed}`, async ({ page }) => {
      expect(await search(page, needed)).toMatch(/^(failed|refused)$/);
    });
  }
});

/** A small site whose pages the tests write as they go. */
interface TestSite extends Listening {
  pages: Map<string, { body: string | Uint8Array; headers: Record<string, string> }>;
  /** The paths that were asked for. */
  asked: string[];
}

interface TwoSites extends TestSite {
  other: TestSite;
}

interface Policies {
  meta?: string;
  header?: string;
}

/**
 * What injected text would try. Each runs a script that calls `ran`, asks for a file whose name begins with `hostile`, moves
 * an element with a style of its own, or turns the page's links or forms to the other site.
 */
const attempts: readonly string[] = [
  "<script>ran()</script>",
  '<script type="module">ran()</script>',
  '<script src="hostile.js"></script>',
  '<script src="data:text/javascript,ran()"></script>',
  '<img src="none.png" onerror="ran()">',
  '<svg onload="ran()"></svg>',
  '<details open ontoggle="ran()"></details>',
  '<iframe srcdoc="<script>parent.ran()</script>"></iframe>',
  '<iframe src="hostile.html"></iframe>',
  '<object data="hostile.html"></object>',
  '<embed src="hostile.html">',
  '<link rel="stylesheet" href="hostile.css">',
  '<link rel="preload" as="script" href="hostile-preload.js">',
  '<style>@import "hostile-import.css";</style>',
  "<style>#target{margin-left:99px}</style>",
  '<b style="margin-left:99px" id="target">x</b>',
  '<img src="OTHER/hostile.png">',
  '<video src="hostile.mp4" autoplay></video>',
  '<audio src="hostile.mp3" autoplay></audio>',
  '<base href="OTHER/">',
  '<iframe name="sink"></iframe><form action="OTHER/hostile" target="sink"></form>',
  '<a id="hash" href="javascript:ran()">x</a>',
];

/** Tries each attempt on a page of its own under the policies; returns those that came to something. */
async function attempt(page: Page, site: TwoSites, policies: Policies): Promise<string[]> {
  await page.addInitScript(() => {
    const top = window.top ?? window;
    const marks = { ran: 0, refused: 0 };
    if (top === window) Object.assign(window, { marks, ran: () => marks.ran++ });
    window.addEventListener("securitypolicyviolation", () => Reflect.get(top, "marks").refused++);
  });
  const succeeded: string[] = [];
  for (const [number, text] of attempts.entries()) {
    const path = `/attempt-${number}.html`;
    const body = document(text.replaceAll("OTHER", site.other.address), policies);
    const headers = policies.header === undefined ? {} : { "Content-Security-Policy": policies.header };
    site.pages.set(path, { body, headers: { ...headers } });
    site.asked.length = 0;
    site.other.asked.length = 0;
    await page.goto(site.address + path);
    expect(await page.evaluate(colour)).toBe("rgb(0, 128, 0)");
    expect(await page.evaluate(pictureWidth)).toBe(8);
    await page.evaluate(act);
    const outcome = { came: false };
    // Each attempt comes to something or is refused: one that does neither would have been no attempt.
    await expect
      .poll(async () => {
        const asked = [...site.asked, ...site.other.asked].some((name) => name.includes("hostile"));
        outcome.came ||= asked || (await page.evaluate(changed, site.other.address));
        return outcome.came || (await page.evaluate(refused));
      }, text)
      .toBe(true);
    if (outcome.came) succeeded.push(text);
  }
  return succeeded;
}

/** Does for an attempt what a reader would: sends the form, follows the link. */
function act(): void {
  window.document.querySelector("form")?.submit();
  window.document.getElementById("hash")?.click();
}

function changed(other: string): boolean {
  const target = window.document.getElementById("target");
  const moved = target !== null && getComputedStyle(target).marginLeft === "99px";
  const marks = Reflect.get(window, "marks");
  return moved || marks.ran > 0 || window.document.baseURI.startsWith(other);
}

function refused(): boolean {
  return Reflect.get(window, "marks").refused > 0;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  "": "text/html; charset=utf-8",
};

async function serve(): Promise<TestSite> {
  const pages: TestSite["pages"] = new Map();
  const asked: string[] = [];
  const listening = await listen((request, response) => {
    const path = (request.url ?? "").replace(/\?.*/, "");
    asked.push(path);
    const found = path.endsWith("/own.svg") ? { body: picture, headers: {} } : pages.get(path);
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "Content-Type": type, ...found?.headers });
    response.end(found?.body ?? "");
  });
  return { ...listening, pages, asked };
}

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>';

function document(body: string, { meta }: Policies): string {
  const policy = meta === undefined ? "" : `<meta http-equiv="Content-Security-Policy" content="${meta}">`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">${policy}<title>A</title>` +
    `<link rel="icon" href="own.svg"><style>p{color:green}</style></head><body><p>Text.</p><img src="own.svg" alt="own">` +
    `${body}<div id="target">x</div></body></html>`
  );
}

function colour(): string {
  const paragraph = window.document.querySelector("p");
  return paragraph === null ? "" : getComputedStyle(paragraph).color;
}

function pictureWidth(): number {
  return window.document.querySelector("img")?.naturalWidth ?? 0;
}

interface HeaderLines {
  pattern: string;
  set: [string, string][];
  unset: string[];
}

function parse(text: string): HeaderLines[] {
  const rules: HeaderLines[] = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line.startsWith("/")) rules.push({ pattern: line, set: [], unset: [] });
    else if (line.startsWith("! ")) rules.at(-1)?.unset.push(line.slice(2));
    else if (line !== "") {
      const [name = "", ...value] = line.split(":");
      rules.at(-1)?.set.push([name.trim(), value.join(":").trim()]);
    }
  }
  return rules;
}

/** As github.com/netlify/build, packages/headers-parser, and `netlify dev` read the file: the last rule wins, `!` says nothing. */
function netlify(text: string, path: string): Record<string, string> {
  const found = parse(text).filter(({ pattern }) => {
    const parts = pattern
      .split("/")
      .filter(Boolean)
      .map((part) => {
        if (part.startsWith(":")) return "([^/]+)";
        return part === "*" ? "?(.*)" : part.replace(/[.]/g, "\\.").replaceAll("*", "(.*)");
      });
    return new RegExp(`^/${parts.join("/")}/?$`, "iu").test(path);
  });
  return Object.assign({}, ...found.map(({ set }) => Object.fromEntries(set)));
}

/** As github.com/cloudflare/workers-sdk, packages/pages-shared, applies it: in order, `!` takes off, a second value is joined. */
function cloudflare(text: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { pattern, set, unset } of parse(text)) {
    const source = pattern
      .replace(/[.]/g, "\\.")
      .replaceAll("*", "(.*)")
      .replace(/:[A-Za-z]\w*/g, "([^/]+)");
    if (!new RegExp(`^${source}$`).test(path)) continue;
    for (const name of unset) delete headers[name];
    for (const [name, value] of set) headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

function sorted(headers: Record<string, string>): [string, string][] {
  return Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
}
