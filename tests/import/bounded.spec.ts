import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { zipSync } from "fflate";
import { stetProgram } from "../support/build.ts";
import { bodyOf, contents, folderForEach, importText, project } from "../support/import.ts";

/*
 * Exports that are larger than the memory they are read in.
 */

const folder = folderForEach();

/** The heap in megabytes: what an import of a single piece needs, and little more. */
const heap = 64;

/** The size in bytes of what is read in it. */
const size = 40_000_000;

/** A sentence in letters that take two bytes each in memory. */
const filler = "The ferry’s back – and the quay is “open”. ".repeat(2_400);

/** Writes a file: a beginning, as many pieces as make it large, two more, an end. */
function large(name: string, [begin, piece, pieces, end]: [string, string, string, string]): string {
  const file = join(folder(), name);
  const handle = openSync(file, "w");
  let bytes = writeSync(handle, begin);
  while (bytes < size) bytes += writeSync(handle, piece);
  writeSync(handle, pieces + end);
  closeSync(handle);
  return file;
}

/** Imports a file in little memory, and gives the articles' texts by name. */
function importLarge(file: string): Record<string, string> {
  const articles = join(folder(), "articles");
  const command = [`--max-old-space-size=${heap}`, stetProgram, "import", "--articles", articles, file];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
  expect(stderr.replace(/^articles: .*\n/gm, "")).toBe("");
  expect(status).toBe(3);
  return contents(articles);
}

const wordpress: [string, string, string, string] = [
  `<?xml version="1.0"?><rss version="2.0"><channel><title>H</title><link>https://h.example</link><wp:wxr_version>1.2</wp:wxr_version>\n`,
  `<item><title>Bin</title><link>https://h.example/bin/</link><content:encoded><![CDATA[${filler}]]></content:encoded><wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>\n`,
  `<item><title>One</title><link>https://h.example/one/</link><content:encoded>The last words.</content:encoded><wp:post_date>2024-03-05 08:30:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\n`,
  "</channel></rss>\n",
];

const blogger: [string, string, string, string] = [
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>H</title>\n`,
  `<entry><id>c</id><category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/><title>Re</title><content type="html">${filler}</content></entry>\n`,
  `<entry><id>p</id><title>One</title><published>2024-03-05T08:30:00Z</published><content type="html">The last words.</content></entry>\n`,
  `<link rel="alternate" href="https://h.example/"/></feed>\n`,
];

const ghost: [string, string, string, string] = [
  `{"db":[{"meta":{"version":"5.0.0"},"data":{"posts":[`,
  `${JSON.stringify({ id: "1", title: "Page", type: "page", html: filler })},\n`,
  JSON.stringify({
    id: "2",
    uuid: "u2",
    title: "One",
    slug: "one",
    html: "<p>The last words.</p>",
    status: "published",
    published_at: "2024-03-05T08:30:00.000Z",
  }),
  `],"posts_authors":[{"post_id":"2","author_id":"a"}],"users":[{"id":"a","name":"Ada Marsh"}]}}]}`,
];

for (const [name, parts] of [
  ["wordpress.xml", wordpress],
  ["blogger.xml", blogger],
  ["ghost.json", ghost],
] as const)
  test(`${name} of ${size / 1e6} MB is read in a heap of ${heap} MB, to its last words`, () => {
    const files = importLarge(large(name, parts));
    expect(Object.keys(files)).toEqual(["one.md"]);
    expect(bodyOf(files["one.md"])).toBe("The last words.\n");
  });

test("a ZIP archive is unpacked file by file, in the same heap", () => {
  const file = join(folder(), "export.zip");
  const data = readFileSync(large("wordpress.xml", wordpress));
  writeFileSync(file, zipSync({ "export/wordpress.xml": [data, { level: 1 }] }));
  expect(bodyOf(importLarge(file)["one.md"])).toBe("The last words.\n");
});

test("an archive of newsletters is read post by post, in the same heap", () => {
  const file = join(folder(), "substack.zip");
  const long = Buffer.from(`<!-- ${filler} -->`);
  const numbers = Array.from({ length: size / long.length }, (_, index) => index + 1);
  const rows = numbers.map(
    (number) => `${number}.empty,2024-03-05T08:30:00.000Z,true,everyone,Empty ${number}\n`,
  );
  writeFileSync(
    file,
    zipSync({
      "posts.csv": Buffer.from(
        `post_id,post_date,is_published,audience,title\n${rows.join("")}9999.one,2024-03-05T08:30:00.000Z,true,everyone,One\n`,
      ),
      "posts/9999.one.html": Buffer.from("<p>The last words.</p>"),
      ...Object.fromEntries(numbers.map((number) => [`posts/${number}.empty.html`, long])),
    }),
  );
  expect(bodyOf(importLarge(file)["one.md"])).toBe("The last words.\n");
});

test("what comes after the last entry counts for all, and authors stand beside Ghost's posts", () => {
  const feed = blogger[0] + blogger[2].replace("<content", `<link href="/one.html"/><content`) + blogger[3];
  const { files } = importText(folder(), feed);
  expect(files["one.md"]).toContain("aliases:\n  - /one.html\n");
  const { files: both } = importText(folder(), ghost[0] + ghost[2] + ghost[3], { name: "ghost.json" });
  expect(both["one-2024-03-05.md"]).toContain("authors:\n  - name: Ada Marsh\n");
});

test("an entry that is cut off, an archive that is damaged: each is refused by its name", () => {
  const cut = blogger[0] + blogger[2] + blogger[2].slice(0, 60);
  expect(importText(folder(), cut, { name: "cut.xml" }).stderr).toContain(
    `${folder()}/cut.xml:3:61: the file ends inside \`<published>\` of line 3 (`,
  );
  const archive = Buffer.from(zipSync({ "a.md": Buffer.from("Words."), "b.md": Buffer.from("More.") }));
  const damaged = (data: Buffer) => importText(folder(), data, { name: "x.zip" }).stderr;
  expect(damaged(archive.subarray(0, -40))).toContain(
    "x.zip: the ZIP archive cannot be read: its list of files is missing (unpack it and name the folder)",
  );
  const wrong = Buffer.from(archive);
  wrong.writeUInt32LE(7, wrong.lastIndexOf("PK\u0001\u0002") + 42);
  expect(damaged(wrong)).toContain("the ZIP archive cannot be read: its list of files is wrong");
});

test("a quarter of a million things that stay behind are told", () => {
  const pages = Array.from({ length: 250_000 }, (_, index) => ({
    id: `p${index}`,
    title: "Page",
    type: "page",
  }));
  const file = join(folder(), "ghost.json");
  writeFileSync(file, JSON.stringify({ db: [{ data: { posts: pages } }] }));
  // A process of its own has the stack that a maintainer's has.
  const command = [stetProgram, "import", "--articles", join(folder(), "articles"), file];
  const options = { cwd: project, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 } as const;
  const { status, stdout } = spawnSync(process.execPath, command, options);
  expect(status).toBe(3);
  expect(stdout).toContain('    items of the kind "page" (--types takes them): 250000\n');
});
