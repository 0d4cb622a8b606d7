import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";

/** How many ports after the one that was asked for are tried. */
const FURTHER = 10;

/** An IP address as addresses of the web have it (RFC 3986, section 3.2.2). */
export function inUrl(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address}]`).hostname : address;
}

/** Where to listen: on loopback, and on an address that widens it. The wildcards hold loopback themselves. */
export function addressesFor(host: string | undefined): string[] {
  if (host === "::") return ["::"];
  if (host === "0.0.0.0") return ["0.0.0.0", "::1"];
  return [...new Set(["127.0.0.1", "::1", ...(host === undefined ? [] : [host])])];
}

/** The names under which others reach a server that listens on an address, too. */
export function namesFor(host: string | undefined): string[] {
  if (host === undefined || isLoopback(host)) return [];
  if (host !== "::" && host !== "0.0.0.0") return [inUrl(host)];
  return Object.values(networkInterfaces())
    .flat()
    .flatMap((each) => (each && !each.internal && !each.address.startsWith("fe80:") ? [each.address] : []))
    .map(inUrl);
}

/**
 * Has servers listen on one port of several addresses: the port that is asked for, or the next one that is free on all of them. A
 * machine may lack IPv6 or IPv4; one of the two is enough.
 *
 * @param make makes a server for an address
 * @param port 0 for any
 * @returns the port
 * @throws Error in plain words if no port is free, or an address is not the machine's
 */
export async function listen(
  make: () => Server,
  addresses: readonly string[],
  port: number,
): Promise<number> {
  for (let further = 0; further <= FURTHER && port + further <= 65_535; further++) {
    const found = await listenAt(make, addresses, port === 0 ? 0 : port + further);
    if (found !== undefined) return found;
  }
  throw new Error(
    `the ports from ${port} to ${Math.min(port + FURTHER, 65_535)} are taken: name another one with --port`,
  );
}

/** The port on which servers listen on every address; undefined if it is taken on one of them. */
async function listenAt(
  make: () => Server,
  addresses: readonly string[],
  wanted: number,
): Promise<number | undefined> {
  const servers: Server[] = [];
  let port = wanted;
  for (const address of addresses) {
    const server = make();
    const code = await codeOf(server, address, port);
    if (code === undefined) {
      servers.push(server);
      port = (server.address() as AddressInfo).port;
    } else if (code === "EADDRINUSE") {
      for (const each of servers) each.close();
      return undefined;
    } else if (!isLoopback(address) || (code !== "EADDRNOTAVAIL" && code !== "EAFNOSUPPORT")) {
      throw new Error(`nothing can listen on port ${port} of ${address} (${code})`);
    }
  }
  if (servers.length === 0) throw new Error("this machine has no loopback address to listen on");
  return port;
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** Has a server listen; the system's code of what hindered it, if anything did. */
function codeOf(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    // It stays: what comes later, such as too many connections, is no reason to end.
    server.on("error", ({ code, message }: NodeJS.ErrnoException) => done(code ?? message));
    server.listen({ host, port }, () => done(undefined));
  });
}
