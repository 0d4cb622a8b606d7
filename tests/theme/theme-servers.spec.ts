import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { expect, test } from "@playwright/test";
import { temporaryFolder } from "../support/temporary.ts";
import { documentedTheme, stet, writePublication } from "../support/theme.ts";

const path = [process.env.PATH ?? "", "/usr/sbin"].join(delimiter);
const deployed = (name: string) =>
  readFileSync(new URL(`../../docs/hosting/${name}`, import.meta.url), "utf8");

/** What the documented head's script and the settings below let in, besides what every page has. */
const widened =
  "font-src 'self'; script-src 'sha256-oKJhYmpKZNlOnhrnb90LNJoPdsIqU2/N8zPHmI9EDoQ=' https://stats.example.org; " +
  "connect-src 'self'; base-uri 'none'; form-action https://mail.example.org; frame-ancestors 'none'";
const start = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; ";
const searching =
  `${start}font-src 'self'; script-src 'self' 'sha256-oKJhYmpKZNlOnhrnb90LNJoPdsIqU2/N8zPHmI9EDoQ=' ` +
  "https://stats.example.org; base-uri 'none'; form-action https://mail.example.org; frame-ancestors 'none'";
const checking = searching.replace("; base-uri", "; connect-src 'self'; base-uri");
const working =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let folder: string;
let site: string;
let running: ChildProcess | undefined;

test.beforeAll(() => {
  folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const policy = 'policy:\n  script: ["https://stats.example.org"]\n  form: ["https://mail.example.org"]\n';
  const publication = writePublication(documentedTheme(), policy);
  const long = `/${"a-very-long-name/".repeat(20)}`;
  writeFileSync(
    join(publication.folder, "articles/tide.yaml"),
    `headline: Low water\naliases: [/2019/05/ebbe-caf%C3%A9/, /ebb.html, "/?p=777", ${long}]\n`,
  );
  const { status, stderr } = stet(publication, "build", `--output=${join(folder, "site")}`);
  expect(status, stderr).toBe(0);
  site = join(folder, "site");
});

test.afterEach(async () => {
  const server = running;
  running = undefined;
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGKILL");
  await ended;
});

for (const [name, begin] of [
  ["nginx", beginNginx],
  ["caddy", beginCaddy],
] as const) {
  test(`${name} reads how far a publication widens its policy, and serves its theme`, async () => {
    test.skip(
      spawnSync(name, ["version"], { env: { ...process.env, PATH: path } }).error !== undefined,
      `no ${name}`,
    );
    const port = await freePort();
    await begin(port);
    await expect(async () => expect((await get(port, "/")).status).toBe(200)).toPass({
      timeout: 20_000,
      intervals: [50],
    });
    const policy = async (at: string) => (await get(port, at)).headers["content-security-policy"];
    for (const at of ["/", "/ferry/", "/archive/2024/05/", "/not-there/"])
      expect.soft(await policy(at), at).toBe(start + widened);
    expect(await policy("/search/")).toBe(searching);
    expect(await policy("/check/")).toBe(checking);
    expect(await policy("/pagefind/en/pagefind-worker.js")).toBe(working);
    const font = await get(port, "/theme/fonts/herald.02194deb92d3975d.woff2");
    expect(font.status).toBe(200);
    expect(font.headers["content-type"]).toBe("font/woff2");
    expect(font.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const logo = await get(port, "/theme/logo.7360861e2044cd04.svg");
    expect(logo.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    for (const at of ["/_server/policy.nginx.conf", "/_server/policy.caddy", "/_server/redirects.nginx"])
      expect.soft((await get(port, at)).status, at).toBe(404);
    for (const at of [
      "/2019/05/ebbe-caf%C3%A9/",
      "/2019/05/ebbe-caf%C3%A9?utm_source=x",
      "/ebb.html",
      "/?p=777",
      `/${"a-very-long-name/".repeat(20)}`,
    ]) {
      const moved = await get(port, at);
      expect.soft(moved.status, at).toBe(301);
      expect.soft(moved.headers.location, at).toBe("/tide/");
      expect.soft(moved.headers["content-security-policy"], at).toBe(start + widened);
    }
    for (const at of ["/?p=7777", "/?p=77"]) expect.soft((await get(port, at)).status, at).toBe(200);
  });
}

async function beginNginx(port: number): Promise<void> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  spawnSync("openssl", [...request, "-keyout", key, "-out", certificate]);
  const plain = await freePort();
  const settings = deployed("nginx.conf")
    .replaceAll("example.org", "localhost")
    .replaceAll("/etc/ssl/stet/fullchain.pem", certificate)
    .replaceAll("/etc/ssl/stet/privkey.pem", key)
    .replaceAll("/srv/stet/dist", site)
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("listen 443 ssl http2;", `listen 127.0.0.1:${port} ssl http2;`)
    .replace(/ {4}listen \[::\]:.*\n/g, "");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${join(folder, "nginx")};`,
  );
  writeFileSync(join(folder, "stet.conf"), settings);
  writeFileSync(
    join(folder, "nginx.conf"),
    `pid ${join(folder, "nginx.pid")};\ndaemon off; master_process off; worker_processes 1; error_log stderr warn;\n` +
      `events {} http { access_log off; ${temporary.join(" ")} include ${join(folder, "stet.conf")}; }\n`,
  );
  run("nginx", ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")]);
}

async function beginCaddy(port: number): Promise<void> {
  const plain = await freePort();
  writeFileSync(
    join(folder, "Caddyfile"),
    `{\n\tadmin off\n\tskip_install_trust\n\thttp_port ${plain}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n}\n` +
      deployed("Caddyfile"),
  );
  const home = join(folder, "caddy");
  run("caddy", ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], {
    STET_SITE: "localhost",
    STET_ROOT: site,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
  });
}

function run(name: string, command: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  running = spawn(name, command, { env: { ...process.env, ...env, PATH: path }, stdio: "ignore" });
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

interface Answer {
  status: number | undefined;
  headers: NodeJS.Dict<string | string[]>;
}

/** One request; the certificate was made for the test. */
function get(port: number, at: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: at,
      servername: "localhost",
      headers: { Host: "localhost" },
    };
    https
      .get({ ...options, rejectUnauthorized: false, agent: false }, (response) => {
        response.resume();
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
      })
      .on("error", reject);
  });
}
