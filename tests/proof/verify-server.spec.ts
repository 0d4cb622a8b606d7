import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type ServedLimits, servedFolder, servedSite } from "../../src/press/proof/served.ts";
import { verify } from "../../src/press/proof/verify.ts";
import { type BuiltSite, buildSite, plainMetadata } from "../support/build.ts";

/*
 * Verifying against servers that mean no good, and folders that hold what no site has.
 */

const articles = {
  "ferry.txt": "date 2023-12-02 The ferry sails at nine.\n",
  "ferry.yaml": "headline: The ferry\n",
};

let built: BuiltSite;
let server: Server | undefined;
const folders: string[] = [];

test.beforeAll(() => {
  built = buildSite({ articles, metadata: `${plainMetadata}search: off\ncards: none\n` });
  expect(built.status).toBe(0);
});

test.afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Answers = Record<string, (response: ServerResponse, page: Buffer) => void>;

/** What a verification says of the built site where some paths are answered otherwise, the server's address taken off. */
async function said(answers: Answers, limits?: ServedLimits): Promise<string[]> {
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? "";
    const page = fileAt(path);
    const other = answers[path];
    if (other) other(response, page ?? Buffer.alloc(0));
    else if (!page) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  };
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
  const { faults } = await verify(servedSite(new URL(address), limits));
  return faults.map(({ file, reason }) => `${file}: ${reason}`.replaceAll(address, "/"));
}

function fileAt(path: string): Buffer | undefined {
  try {
    return readFileSync(join(built.output, path.endsWith("/") ? `${path}index.html` : path));
  } catch {
    return undefined;
  }
}

const html = { "content-type": "text/html; charset=utf-8" };

test("the site as it was built has no differences", async () => {
  expect(await said({})).toEqual([]);
});

for (const [name, headers, expected] of [
  [
    "as plain text",
    { "content-type": "text/plain; charset=utf-8" },
    "it is served as text/plain; charset=utf-8, and browsers do not show it as a page",
  ],
  [
    "with no type that may be guessed",
    { "x-content-type-options": "nosniff" },
    "it is served as nothing, and browsers do not show it as a page",
  ],
  [
    "to be saved",
    { ...html, "content-disposition": "attachment; filename=ferry.html" },
    "it is served with Content-Disposition: attachment; filename=ferry.html, and browsers save it unread",
  ],
  [
    "with a way to elsewhere",
    { ...html, refresh: "0; url=https://example.org/" },
    "it is served with Refresh: 0; url=https://example.org/, which is not Stet's",
  ],
  [
    "with another style",
    { ...html, link: "</hide.css>; rel=stylesheet" },
    "it is served with Link: </hide.css>; rel=stylesheet, which is not Stet's",
  ],
] as const) {
  test(`a page that is served ${name} is a difference`, async () => {
    const answers: Answers = { "/ferry/": (response, page) => response.writeHead(200, headers).end(page) };
    expect(await said(answers)).toEqual([`/ferry/: ${expected}`]);
  });
}

test("a page that comes a byte at a time ends with the time of the whole run", async () => {
  const drip = (response: ServerResponse) => {
    response.writeHead(200, html);
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  };
  expect(await said({ "/ferry/": drip }, { milliseconds: 1000, bytes: 1e9 })).toEqual([
    "/: the whole check takes more than 1 seconds; the rest was not checked",
  ]);
});

test("a proof that never comes ends with the time of the whole run", async () => {
  expect(await said({ "/proof.json": () => {} }, { milliseconds: 300, bytes: 1e9 })).toEqual([
    "/: the whole check takes more than 0.3 seconds; the rest was not checked",
  ]);
});

test("a page without end uses the bytes of the whole run up", async () => {
  const endless = (response: ServerResponse) => {
    response.writeHead(200, html);
    const piece = Buffer.alloc(65_536, "x");
    const more = (): void => {
      if (!response.destroyed) response.write(piece, () => setImmediate(more));
    };
    more();
  };
  expect(await said({ "/ferry/": endless }, { milliseconds: 60_000, bytes: 2_000_000 })).toEqual([
    "/: the whole check takes more than 2000000 bytes; the rest was not checked",
  ]);
});

test("a small answer that unpacks to a large one uses the bytes up", async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  const unpacked = (response: ServerResponse) => {
    response.writeHead(200, { ...html, "content-encoding": "gzip" }).end(bomb);
  };
  expect(await said({ "/ferry/": unpacked }, { milliseconds: 60_000, bytes: 2_000_000 })).toEqual([
    "/: the whole check takes more than 2000000 bytes; the rest was not checked",
  ]);
});

test("redirects without end are a difference", async () => {
  const round = (response: ServerResponse) => response.writeHead(302, { location: "/ferry/" }).end();
  expect(await said({ "/ferry/": round })).toEqual(["/ferry/: the server redirects more than 3 times"]);
});

test("links to nowhere and pipes in a folder are differences, and nothing waits for them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stet-verify-"));
  folders.push(folder);
  cpSync(built.output, folder, { recursive: true });
  symlinkSync("nowhere", join(folder, "adrift"));
  rmSync(join(folder, "ferry/index.html"));
  execFileSync("mkfifo", [join(folder, "ferry/index.html")]);
  const { faults } = await verify(servedFolder(folder));
  expect(faults.map(({ file, reason }) => `${file.slice(folder.length)}: ${reason}`)).toEqual([
    "/adrift: it is a link that leads nowhere",
    "/ferry/: it is no regular file",
    "/ferry/index.html: it is neither a file nor a folder",
  ]);
});
