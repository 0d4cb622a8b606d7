import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { isFault } from "../../src/press/faults/fault.ts";
import { compare } from "../../src/press/proof/prove.ts";
import type { PartPlace } from "../../src/press/source/line-parts.ts";
import { readWire } from "../../src/press/source/wire.ts";
import { type BuiltSite, buildSite, stetProgram } from "../support/build.ts";
import { serve } from "../support/serve.ts";

/* What the metadata say of lines that are no body: each stands once, in its place, in everything that a site serves. */

function paragraphs(text: string, parts: PartPlace[], parting?: "verse" | "blank"): string[] {
  const copy = readWire({ file: "a.txt", text, sha256: "", bytes: 0 }, parting, parts);
  if (isFault(copy)) throw new Error(copy.reason);
  return copy.paragraphs;
}

test("lines leave the text, or stand in it as paragraphs of their own; the rest is parted as without them", () => {
  const lines = "date 2023-12-02 Head\nBy Ann\nFirst line.\nSECOND PART\nNext line.";
  const parts: PartPlace[] = [
    { kind: "headline", lines: "1" },
    { kind: "byline", lines: "2" },
    { kind: "subhead", lines: "4" },
  ];
  expect(paragraphs(lines, parts)).toEqual(["First line.", "SECOND PART", "Next line."]);
  expect(
    paragraphs("One\ntwo\nWHAT\nHAPPENED\nthree\nfour\n\nfive", [{ kind: "subhead", lines: "3-4" }]),
  ).toEqual(["One two", "WHAT HAPPENED", "three four", "five"]);
  expect(paragraphs("One\ntwo\nNote\nthree\n\nfour", [{ kind: "note", lines: "3" }], "verse")).toEqual([
    "One\ntwo",
    "Note",
    "three",
    "four",
  ]);
  expect(paragraphs("Text\n\n-30-\n", [{ kind: "note", lines: "3" }])).toEqual(["Text", "-30-"]);
  expect(paragraphs("見出し\nの続き\n本文。", [{ kind: "subhead", lines: "1-2" }])).toEqual([
    "見出しの続き",
    "本文。",
  ]);
});

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

const ferry = [
  " date 2023-12-02 Ferry returns to <north> quay",
  "By ADA MARSH and Bo Lind",
  "Associated Press",
  "The ferry at its quay",
  "HARBOUR TOWN, Dec. 2 (AP)",
  "",
  "The ferry returned on Friday, the operator said, and the quay was full of people who had waited for it.",
  "WHAT HAPPENED",
  "The old quay closed in 2021, when a storm broke its wall and took two of the three piers with it.",
  "(Reporting by Ada Marsh & Bo Lind)",
  "",
].join("\r\n");

const parts = "parts:\n  1: headline\n  2-3: byline\n  4: caption\n  5: dateline\n  8: subhead\n  10: note\n";

const articles = {
  "ferry.txt": ferry,
  "ferry.yaml": `authors: [{name: Bo Lind}, {name: Ada Marsh}]\nimage: {src: quay.png, alt: A quay, credit: Ann Lee}\n${parts}`,
  "quay.png": picture,
  "title.md": "---\ndate: 2023-11-30\n---\n# A *bridge* opens\n\nIt opened.\n",
  "plain.txt": " date 2023-12-01 Plain head\nThe text.\n\nBy Li Wei, Quay News\nMore text.\n",
  "plain.yaml": "headline: Plain head\nparts: {1: headline, 4: byline}\n",
};

test.describe("a built site", () => {
  let site: BuiltSite;
  const read = (file: string) => readFileSync(join(site.output, file), "utf8");
  const verify = (...args: string[]) =>
    spawnSync(process.execPath, [stetProgram, "verify", "--site", site.output, ...args], {
      encoding: "utf8",
      cwd: site.folder,
    });

  test.beforeAll(() => {
    site = buildSite({ articles });
    expect(site.stderr).not.toMatch(/error|warning/);
    expect(site.status).toBe(0);
  });

  test("has each line in its place on the page, once", () => {
    const html = read("ferry/index.html");
    for (const piece of [
      '<h1 class="p-name" data-lines="1">Ferry returns to &lt;north&gt; quay</h1>',
      '<p class="by byline" data-lines="2-3">By <span class="p-author h-card"><a class="p-name" rel="author" href="../authors/ada-marsh/index.html">ADA MARSH</a></span> and <span class="p-author h-card"><a class="p-name" rel="author" href="../authors/bo-lind/index.html">Bo Lind</a></span> Associated Press</p>',
      '<figcaption><span data-lines="4">The ferry at its quay</span> <span class="credit">Ann Lee</span></figcaption>',
      '<div class="e-content wire"><p class="filed" data-lines="5">HARBOUR TOWN, Dec. 2 (AP)</p><p>The ferry returned',
      '<h2 data-lines="8">WHAT HAPPENED</h2><p>The old quay',
      `<div class="note" role="note" aria-label="Editor's note" data-lines="10"><p>(Reporting by Ada Marsh &amp; Bo Lind)</p></div></div>`,
    ])
      expect(html).toContain(piece);
    const main = html.slice(html.indexOf("<main"));
    for (const once of [
      "HARBOUR TOWN",
      "ADA MARSH",
      "Associated Press",
      "WHAT HAPPENED",
      "The ferry at its quay",
    ])
      expect(main.split(once).length, once).toBe(2);
  });

  test("has them in the feeds, the records and the search", () => {
    for (const feed of ["feed.xml", "feed.json"]) {
      const text = read(feed).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/\\"/g, '"');
      for (const piece of [
        "ADA MARSH",
        "Associated Press",
        "The ferry at its quay</span>",
        ">HARBOUR TOWN",
        ">WHAT HAPPENED</h2>",
        "(Reporting by Ada",
      ])
        expect(text, feed).toContain(piece);
    }
    const record = JSON.parse(read("ferry/article.json"));
    expect(record.headline).toBe("Ferry returns to <north> quay");
    expect(record.byline).toBe("By ADA MARSH and Bo Lind Associated Press");
    expect(record.dateline).toBe("HARBOUR TOWN, Dec. 2 (AP)");
    expect(record.image.caption).toBe("The ferry at its quay");
    expect(record.text).toEqual([
      "HARBOUR TOWN, Dec. 2 (AP)",
      "The ferry returned on Friday, the operator said, and the quay was full of people who had waited for it.",
      "WHAT HAPPENED",
      "The old quay closed in 2021, when a storm broke its wall and took two of the three piers with it.",
      "(Reporting by Ada Marsh & Bo Lind)",
    ]);
    expect(record.proof.words).toBe(ferry.split(/\s+/).filter(Boolean).length - 2);
    const ninjs = JSON.parse(read("ferry/ninjs.json"));
    expect(ninjs.headlines[0].value).toBe("Ferry returns to <north> quay");
    expect(ninjs.by).toBe("By ADA MARSH and Bo Lind Associated Press");
    expect(ninjs.located).toBe("HARBOUR TOWN, Dec. 2 (AP)");
    expect(ninjs.bodies[0].value).toBe(record.text.join("\n\n"));
    expect(ninjs.bodies[1].value).toContain('<h2 data-lines="8">WHAT HAPPENED</h2>');
    const folder = join(site.output, "pagefind/en/fragment");
    const fragments = readdirSync(folder).map((name) =>
      gunzipSync(readFileSync(join(folder, name))).toString(),
    );
    const found = fragments.find((text) => text.includes("Ferry returns")) ?? "";
    for (const piece of ["Associated Press HARBOUR TOWN", "WHAT HAPPENED", "The ferry at its quay"])
      expect(found).toContain(piece);
  });

  test("is verified with its sources and without them", () => {
    for (const args of [[], ["--own-sources"]]) {
      const ran = verify(...args);
      expect(ran.stderr).toBe("");
      expect(ran.status).toBe(0);
    }
  });

  test("tells in the browser that every word stands, and is whole in a reader view", async ({ page }) => {
    const server = await serve(site.output);
    for (const slug of ["ferry", "plain", "title"]) {
      await page.goto(`${server.address}/check/?${slug}`);
      await expect(page.getByRole("status")).toHaveText("Every word of the source text stands on the page.");
      await expect(page.locator("mark")).toHaveCount(0);
    }
    const code = readFileSync(
      createRequire(import.meta.url).resolve("@mozilla/readability/Readability.js"),
      "utf8",
    );
    const view = async (slug: string) => {
      await page.goto(`${server.address}/${slug}/`);
      const script = `(() => { ${code}; return new Readability(document.cloneNode(true)).parse(); })()`;
      return (await page.evaluate(script)) as { title: string; byline: string; textContent: string };
    };
    const ferry = await view("ferry");
    expect(ferry.title).toContain("Ferry returns to <north> quay");
    for (const words of ["HARBOUR TOWN, Dec. 2 (AP)", "WHAT HAPPENED", "(Reporting by Ada Marsh & Bo Lind)"])
      expect(ferry.textContent).toContain(words);
    // Where the metadata give authors, reader views show those.
    expect(ferry.byline).toBe("Bo Lind, Ada Marsh");
    expect((await view("plain")).byline).toBe("By Li Wei, Quay News");
    server.close();
  });

  test("is told where a part lacks a word, has one more, or stands twice", () => {
    const text = ferry;
    const html = read("ferry/index.html");
    const told = (changed: string, given?: PartPlace[]) => {
      expect(changed).not.toBe(given ? "" : html);
      const { differences, problems } = compare({
        form: "wire",
        text,
        html: changed,
        ...(given && { parts: given }),
      });
      return [
        ...differences.map(({ kind, line, expected, found }) => `${line} ${kind} ${expected}${found}`),
        ...problems.map(({ reason }) => reason),
      ];
    };
    expect(told(html.replace("Associated Press</p>", "Press</p>"))).toEqual(["3 lost Associated"]);
    expect(told(html.replace(">WHAT HAPPENED<", ">WHAT REALLY HAPPENED<"))).toEqual([
      "8 added REALLY",
      "8 added REALLY",
    ]);
    expect(told(html.replace('data-lines="8"', ""))).toEqual([
      "the article holds a `h2`, and wire copy has paragraphs only",
    ]);
    expect(told(html.replace('data-lines="2-3">By', 'data-lines="2-3" hidden>By'))[0]).toBe("2 lost By");
    expect(told(html.replace('data-lines="4"', 'data-lines="5"'))).toContain("the page has this line twice");
    expect(told(html, [{ kind: "headline", lines: "1" }])).toContain(
      "the page sets apart the source's line 8 subhead",
    );
  });
});

test("what contradicts the text or the metadata stops the build, with its place", () => {
  const copy = " date 2023-12-02 One head\nBy Ada Marsh\nKABUL, Dec. 2\nThe text.\nMore text.\n";
  const site = buildSite({
    articles: {
      "one.txt": copy,
      "one.yaml":
        "headline: Another head\ndateline: PARIS\nauthors: [{name: Bo Lind}]\nparts: {1: headline, 2: byline, 3: dateline}\n",
      "two.txt": copy,
      "two.yaml": "parts:\n  1: headline\n  2: caption\n  9: note\n  3-4: headline\n  4: byline\n",
      "three.txt": copy,
      "three.yaml": "headline: Three\nparts:\n  x: headline\n  3-2: note\n",
      "six.txt": copy,
      "six.yaml": "headline: Six\nparts:\n  2: kicker\n",
      "four.md": "---\nheadline: Four\ndate: 2023-12-02\nparts: {1: note}\n---\nText.\n",
      "five.txt": copy,
      "five.yaml": "headline: Five\nparts: [headline]\n",
    },
  });
  expect(site.status).toBe(1);
  const told = site.stderr.split("\n").flatMap((line) => /articles\/(\S+ .*)$/.exec(line)?.[1] ?? []);
  for (const line of [
    'one.yaml:1:11: the metadata say "Another head", line 1 says "One head"',
    'one.yaml:2:11: the metadata say "PARIS", line 3 says "KABUL, Dec. 2"',
    'one.yaml:3:18: warning: the byline on line 2 does not name "Bo Lind": "By Ada Marsh"',
    "two.yaml:3:6: line 2 is a caption, and the article has no lead image",
    "two.yaml:4:6: `parts`: the text has no words on line 9",
    "two.yaml:5:3: `parts`: line 1 is the headline already",
    "two.yaml:6:3: `parts`: line 4 is named twice",
    'three.yaml:3:6: `parts`: "x" are no lines',
    'six.yaml:3:6: `parts.2` must be one of headline, byline, dateline, subhead, caption, note, not "kicker"',
    'three.yaml:4:8: `parts`: "3-2" are no lines',
    "four.md:4:8: `parts` is for wire copy only: Markdown has markup of its own",
    "five.yaml:2:8: `parts` must be a map such as {1: headline, 2-3: byline}, not a list",
  ])
    expect(
      told.some((each) => each.startsWith(line)),
      `${line}\n${site.stderr}`,
    ).toBe(true);
});
