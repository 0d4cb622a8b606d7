import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import { feedDate, wordpressDate } from "../src/press/import/dates.ts";
import { toMarkdown } from "../src/press/import/to-markdown.ts";
import { writeFiles } from "../src/press/import/write.ts";
import { newMarkdown } from "../src/press/source/markdown.ts";
import { buildSite, stetProgram } from "./support/build.ts";
import { temporaryFolder } from "./support/temporary.ts";

const project = fileURLToPath(new URL("../", import.meta.url));
const fixtures = "tests/fixtures/import";

let folder: string;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** `stet import --articles FOLDER …` */
function importInto(articles: string, files: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const command = [stetProgram, "import", "--articles", articles, ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, GITHUB_ACTIONS: "", ...env },
  });
  return { status, stdout, stderr };
}

/** A folder's files by name. */
function contents(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]));
}

/** Imports a text that is written to a file first. */
function importText(text: string | Buffer, name = "export.xml"): Ran & { files: Record<string, string> } {
  const file = join(folder, name);
  writeFileSync(file, text);
  const ran = importInto(join(folder, "articles"), [file]);
  return { ...ran, files: contents(join(folder, "articles")) };
}

/** A feed with one entry. */
function rss(item: string): string {
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Wire</title><link>https://wire.example/</link><description>d</description>
<item><title>One</title><link>https://wire.example/one</link><pubDate>Sat, 02 Dec 2023 10:00:00 GMT</pubDate>${item}</item>
</channel></rss>
`;
}

function inMarkdown(html: string): string {
  const setting = { place: { file: "x" }, breaks: "space", base: "https://old.example/2023/a/" } as const;
  return toMarkdown(html, setting).markdown;
}

test.describe("a WordPress export", () => {
  const file = `${fixtures}/valley-herald.wxr.xml`;
  let articles: string;
  let ran: Ran;

  test.beforeAll(() => {
    articles = temporaryFolder();
    ran = importInto(articles, [file]);
  });

  test.afterAll(() => rmSync(articles, { recursive: true, force: true }));

  test("becomes one Markdown file a post, with its metadata on top", () => {
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(0);
    const files = contents(articles);
    expect(Object.keys(files).sort()).toEqual([
      "flood-leaves-mill-under-water.md",
      "levy-vote.md",
      "mill-what-we-know-so-far.md",
      "سیلاب-در-دره.md",
    ]);
    expect(files["flood-leaves-mill-under-water.md"]).toBe(`---
headline: Flood leaves mill under water – “worst in 40 years”
standfirst: The river rose four metres in a night. Nobody was hurt.
date: 2023-12-03T01:15:00+13:00
updated: 2023-12-03T08:00:00+13:00
authors:
  - name: Mere O’Brien
section: Local
topics:
  - Floods
  - Rivers & lakes
language: en-NZ
source:
  name: The Valley Herald & Post
  url: https://valleyherald.example/2023/12/flood-leaves-mill-under-water/
---

The river rose **four metres**,and the old mill on [High Street](https://valleyherald.example/tag/high-street/) stood in water by midnight.\\
"We [the owners] had ten minutes," said Ana Pohatu. She saved two cats & a ledger.

The mill on Sunday. _Photo: M. O'Brien_

### What comes next

1986\\. A great year, until it was not. The council wants 5\\*3\\*2 pumps, at 10⁶ dollars each:

- two at the bridge,
- one at the school\\
  (if it reopens);

> It was the worst in 40 years.
>
> Nobody was hurt.

[https://www.youtube.com/watch?v=a_b_c](https://www.youtube.com/watch?v=a_b_c)

Call the council [sic] on [04 123 4567](tel:+6441234567). Template text such as {{ msg }} and \\<AP> stays.
`);
  });

  test("keeps what blocks hold: tables, code, nested lists, quotations, shared patterns and footnotes", () => {
    expect(contents(articles)["levy-vote.md"]).toBe(`---
headline: Council votes 7–2 for Te Awa levy
date: 2024-03-06T09:30:00+13:00
authors:
  - name: Mere O’Brien
section: Politics
topics:
  - Local
language: en-NZ
source:
  name: The Valley Herald & Post
  url: https://valleyherald.example/2024/03/levy-vote/
---

The levy passed.[^1] It costs a household $12 a month.

## How they voted

| Ward | For \\| against |
| --- | --- |
| North | 4 1 |
| **South** | 3 \\| 1 |

Votes by ward

1. Pay by _post_
   - or at the desk
2. Pay online

> “Water does not wait.”
>
> _Cr Hemi Tau_

\`\`\`
levy = rate * households   # per month
if levy < 12:
    print("\`paid\`")
\`\`\`

The chamber on Tuesday

[https://video.example/v/42](https://video.example/v/42)

Give at any library.

Written outside of any block,\\
in two lines.

[^1]: By _seven_ votes to two.
`);
  });

  test("gives a draft its day and its status, and a name from its headline", () => {
    expect(contents(articles)["mill-what-we-know-so-far.md"]).toBe(`---
headline: "Mill: what we know so far"
date: 2024-05-01
authors:
  - name: Mere O’Brien
language: en-NZ
source:
  name: The Valley Herald & Post
  url: https://valleyherald.example/?p=140
status: draft
---

Not yet checked.
`);
  });

  test("is reported on: pictures to fetch, and everything that was not carried, each with its line", () => {
    const report = ran.stdout.replaceAll(`${articles}/`, "");
    expect(report).toBe(`${file}: WordPress export
  wrote 4 articles, 1 draft among them
    flood-leaves-mill-under-water.md
    levy-vote.md
    سیلاب-در-دره.md
    mill-what-we-know-so-far.md
  pictures to fetch: 5; save each beside its article and write ![alt](file "caption") where it stood
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill.jpg, the lead image; alt: A brick mill stands in brown water; caption: The mill on Sunday. Photo: M. O'Brien
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill.jpg, in a gallery; alt: A brick mill stands in brown water; caption: The mill on Sunday. Photo: M. O'Brien
    flood-leaves-mill-under-water.md: attachment 999, which the export does not hold, in a gallery; alt: (none)
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill-640x480.jpg, after “saved two cats & a ledger.”; alt: A brick mill stands in brown water; caption: The mill on Sunday. Photo: M. O'Brien
    levy-vote.md: https://valleyherald.example/wp-content/uploads/2024/03/chamber.jpg, after “does not wait.” Cr Hemi Tau”; alt: The council chamber; caption: The chamber on Tuesday
  not carried:
    blocks that the old site drew: 1
      ${file}:122: wp:latest-posts {"postsToShow":3}
    comments: 1
      ${file}:56: 1 on “Flood leaves mill under water – “worst in 40 years””
    embedded pages: 3
      ${file}:56: <iframe> https://maps.example/embed?mill
      ${file}:56: https://www.youtube.com/watch?v=a_b_c (kept as a link)
      ${file}:122: https://video.example/v/42 (kept as a link)
    entries with no text: 1
      ${file}:302: Photo of the week; https://valleyherald.example/wp-content/uploads/2024/07/heron.jpg
    galleries: 1
      ${file}:56: [gallery ids="101,999"]
    languages to correct (the export says en-NZ): 1
      ${file}:207: سیلاب در دره پایین
    pages (an article is a post): 1
      ${file}:271: About us
    posts with a password: 1
      ${file}:256: For subscribers
    private posts: 1
      ${file}:241: Lines from the desk
    scripts and styles: 1
      ${file}:302: <script>
    shortcodes: 2
      ${file}:56: [weather_map station="VH-7"]
      ${file}:122: [contact-form-7 id="5" title="Ask us"]
next: stet build
`);
  });

  test("gives the same files on any machine's clock", () => {
    importInto(join(folder, "a"), [file], { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8" });
    importInto(join(folder, "b"), [file], { TZ: "America/Los_Angeles", LANG: "C" });
    expect(contents(join(folder, "a"))).toEqual(contents(join(folder, "b")));
  });
});

test.describe("a feed", () => {
  test("RSS: full text, all authors, the date with its own offset; the address gives the name", () => {
    const ran = importInto(folder, [`${fixtures}/wire-service.rss.xml`]);
    const files = contents(folder);
    expect(Object.keys(files).sort()).toEqual([
      "2024-12-01.md",
      "ferry-and-bridge-closed.md",
      "snow-in-the-passes.md",
    ]);
    expect(files["ferry-and-bridge-closed.md"]).toBe(`---
headline: 'Ferry & bridge closed: "no" date set'
standfirst: Both crossings are shut until further notice.
date: 2024-11-29T23:30:00-05:00
authors:
  - name: Ines Ruiz
  - name: Tom Adeyemi
topics:
  - Transport
  - Weather
language: en
source:
  name: Hill Wire
  url: https://hillwire.example/2024/ferry-and-bridge_closed.html
---

The ferry stopped at noon.

The bridge followed [an hour later](https://hillwire.example/bridge).

中文版：**渡轮停航**。桥也关闭了。

Share
`);
    expect(files["snow-in-the-passes.md"]).toContain(`
Forty centimetres fell overnight.

The plough is out. 5 < 6 lanes are open.
`);
    for (const line of [
      "attached files: 1",
      `${fixtures}/wire-service.rss.xml:8: https://hillwire.example/audio/brief.mp3`,
      "full texts (the feed has only a summary): 2",
      "links that lead nowhere: 1",
      `${fixtures}/wire-service.rss.xml:8: javascript:share()`,
      "https://hillwire.example/2024/photos/ferry.jpg, after “The bridge followed an hour later.”; alt: The ferry at its berth",
    ]) {
      expect(ran.stdout).toContain(line);
    }
  });

  test("an entry with no date is refused by its line, and --date gives it one", () => {
    const file = `${fixtures}/wire-service.rss.xml`;
    const ran = importInto(folder, [file]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe(
      `${file}:39: "Undated note": it has no date that can be read (give one with --date YYYY-MM-DD)\n1 error\n`,
    );
    const again = importInto(folder, ["--date", "2024-12-02", file]);
    expect(again.status).toBe(0);
    expect(contents(folder)["undated-note.md"]).toContain("\ndate: 2024-12-02\n");
  });

  test("Atom: XHTML and plain text, addresses by xml:base, language and licence", () => {
    const ran = importInto(folder, [`${fixtures}/ridge-review.atom.xml`]);
    expect(ran.stderr).toBe("");
    const files = contents(folder);
    expect(Object.keys(files).sort()).toEqual(["plain.md", "turm-am-grat.md"]);
    expect(files["turm-am-grat.md"]).toBe(`---
headline: Der alte Turm & sein Wärter
standfirst: Seit 1912 wohnt jemand oben.
date: 2024-02-01T00:30:00+01:00
updated: 2024-02-03T08:00:00+01:00
authors:
  - name: Jörg Weiß
    url: https://ridge.example/jw
topics:
  - Türme
language: de
source:
  name: Ridge Review
  url: https://ridge.example/review/2024/turm-am-grat
license: https://creativecommons.org/licenses/by/4.0/
---

## Oben

Er sagt: “Nie wieder _runter_”, siehe [Notiz](https://ridge.example/review/2024/notiz).

| Jahr | Stufen |
| --- | --- |
| 1912 | 211 |
`);
    expect(files["plain.md"]).toContain(`
headline: Plain <text> & more
`);
    expect(files["plain.md"]).toContain(`
Two \\<AP> lines \\&amp; one.

Second paragraph with \\*stars\\*.
`);
  });

  test("text that looks like numbers, truths or markup stays text in the metadata", () => {
    const names = [
      "no",
      "1.10",
      "2023-02-30",
      "true",
      "~",
      "- x",
      "a: b",
      "# c",
      "'q'",
      "&amp;lt;AP&amp;gt;",
    ];
    const one = rss("<description>Body.</description>");
    const item = /<item>.*<\/item>/s.exec(one)?.[0] ?? "";
    const items = names.map((name, index) =>
      item.replace("<title>One", `<title>${name}`).replace("/one", `/x${index}`),
    );
    expect(importText(one.replace(item, items.join("\n"))).status).toBe(0);
    const headlines = names.map((_, index) => {
      const text = readFileSync(join(folder, "articles", `x${index}.md`), "utf8");
      return /^headline: (.*)$/m.exec(text)?.[1];
    });
    expect(headlines).toEqual([
      "no",
      '"1.10"',
      "2023-02-30",
      '"true"',
      '"~"',
      '"- x"',
      '"a: b"',
      '"# c"',
      `"'q'"`,
      "<AP>",
    ]);
    const { status, stdout } = buildSite({ articles: contents(join(folder, "articles")) });
    expect(status).toBe(0);
    expect(stdout).toContain("10 articles");
  });
});

test.describe("a folder of wire copy", () => {
  test("is kept byte for byte; what a build would refuse is refused here", () => {
    const ran = importInto(folder, [`${fixtures}/wire`]);
    expect(ran.status).toBe(1);
    expect(readdirSync(folder)).toEqual(["bridge-reopens.txt"]);
    expect(readFileSync(join(folder, "bridge-reopens.txt"))).toEqual(
      readFileSync(join(project, fixtures, "wire/bridge-reopens.txt")),
    );
    expect(ran.stdout).toContain("files that are not .txt: 1");
    expect(ran.stderr).toContain(
      `${fixtures}/wire/000_Undated.TXT:1:1: the text tells no date (give one with --date YYYY-MM-DD)`,
    );
    expect(ran.stderr).toContain(`${fixtures}/wire/latin.txt:1:`);
    expect(ran.stderr).toContain("is not valid UTF-8 (save the file as UTF-8; it looks like Latin-1)");
    expect(ran.stderr).toContain(
      `${fixtures}/wire/never.txt:1:7: "2023-02-30": February 2023 has 28 days (write a day from 01 to 28)`,
    );
    expect(ran.stderr).toContain("3 errors");
  });

  test("--date goes into the metadata of a text without one, and leaves the text alone", () => {
    const file = `${fixtures}/wire/000_Undated.TXT`;
    expect(importInto(folder, ["--date=2024-01-31", file]).status).toBe(0);
    expect(contents(folder)).toEqual({
      "000-undated.txt": "No header stands here, only text.\r\nA second line.\r\n",
      "000-undated.yaml": "date: 2024-01-31\n",
    });
  });
});

test.describe("nothing is overwritten", () => {
  test("a second import writes nothing, and says what it left alone", () => {
    const file = `${fixtures}/ridge-review.atom.xml`;
    importInto(folder, [file]);
    writeFileSync(join(folder, "plain.md"), "mine");
    rmSync(join(folder, "turm-am-grat.md"));
    const ran = importInto(folder, [file]);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain(`  wrote 1 article
    ${folder}/turm-am-grat.md
  left alone, there before: 1
    ${folder}/plain.md (for Plain <text> & more)
`);
    expect(contents(folder)["plain.md"]).toBe("mine");
  });

  test("a name is taken in any form, spelling and case", () => {
    writeFileSync(join(folder, "PLAIN.txt"), "mine");
    writeFileSync(join(folder, "turm-am-grat.yaml"), "mine");
    importInto(folder, [`${fixtures}/ridge-review.atom.xml`]);
    expect(contents(folder)).toEqual({ "PLAIN.txt": "mine", "turm-am-grat.yaml": "mine" });
  });

  test("two entries of one name get two files, the same two on every run", () => {
    const one = rss("<description>First.</description>");
    const item = /<item>.*<\/item>/s.exec(one)?.[0] ?? "";
    const two = one.replace("</item>", `</item>${item.replace("First", "Second")}`);
    expect(importText(two).files).toEqual({
      "one.md": expect.stringContaining("\nFirst.\n"),
      "one-2.md": expect.stringContaining("\nSecond.\n"),
    });
    expect(importText(two).stdout).toContain("wrote 0 articles\n  left alone, there before: 2\n");
  });

  test("names that the site needs itself get a number", () => {
    const text = rss("<description>Body.</description>").replace("/one<", "/archive<");
    expect(Object.keys(importText(text).files)).toEqual(["archive-2.md"]);
  });

  test("an article's files are written all or none", () => {
    writeFileSync(join(folder, "x.yaml"), "mine");
    const files = [
      { name: "x.txt", data: "text" },
      { name: "x.yaml", data: "date: 2024-01-31" },
    ];
    expect(() => writeFiles(folder, files)).toThrow("EEXIST");
    expect(contents(folder)).toEqual({ "x.yaml": "mine" });
  });
});

test.describe("what cannot be read", () => {
  const good = rss("<description>Body.</description>");

  test("is refused with its place, and the other files go on", () => {
    const cases: Record<string, [string | Buffer, string]> = {
      "crossed.xml": [
        good.replace("<title>One</title>", "<title>One</link>"),
        ":4:17: `</link>` stands where `<title>` of line 4 must be closed",
      ],
      "cut.xml": [good.slice(0, 260), ":4:71: the file ends inside `<pubDate>` of line 4"],
      "html.xml": [
        "<html><body><p>Hello</p></body></html>",
        ": `<html>` begins neither a WordPress export nor a feed",
      ],
      "text.xml": ["just words", ":1:1: text stands outside the document"],
      "feed.json": ['{"version": "https://jsonfeed.org/version/1.1"}', ": this is JSON"],
      "export.zip": [Buffer.from("PK\u0003\u0004rest"), ": this is a ZIP archive (unpack it"],
      "empty.xml": ["", ": the file is empty"],
      "latin.xml": [Buffer.from(good.replace("Body.", "Caf\u00e9."), "latin1"), ":4:"],
      "klingon.xml": [
        good.replace('version="1.0"', 'version="1.0" encoding="klingon"'),
        ':1: the encoding "klingon" is not known',
      ],
    };
    for (const [name, [data]] of Object.entries(cases)) writeFileSync(join(folder, name), data);
    writeFileSync(join(folder, "good.xml"), good);
    const names = [...Object.keys(cases), "missing.xml", "good.xml"];
    const ran = importInto(
      join(folder, "articles"),
      names.map((name) => join(folder, name)),
    );
    expect(ran.status).toBe(1);
    for (const [name, [, message]] of Object.entries(cases))
      expect(ran.stderr).toContain(join(folder, name) + message);
    expect(ran.stderr).toContain(`${join(folder, "missing.xml")}: cannot be read: ENOENT`);
    expect(ran.stderr).toContain("10 errors");
    expect(readdirSync(join(folder, "articles"))).toEqual(["one.md"]);
  });

  test("a file that names its encoding is read in it", () => {
    const latin = good.replace('1.0"', '1.0" encoding="ISO-8859-1"').replace("Body.", "Caf\u00e9.");
    expect(importText(Buffer.from(latin, "latin1")).files["one.md"]).toContain("\nCafé.\n");
    const wide = Buffer.from(`\ufeff${good.replace("One", "Wide").replace("/one<", "/wide<")}`, "utf16le");
    expect(importText(wide).files["wide.md"]).toContain("headline: Wide");
  });

  test("an article whose characters a build would refuse is refused by its line", () => {
    const ran = importText(good.replace("Body.", "Body \u202e turned."));
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain(
      'export.xml:4: "One": U+202E turns the direction of the text around it (remove it)',
    );
    expect(ran.files).toEqual({});
  });

  test("entities that a file declares are not opened, and nothing is fetched", () => {
    writeFileSync(join(folder, "secret.txt"), "the secret");
    const letters = [..."abcdefghi"];
    const bomb = letters
      .map((name, index) => `<!ENTITY ${name} "${`&${letters[index - 1]};`.repeat(10)}">`)
      .join("");
    const external = `<!ENTITY file SYSTEM "file://${join(folder, "secret.txt")}">`;
    const feed = good.replace("<rss", `<!DOCTYPE rss [${bomb}]><rss`).replace("Body.", "Body &i;.");
    expect(importText(feed).files["one.md"]).toContain("\nBody \\&i;.\n");
    const { stderr } = importText(feed.replace("]>", `${external}]>`).replace("&i;", "&file;"));
    expect(stderr).toContain(
      "export.xml:1: this is no feed that can be read: External entities are not supported",
    );
    const wordpress = `<!DOCTYPE rss [${bomb}${external}]><rss><channel><title>W</title><wp:wxr_version>1.2</wp:wxr_version>
      <item><title>Two</title><content:encoded>Body &i; and &file;.</content:encoded><wp:post_date>2023-12-02 10:00:00</wp:post_date>
      <wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>`;
    expect(importText(wordpress).files["two.md"]).toContain("\nBody \\&i; and \\&file;.\n");
  });

  test("HTML nested thousands deep is refused, not a crash", () => {
    const ran = importText(
      rss(`<content:encoded><![CDATA[${"<div>".repeat(20_000)}deep]]></content:encoded>`),
    );
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('"One": its HTML is nested too deep');
  });
});

test.describe("HTML to Markdown", () => {
  const cases: [name: string, html: string, expected: string][] = [
    ["emphasis beside letters", "<p><b>bold,</b>next <i>it</i>alic</p>", "**bold**,next *it*alic"],
    ["emphasis in Chinese", "<p>強調<strong>これは。</strong>次の文</p>", "強調**これは**。次の文"],
    ["marks that touch", "<p><b>a</b><b>b</b> <i>c</i><b>d</b></p>", "**ab** _c_**d**"],
    ["marks around blocks", "<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"],
    [
      "a link around a card",
      "<a href='/x'><h2>T</h2><p>p</p></a>",
      "## [T](https://old.example/x)\n\n[p](https://old.example/x)",
    ],
    ["struck-out words", "<p><s>old</s> new</p>", "~~old~~ new"],
    ["line breaks", "<p>a<br>b<br><br>c<br></p>", "a\\\nb\n\nc"],
    ["text outside blocks", "a<p>b</p>c", "a\n\nb\n\nc"],
    [
      "text that looks like a list",
      "<p>- a</p><p>1. b</p><p>2) c</p><p>+ d</p>",
      "\\- a\n\n1\\. b\n\n2\\) c\n\n\\+ d",
    ],
    [
      "text that looks like a heading",
      "<p># a</p><p>b<br>===</p><p>c<br>---</p>",
      "\\# a\n\nb\\\n\\===\n\nc\\\n\\---",
    ],
    ["text that looks like a table", "<p>a | b<br>--- | ---</p>", "a | b\\\n\\--- | ---"],
    [
      "text that looks like links and notes",
      "<p>[a](b) [^1] ^[x] ![i](j) [sic]</p>",
      "\\[a\\](b) \\[^1\\] ^\\[x\\] !\\[i\\](j) [sic]",
    ],
    [
      "text that looks like HTML",
      "<p>&lt;AP&gt; &amp;amp; &lt;http://a.b&gt;</p>",
      "\\<AP> \\&amp; \\<http://a.b>",
    ],
    ["exclamation before a link", "<p>Oh!<a href='https://a.b/'>x</a></p>", "Oh\\![x](https://a.b/)"],
    ["a heading that ends in a number sign", "<h2>C #</h2>", "## C \\#"],
    ["code with backticks", "<p><code>a`b</code></p>", "``a`b``"],
    ["code with marks in it", "<p><code>a<b>*</b>b</code></p>", "`a*b`"],
    ["code blocks", "<pre><code class='language-js'>a\n  ```\nb</code></pre>", "````js\na\n  ```\nb\n````"],
    [
      "a table of layout",
      "<table><tr><td><h2>A</h2><p>b</p></td><td><ul><li>c</li></ul></td></tr></table>",
      "## A\n\nb\n\n- c",
    ],
    [
      "a table with pipes",
      "<table><tr><td>a|b</td><td>`</td></tr></table>",
      "| a\\|b | \\` |\n| --- | --- |",
    ],
    ["lists that follow each other", "<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"],
    ["a list from 3", "<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"],
    ["a list in a list from 2", "<ul><li>a<ol start=2><li>b</li></ol></li></ul>", "- a\n\n  2. b"],
    ["paragraphs in a list", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"],
    ["a quotation in a quotation", "<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"],
    [
      "powers and formulas",
      "<p>10<sup>6</sup> m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup></p>",
      "10⁶ m², H₂O, 1st",
    ],
    ["empty paragraphs", "<p>a</p><p>&nbsp;</p><p><b> </b></p><p>b</p>", "a\n\nb"],
    [
      "addresses with parentheses",
      "<a href='https://en.wikipedia.org/wiki/A_(b)'>x</a>",
      "[x](https://en.wikipedia.org/wiki/A_%28b%29)",
    ],
    ["addresses that run code", "<a href=' java&#10;script:alert(1)'>x</a>", "x"],
    ["emoji pictures", "<p>Hi <img class='emoji' alt='🙂' src='https://s.w.org/1f642.png'></p>", "Hi 🙂"],
    ["a rule", "<p>a</p><hr><p>b</p>", "a\n\n***\n\nb"],
  ];
  for (const [name, html, expected] of cases) {
    test(name, () => expect(inMarkdown(html)).toBe(`${expected}\n`));
  }

  test("scripts, forms and embedded pages go, and are reported", () => {
    const { markdown: text, losses } = toMarkdown(
      "<p>a<script>x()</script></p><form><label>Mail</label><input></form><iframe src='https://v.example/1'></iframe><video src=v.mp4></video><p>b</p>",
      { place: { file: "f", line: 3 }, breaks: "space" },
    );
    expect(text).toBe("a\n\nb\n");
    expect(losses).toEqual([
      { kind: "scripts and styles", place: { file: "f", line: 3 }, what: "<script>" },
      { kind: "forms", place: { file: "f", line: 3 }, what: "<form>: Mail" },
      { kind: "embedded pages", place: { file: "f", line: 3 }, what: "<iframe> https://v.example/1" },
      { kind: "audio and video", place: { file: "f", line: 3 }, what: "<video> v.mp4" },
    ]);
  });
});

test.describe("every word stands", () => {
  const require = createRequire(import.meta.url);
  const spec: { tests: { html: string; markdown: string }[] } = require("commonmark-spec");
  const naughty: string[] = require("big-list-of-naughty-strings/blns.json");

  /** Elements between which text does not run on. */
  const blocks = new Set(
    "blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul".split(
      " ",
    ),
  );

  interface Part {
    type: string;
    name?: string;
    data?: string;
    attribs?: Record<string, string>;
    children?: Part[];
  }

  /** The words of HTML, read without any of the import's code; `skip` are elements that an article cannot hold. */
  function wordsOf(html: string): string[] {
    const skip = new Set(["script", "style", "textarea", "img"]);
    const text = (parts: readonly Part[]): string =>
      parts
        .map((part) => {
          if (part.type === "text") return part.data ?? "";
          if (skip.has(part.name ?? ""))
            return part.name === "img" ? " " : part.name === "textarea" ? " " : "";
          // Footnotes have marks that no source has.
          if (/\bfootnote-(?:ref|backref)\b/.test(part.attribs?.class ?? "")) return "";
          const inner = text(part.children ?? []);
          return blocks.has(part.name ?? "") ? ` ${inner} ` : inner;
        })
        .join("");
    return text(parseDocument(html).children as Part[])
      .split(/\s+/u)
      .filter(Boolean);
  }

  function escaped(text: string): string {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  const plain = newMarkdown();

  /** Whether HTML and its Markdown differ in a word. Noncharacters are no text: they go, and the report says so. */
  function isLost(html: string): boolean {
    const setting = { place: { file: "x" }, breaks: "space", base: "https://old.example/" } as const;
    const converted = toMarkdown(html, setting);
    const expected = wordsOf(html.replace(/\p{Noncharacter_Code_Point}/gu, ""));
    const found = wordsOf(plain.render(converted.markdown));
    return converted.difference !== undefined || found.join(" ") !== expected.join(" ");
  }

  test("of the CommonMark specification's 652 examples, as HTML and as text in every place", () => {
    expect(spec.tests.length).toBe(652);
    const pieces = spec.tests.flatMap(({ html, markdown: source }) => {
      const text = escaped(source);
      return [
        html,
        `<p>${text}</p>`,
        `<h2>${text}</h2><blockquote><b>${text}</b>x</blockquote>`,
        `<ul><li>${text.replace(/\n/g, "<br>")}</li></ul><pre>${text}</pre>`,
        `<table><tr><td>${text}</td><td><code>${text}</code></td></tr></table>`,
      ];
    });
    expect(pieces.filter(isLost)).toEqual([]);
  });

  test("of the naughty strings, as text, marks, links and list items", () => {
    const pieces = naughty.flatMap((string) => {
      const text = escaped(string);
      return [
        `<p>${text}</p>`,
        `a<b>${text}</b>b<i>${text}</i> <s>${text}</s>`,
        `<ul><li><a href="https://a.b/${text.replace(/"/g, "&quot;")}">${text}</a></li></ul>`,
      ];
    });
    expect(pieces.filter(isLost)).toEqual([]);
  });

  test("of 3,000 random pieces of HTML", () => {
    const word = fc.constantFrom(
      ..."a b word 日本 。 ! * _ ** ` [ ] ( ) [x] # - + 1. 2) | ~~ ~ \\ = --- ^ [^1] http://x.y 🙂 é « ” : $ ![ {{".split(
        " ",
      ),
      ..."&amp; &lt; &gt; &nbsp; <br> <br><br>".split(" "),
      "\n",
      "\n\n",
      "\t",
      " ",
    );
    const text = fc.array(word, { maxLength: 6 }).map((parts) => parts.join(""));
    const tag = fc.constantFrom(
      ..."p b i em strong span div ul li ol blockquote h1 h3 table tr td th code pre s u figure figcaption dl dd section del".split(
        " ",
      ),
      "a href=/q",
      "ol start=3",
    );
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "medium" },
        text,
        fc
          .tuple(tag, fc.array(tie("node"), { maxLength: 4 }))
          .map(([name, inner]) => `<${name}>${inner.join("")}</${name.split(" ")[0]}>`),
      ),
    }));
    const html = fc.array(node, { maxLength: 5 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(html, (piece) => !isLost(piece)),
      { seed: 20231202, numRuns: 3_000 },
    );
  });
});

test.describe("dates", () => {
  test("of WordPress carry the site's own offset", () => {
    expect(wordpressDate("2023-12-03 01:15:00", "2023-12-02 12:15:00")).toBe("2023-12-03T01:15:00+13:00");
    expect(wordpressDate("2023-12-02 05:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T05:15:00-07:00");
    expect(wordpressDate("2023-12-02 12:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("2023-12-02 16:45:00", "2023-12-02 12:15:00")).toBe("2023-12-02T16:45:00+04:30");
    expect(wordpressDate("2023-12-03 01:15:00", "0000-00-00 00:00:00")).toBe("2023-12-03");
    expect(wordpressDate("", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("2023-12-30 01:15:00", "2023-12-02 12:15:00")).toBe("2023-12-02T12:15:00Z");
    expect(wordpressDate("0000-00-00 00:00:00", "0000-00-00 00:00:00")).toBeUndefined();
  });

  test("of feeds are read as RFC 822, RFC 3339, and as they are in the wild", () => {
    expect(feedDate("Sat, 02 Dec 2023 10:15:00 +0430")).toBe("2023-12-02T10:15:00+04:30");
    expect(feedDate("Sat, 02 Dec 2023 10:15:00 GMT")).toBe("2023-12-02T10:15:00Z");
    expect(feedDate("Saturday, 02 Dec 2023 10:15:00 EST")).toBe("2023-12-02T10:15:00-05:00");
    expect(feedDate("2 Dec 23 10:15 +0000")).toBe("2023-12-02T10:15:00Z");
    expect(feedDate("2023-12-02T10:15:00.250+13:00")).toBe("2023-12-02T10:15:00+13:00");
    expect(feedDate("2023-12-02 10:15:00 +1300")).toBe("2023-12-02T10:15:00+13:00");
    expect(feedDate("2023-12-02")).toBe("2023-12-02");
    expect(feedDate("2023-12-02T10:15:00")).toBe("2023-12-02");
    expect(feedDate("yesterday")).toBeUndefined();
    expect(feedDate("")).toBeUndefined();
  });
});

test.describe("the command", () => {
  test("what it writes builds, and every word is proved", () => {
    const names = ["valley-herald.wxr.xml", "wire-service.rss.xml", "ridge-review.atom.xml", "wire"];
    importInto(
      folder,
      names.map((name) => `${fixtures}/${name}`),
    );
    const { status, stdout, stderr, output } = buildSite({ articles: contents(folder) });
    expect(stderr).not.toContain("error");
    expect(status).toBe(0);
    expect(stdout).toContain("9 articles, ");
    expect(stdout).toContain("withheld: 1 draft");
    const page = readFileSync(join(output, "flood-leaves-mill-under-water/index.html"), "utf8");
    expect(page).toContain("<strong>four metres</strong>,and the old mill");
    expect(page).toContain('datetime="2023-12-03T01:15:00+13:00"');
    expect(statSync(join(output, "سیلاب-در-دره/index.html")).size).toBeGreaterThan(0);
  });

  test("--help says what it takes; mistakes are told apart", () => {
    expect(importInto(folder, ["--help"]).stdout).toContain("stet import [options] FILE…");
    expect(importInto(folder, [])).toEqual({
      status: 2,
      stdout: "",
      stderr: "which file is to be imported? stet import FILE…; --help says more\n",
    });
    expect(importInto(folder, ["--dat", "x"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "unknown option --dat; did you mean --date?\n",
    });
    expect(importInto(folder, ["--date", "02/12/2023", "x.xml"]).stderr).toContain(
      '--date: "02/12/2023": it does not begin with the year',
    );
  });
});
