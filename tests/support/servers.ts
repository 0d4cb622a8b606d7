import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, chmodSync, constants, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { expect } from "@playwright/test";

/*
 * Real servers with the settings that docs/hosting/ gives.
 */

/** A server with a site on it. */
export interface Server {
  name: ServerName;
  secure: number;
  plain: number;
  /** The certificate that a client must trust. */
  authority: string;
  process: ChildProcess;
}

export type ServerName = "nginx" | "caddy";

/** What a server answered: each header's name in small letters with its values. */
export interface Response {
  status: number;
  headers: Map<string, string[]>;
  body: string;
}

export interface Request {
  method?: string;
  headers?: Record<string, string>;
  /** Over HTTP instead of HTTPS. */
  plain?: boolean;
}

/** Debian keeps nginx where the search path of a user does not lead. */
const path = [process.env.PATH ?? "", "/usr/sbin"].join(delimiter);

/** Why a server cannot be started here, if it cannot. */
export function missingProgram(name: ServerName): string | undefined {
  const folders = path.split(delimiter);
  const lost = [name, "openssl"].find((program) =>
    folders.every((folder) => !isExecutable(join(folder, program))),
  );
  return lost === undefined ? undefined : `no ${lost} on this machine`;
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a server, and waits until it answers.
 *
 * @param folder for its files
 * @param site the built site
 */
export async function startServer(name: ServerName, folder: string, site: string): Promise<Server> {
  // nginx's workers run as another user than root.
  chmodSync(folder, 0o755);
  return name === "nginx" ? startNginx(folder, site) : startCaddy(folder, site);
}

/** docs/hosting/nginx.conf as it stands, but for the names, paths and ports that its reader is told to replace. */
async function startNginx(folder: string, site: string): Promise<Server> {
  const [secure, plain] = [await freePort(), await freePort()];
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  await finished(spawn("openssl", [...request, "-keyout", key, "-out", certificate], { stdio: "ignore" }));
  let configuration = readFileSync(new URL("../../docs/hosting/nginx.conf", import.meta.url), "utf8");
  const replacements: readonly [string, string][] = [
    ["example.org", "localhost"],
    ["/etc/ssl/stet/fullchain.pem", certificate],
    ["/etc/ssl/stet/privkey.pem", key],
    ["/srv/stet/dist", site],
    ["listen 80;", `listen 127.0.0.1:${plain};`],
    ["listen 443 ssl http2;", `listen 127.0.0.1:${secure} ssl http2;`],
    ["    listen [::]:80;\n", ""],
    ["    listen [::]:443 ssl http2;\n", ""],
  ];
  for (const [from, to] of replacements) {
    expect(configuration, "docs/hosting/nginx.conf").toContain(from);
    configuration = configuration.replaceAll(from, to);
  }
  writeFileSync(join(folder, "stet.conf"), configuration);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${join(folder, "nginx")};`,
  );
  const main = [
    `pid ${join(folder, "nginx.pid")};`,
    "daemon off; master_process off; worker_processes 1; error_log stderr warn;",
    `events {} http { access_log off; ${temporary.join(" ")} include ${join(folder, "stet.conf")}; }`,
  ];
  writeFileSync(join(folder, "nginx.conf"), main.join("\n"));
  const command = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
  return started({ name: "nginx", secure, plain, authority: certificate }, command, {});
}

/** docs/hosting/Caddyfile as it stands, under global settings that keep Caddy from touching the machine. */
async function startCaddy(folder: string, site: string): Promise<Server> {
  const [secure, plain] = [await freePort(), await freePort()];
  const settings = `{
	admin off
	skip_install_trust
	http_port ${plain}
	https_port ${secure}
	default_bind 127.0.0.1
}
import ${new URL("../../docs/hosting/Caddyfile", import.meta.url).pathname}
`;
  writeFileSync(join(folder, "Caddyfile"), settings);
  const home = join(folder, "caddy");
  const environment = {
    STET_SITE: "localhost",
    STET_ROOT: site,
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
  };
  const command = ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  const authority = join(home, "caddy/pki/authorities/local/root.crt");
  return started({ name: "caddy", secure, plain, authority }, command, environment);
}

async function started(
  told: Omit<Server, "process">,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Server> {
  const child = spawn(told.name, command, {
    env: { ...process.env, ...env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log: string[] = [];
  child.stdout.on("data", (data: Buffer) => log.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => log.push(data.toString()));
  child.on("error", (failure) => log.push(failure.message));
  const server: Server = { ...told, process: child };
  try {
    await expect(async () => {
      expect(child.exitCode, `${told.name} ended`).toBeNull();
      expect((await get(server, "/")).status).toBe(200);
    }).toPass({ timeout: 20_000, intervals: [50] });
  } catch (failure) {
    await stopServer(server);
    throw new Error(`${told.name} does not start:\n${log.join("")}`, { cause: failure });
  }
  return server;
}

/** Stops a server, and waits until it has gone. */
export async function stopServer({ process: child }: Server): Promise<void> {
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

/** One request, its path sent as it stands: a URL object would resolve the dots in it. */
export function get(to: Server, path: string, request: Request = {}): Promise<Response> {
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
  return new Promise((resolve, reject) => {
    const trust = request.plain ? {} : { ca: readFileSync(to.authority), servername: "localhost" };
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
