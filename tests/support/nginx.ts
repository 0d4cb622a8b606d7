import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { expect } from "@playwright/test";

const env = { ...process.env, PATH: [process.env.PATH ?? "", "/usr/sbin"].join(delimiter) };

/** A real nginx with a site on it. */
export interface Nginx {
  process: ChildProcess;
  port: number;
}

/** Whether this machine has nginx. */
export function hasNginx(): boolean {
  return spawnSync("nginx", ["-v"], { env }).error === undefined;
}

/**
 * Starts nginx with the documented settings, and waits until it answers.
 *
 * @param folder for its files
 * @param site the built site
 */
export async function startNginx(folder: string, site: string): Promise<Nginx> {
  chmodSync(folder, 0o755);
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  spawnSync("openssl", [...request, "-keyout", key, "-out", certificate]);
  const [port, plain] = [await freePort(), await freePort()];
  const settings = readFileSync(new URL("../../docs/hosting/nginx.conf", import.meta.url), "utf8")
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
  const command = ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")];
  const server = spawn("nginx", command, { env, stdio: "ignore" });
  await expect(async () => expect((await get(port, "/")).status).toBe(200)).toPass({
    timeout: 20_000,
    intervals: [50],
  });
  return { process: server, port };
}

/** Stops nginx, and waits until it has gone. */
export async function stopNginx({ process: server }: Nginx): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGKILL");
  await ended;
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

/** One request; the certificate was made for the test. */
export function get(port: number, path: string): Promise<{ status?: number; location?: string }> {
  return new Promise((resolve, reject) => {
    const to = { host: "127.0.0.1", port, path, servername: "localhost", headers: { Host: "localhost" } };
    https
      .get({ ...to, rejectUnauthorized: false, agent: false }, (response) => {
        response.resume();
        const { statusCode: status, headers } = response;
        response.on("end", () =>
          resolve({
            ...(status !== undefined && { status }),
            ...(headers.location !== undefined && { location: headers.location }),
          }),
        );
      })
      .on("error", reject);
  });
}
