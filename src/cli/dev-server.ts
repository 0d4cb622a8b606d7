import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { addressesFor, inUrl, listen, namesFor } from "./listen.ts";
import { html, lookUp, namesOf, plain, typeOf } from "./preview-file.ts";

/*
 * Shows a folder to the browsers of this machine, and has their pages load again after each build. It takes nothing that a request
 * says for good: any page of the web can have the writer's browser send one.
 */

export interface DevServer {
  /** Where the site stands, for a browser on this machine. */
  url: string;
  /** Where others reach it. */
  widened: readonly string[];
}

export interface Wish {
  /** The folder to show, absolute. */
  folder: string;
  /** The port, or the next free one; 0 for any. */
  port: number;
  /** An IP address of this machine to listen on, beside loopback. */
  host: string | undefined;
  /** A page that stands in place of every other, HTML; undefined for none. */
  errorPage: () => string | undefined;
}

/** Where pages hear of builds. No file of a site has such a name. */
const BUILDS = "/.stet/builds";

/** The server of one preview. */
export class PreviewServer {
  readonly #wish: Wish;
  /** The names under which it answers, as the header `Host` has them. */
  #hosts: ReadonlySet<string> = new Set();
  /** Names what is shown: a page that shows another build loads itself again. */
  #build = randomUUID();
  readonly #listeners = new Set<ServerResponse>();

  constructor(wish: Wish) {
    this.#wish = wish;
  }

  /**
   * Begins to answer.
   *
   * @throws Error in plain words if it cannot
   */
  async start(): Promise<DevServer> {
    const { host, port: wanted } = this.#wish;
    const names = namesFor(host);
    const port = await listen(() => this.#make(), addressesFor(host), wanted);
    const all = ["localhost", "127.0.0.1", "[::1]", ...names, ...(host === undefined ? [] : [inUrl(host)])];
    // Browsers leave out the port that is HTTP's own.
    this.#hosts = new Set(all.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]));
    return { url: `http://localhost:${port}/`, widened: names.map((name) => `http://${name}:${port}/`) };
  }

  /** Has every page load again. */
  reload(): void {
    this.#build = randomUUID();
    for (const response of this.#listeners) response.write(`data: ${this.#build}\n\n`);
  }

  #make(): Server {
    // Without a Host, a request is refused in this server's own words.
    const server = createServer({ requireHostHeader: false }, (request, response) => {
      this.#answer(request, response).catch((thrown) => {
        console.error(thrown);
        if (response.headersSent) response.destroy();
        else say(response, 500, "The preview could not answer; the terminal says why.");
      });
    });
    server.on("clientError", (_, socket) => refuse(socket));
    server.on("connect", (_, socket) => refuse(socket));
    return server;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = "", headers } = request;
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("cache-control", "no-cache");
    if (!this.#hosts.has((headers.host ?? "").toLowerCase()))
      return say(response, 403, "This preview answers under its own address only.");
    // A page of another site cannot send a request without it, if a script is to read the answer.
    if (headers.origin !== undefined && !this.#isOwn(headers.origin))
      return say(response, 403, "This preview answers its own pages only.");
    if (method !== "GET" && method !== "HEAD")
      return say(response, 405, "This preview can be read, and nothing else.", { allow: "GET, HEAD" });
    if (url === BUILDS && method === "GET") return this.#follow(response);
    return this.#show(url, response, headers.range);
  }

  #isOwn(origin: string): boolean {
    return origin.startsWith("http://") && this.#hosts.has(origin.slice("http://".length));
  }

  /** Tells a page of builds, beginning with the one that stands (https://html.spec.whatwg.org/#server-sent-events). */
  #follow(response: ServerResponse): void {
    this.#listeners.add(response);
    response.on("close", () => this.#listeners.delete(response));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${this.#build}\n\n`);
  }

  /** Answers with what stands at an address. */
  async #show(url: string, response: ServerResponse, range?: string): Promise<void> {
    // Before the file is read: a page may be newer than it says, and load again for nothing, but never older.
    const build = this.#build;
    const page = (status: number, text: string | Buffer) =>
      send(response, status, html, Buffer.concat([Buffer.from(text), reloading(build)]));
    const [path = ""] = url.split("?", 1);
    const names = namesOf(path);
    if (!names) return say(response, 400, "There is no such address: it is not well-formed.");
    const errorPage = /(?:\/|\.html)$/.test(path) ? this.#wish.errorPage() : undefined;
    if (errorPage !== undefined) return page(500, errorPage);
    const { folder } = this.#wish;
    const file = names.at(-1) === "" ? [...names.slice(0, -1), "index.html"] : names;
    const found = await lookUp(folder, file);
    if (found === "folder") {
      response.setHeader("location", `${path}/`);
      return say(response, 301, `The address is ${path}/`);
    }
    const type = typeOf(file.at(-1) ?? "");
    if (found) return type === html ? page(200, found) : sendPart(response, type, found, range);
    const notFound = await lookUp(folder, ["404.html"]);
    if (notFound instanceof Buffer) return page(404, notFound);
    say(response, 404, "There is nothing at this address.");
  }
}

function say(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, status, plain, Buffer.from(`${sentence}\n`));
}

function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { "content-type": type, "content-length": body.length });
  response.end(body);
}

/** Sends a file, or the one part of it that is asked for: Safari plays no sound and no film otherwise (RFC 9110, section 14). */
function sendPart(response: ServerResponse, type: string, body: Buffer, range = ""): void {
  response.setHeader("accept-ranges", "bytes");
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range) ?? [];
  if (first === "" && last === "") {
    send(response, 200, type, body);
    return;
  }
  const start = first === "" ? Math.max(body.length - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? body.length - 1 : Math.min(Number(last), body.length - 1);
  if (start > end) {
    say(response, 416, "The file has no such part.", { "content-range": `bytes */${body.length}` });
    return;
  }
  response.setHeader("content-range", `bytes ${start}-${end}/${body.length}`);
  send(response, 206, type, body.subarray(start, end + 1));
}

/** How long a client that speaks no HTTP has to read that it does not, in milliseconds. */
const FAREWELL = 2_000;

/** Answers what is no request, on the connection itself. */
function refuse(socket: Duplex): void {
  // What comes after it was refused is refused with it.
  if (socket.writableEnded) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = "This is not a request that the preview can read.\n";
  const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: ${plain}\r\ncontent-length: ${body.length}\r\nconnection: close`;
  // What it goes on sending is read, or it would never read the answer.
  socket.on("error", () => socket.destroy()).resume();
  socket.end(`${head}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), FAREWELL).unref();
}

/**
 * The script that loads a page again when another build stands. Behind the page's end it changes nothing in it. Only pages in sight
 * listen, for a browser allows six connections to a server.
 */
function reloading(build: string): Buffer {
  return Buffer.from(`<script>
(() => {
  let builds;
  const follow = () => {
    builds?.close();
    if (document.visibilityState === "hidden") return;
    builds = new EventSource("${BUILDS}");
    builds.onmessage = ({ data }) => data === "${build}" || location.reload();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
})();
</script>
`);
}
