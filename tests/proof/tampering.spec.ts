import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { placesOf } from "../../src/press/build/places.ts";
import { proofFile } from "../../src/press/proof/proof-json.ts";
import { servedFolder, servedSite } from "../../src/press/proof/served.ts";
import { sumsFile } from "../../src/press/proof/sums.ts";
import { verify } from "../../src/press/proof/verify.ts";
import { digest } from "../../src/press/text/bytes.ts";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { firstSite, sampleSite } from "../support/pages.ts";
import { copyProject } from "../support/project.ts";
import { answerFrom, listen, serve } from "../support/serve.ts";
import { type Site, type Tampering, tamperings } from "../support/tamperings.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * A built site is changed in many ways, and each is found: with the sources all of them, without them all but those that a forger
 * hides who rewrites everything that speaks of it.
 */

let built: BuiltSite;

test.beforeAll(async () => {
  const quay = await sharp({ create: { width: 640, height: 400, channels: 3, background: "#345" } })
    .png()
    .toBuffer();
  built = buildSite({
    articles: {
      "ferry.txt": "date 2023-12-02 The ferry sails at nine.\n\nIt calls at <Ardmore>.\n",
      "ferry.yaml":
        "headline: The ferry returns\nstandfirst: It sails again\nauthors: [{name: Ines Marlow}]\nsection: Harbour\ntopics: [Ships]\naliases: [/old/ferry.html]\n" +
        "corrections:\n  - {date: 2023-12-03, text: The hour was wrong., was: eight, now: nine}\n",
      "bridge.md":
        "---\ndate: 2023-11-30\ntopics: [Ships, Roads]\n---\n# The bridge\n\nThe bridge[^x] opens [soon](https://example.com/).\n\n![The quay](quay.png)\n\n[^x]: The old one.\n",
      "quay.png": quay,
      "nan.txt": "date 2023-11-28 نان تازه در بندر.\n",
      "nan.yaml": "headline: نان\nlanguage: fa\n",
    },
    files: {
      "pages/terms.md": "# Terms\n\nThe tides may differ.\n",
      "files/ads.txt": "example.com, 1234, DIRECT\n",
    },
    metadata:
      "title: The Test Post\nurl: https://example.org/\nlanguage: en\ndescription: News of the quay\ncontact: desk@example.org\n" +
      "cards: article\nsecurity: {expires: 2030-01-01T00:00:00Z}\nrobots: {ai: disallow}\nsections: [{name: Harbour}]\nmenu: [Harbour, terms]\n",
  });
  expect(built.status, built.stderr).toBe(0);
});

/** A copy of the site, and what a forger does to it. */
function copySite(): Site {
  const folder = join(temporaryFolder(), "site");
  cpSync(built.output, folder, { recursive: true });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  return {
    folder,
    read,
    write,
    digest: (file) => digest(readFileSync(join(folder, file))),
    edit: (file, from, to) => {
      const before = read(file);
      const after = before.replaceAll(from, () => to);
      expect(after, `${from} in ${file}`).not.toBe(before);
      write(file, after);
    },
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    copy: (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
    files: () => filesIn(folder),
    reseal: () => {
      const proof = JSON.parse(read("proof.json"));
      for (const article of proof.articles) {
        const source = readFileSync(join(folder, article.source));
        article.sha256 = digest(source);
        article.bytes = source.length;
        article.page = digest(readFileSync(join(folder, article.slug, "index.html")));
      }
      write("proof.json", proofFile(proof.articles, proof.press));
      const paths = filesIn(folder).filter((path) => path !== "SHA256SUMS");
      const sums = new Map(paths.map((path) => [path, digest(readFileSync(join(folder, path)))]));
      write("SHA256SUMS", sumsFile(sums));
    },
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

type Where = ReturnType<typeof servedFolder>;

/** What a verification says with the sources, which make the site that was built, or without them. */
async function said(served: Where, withSources: boolean, check = verify): Promise<string[]> {
  const anew = <T>(_: unknown, work: (folder: string) => Promise<T>) => work(built.output);
  const { faults } = await check(served, withSources ? { ...placesOf(built.folder), anew } : undefined);
  const lines = faults.map(({ file, line, reason }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `${place}: ${reason}`
      .replaceAll(served.name, "")
      .replaceAll(`${built.folder}/`, "")
      .replace(/\b[0-9a-f]{64}\b|\b[0-9a-f]{16}(?=-)|(?<=\ben_)[0-9a-f]{7}\b/g, "DIGEST")
      .replace(/(?<='sha256-)[\w+/]+/g, "DIGEST")
      .replace(/(?<=byte |expected |found )\d+(?= on:| bytes|$)/g, "N");
  });
  // The order is that of the places, which begin with folders by chance.
  return lines.sort();
}

test("the site as it was built has no differences, with its sources and without", async () => {
  expect(await said(servedFolder(built.output), true)).toEqual([]);
  expect(await said(servedFolder(built.output), false)).toEqual([]);
});

test("sites of every kind have no differences without their sources", async () => {
  const kinds = buildSite({
    articles: {
      "verse.txt": "date 2023-12-02 One line\nof verse & two.\n\nA third.\n",
      "verse.yaml": "headline: Verse & worse\nparagraphs: verse\nauthors: [{name: Ines}, {name: Li Wei}]\n",
      "gone.txt": "date 2023-12-01 This is gone.\n",
      "gone.yaml":
        "headline: Gone\nstandfirst: It is gone\nstatus: withdrawn\nwithdrawal: {date: 2023-12-05, text: It was wrong.}\n",
      "kept.txt": "date 2023-12-01T09:30:00+01:00 This stays.\n",
      "kept.yaml":
        "headline: Kept\nstatus: withdrawn\nwithdrawal: {date: 2023-12-05, text: It was wrong., keep: true}\n",
      "list.md":
        "---\ndate: 2023-11-30T10:00:00Z\n---\n# A *list* of <things\n\n3. three\n4. four\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    },
  });
  expect(kinds.status, kinds.stderr).toBe(0);
  for (const { output } of [kinds, firstSite(), sampleSite("en"), sampleSite("fa")])
    expect(await said(servedFolder(output), false)).toEqual([]);
});

test("a site of another version of the press is told as such, and its words, metadata and lists are compared", async () => {
  const site = copySite();
  const version = JSON.parse(site.read("proof.json")).press;
  site.edit("proof.json", `"press":"${version}"`, '"press":"0.0.1"');
  // What another version may set otherwise: a style. What it may not: words.
  site.edit("ferry/index.html", "</style>", "p{color:red}</style>");
  site.edit("ferry/article.json", "It sails again", "It sinks again");
  site.edit("ferry/ninjs.json", "It sails again", "It sinks again");
  site.edit("nan/index.html", "تازه", "تازة");
  site.edit("feed.xml", "sails at nine", "sails at ten");
  site.reseal();
  const told = await said(servedFolder(site.folder), true);
  expect(told.filter((line) => !line.includes("the standfirst"))).toEqual([
    'articles/nan.txt:1: a word is changed: expected "تازه", found "تازة" in nan/',
    'feed.xml: a word of ferry is changed: expected "nine.", found "ten."',
    'ferry/article.json: a word in citation.abstract is changed: expected "sails", found "sinks"',
    'ferry/article.json: a word in standfirst is changed: expected "sails", found "sinks"',
    `proof.json: Stet 0.0.1 made the site, and this is ${version}: words, metadata and lists were compared, not bytes`,
  ]);
  expect(told).toContain(
    'archive/2023/12/: the standfirst in the list is "It sails again", article.json says "It sinks again"',
  );
});

test("a served site is told the same of as a folder, with its sources and without", async () => {
  const few = ["a letter of a page's text", "a headline", "a word of the text in the JSON feed", "the icon"];
  for (const { what, tamper, says, alone } of tamperings.filter((each) => few.includes(each.what))) {
    const site = copySite();
    tamper(site);
    const server = await serve(site.folder, { below: "/a/b/" });
    const served = () => servedSite(new URL(`${server.address}/a/b`));
    expect(await said(served(), true), what).toEqual([...says].sort());
    expect(await said(served(), false), what).toEqual([...alone].sort());
    await server.close();
  }
});

test("a server may keep to itself what is for it alone, and lead on from an old address; what else it has not is missing", async () => {
  const answer = answerFrom(built.output);
  const forServers = /^\/(?:_headers|_redirects|_server\/.*)$/;
  let [lost, target] = ["", "/ferry/"];
  const server = await listen((request, response) => {
    if (forServers.test(request.url ?? "") || request.url === lost) response.writeHead(404).end();
    else if (request.url === "/old/ferry.html") response.writeHead(301, { location: target }).end();
    else answer(request, response);
  });
  const told = (withSources: boolean) => said(servedSite(new URL(server.address)), withSources);
  expect(await told(true)).toEqual([]);
  expect(await told(false)).toEqual([]);
  lost = "/feed.xml";
  expect(await told(true)).toEqual(["feed.xml: the file is missing"]);
  expect(await told(false)).toEqual(["feed.xml: the file is missing"]);
  [lost, target] = ["", "/bridge/"];
  expect((await told(true)).filter((line) => !line.startsWith("old/ferry.html:"))).toEqual([]);
  expect(await told(true)).not.toEqual([]);
  await server.close();
});

test("there are as many tamperings as docs/proof.md tells, and few that need the sources", () => {
  const told = `changes a site in ${tamperings.length} ways`;
  expect(readFileSync("docs/proof.md", "utf8")).toContain(told);
  // What a forger hides who rewrites everything that speaks of it. docs/proof.md names the same.
  expect(tamperings.filter(({ alone }) => alone.length === 0).map(({ what }) => what)).toEqual([
    "a text in a page's margin whose digests match",
    "a style whose digests match",
    "a picture whose digests match",
    "a search index whose digests match",
    "headers whose digests match",
    "a file more whose digest is listed",
    "a headline wherever it stands, with all digests",
    "an hour wherever it stands, with all digests",
    "a file of the publication whose digests match",
    "the menu of a page whose digests match",
  ]);
});

for (const { what, tamper, says, alone } of tamperings) {
  test(`${what} is found with the sources${alone.length > 0 ? " and without" : ", and only with them"}`, async () => {
    const site = copySite();
    tamper(site);
    const served = () => servedFolder(site.folder);
    expect(await said(served(), true)).toEqual([...says].sort());
    expect(await said(served(), false)).toEqual([...alone].sort());
  });
}

/** Checks of the verification: the code that makes each, what takes its place, and a change of a site that is told otherwise then. */
const checks: [check: string, code: string, off: string, what: string][] = [
  [
    "articles that the proof does not name",
    "reportUnknown(served, records, result.faults)",
    "",
    "an article that is smuggled in",
  ],
  ["links to nowhere and pipes", "reportOddities(served, result.faults)", "", "a link to nowhere"],
  ["the page's digest", "found !== record.page", "false", "a letter of a page's text"],
  [
    "the source's digest on the page",
    "!html.includes(record.sha256)",
    "false",
    "a source whose digests match",
  ],
  [
    "the text that a page was made from",
    "original.source.sha256 !== record.sha256",
    "false",
    "a source whose digests match",
  ],
  ["the number of words", "found !== said", "false", "the words in proof.json"],
  [
    "the front page",
    "await verifyFront(check, paper)",
    "",
    "a front page that shows an article in full and does not name it",
  ],
  ["lists of articles", "await checkLists(", "(async (..._) => {})(", "a headline in the archive"],
  ["feeds", "await checkFeeds(", "(async (..._) => {})(", "a headline in the Atom feed"],
  [
    "files by their digests",
    "await verifyFiles(",
    "(async (..._) => {})(",
    "the standfirst of the front page's lead",
  ],
  ["files of the edition", "await compareEdition(", "(async (..._) => {})(", "a paragraph before the text"],
  ["what a page says of its article", "checkSayings(html, facts, folder, true, faults)", "{}", "a headline"],
  [
    "what the front page says of its article",
    "checkSayings(html, facts, folder, false, result.faults)",
    "{}",
    "an article in full on the front page, under another headline",
  ],
  ["words", "differences.slice(0, mostTold)", "differences.slice(0, 0)", "a letter of a page's text"],
  [
    "marks, attributes and order",
    "problems.slice(0, mostTold)",
    "problems.slice(0, 0)",
    "a paragraph that is hidden",
  ],
];

test.describe("a verification without one of its checks", () => {
  let folder: string;
  let whole: string;

  test.beforeAll(() => {
    folder = join(copyProject(), "src/press/proof");
    whole = readFileSync(join(folder, "verify.ts"), "utf8");
  });

  for (const [index, [check, code, off, what]] of checks.entries()) {
    test(`is noticed: ${check}`, async () => {
      expect(whole.split(code), "the check stands in one place").toHaveLength(2);
      const file = join(folder, `verify-${index}.ts`);
      writeFileSync(
        file,
        whole.replace(code, () => off),
      );
      const { verify: broken }: { verify: typeof verify } = await import(file);
      const site = copySite();
      const { tamper, says, alone } = tamperings.find((each) => each.what === what) as Tampering;
      tamper(site);
      const told = [true, false].map((withSources) => said(servedFolder(site.folder), withSources, broken));
      expect(await Promise.all(told)).not.toEqual([[...says].sort(), [...alone].sort()]);
    });
  }
});
