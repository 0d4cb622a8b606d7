import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { fixtures, importInto, project, type Ran } from "../support/import.ts";
import { get, missingProgram, startServer, stopServer } from "../support/servers.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * A WordPress site with its uploads as a site of Stet's, imported and built once for all that is asked of it.
 */

let folder: string;
let articles: string;
let command: string[];
let ran: Ran;
let files: Record<string, Buffer>;
let built: BuiltSite;

/** The bytes of every file in a folder, the ledger of imports among them. */
function everyFile(path: string): Record<string, Buffer> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));
}

/** An item of a WordPress export. */
function item(number: number, type: string, link: string, name: string, more: string): string {
  return `<item><title>Piece ${number}</title><link>https://old.example${link}</link><guid isPermaLink="false">https://old.example/?p=${number}</guid>
<content:encoded><![CDATA[<p>The text of piece ${number} stands here.</p>${more}]]></content:encoded><wp:post_id>${number}</wp:post_id><wp:post_date>2024-03-05 08:30:00</wp:post_date>
<wp:post_date_gmt>2024-03-05 07:30:00</wp:post_date_gmt><wp:post_name>${name}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>`;
}

test.beforeAll(() => {
  folder = temporaryFolder();
  const uploads = join(folder, "uploads/2024/03");
  mkdirSync(uploads, { recursive: true });
  const quay = readFileSync(join(project, "tests/fixtures/page/en/articles/quay.jpg"));
  for (const name of ["quay.jpg", "lead.jpg", "two.jpg"]) writeFileSync(join(uploads, name), quay);
  const picture =
    '<figure><img src="https://old.example/wp-content/uploads/2024/03/quay-300x200.jpg" alt="A quay"></figure>';
  const slug = (old: string) =>
    `<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>${old}</wp:meta_value></wp:postmeta>`;
  const file = join(folder, "export.xml");
  writeFileSync(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Old</title><link>https://old.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
${item(11, "post", "/2024/03/05/ferry-returns/", "ferry-returns", picture)}${slug("ferry-is-back")}</item>
${item(12, "post", "/2024/03/%C3%A9t%C3%A9.html", "%C3%A9t%C3%A9", "")}</item>
${item(13, "page", "/about/the-house/", "the-house", "")}</item>
</channel></rss>
`,
  );
  const cases = ["05-media.xml", "01-permalinks.xml"].map((name) => `${fixtures}/cases/${name}`);
  articles = join(folder, "articles");
  command = ["--types", "post,page", "--media", join(folder, "uploads"), file, ...cases];
  ran = importInto(articles, command);
  files = everyFile(articles);
  built = buildSite({ articles: files, args: ["--strict"] });
});

test("it builds without a warning, with pictures, captions and links where they stood", () => {
  expect(ran.stderr.replace(/^articles: .*\n/gm, "")).toBe("");
  expect(ran.status).toBe(3);
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
  expect(built.stdout).toContain("11 articles, ");
  const page = readFileSync(join(built.output, "captions/index.html"), "utf8");
  expect(page).toContain(
    '<figcaption>The quay at dawn. <span class="credit">Photo: A. Marsh</span></figcaption>',
  );
  const linked = readFileSync(join(built.output, "ferry-returns/index.html"), "utf8");
  expect(linked).toContain("The text of piece 11 stands here.");
  const other = readFileSync(join(built.output, "ferry-returns-2024-03-05/index.html"), "utf8");
  expect(other).toContain('<a href="../quay-reopens/">the quay story</a>');
});

test("twice the same import changes nothing", () => {
  expect(importInto(articles, command).stdout).not.toMatch(/wrote [1-9]/);
  expect(everyFile(articles)).toEqual(files);
});

test("every old address leads on, on a real nginx", async () => {
  const missing = missingProgram("nginx");
  test.skip(missing !== undefined, missing);
  const nginx = await startServer("nginx", folder, built.output);
  try {
    for (const [old, place] of Object.entries({
      "/2024/03/05/quay-reopens/": "/quay-reopens/",
      "/?p=777": "/quay-reopens/",
      "/2024/03/05/ferry-returns/": "/ferry-returns/",
      "/2024/03/05/ferry-returns": "/ferry-returns/",
      "/2024/03/05/ferry-returns/?utm_source=mail": "/ferry-returns/",
      "/2024/03/05/ferry-is-back/": "/ferry-returns/",
      "/?p=11": "/ferry-returns/",
      "/2024/03/%C3%A9t%C3%A9.html": "/%C3%A9t%C3%A9/",
      "/?p=12": "/%C3%A9t%C3%A9/",
      "/about/the-house/": "/the-house/",
      "/?page_id=13": "/the-house/",
    })) {
      const { status, headers } = await get(nginx, old);
      expect.soft([status, headers.get("location")], old).toEqual([301, [place]]);
      expect.soft((await get(nginx, place)).status, place).toBe(200);
    }
  } finally {
    await stopServer(nginx);
  }
});
