import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { metaPolicy, responseHeaders, styleHash } from "../src/press/policy.ts";
import { thisMachine } from "./support/browser.ts";
import { type Answer, score } from "./support/observatory.ts";

/** A server under test, with the site on it. */
interface Server {
  name: string;
  secure: number;
  plain: number;
  /** The certificate that a client must trust. */
  authority: string;
  process: ChildProcess;
  /** What the server wrote, for the message when it does not start. */
  log: string[];
}

interface Response extends Answer {
  status: number;
}

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
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";
const searching =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; script-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";
const working =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";
const revalidated = "public, max-age=0, must-revalidate";
const immutable = "public, max-age=31536000, immutable";

interface Location {
  path: string;
  status: number;
  type?: string;
  policy?: string;
  cache?: string;
  embedding?: string;
}

const html = "text/html; charset=utf-8";
const text = "text/plain; charset=utf-8";

/** Every kind of location that Stet publishes, and some that it does not. */
const locations: readonly Location[] = [
  { path: "/", status: 200, type: html },
  { path: "/index.html", status: 200, type: html },
  { path: "/first-article/", status: 200, type: html },
  { path: "/%DA%A9%D8%A7%D8%A8%D9%84/", status: 200, type: html },
  { path: "/archive/", status: 200, type: html },
  { path: "/topics/search/", status: 200, type: html },
  { path: "/search/", status: 200, type: html, policy: searching },
  { path: "/search/search.js", status: 200, type: "text/javascript; charset=utf-8", policy: searching },
  {
    path: "/pagefind/pagefind-worker.js",
    status: 200,
    type: "text/javascript; charset=utf-8",
    policy: working,
  },
  { path: "/pagefind/pagefind-entry.json", status: 200, type: "application/json", policy: working },
  { path: "/pagefind/wasm.en.pagefind", status: 200, type: "application/octet-stream", policy: working },
  {
    path: "/pagefind/fragment/en_a5abc10.pf_fragment",
    status: 200,
    type: "application/octet-stream",
    policy: working,
    cache: immutable,
  },
  {
    path: "/pagefind/index/en_ecc5ae9.pf_index",
    status: 200,
    type: "application/octet-stream",
    policy: working,
    cache: immutable,
  },
  { path: "/first-article/source.txt", status: 200, type: text },
  { path: "/second-article/source.md", status: 200, type: text },
  { path: "/first-article/article.json", status: 200, type: "application/json" },
  { path: "/first-article/card.png", status: 200, type: "image/png", embedding: "cross-origin" },
  {
    path: "/first-article/images/a1b2c3d4e5-800.avif",
    status: 200,
    type: "image/avif",
    cache: immutable,
    embedding: "cross-origin",
  },
  {
    path: "/first-article/images/a1b2c3d4e5-800.webp",
    status: 200,
    type: "image/webp",
    cache: immutable,
    embedding: "cross-origin",
  },
  {
    path: "/first-article/images/a1b2c3d4e5-800.jpeg",
    status: 200,
    type: "image/jpeg",
    cache: immutable,
    embedding: "cross-origin",
  },
  {
    path: "/images/a1b2c3d4e5-800.png",
    status: 200,
    type: "image/png",
    cache: immutable,
    embedding: "cross-origin",
  },
  { path: "/topics/images/", status: 200, type: html },
  { path: "/icon.svg", status: 200, type: "image/svg+xml", embedding: "cross-origin" },
  { path: "/feed.xml", status: 200, type: "application/atom+xml; charset=utf-8", embedding: "cross-origin" },
  { path: "/feed.json", status: 200, type: "application/feed+json", embedding: "cross-origin" },
  { path: "/sitemap.xml", status: 200, type: "text/xml; charset=utf-8" },
  { path: "/robots.txt", status: 200, type: text },
  { path: "/proof.json", status: 200, type: "application/json" },
  { path: "/.well-known/security.txt", status: 200, type: text },
  { path: "/.well-known/trust.txt", status: 200, type: text },
  { path: "/not-there/", status: 404, type: html },
  { path: "/first-article/not-there.png", status: 404, type: html },
  { path: "/first-article/images/not-there.avif", status: 404, type: html },
  { path: "/search/not-there.js", status: 404, type: html },
  { path: "/pagefind/fragment/en_0000000.pf_fragment", status: 404, type: html },
  { path: "/first-article", status: 301 },
];

/** Files that are in the folder and that no reader may have. */
const refused = [
  "/.git/config",
  "/%2egit/config",
  "/first-article/.draft.md",
  "/.well-known/.hidden",
  "/_headers",
  "/first-article/images/",
  "/../secret.txt",
  "/%2e%2e/secret.txt",
];

const page =
  "<!doctype html><html lang=en><head><title>A</title>" +
  `<meta http-equiv="Content-Security-Policy" content="${metaPolicy({ styleHashes: [styleHash("p{margin:0}")] })}">` +
  `<style>p{margin:0}</style></head><body><p>${"The words of the article. ".repeat(60)}</p></body></html>`;
const missing = "<!doctype html><title>Not found</title><p>There is no such page.</p>";

let folder: string;
const servers: Server[] = [];
const absent = new Map<string, string>();

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(join(tmpdir(), "stet-servers-"));
  // nginx's workers run as another user than root.
  await chmod(folder, 0o755);
  await writeSite(join(folder, "site"));
  await writeFile(join(folder, "secret.txt"), "not for readers");
  for (const [name, start] of [
    ["nginx", startNginx],
    ["caddy", startCaddy],
  ] as const) {
    const reason = await install(name);
    if (reason === undefined) servers.push(await start());
    else absent.set(name, reason);
  }
});

test.afterAll(async () => {
  await Promise.all(servers.map(stop));
  if (folder) await rm(folder, { recursive: true, force: true });
});

for (const name of ["nginx", "caddy"]) {
  test.describe(name, () => {
    test.beforeEach(() => {
      const reason = absent.get(name);
      test.skip(reason !== undefined, `${name}: ${reason}`);
    });

    test("every location has its type, its policy and every header, once", async () => {
      let right = 0;
      for (const location of locations) {
        const response = await get(server(name), location.path);
        const wanted = {
          ...everywhere,
          "content-security-policy": location.policy ?? closed,
          "cache-control": location.cache ?? revalidated,
          "cross-origin-resource-policy": location.embedding ?? "same-origin",
          ...(location.type === undefined ? {} : { "content-type": location.type }),
        };
        if (location.status === 404) wanted["content-security-policy"] = closed;
        right += Number(sameHeaders(location.path, response, wanted));
        const statuses = location.status === 301 ? [301, 308] : [location.status];
        expect.soft(statuses, location.path).toContain(response.status);
      }
      console.log(`${name}: ${right} of ${locations.length} locations with every header right`);
      expect(right).toBe(locations.length);
    });

    test("the headers are those that src/press/policy.ts gives for each path", async () => {
      let equal = 0;
      const served = locations.filter((location) => location.status === 200);
      for (const { path } of served) {
        const response = await get(server(name), path);
        const wanted = responseHeaders(path);
        equal += Number(sameHeaders(path, response, wanted));
      }
      console.log(`${name}: ${equal} of ${served.length} locations as policy.ts has them`);
      expect(equal).toBe(served.length);
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
        expect.soft(response.body, path).not.toContain("a1b2c3d4e5");
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

async function writeSite(site: string): Promise<void> {
  const files: Record<string, string | Uint8Array> = Object.fromEntries(
    locations
      .filter((location) => location.status === 200)
      .map(({ path }) => [decodeURIComponent(path).replace(/\/$/, "/index.html"), page]),
  );
  files["/second-article/index.html"] = page;
  files["/404.html"] = missing;
  files["/archive/index.html.gz"] = gzipSync("compressed beforehand");
  for (const path of refused.slice(0, 5)) files[decodeURIComponent(path)] = "not for readers";
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(site, path)), { recursive: true });
    await writeFile(join(site, path), content);
  }
  await symlink("../../secret.txt", join(site, "first-article/link.txt"));
}

/** Finds a program, or installs its Debian package; returns why it is not there, if it is not. */
async function install(name: string): Promise<string | undefined> {
  const problem = missingProgram([name, "openssl"]);
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
  return failure === undefined
    ? missingProgram([name])
    : `apt-get install ${name}: ${failure} ${stale ?? ""}`;
}

function missingProgram(names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  const lost = names.find((name) => !folders.some((path) => isExecutable(join(path, name))));
  return lost === undefined ? undefined : `no ${lost} on this machine`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** deploy/nginx.conf as it stands, but for the names, paths and ports that its reader is told to replace. */
async function startNginx(): Promise<Server> {
  const [secure, plain] = [await freePort(), await freePort()];
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  await finished(spawn("openssl", [...request, "-keyout", key, "-out", certificate], { stdio: "ignore" }));
  let site = await readFile(new URL("../deploy/nginx.conf", import.meta.url), "utf8");
  const replacements: readonly [string, string][] = [
    ["example.org", "localhost"],
    ["/etc/ssl/stet/fullchain.pem", certificate],
    ["/etc/ssl/stet/privkey.pem", key],
    ["/srv/stet/dist", join(folder, "site")],
    ["listen 80;", `listen 127.0.0.1:${plain};`],
    ["listen 443 ssl http2;", `listen 127.0.0.1:${secure} ssl http2;`],
    ["    listen [::]:80;\n", ""],
    ["    listen [::]:443 ssl http2;\n", ""],
  ];
  for (const [from, to] of replacements) {
    expect(site, "deploy/nginx.conf").toContain(from);
    site = site.replaceAll(from, to);
  }
  await writeFile(join(folder, "stet.conf"), site);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${join(folder, "nginx")};`,
  );
  const main = [
    `pid ${join(folder, "nginx.pid")};`,
    "daemon off; master_process off; worker_processes 1; error_log stderr warn;",
    `events {} http { access_log off; ${temporary.join(" ")} include ${join(folder, "stet.conf")}; }`,
  ];
  await writeFile(join(folder, "nginx.conf"), main.join("\n"));
  const command = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
  return started("nginx", command, process.env, { secure, plain, authority: certificate });
}

/** deploy/Caddyfile as it stands, under global settings that keep Caddy from touching the machine. */
async function startCaddy(): Promise<Server> {
  const [secure, plain] = [await freePort(), await freePort()];
  const settings = `{
	admin off
	skip_install_trust
	http_port ${plain}
	https_port ${secure}
	default_bind 127.0.0.1
}
import ${new URL("../deploy/Caddyfile", import.meta.url).pathname}
`;
  await writeFile(join(folder, "Caddyfile"), settings);
  const home = join(folder, "caddy");
  const environment = {
    ...process.env,
    STET_SITE: "localhost",
    STET_ROOT: join(folder, "site"),
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
  };
  const command = ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  const authority = join(home, "caddy/pki/authorities/local/root.crt");
  return started("caddy", command, environment, { secure, plain, authority });
}

async function started(
  name: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  ports: Pick<Server, "secure" | "plain" | "authority">,
): Promise<Server> {
  const path = [process.env.PATH ?? "", "/usr/sbin"].join(delimiter);
  const child = spawn(name, command, { env: { ...env, PATH: path }, stdio: ["ignore", "pipe", "pipe"] });
  const log: string[] = [];
  child.stdout.on("data", (data: Buffer) => log.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => log.push(data.toString()));
  child.on("error", (failure) => log.push(failure.message));
  const one: Server = { name, ...ports, process: child, log };
  try {
    await expect(async () => {
      expect(child.exitCode, `${name} ended`).toBeNull();
      expect((await get(one, "/")).status).toBe(200);
    }).toPass({ timeout: 20_000, intervals: [50] });
  } catch (failure) {
    await stop(one);
    throw new Error(`${name} does not start:\n${log.join("")}`, { cause: failure });
  }
  return one;
}

async function stop({ process: child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = finished(child);
  child.kill("SIGKILL");
  await ended;
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

interface Request {
  method?: string;
  headers?: Record<string, string>;
  /** Over HTTP instead of HTTPS. */
  plain?: boolean;
}

/** One request, its path sent as it stands: a URL object would resolve the dots in it. */
async function get(to: Server, path: string, request: Request = {}): Promise<Response> {
  const port = request.plain ? to.plain : to.secure;
  const options = {
    host: "127.0.0.1",
    port,
    path,
    method: request.method ?? "GET",
    headers: { Host: request.plain ? `localhost:${port}` : "localhost", ...request.headers },
    agent: false,
    timeout: 10_000,
  };
  const trust = request.plain ? {} : { ca: await readFile(to.authority), servername: "localhost" };
  return new Promise((resolve, reject) => {
    const client = request.plain
      ? http.request(options, answer)
      : https.request({ ...options, ...trust }, answer);
    client.on("error", reject);
    client.on("timeout", () => client.destroy(new Error(`${to.name}: no answer for ${path}`)));
    client.end();

    function answer(message: http.IncomingMessage): void {
      const chunks: Buffer[] = [];
      message.on("error", reject);
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () =>
        resolve({
          status: message.statusCode ?? 0,
          headers: new Map(
            Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []]),
          ),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    }
  });
}
