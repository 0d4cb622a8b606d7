import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { addressOf } from "../support/address.ts";
import { stetProgram } from "../support/build.ts";
import { publicationOf, startSite } from "../support/start.ts";

/*
 * What `npm start` answers to every kind of request, written to its port byte by byte as no browser would.
 */

const copy = " date 2024-03-01 The bridge opened.\n";

let folder: string;
let preview: string;
let server: ChildProcess;
let port: number;
let said = "";

test.beforeAll(async () => {
  folder = publicationOf({ "articles/bridge.txt": copy, "articles/bridge.yaml": "headline: Bridge opens\n" });
  preview = join(folder, ".cache/preview");
  server = startSite(folder);
  server.stderr?.on("data", (data) => {
    said += data;
  });
  port = Number(new URL(await addressOf(server)).port);
});

test.afterAll(() => {
  server.kill("SIGTERM");
});

// Whatever a test asked, the server stands, and had nothing to complain of.
test.afterEach(async () => {
  expect(await get("/bridge/")).toMatchObject({ status: "200 OK", type: "text/html; charset=utf-8" });
  expect(said).toBe("");
});

interface Answer {
  status: string;
  type: string | undefined;
  location: string | undefined;
  body: string;
}

/** What comes back for some bytes, until the server closes the connection. */
function exchange(bytes: string | Buffer, host = "127.0.0.1", at = port): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect({ host, port: at });
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.once("error", failed);
    socket.once("close", () => done(answer));
    socket.write(bytes);
  });
}

function read(answer: string): Answer {
  const [head = "", body = ""] = answer.split(/\r\n\r\n([\s\S]*)/);
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim();
  return {
    status: /^HTTP\/1\.1 (.*)/.exec(head)?.[1]?.trim() ?? head,
    type: header("content-type"),
    location: header("location"),
    body,
  };
}

interface Said {
  host?: string;
  method?: string;
  headers?: string;
  address?: string;
}

/** A request of one line and a few headers. */
async function get(
  target: string,
  { host = `localhost:${port}`, method = "GET", headers = "", address }: Said = {},
): Promise<Answer> {
  const lines = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n`;
  return read(await exchange(Buffer.from(lines, "latin1"), address));
}

const malformed = "There is no such address: it is not well-formed.\n";
const unreadable = "This is not a request that the preview can read.\n";
const otherName = "This preview answers under its own address only.\n";
const otherPage = "This preview answers its own pages only.\n";

for (const path of ["/%ff", "/a/%c0%ae", "/a/%", "/%", "/%zz", "/%e2%82", "http://localhost/bridge/", "*"])
  test(`${path} is not well-formed: 400`, async () => {
    expect(await get(path)).toMatchObject({
      status: "400 Bad Request",
      type: "text/plain; charset=utf-8",
      body: malformed,
    });
  });

const nowhere: [name: string, path: string][] = [
  ["//", "//"],
  ["///", "///"],
  ["//example.com/", "//example.com/"],
  ["/..%2f..%2fx", "/..%2f..%2fx"],
  ["a path out of the preview", "/../../metadata.yaml"],
  ["the same, encoded", "/%2e%2e/%2e%2e/metadata.yaml"],
  ["the same, its slashes too", "/..%2f..%2fmetadata.yaml"],
  ["the same, as Windows writes it", "/..\\..\\metadata.yaml"],
  ["the same, encoded as Windows writes it", "/..%5c..%5cmetadata.yaml"],
  ["a path out and back in", "/../preview/index.html"],
  ["a path through what is no folder", "/index.html/../index.html"],
  ["a path below a file", "/index.html/x"],
  ["a dot", "/./index.html"],
  ["an empty name", "/bridge//index.html"],
  ["a null", "/index.html%00.txt"],
  ["what is encoded twice", "/%252e%252e/metadata.yaml"],
  ["the folder's own absolute path", "/etc/passwd"],
  ["a name of 300 characters", `/${"a".repeat(300)}`],
  ["a path of 10,000 characters", `/${"a/".repeat(5_000)}`],
  ["an article that is not there", "/tunnel/"],
];
for (const [name, path] of nowhere)
  test(`${name} is not there: 404, with the site's own page`, async () => {
    const { status, type, body } = await get(path);
    expect({ status, type }).toEqual({ status: "404 Not Found", type: "text/html; charset=utf-8" });
    expect(body).toContain("<h1>Page not found</h1>");
  });

test("without a page of the site's own, a plain sentence says that there is nothing", async () => {
  const page = join(preview, "404.html");
  const before = readFileSync(page);
  rmSync(page);
  try {
    expect(await get("/tunnel/")).toMatchObject({
      status: "404 Not Found",
      type: "text/plain; charset=utf-8",
      body: "There is nothing at this address.\n",
    });
  } finally {
    writeFileSync(page, before);
  }
});

test("an article's address without its slash leads to the one with it", async () => {
  expect(await get("/bridge?x=1")).toMatchObject({ status: "301 Moved Permanently", location: "/bridge/" });
});

const broken: [name: string, bytes: string | Buffer][] = [
  ["a path of 100 kB", `GET /${"a".repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ["a header of 10 MB", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(10_000_000)}\r\n\r\n`],
  ["what is no HTTP", "Good day\r\n\r\n"],
  ["a greeting of TLS", Buffer.from("16030100a5010000a10303", "hex")],
  ["bytes", Buffer.from([0, 255, 254, 13, 10, 13, 10])],
  ["a method that there is not", "FETCH / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["a version that there is not", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"],
  ["a header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n"],
  ["two lengths", "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
  ["a path without its slash", "GET x HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  [
    "a path of bytes that are not ASCII",
    Buffer.from("GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", "latin1"),
  ],
  ["a space in the path", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  ["a tunnel", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"],
];
for (const [name, bytes] of broken)
  test(`${name} is no request: 400`, async () => {
    expect(read(await exchange(bytes))).toMatchObject({ status: "400 Bad Request", body: unreadable });
  });

test("broken HTTP behind a good request does no harm", async () => {
  const good = `GET /bridge/ HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
  expect(await exchange(`${good}${good}Good day\r\n\r\n`)).toContain(unreadable);
});

test("what would write is refused: 405", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
    expect(await get("/", { method })).toMatchObject({
      status: "405 Method Not Allowed",
      body: "This preview can be read, and nothing else.\n",
    });
});

test("HEAD is answered as GET is, without the page", async () => {
  expect(await get("/bridge/", { method: "HEAD" })).toMatchObject({ status: "200 OK", body: "" });
});

test("a client that hangs up, in its request or in the answer, does no harm", async () => {
  const parts = ["", "G", "GET /bridge/", `GET /bridge/ HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`];
  for (const part of [...parts, ...parts, ...parts])
    await new Promise<void>((done) => {
      const socket = connect({ host: "127.0.0.1", port }, () => {
        socket.write(part, () => socket.resetAndDestroy());
      });
      socket.once("close", () => done());
    });
});

test("300 requests at once are all answered", async () => {
  const paths = ["/bridge/", "/%ff", "/tunnel/"];
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, number) => get(paths[number % 3] ?? "/")),
  );
  const count = (wanted: string) => answers.filter(({ status }) => status === wanted).length;
  expect(["200 OK", "400 Bad Request", "404 Not Found"].map(count)).toEqual([100, 100, 100]);
});

test("only the preview's own names are answered, each with its port", async () => {
  for (const name of ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
    expect(await get("/bridge/", { host: `${name}:${port}` })).toMatchObject({ status: "200 OK" });
  const others = [
    "attacker.example",
    `attacker.example:${port}`,
    "localhost",
    "127.0.0.1",
    `localhost:${port + 1}`,
    `localhost.attacker.example:${port}`,
    `attacker.example@localhost:${port}`,
    `0.0.0.0:${port}`,
    `127.0.0.2:${port}`,
    "",
  ];
  for (const host of others)
    for (const path of ["/bridge/", "/.stet/builds", "/%ff"])
      expect(await get(path, { host }), host).toMatchObject({
        status: "403 Forbidden",
        type: "text/plain; charset=utf-8",
        body: otherName,
      });
  expect(read(await exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))).toMatchObject({
    status: "403 Forbidden",
    body: otherName,
  });
  expect(read(await exchange("GET / HTTP/1.0\r\n\r\n"))).toMatchObject({ status: "403 Forbidden" });
});

const handshake =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

test("pages of other sites hear nothing, neither of builds nor over a WebSocket", async () => {
  const others = [
    "https://attacker.example",
    "null",
    "",
    `https://localhost:${port}`,
    `http://localhost:${port + 1}`,
    `http://localhost:${port}.attacker.example`,
    `http://attacker.example:${port}`,
    "file://",
  ];
  for (const origin of others)
    for (const [path, more] of [
      ["/.stet/builds", ""],
      ["/bridge/", ""],
      ["/", handshake],
    ] as const)
      expect(await get(path, { headers: `Origin: ${origin}\r\n${more}` }), origin).toMatchObject({
        status: "403 Forbidden",
        body: otherPage,
      });
  for (const name of ["localhost", "127.0.0.1", "[::1]"])
    expect(await get("/bridge/", { headers: `Origin: http://${name}:${port}\r\n` })).toMatchObject({
      status: "200 OK",
    });
});

test("a symbolic link in the preview is followed nowhere, be it out of the preview or in it", async () => {
  const secret = join(folder, "secret");
  mkdirSync(secret);
  writeFileSync(join(secret, "index.html"), "SECRET");
  const links: [link: string, to: string, asked: string][] = [
    ["out.html", join(secret, "index.html"), "/out.html"],
    ["out", secret, "/out/"],
    ["out", secret, "/out/index.html"],
    ["out", secret, "/out"],
    ["in.html", "index.html", "/in.html"],
    ["in", "bridge", "/in/"],
    ["broken", "nothing", "/broken"],
    ["circle", "circle", "/circle/"],
  ];
  for (const [link, to, asked] of links) {
    symlinkSync(to, join(preview, link));
    try {
      const { status, body } = await get(asked);
      expect(status, asked).toBe("404 Not Found");
      expect(body).not.toContain("SECRET");
    } finally {
      rmSync(join(preview, link));
    }
  }
});

test("a pipe in the preview is no file, and keeps nobody waiting", async () => {
  const pipe = join(preview, "pipe.html");
  const { status } = spawnSync("mkfifo", [pipe]);
  test.skip(status !== 0, "this machine makes no pipes: `mkfifo` failed");
  expect(await get("/pipe.html")).toMatchObject({ status: "404 Not Found" });
  rmSync(pipe);
});

test("each kind of file has its type", async () => {
  const types: [name: string, type: string][] = [
    ["a.html", "text/html; charset=utf-8"],
    ["a.css", "text/css; charset=utf-8"],
    ["a.js", "text/javascript; charset=utf-8"],
    ["a.json", "application/json; charset=utf-8"],
    ["a.xml", "application/xml; charset=utf-8"],
    ["a.svg", "image/svg+xml"],
    ["a.txt", "text/plain; charset=utf-8"],
    ["a.md", "text/markdown; charset=utf-8"],
    ["a.png", "image/png"],
    ["a.jpg", "image/jpeg"],
    ["a.jpeg", "image/jpeg"],
    ["a.webp", "image/webp"],
    ["a.avif", "image/avif"],
    ["a.woff2", "font/woff2"],
    ["a.mp3", "audio/mpeg"],
    ["a.mp4", "video/mp4"],
    ["a.vtt", "text/vtt; charset=utf-8"],
    ["a.pf_meta", "application/octet-stream"],
    ["a.pf_fragment", "application/octet-stream"],
    ["a.pf_index", "application/octet-stream"],
    ["wasm.en.pagefind", "application/octet-stream"],
    ["_headers", "application/octet-stream"],
  ];
  for (const [name, type] of types) {
    writeFileSync(join(preview, name), "A");
    const { status, type: told, body } = await get(`/${name}`);
    rmSync(join(preview, name));
    expect([status, told, body.slice(0, 1)], name).toEqual(["200 OK", type, "A"]);
  }
});

test("a part of a film comes alone, as Safari asks for it, and one past its end is refused", async () => {
  writeFileSync(join(preview, "a.mp4"), "0123456789");
  const part = (range: string) => get("/a.mp4", { headers: `Range: bytes=${range}\r\n` });
  for (const [range, body] of [
    ["0-1", "01"],
    ["7-", "789"],
    ["-2", "89"],
    ["8-99", "89"],
  ] as const)
    expect(await part(range), range).toMatchObject({
      status: "206 Partial Content",
      type: "video/mp4",
      body,
    });
  expect(await part("10-")).toMatchObject({ status: "416 Range Not Satisfiable" });
  expect(await part("1-2,4-5")).toMatchObject({ status: "200 OK", body: "0123456789" });
  rmSync(join(preview, "a.mp4"));
});

test("a page has the preview's script behind it, once; no other file is changed", async () => {
  const html = readFileSync(join(preview, "bridge/index.html"), "latin1");
  const { body } = await get("/bridge/");
  expect(body.slice(0, html.length)).toBe(html);
  expect(body.slice(html.length).match(/new EventSource\("\/\.stet\/builds"\)/g)).toHaveLength(1);
  for (const name of ["feed.xml", "sitemap.xml", "bridge/article.json", "bridge/source.txt"])
    expect((await get(`/${name}`)).body, name).toBe(readFileSync(join(preview, name), "latin1"));
});

/** An address of this machine that is no loopback. */
function ownAddress(family: "IPv4" | "IPv6"): string | undefined {
  const all = Object.values(networkInterfaces()).flat();
  return all.find(
    (each) => each && each.family === family && !each.internal && !each.address.startsWith("fe80"),
  )?.address;
}

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === "::1");

test("the preview stands on loopback alone", async () => {
  const own = ownAddress("IPv4");
  test.skip(own === undefined, "this machine has no IPv4 address beside loopback");
  await expect(exchange("GET / HTTP/1.1\r\n\r\n", own)).rejects.toThrow("ECONNREFUSED");
});

test("the preview stands on loopback of IPv6, too", async () => {
  test.skip(!hasIpv6, "this machine has no IPv6");
  expect(await get("/bridge/", { address: "::1", host: `[::1]:${port}` })).toMatchObject({
    status: "200 OK",
  });
});

test("--host widens it, says so, and adds that one name", async () => {
  const own = ownAddress("IPv4");
  test.skip(own === undefined, "this machine has no IPv4 address beside loopback");
  const wide = startSite(folder, ["--output", join(folder, ".cache/wide"), "--host", String(own)]);
  try {
    let told = "";
    wide.stdout?.on("data", (data) => {
      told += data;
    });
    const at = Number(new URL(await addressOf(wide)).port);
    expect(told).toContain(`--host lets others read it as well, drafts included: http://${own}:${at}/\n`);
    const ask = async (host: string, address?: string) =>
      read(
        await exchange(
          `GET /bridge/ HTTP/1.1\r\nHost: ${host}:${at}\r\nConnection: close\r\n\r\n`,
          address,
          at,
        ),
      ).status;
    expect(await ask(String(own), own)).toBe("200 OK");
    expect(await ask("localhost", "127.0.0.1")).toBe("200 OK");
    expect(await ask("attacker.example", own)).toBe("403 Forbidden");
  } finally {
    wide.kill("SIGTERM");
  }
});

for (const host of ["example.org", "localhost", "", "1.2.3", "fe80::1%eth0", "http://127.0.0.1"])
  test(`--host=${host} is refused`, () => {
    const args = [stetProgram, "start", folder, `--host=${host}`];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 60_000 });
    expect(stderr).toBe(`--host ${host} is no IP address: give one of this machine's, or 0.0.0.0 for all\n`);
    expect(status).toBe(2);
  });

test("an address that is not this machine's ends the command in plain words", () => {
  const args = [stetProgram, "start", folder, "--output", join(folder, ".cache/none"), "--port=0"];
  const { status, stderr } = spawnSync(process.execPath, [...args, "--host=192.0.2.1"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(stderr).toMatch(/^nothing can listen on port \d+ of 192\.0\.2\.1 \(EADDRNOTAVAIL\)\n$/);
  expect(status).toBe(1);
});

/** Takes a port, on loopback. */
function occupy(at: number, host: string): Promise<Server | undefined> {
  return new Promise((done) => {
    const other = createServer();
    other.once("error", () => done(undefined));
    other.listen({ host, port: at }, () => done(other));
  });
}

test("a port that is taken on either loopback gives way to the next one", async () => {
  for (const host of hasIpv6 ? ["127.0.0.1", "::1"] : ["127.0.0.1"]) {
    const taken = await occupy(0, host);
    const address = taken?.address();
    const wanted = typeof address === "object" && address ? address.port : 0;
    const next = startSite(folder, ["--output", join(folder, ".cache/next"), "--port", String(wanted)]);
    try {
      const found = Number(new URL(await addressOf(next)).port);
      expect(found).toBeGreaterThan(wanted);
      expect(found).toBeLessThanOrEqual(wanted + 10);
    } finally {
      next.kill("SIGTERM");
      taken?.close();
    }
  }
});

test("what is asked for changes nothing in the publication", () => {
  expect(readdirSync(join(folder, "articles")).sort()).toEqual(["bridge.txt", "bridge.yaml"]);
});
