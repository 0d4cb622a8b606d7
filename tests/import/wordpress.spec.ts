import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { contents, fixtures, folderForEach, importInto, importText, type Ran } from "../support/import.ts";
import { temporaryFolder } from "../support/temporary.ts";

const folder = folderForEach();

test.describe("a WordPress export", () => {
  const file = `${fixtures}/valley-herald.wxr.xml`;
  let articles: string;
  let ran: Ran;

  test.beforeAll(() => {
    articles = temporaryFolder();
    ran = importInto(articles, [file]);
  });

  test("becomes one Markdown file a post, with its metadata on top", () => {
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(3);
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
aliases:
  - /2023/12/flood-leaves-mill-under-water/
  - /?p=100
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
aliases:
  - /2024/03/levy-vote/
  - /?p=120
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
aliases:
  - /?p=140
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
  pictures to fetch: 4; save each beside its article and write ![alt](file "caption") where it stood, or import with --media FOLDER
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill.jpg, the lead image; alt: A brick mill stands in brown water; caption: The mill on Sunday.
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill.jpg, after “saved two cats & a ledger.”; alt: A brick mill stands in brown water; caption: The mill on Sunday. Photo: M. O'Brien
    flood-leaves-mill-under-water.md: https://valleyherald.example/wp-content/uploads/2023/12/flooded-mill.jpg, after “in 40 years. Nobody was hurt.”; alt: A brick mill stands in brown water; caption: The mill on Sunday. Photo: M. O'Brien
    levy-vote.md: https://valleyherald.example/wp-content/uploads/2024/03/chamber.jpg, after “does not wait.” Cr Hemi Tau”; alt: The council chamber; caption: The chamber on Tuesday
  carried in another form:
    embedded pages: 2
      ${file}:56: https://www.youtube.com/watch?v=a_b_c (kept as a link)
      ${file}:122: https://video.example/v/42 (kept as a link)
    languages to correct (the export says en-NZ): 1
      ${file}:207: سیلاب در دره پایین
    links to the old site that lead to nothing imported (they lead there still): 1
      ${file}:56: https://valleyherald.example/tag/high-street/
    pieces that were not surely public (kept as drafts): 1
      ${file}:225: Mill: what we know so far (draft)
  not carried:
    blocks that the old site drew: 1
      ${file}:122: wp:latest-posts {"postsToShow":3}
    comments: 1
      ${file}:56: 1 on “Flood leaves mill under water – “worst in 40 years””
    embedded pages: 1
      ${file}:56: <iframe> https://maps.example/embed?mill
    entries with no text: 1
      ${file}:302: Photo of the week; https://valleyherald.example/wp-content/uploads/2024/07/heron.jpg
    items of the kind "page" (--types takes them): 1
      ${file}:271: About us
    pictures of galleries that the export does not hold: 1
      ${file}:56: attachment 999
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
    importInto(join(folder(), "a"), [file], { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8" });
    importInto(join(folder(), "b"), [file], { TZ: "America/Los_Angeles", LANG: "C" });
    expect(contents(join(folder(), "a"))).toEqual(contents(join(folder(), "b")));
  });
});

test("Squarespace's export: an address without its site is the site's, and a name that is a path is its end", () => {
  const item = (number: number, link: string, name: string) =>
    `<item><title>Piece ${number}</title><link>${link}</link><content:encoded>&lt;p&gt;See &lt;a href="https://harbour.example/blog/2023/4/5/one"&gt;one&lt;/a&gt;.&lt;/p&gt;</content:encoded><wp:post_name>${name}</wp:post_name><wp:post_type>post</wp:post_type><wp:post_id>${number}</wp:post_id><pubDate>Wed, 05 Apr 2023 14:42:38 +0000</pubDate><wp:status>publish</wp:status></item>`;
  const { files } = importText(
    folder(),
    `<rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>${item(1, "/blog/2023/4/5/one", "2023/4/5/one")}${item(2, "/blog/two.html", "two")}</channel></rss>`,
  );
  const head = (number: number) => `---\nheadline: Piece ${number}\ndate: 2023-04-05T14:42:38Z\naliases:\n`;
  expect(files).toEqual({
    "one.md": `${head(1)}  - /blog/2023/4/5/one\n  - /?p=1\n---\n\nSee [one](../one/).\n`,
    "two.md": `${head(2)}  - /blog/two.html\n  - /?p=2\n---\n\nSee [one](../one/).\n`,
  });
});
