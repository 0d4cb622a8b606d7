import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite, plainMetadata } from "../support/build.ts";
import { runStetBeside } from "../support/press.ts";
import { answerFrom, type Listening, listen, serve } from "../support/serve.ts";

const articles = {
  "ferry.txt": 'date 2023-12-02 "The ferry” sails at nine.\n\nIt calls at <Ardmore>.\n',
  "ferry.yaml": "headline: The ferry\n",
  "bridge.md":
    "---\nheadline: The bridge\ndate: 2023-11-30\n---\nThe bridge[^x] opens [soon](https://example.net/u).\n\n[^x]: The old one.\n",
  "draft.txt": "date 2023-12-01 Not yet.",
  "draft.yaml": "headline: A draft\nstatus: draft\n",
};

let built: BuiltSite;
let server: Listening | undefined;

test.beforeAll(() => {
  built = buildSite({ articles, metadata: `${plainMetadata}search: off\ncards: none\n` });
  expect(built.status).toBe(0);
});

test.afterEach(async () => {
  await server?.close();
  server = undefined;
});

let copies = 0;

/** A copy of the built site, to be tampered with. Its name comes after that of the articles, as faults are sorted. */
function copySite(): string {
  const folder = join(built.folder, `site-${++copies}`);
  cpSync(built.output, folder, { recursive: true });
  return folder;
}

/** An empty folder for other sources. Its name comes after the site's. */
function sourcesBeside(): string {
  const folder = join(built.folder, "sources");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

/** Changes a file of a site. */
function edit(site: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(site, file), "utf8");
  const after = before.replace(from, () => to);
  expect(after, `${from} in ${file}`).not.toBe(before);
  writeFileSync(join(site, file), after);
}

interface Run {
  status: number | null;
  stdout: string;
  /** One fault to a line; digests and the names of temporary folders shortened. */
  stderr: string[];
}

/** Runs the command as a user does. The server answers meanwhile, so it runs beside the test. */
async function verify(site: string, ...args: string[]): Promise<Run> {
  const at = (name: string) => join(built.folder, name);
  const sources = args.some((arg) => /^--(?:own-sources|articles|help)/.test(arg))
    ? []
    : [`--articles=${at("articles")}`];
  const all = ["verify", `--site=${site}`, `--metadata=${at("metadata.yaml")}`, ...sources, ...args];
  const { status, stdout, stderr } = await runStetBeside(all);
  const short = (text: string) =>
    text
      .replaceAll(site, "SITE")
      .replaceAll(built.folder, "HERE")
      .replace(/[0-9a-f]{64}/g, "DIGEST");
  return {
    status,
    stdout: short(stdout),
    stderr: short(stderr)
      .split("\n")
      .filter((line) => line !== ""),
  };
}

/** Answers on a free port of this machine; the address of its root. */
async function answering(answer: RequestListener): Promise<string> {
  server = await listen(answer);
  return `${server.address}/`;
}

/** Has a folder's files below a path, as hosts do; the address of the root. */
async function hosting(folder: string, below = "/"): Promise<string> {
  server = await serve(folder, { below });
  return `${server.address}/`;
}

const remedy = "(publish the site again, or find out who changed it)";
const changed = "(something changed the page after it was built)";

test("a built folder against its sources: every word stands", async () => {
  const run = await verify(built.output);
  expect(run).toEqual({
    status: 0,
    stdout:
      "SITE/ against HERE/articles\n2 articles, 16 words: 0 lost, 0 added, 0 changed\nevery word stands\n",
    stderr: [],
  });
});

test("a built folder against its own source files, with no sources at hand", async () => {
  const run = await verify(built.output, "--own-sources");
  expect(run).toEqual({
    status: 0,
    stdout:
      "SITE/ against its own source files\n2 articles, 16 words: 0 lost, 0 added, 0 changed\nevery word stands\n",
    stderr: [],
  });
});

test("a hosted site by its address, at a root and below a path", async () => {
  const root = await verify(await hosting(built.output));
  expect(root.stderr).toEqual([]);
  expect(root.stdout).toContain("2 articles, 16 words: 0 lost, 0 added, 0 changed\nevery word stands\n");
  expect(root.status).toBe(0);
  await server?.close();
  const address = await hosting(built.output, "/a/b/");
  const below = await verify(`${address}a/b`, "--own-sources");
  expect(below.stderr).toEqual([]);
  expect(below.status).toBe(0);
});

test("one letter changed in one page is found", async () => {
  const site = copySite();
  edit(site, "bridge/index.html", "opens <a", "openes <a");
  const run = await verify(site);
  expect(run.stderr).toEqual([
    'HERE/articles/bridge.md:5: a word is changed: expected "opens", found "openes" in SITE/bridge/',
  ]);
  expect(run.stdout).toBe(
    "SITE/ against HERE/articles\n2 articles, 16 words: 0 lost, 0 added, 1 changed\n1 difference\n",
  );
  expect(run.status).toBe(1);
});

test("one letter changed in the head of a page is found, without the sources by its digest", async () => {
  const site = copySite();
  edit(site, "ferry/index.html", "<title>The ferry", "<title>The ferrу");
  expect((await verify(site)).stderr).toEqual([
    `SITE/ferry/: a word in title is changed: expected "ferry", found "ferrу" ${remedy}`,
  ]);
  expect((await verify(site, "--own-sources")).stderr).toEqual([
    `SITE/ferry/: the page's SHA-256 is DIGEST, proof.json says DIGEST ${changed}`,
  ]);
});

test("the front page's headlines are compared, too", async () => {
  const site = copySite();
  edit(site, "index.html", ">The bridge<", ">The abyss<");
  const run = await verify(site);
  expect(run.stderr).toEqual([`SITE/: a word in h3 is changed: expected "bridge", found "abyss" ${remedy}`]);
  expect(run.status).toBe(1);
});

test("lost, added and changed words are counted, also on a hosted site", async () => {
  const site = copySite();
  edit(site, "ferry/index.html", "&lt;Ardmore&gt;.", "Ardmore");
  edit(site, "ferry/index.html", "sails ", "");
  edit(site, "ferry/index.html", "It calls", "It now calls");
  const run = await verify(await hosting(site));
  expect(run.stderr).toEqual([
    'HERE/articles/ferry.txt:1: a word is lost: expected "sails" in SITEferry/',
    'HERE/articles/ferry.txt:3: a word is added: found "now" in SITEferry/',
    'HERE/articles/ferry.txt:3: a word is changed: expected "<Ardmore>.", found "Ardmore" in SITEferry/',
  ]);
  expect(run.stdout).toContain("2 articles, 16 words: 1 lost, 1 added, 1 changed\n3 differences\n");
});

test("a changed source file is found, whether the sources are at hand or not", async () => {
  const site = copySite();
  edit(site, "ferry/source.txt", "nine", "ten");
  expect((await verify(site)).stderr).toEqual([
    `SITE/ferry/source.txt:1: a word is changed: expected "nine.", found "ten." ${remedy}`,
  ]);
  const among = "(something changed one of them after the site was built)";
  expect((await verify(site, "--own-sources")).stderr).toEqual([
    `SITE/feed.json: a word of ferry is changed: expected "ten.", found "nine." ${among}`,
    `SITE/feed.xml: a word of ferry is changed: expected "ten.", found "nine." ${among}`,
    "SITE/ferry/source.txt: the source's SHA-256 is DIGEST at 68 bytes, proof.json says DIGEST at 69 (something changed the file after it was built)",
    'SITE/ferry/source.txt:1: a word is changed: expected "ten.", found "nine." in SITE/ferry/',
  ]);
});

test("a source that was changed since the site was built is told, with what differs", async () => {
  const site = copySite();
  const here = sourcesBeside();
  for (const [name, text] of Object.entries(articles))
    writeFileSync(join(here, name), text.replace("nine", "ten"));
  const run = await verify(site, `--articles=${here}`);
  expect(run.stderr.filter((line) => line.startsWith("HERE/"))).toEqual([
    "HERE/sources/ferry.txt: SITE/ferry/ was made from another text: SHA-256 DIGEST there, DIGEST here (publish again, or take back the change)",
    'HERE/sources/ferry.txt:1: a word is changed: expected "ten.", found "nine." in SITE/ferry/',
  ]);
  // Whatever else carries the word is told, too.
  expect(run.stderr).toContain(
    `SITE/feed.xml: a word in content p is changed: expected "ten.", found "nine." ${remedy}`,
  );
  expect(run.status).toBe(1);
});

test("articles that are missing, too many, or unknown to the proof are told", async () => {
  const site = copySite();
  const here = sourcesBeside();
  writeFileSync(join(here, "ferry.txt"), articles["ferry.txt"]);
  writeFileSync(join(here, "ferry.yaml"), articles["ferry.yaml"]);
  writeFileSync(join(here, "island.txt"), "date 2023-12-02 An island.");
  cpSync(join(site, "ferry"), join(site, "smuggled"), { recursive: true });
  rmSync(join(site, "ferry/index.html"));
  const { stderr } = await verify(site, `--articles=${here}`);
  expect(stderr.filter((line) => !line.endsWith(remedy))).toEqual([
    "SITE/archive/2023/11/: the sources make no such file (remove it)",
    "SITE/bridge/: this article is not among the sources (add its source, or publish again)",
    "SITE/ferry/: the page is missing (publish it)",
    "SITE/smuggled/: proof.json does not name this article (build again)",
    "HERE/sources/island.txt: SITE/island/ is missing (publish it)",
  ]);
  // Lists and feeds tell it, too.
  expect(stderr).toContain(
    `SITE/: words in h3 are changed: expected "An island.", found "The bridge" ${remedy}`,
  );
});

test("what is no site of Stet's is told in a line", async () => {
  const nowhere = await verify(join(tmpdir(), "stet-no-such-site"), "--own-sources");
  expect(nowhere.stderr).toEqual([
    "SITE/proof.json: there is none (give the address or the folder of a site that Stet built)",
  ]);
  expect(nowhere.status).toBe(1);
  const site = copySite();
  edit(site, "proof.json", '"slug":"ferry"', '"slug":"../ferry"');
  expect((await verify(site, "--own-sources")).stderr).toEqual([
    "SITE/proof.json: this is no proof of Stet's at articles.1.slug (give the address or the folder of a site that Stet built)",
  ]);
});

test("a server that sends elsewhere, answers wrongly or not at all is told for each file, and no other site is asked", async () => {
  const files = answerFrom(built.output);
  const asked: string[] = [];
  const address = await answering((request, response) => {
    const url = request.url ?? "";
    asked.push(url);
    if (url === "/ferry/") response.writeHead(302, { location: "http://192.0.2.1/ferry/" }).end();
    else if (url === "/ferry/source.txt") response.writeHead(500).end();
    else if (url === "/bridge/") response.writeHead(301, { location: "/bridge/page/" }).end();
    else if (url === "/bridge/page/") {
      const page = readFileSync(join(built.output, "bridge/index.html"));
      response.writeHead(200, { "content-type": "text/html; charset=ISO-8859-1" }).end(page);
    } else if (url === "/bridge/source.md")
      response.writeHead(200, { "content-length": "999" }).write("One", () => response.destroy());
    else files(request, response);
  });
  const run = await verify(address, "--own-sources");
  expect(run.stderr).toEqual([
    "SITEbridge/: it is served as text/html; charset=ISO-8859-1, and browsers read it wrongly",
    "SITEbridge/source.md: the answer breaks off: other side closed",
    "SITEferry/: the server sends elsewhere, to http://192.0.2.1/ferry/",
    "SITEferry/source.txt: the server answers 500 Internal Server Error",
  ]);
  expect(run.status).toBe(1);
  expect(asked).toContain("/bridge/page/");
});

test("a redirect within the site is followed", async () => {
  const files = answerFrom(built.output);
  const address = await answering((request, response) => {
    if (request.url === "/ferry/") response.writeHead(308, { location: "index.html" }).end();
    else files(request, response);
  });
  expect((await verify(address)).status).toBe(0);
});

test("an unknown option and a contradiction are errors of use", async () => {
  const unknown = await verify(built.output, "--sit=x");
  expect(unknown.stderr).toEqual(["unknown option --sit; did you mean --site?"]);
  expect(unknown.status).toBe(2);
  const both = await verify(built.output, "--own-sources", "--articles=x");
  expect(both.stderr).toEqual(["--own-sources and --articles contradict each other; give one of them"]);
  expect(both.status).toBe(2);
  const help = await verify(built.output, "--help");
  expect(help.stdout).toContain("stet verify [FOLDER] [options]");
  expect(help.status).toBe(0);
});
