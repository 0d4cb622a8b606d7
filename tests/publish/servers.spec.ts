import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { responseHeaders } from "../../src/press/site/headers.ts";
import { thisMachine } from "../support/browser.ts";
import { buildSite } from "../support/build.ts";
import { score } from "../support/observatory.ts";
import {
  get,
  missingProgram,
  type Response,
  type Server,
  type ServerName,
  startServer,
  stopServer,
} from "../support/servers.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** What every response has, whatever was asked for. */
const everywhere = {
  "strict-transport-security": "max-age=63072000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), " +
    "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), " +
    "midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), " +
    "xr-spatial-tracking=()",
};

const closed =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";
const searching =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; script-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";
const checking =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const working =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";
const revalidated = "public, max-age=0, must-revalidate";
const immutable = "public, max-age=31536000, immutable";

/** A kind of file that Stet publishes, and what a response for it has besides. */
interface Kind {
  paths: RegExp;
  type: string;
  policy?: string;
  cache?: string;
  embedding?: string;
}

const html = "text/html; charset=utf-8";
const text = "text/plain; charset=utf-8";
const script = "text/javascript; charset=utf-8";

/** Every kind. A path that is of none of them, or of two, fails the test: a new output is to be put in here. */
const kinds: readonly Kind[] = [
  { paths: /^\/(?!(?:search|check)\/)(.+\/)?(index\.html)?$/, type: html },
  { paths: /^\/search\/(index\.html)?$/, type: html, policy: searching },
  { paths: /^\/search\/search\.js$/, type: script, policy: searching },
  { paths: /^\/check\/(index\.html)?$/, type: html, policy: checking },
  { paths: /^\/check\/check[\w-]*\.js$/, type: script, policy: checking },
  { paths: /^\/check\/articles\.json$/, type: "application/json", policy: checking },
  { paths: /^\/pagefind\/\w+\/pagefind(-worker)?\.js$/, type: script, policy: working },
  { paths: /^\/pagefind\/\w+\/pagefind-entry\.json$/, type: "application/json", policy: working },
  {
    paths: /^\/pagefind\/\w+\/[\w.]+\.(pagefind|pf_meta)$/,
    type: "application/octet-stream",
    policy: working,
  },
  {
    paths: /^\/pagefind\/\w+\/(fragment|index)\/\w+\.pf_(fragment|index)$/,
    type: "application/octet-stream",
    policy: working,
    cache: immutable,
  },
  { paths: /^\/[^/]+\/source\.(txt|md)$/, type: text },
  { paths: /^\/[^/]+\/(article|ninjs)\.json$/, type: "application/json" },
  { paths: /^\/([^/]+\/)?(card|icon)\.png$/, type: "image/png", embedding: "cross-origin" },
  { paths: /^\/icon\.svg$/, type: "image/svg+xml", embedding: "cross-origin" },
  ...["avif", "webp", "jpeg"].map((kind) => ({
    paths: new RegExp(`^/([^/]+/)?images/[0-9a-f]{16}-\\d+\\.${kind}$`),
    type: `image/${kind}`,
    cache: immutable,
    embedding: "cross-origin",
  })),
  {
    paths: /^\/[^/]+\/images\/[0-9a-f]{16}\.svg$/,
    type: "image/svg+xml",
    cache: immutable,
    embedding: "cross-origin",
  },
  {
    paths: /^\/(topics\/[^/]+\/)?feed\.xml$/,
    type: "application/atom+xml; charset=utf-8",
    embedding: "cross-origin",
  },
  { paths: /^\/(topics\/[^/]+\/)?feed\.json$/, type: "application/feed+json", embedding: "cross-origin" },
  { paths: /^\/[^/]+\/ledger\.pdf$/, type: "application/pdf" },
  { paths: /^\/[^/]+\/ledger\.csv$/, type: "text/csv; charset=utf-8" },
  { paths: /^\/[^/]+\/ledger\.ods$/, type: "application/octet-stream" },
  { paths: /^\/sitemap(?:-news)?\.xml$/, type: "text/xml; charset=utf-8" },
  { paths: /^\/(robots|\.well-known\/(security|trust))\.txt$/, type: text },
  { paths: /^\/proof\.json$/, type: "application/json" },
  { paths: /^\/SHA256SUMS$/, type: text },
];

/** Paths where nothing is; the answer is a page, and is never kept. */
const nowhere = [
  "/not-there/",
  "/first-article/not-there.png",
  "/first-article/images/not-there.avif",
  "/search/not-there.js",
  "/pagefind/en/fragment/en_0000000.pf_fragment",
  "/404.html",
];

/** Files that are in the folder and that no reader may have. */
const refused = [
  "/.git/config",
  "/%2egit/config",
  "/first-article/.draft.md",
  "/.well-known/.hidden",
  "/_headers",
  "/pagefind/en/fragment/",
  "/../secret.txt",
  "/%2e%2e/secret.txt",
];

let folder: string;
/** The site that is served: built by Stet, with what no reader may have beside it. */
let site: string;
/** The path of every file of the site, and of every folder with a page. */
let paths: string[];
/** What 404.html says. */
let missing: string;
const names: readonly ServerName[] = ["nginx", "caddy"];
const servers: Server[] = [];
const absent = new Map<string, string>();

// The servers' certificates are made for the test.
test.use({ ignoreHTTPSErrors: true });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = temporaryFolder();
  site = join(folder, "site");
  await cp(await built(), site, { recursive: true });
  paths = (await readdir(site, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !["_headers", "404.html"].includes(entry.name))
    .map((entry) => `/${relative(site, join(entry.parentPath, entry.name))}`)
    .flatMap((path) => (path.endsWith("/index.html") ? [path, path.replace(/index\.html$/, "")] : path));
  missing = await readFile(join(site, "404.html"), "utf8");
  await writeHidden();
  for (const name of names) {
    const reason = await install(name);
    if (reason === undefined) servers.push(await startServer(name, folder, site));
    else absent.set(name, reason);
  }
});

test.afterAll(async () => {
  await Promise.all(servers.map(stopServer));
  if (folder) await rm(folder, { recursive: true, force: true });
});

for (const name of names) {
  test.describe(name, () => {
    test.beforeEach(() => {
      const reason = absent.get(name);
      test.skip(reason !== undefined, `${name}: ${reason}`);
    });

    test("every file of a built site has its type, its policy and every header, once", async () => {
      let right = 0;
      for (const path of paths) {
        const found = kinds.filter((kind) => kind.paths.test(path));
        expect(found.length, `kinds of ${path}`).toBe(1);
        const response = await get(server(name), encodeURI(path));
        const [kind] = found;
        right += Number(
          response.status === 200 &&
            sameHeaders(path, response, {
              ...everywhere,
              "content-type": kind?.type ?? "",
              "content-security-policy": kind?.policy ?? closed,
              "cache-control": kind?.cache ?? revalidated,
              "cross-origin-resource-policy": kind?.embedding ?? "same-origin",
            }),
        );
      }
      const unused = kinds.filter((kind) => !paths.some((path) => kind.paths.test(path)));
      console.log(
        `${name}: ${right} of ${paths.length} paths with every header right, of ${kinds.length} kinds`,
      );
      expect(right).toBe(paths.length);
      expect(unused).toEqual([]);
    });

    test("what is not there, and what moved, has every header too", async () => {
      for (const path of [...nowhere, "/first-article"]) {
        const response = await get(server(name), path);
        const moved = path === "/first-article";
        expect.soft(moved ? [301, 308] : [404], path).toContain(response.status);
        sameHeaders(path, response, {
          ...everywhere,
          ...(moved ? {} : { "content-type": html }),
          "content-security-policy": closed,
          "cache-control": revalidated,
          "cross-origin-resource-policy": "same-origin",
        });
      }
    });

    test("the headers are those that src/press/site/headers.ts gives for each path", async () => {
      let equal = 0;
      for (const path of paths) {
        const response = await get(server(name), encodeURI(path));
        equal += Number(sameHeaders(path, response, responseHeaders(path)));
      }
      console.log(`${name}: ${equal} of ${paths.length} paths as headers.ts has them`);
      expect(equal).toBe(paths.length);
    });

    test("in the browser, pages have their style and the search finds a word, and no policy is broken", async ({
      page,
    }) => {
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      const { secure } = server(name);
      await page.goto(`https://localhost:${secure}/first-article/`);
      expect(await page.evaluate(() => document.styleSheets[0]?.cssRules.length ?? 0)).toBeGreaterThan(20);
      await page.goto(`https://localhost:${secure}/search/`);
      await page.getByRole("searchbox").fill("ambassador");
      await page.getByRole("searchbox").press("Enter");
      await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("The first headline");
      expect(said).toEqual([]);
    });

    test("the server does not tell its version", async () => {
      const told = (await get(server(name), "/")).headers.get("server")?.join() ?? "";
      expect(told).not.toMatch(/\d/);
    });

    test("a page that is not there is answered with the site's own page", async () => {
      const response = await get(server(name), "/not-there/");
      expect(response.status).toBe(404);
      expect(response.body).toBe(missing);
    });

    test("dotfiles, other hosts' settings, folders without a page and files outside the site are not served", async () => {
      let kept = 0;
      for (const path of refused) {
        const response = await get(server(name), path);
        expect.soft([400, 404], `${path}: ${response.status}`).toContain(response.status);
        expect.soft(response.body, path).not.toContain("not for readers");
        kept += Number([400, 404].includes(response.status) && !response.body.includes("not for readers"));
      }
      console.log(`${name}: ${kept} of ${refused.length} hidden files refused`);
    });

    // Caddy follows links, and has no setting against it.
    if (name === "nginx") {
      test("a link inside the site that leads out of it is not followed", async () => {
        const response = await get(server(name), "/first-article/link.txt");
        expect(response.status).toBe(404);
        expect(response.body).toBe(missing);
      });
    }

    test("only GET and HEAD are answered, and a refusal has the policy too", async () => {
      const response = await get(server(name), "/", { method: "POST" });
      expect(response.status).toBe(405);
      expect(response.headers.get("content-security-policy")).toEqual([closed]);
      expect(response.headers.get("x-content-type-options")).toEqual(["nosniff"]);
    });

    test("pages, feeds and sources travel compressed, and a page that has not changed does not travel again", async () => {
      for (const path of ["/first-article/", "/feed.xml", "/feed.json", "/first-article/source.txt"]) {
        const response = await get(server(name), path, { headers: { "Accept-Encoding": "gzip" } });
        expect.soft(response.headers.get("content-encoding"), path).toEqual(["gzip"]);
        expect.soft(response.headers.get("vary"), path).toEqual(["Accept-Encoding"]);
      }
      const tag = (await get(server(name), "/first-article/")).headers.get("etag")?.[0] ?? "";
      const again = await get(server(name), "/first-article/", { headers: { "If-None-Match": tag } });
      expect(again.status).toBe(304);
      expect(again.body).toBe("");
    });

    test("what was compressed beforehand is served as it is", async () => {
      const response = await get(server(name), "/archive/", { headers: { "Accept-Encoding": "gzip" } });
      expect(response.headers.get("content-encoding")).toEqual(["gzip"]);
      expect(response.headers.get("content-length")).toEqual([
        String(gzipSync("compressed beforehand").length),
      ]);
      expect(response.headers.get("content-type")).toEqual([html]);
      expect(response.headers.get("content-security-policy")).toEqual([closed]);
    });

    test("MDN's Observatory rules give A+", async () => {
      const { secure, plain } = server(name);
      const response = await get(server(name), "/");
      const redirect = await get(server(name), "/first-article/?a=b", { plain: true });
      const target = redirect.headers.get("location")?.[0] ?? "";
      expect([301, 308]).toContain(redirect.status);
      expect(target.replace(`:${secure}`, "")).toBe("https://localhost/first-article/?a=b");
      const route = [`http://localhost:${plain}/`, target];
      const whole = score({ page: response, route });
      const headersAlone = score({ page: { ...response, body: "" }, route });
      const lost = whole.results.filter((result) => result.modifier < 0);
      console.log(
        `${name}: Observatory ${whole.grade}, ${whole.score} of 135 points; ` +
          `${whole.results.length - lost.length} of ${whole.results.length} rules without a penalty; ` +
          `by the headers alone ${headersAlone.grade}, ${headersAlone.score} of 135`,
      );
      expect(lost).toEqual([]);
      expect(whole.grade).toBe("A+");
      expect(whole.score).toBeGreaterThanOrEqual(130);
      expect(headersAlone.score).toBeGreaterThanOrEqual(120);
    });
  });
}

test("nothing is scored that is not there: a bare answer gets an F", () => {
  const bare = score({ page: { headers: new Map(), body: "" }, route: ["http://localhost/"] });
  expect({ score: bare.score, grade: bare.grade }).toEqual({ score: 10, grade: "F" });
});

/** Whether a response has each wanted header once; reports those that differ. */
function sameHeaders(path: string, response: Response, wanted: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(wanted);
  const found = Object.fromEntries(
    names.map((name) => [name, response.headers.get(name.toLowerCase())?.join(" AND ")]),
  );
  expect.soft({ path, ...found }).toEqual({ path, ...wanted });
  return names.every((name) => found[name] === wanted[name]);
}

function server(name: string): Server {
  const found = servers.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not running`);
  return found;
}

/** Builds a site that has every kind of file. */
async function built(): Promise<string> {
  const image = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#268" } })
    .jpeg()
    .toBuffer();
  const { status, stderr, output } = buildSite({
    articles: {
      "first-article.txt": ` date 2023-12-02 ${"The ambassador left the embassy. ".repeat(40)}\n`,
      "first-article.yaml": "headline: The first headline\ntopics: [images, search]\n",
      "second-article.md": `---\nheadline: The second headline\ndate: 2023-12-01\n---\nA text.\n\n![A picture](picture.jpg)\n\n![A chart](chart.svg)\n\n[PDF](ledger.pdf), [CSV](ledger.csv), [ODS](ledger.ods)\n`,
      "ledger.pdf": "%PDF-1.7",
      "ledger.csv": "Year,Boats",
      "ledger.ods": "PK\x03\x04",
      "picture.jpg": image,
      "chart.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path d="M0 0h8v4z"/></svg>',
      "کابل.txt": " date 2023-11-30 نمایندگی‌ها در هند بسته شده‌اند.\n",
      "کابل.yaml": "headline: کابل\nlanguage: fa-AF\nauthors:\n  - name: Ada\n",
    },
    metadata:
      "title: The Test Post\nurl: https://example.org/\nlanguage: en\ncontact: editor@example.org\n" +
      "security:\n  expires: 2030-01-01T00:00:00Z\ntrust:\n  social: [https://example.social/@post]\n",
  });
  expect(status, stderr).toBe(0);
  return output;
}

/** Puts files beside the site's that a server must not serve, and one that was compressed beforehand. */
async function writeHidden(): Promise<void> {
  for (const path of refused.filter(
    (name) => !name.endsWith("/") && !name.includes("..") && !name.includes("%"),
  )) {
    await mkdir(dirname(join(site, path)), { recursive: true });
    await writeFile(join(site, path), "not for readers");
  }
  await writeFile(join(folder, "secret.txt"), "not for readers");
  await symlink("../../secret.txt", join(site, "first-article/link.txt"));
  await writeFile(join(site, "archive/index.html.gz"), gzipSync("compressed beforehand"));
}

/** Finds a program, or installs its Debian package; returns why it is not there, if it is not. */
async function install(name: ServerName): Promise<string | undefined> {
  const problem = missingProgram(name);
  if (problem === undefined) return undefined;
  const machine = thisMachine(process.env);
  if (!machine.root) return `${problem}, and only root may install it`;
  const packages = [name, "openssl"];
  const arguments_ = [
    "install",
    "--yes",
    "--no-install-recommends",
    "-o",
    "DPkg::Lock::Timeout=120",
    ...packages,
  ];
  const stale = await machine.run("apt-get", ["update"], 120);
  const failure = await machine.run("apt-get", arguments_, 120);
  return failure === undefined ? missingProgram(name) : `apt-get install ${name}: ${failure} ${stale ?? ""}`;
}
