import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  get,
  missingProgram,
  type Server,
  type ServerName,
  startServer,
  stopServer,
} from "../support/servers.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { documentedTheme, stet, writePublication } from "../support/theme.ts";

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
let running: Server | undefined;

test.beforeAll(() => {
  folder = temporaryFolder();
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
  if (server) await stopServer(server);
});

const names: readonly ServerName[] = ["nginx", "caddy"];
for (const name of names) {
  test(`${name} reads how far a publication widens its policy, and serves its theme`, async () => {
    const reason = missingProgram(name);
    test.skip(reason !== undefined, reason);
    const server = await startServer(name, folder, site);
    running = server;
    const header = async (at: string, wanted: string) => (await get(server, at)).headers.get(wanted);
    const policy = (at: string) => header(at, "content-security-policy");
    for (const at of ["/", "/ferry/", "/archive/2024/05/", "/not-there/"])
      expect.soft(await policy(at), at).toEqual([start + widened]);
    expect(await policy("/search/")).toEqual([searching]);
    expect(await policy("/check/")).toEqual([checking]);
    expect(await policy("/pagefind/en/pagefind-worker.js")).toEqual([working]);
    const font = "/theme/fonts/herald.02194deb92d3975d.woff2";
    expect((await get(server, font)).status).toBe(200);
    expect(await header(font, "content-type")).toEqual(["font/woff2"]);
    for (const at of [font, "/theme/logo.7360861e2044cd04.svg"])
      expect(await header(at, "cache-control"), at).toEqual(["public, max-age=31536000, immutable"]);
    for (const at of ["/_server/policy.nginx.conf", "/_server/policy.caddy", "/_server/redirects.nginx"])
      expect.soft((await get(server, at)).status, at).toBe(404);
    for (const at of [
      "/2019/05/ebbe-caf%C3%A9/",
      "/2019/05/ebbe-caf%C3%A9?utm_source=x",
      "/ebb.html",
      "/?p=777",
      `/${"a-very-long-name/".repeat(20)}`,
    ]) {
      const moved = await get(server, at);
      expect.soft(moved.status, at).toBe(301);
      expect.soft(moved.headers.get("location"), at).toEqual(["/tide/"]);
      expect.soft(moved.headers.get("content-security-policy"), at).toEqual([start + widened]);
    }
    for (const at of ["/?p=7777", "/?p=77"]) expect.soft((await get(server, at)).status, at).toBe(200);
  });
}
