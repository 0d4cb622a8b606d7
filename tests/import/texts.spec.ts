import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { readArticleMetadata } from "../../src/press/record/metadata.ts";
import { bodyOf, contents, folderForEach, importInto, importText, rss } from "../support/import.ts";

/*
 * Texts that say something else than they seem to: hidden words, Markdown in a post, files in groups, exports that were cut off.
 */

const folder = folderForEach();

/** A WordPress export with one post of this body. */
function wxr(body: string, more = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>H</title><link>https://h.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>One</title><link>https://h.example/2024/one/</link><guid isPermaLink="false">https://h.example/?p=1</guid>
<content:encoded><![CDATA[${body}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2024-03-05 08:30:00</wp:post_date>
<wp:post_date_gmt>2024-03-05 08:30:00</wp:post_date_gmt><wp:post_name>one</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>${more}</item>
</channel></rss>
`;
}

test("text that the old page hid is left out and told", () => {
  const { files, stdout } = importText(
    folder(),
    wxr(
      '<p>Seen.<span style="color: red; display: none">Buy pills</span></p><div hidden>Secret</div><p>Also seen.</p>',
    ),
  );
  expect(bodyOf(files["one.md"])).toBe("Seen.\n\nAlso seen.\n");
  expect(stdout).toContain(`    text that the old page hid: 2
      ${folder()}/export.xml:3: Buy pills
      ${folder()}/export.xml:3: Secret
`);
});

test("a post that was written in Markdown is read as Markdown; one with brackets and stars is not", () => {
  const { files, stdout } = importText(
    folder(),
    wxr("## Back\n\nSee [the quay](https://q.example/) and **come**.\n\n- one\n- two\n"),
  );
  expect(bodyOf(files["one.md"])).toBe(
    "## Back\n\nSee [the quay](https://q.example/) and **come**.\n\n- one\n- two\n",
  );
  expect(stdout).toContain("    posts written in Markdown (read as such): 1\n");
  const plain = importText(
    folder(),
    wxr("He [the mayor] gave it 5*3 stars.\n\n- a dash").replace("?p=1<", "?p=2<"),
  );
  expect(bodyOf(plain.files["one-2024-03-05.md"])).toBe(
    "He [the mayor] gave it 5\\*3 stars.\n\n\\- a dash\n",
  );
});

test("of a group of files the largest is taken, with its words; other files are told", () => {
  const media =
    '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:content url="https://wire.example/s.jpg" type="image/jpeg" width="300"/><media:content url="https://wire.example/l.jpg" type="image/jpeg" width="1200"/><media:title>A quay</media:title><media:description>The quay at dawn</media:description><media:credit>A. Marsh</media:credit></media:group><enclosure url="https://wire.example/a.mp3" type="audio/mpeg" length="1"/><content:encoded>&lt;p&gt;Text.&lt;/p&gt;</content:encoded>';
  const listed = importText(folder(), rss(media));
  expect(listed.stdout).toContain(
    "one.md: https://wire.example/l.jpg, attached to the entry; alt: A quay; caption: The quay at dawn\n",
  );
  expect(listed.stdout).not.toContain("s.jpg");
  expect(listed.stdout).toContain("    attached files: 1\n      ");
  writeFileSync(join(folder(), "l.jpg"), "picture");
  const placed = importText(folder(), rss(media).replaceAll("/one<", "/two<"), {
    options: ["--media", folder()],
  });
  expect(placed.files["two.md"]).toContain(
    "\nimage:\n  src: l.jpg\n  alt: A quay\n  caption: The quay at dawn\n  credit: A. Marsh\n",
  );
});

test("comments, a place at the top and attached files are told", () => {
  const { stdout } = importText(
    folder(),
    wxr(
      "<p>Text.</p>",
      "<wp:is_sticky>1</wp:is_sticky><wp:comment><wp:comment_approved>1</wp:comment_approved></wp:comment><wp:postmeta><wp:meta_key>enclosure</wp:meta_key><wp:meta_value>https://h.example/a.mp3\n1\naudio/mpeg</wp:meta_value></wp:postmeta>",
    ),
  );
  expect(stdout).toContain("    attached files: 1\n");
  expect(stdout).toContain("    comments: 1\n");
  expect(stdout).toContain("    pieces that the old site kept at its top: 1\n");
});

test("an export that was cut off or is damaged is refused by its line, whatever came before", () => {
  const good = wxr("<p>Text.</p>");
  const cases: [text: string, message: string][] = [
    [good.slice(0, good.indexOf("<wp:status>")), ":5:89: the file ends inside `<item>` of line 3 ("],
    [good.replace("</channel></rss>\n", ""), ": the file ends before `</rss>` ("],
    [
      good.replace("<title>One</title>", "<title>One</link>"),
      ":3:17: `</link>` stands where `<title>` of line 3 must be closed",
    ],
  ];
  for (const [index, [text, message]] of cases.entries()) {
    const { status, stderr, files } = importText(folder(), text, { name: `${index}.xml` });
    expect(status).toBe(1);
    expect(stderr.replace(/:\d+: (the file ends before)/, ": $1")).toContain(`${index}.xml${message}`);
    expect(files).toEqual({});
  }
});

test("a server's warnings after an export are left out and told", () => {
  const { status, files, stdout } = importText(folder(), `${wxr("<p>Text.</p>")}<b>Warning</b>: too late\n`);
  expect(status).toBe(3);
  expect(bodyOf(files["one.md"])).toBe("Text.\n");
  expect(stdout).toContain(`    text around the export, such as a server's warnings: 1
      ${folder()}/export.xml:7: Warning: too late
`);
});

test("an export in an old encoding, with an item longer than what is read at once, keeps its lines", () => {
  const long = `<p>${"caf\u00e9 word ".repeat(4_000)}</p>\n`.repeat(100);
  const text = wxr(`<p>Short.</p>`).replace(
    "</channel>",
    `${/<item>[\s\S]*<\/item>/.exec(wxr(long))?.[0].replace("?p=1<", "?p=2<").replaceAll(">one<", ">two<").replace("2024/one", "2024/two")}\n${/<item>[\s\S]*<\/item>/.exec(wxr('<iframe src="https://v.example/"></iframe>x'))?.[0].replace("?p=1<", "?p=3<").replaceAll(">one<", ">three<").replace("2024/one", "2024/three")}\n</channel>`,
  );
  const file = join(folder(), "export.xml");
  writeFileSync(file, Buffer.from(text.replace("UTF-8", "windows-1252"), "latin1"));
  const { stdout } = importInto(join(folder(), "articles"), [file]);
  const files = contents(join(folder(), "articles"));
  expect(Object.keys(files)).toEqual(["one.md", "three.md", "two.md"]);
  expect(files["two.md"]?.match(/^café word .*$/gm)).toHaveLength(100);
  // Two lines above, two items of three and of a hundred and three lines, and the item itself.
  expect(stdout).toContain(`export.xml:109: <iframe> https://v.example/`);
});

test("an alias is a path below the site's address", () => {
  const faults = (alias: string) => {
    const read = readArticleMetadata("a.yaml", `aliases:\n  - ${JSON.stringify(alias)}\n`);
    return Array.isArray(read) ? read.map(({ reason, remedy }) => `${reason} (${remedy})`) : [];
  };
  for (const good of ["/2019/05/old-name/", "/?p=101", "/a/b.html", "/%E6%B8%AF/", "/a..b/"])
    expect(faults(good)).toEqual([]);
  expect(faults("old-name/")).toEqual([
    'the old address "old-name/" is no path (write what follows the site\'s address, beginning with `/`)',
  ]);
  expect(faults("//evil.example/")).toHaveLength(1);
  expect(faults("/a/../b")).toEqual([
    'the old address "/a/../b" has a part that leads elsewhere (write the path without `.` and `..`)',
  ]);
  expect(faults("/a/%2e%2e/b")).toHaveLength(1);
  expect(faults("/a b")).toEqual([
    'the old address "/a b" has a character that no path has (write it as a browser\'s address bar has it)',
  ]);
});
