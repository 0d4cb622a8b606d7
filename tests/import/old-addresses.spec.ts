import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { buildSite } from "../support/build.ts";
import { folderForEach, importInto, project } from "../support/import.ts";
import { get, missingProgram, startServer, stopServer } from "../support/servers.ts";

const folder = folderForEach();

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

test("every old address of an imported WordPress site leads on, on a real nginx", async () => {
  const missing = missingProgram("nginx");
  test.skip(missing !== undefined, missing);
  const uploads = join(folder(), "uploads/2024/03");
  mkdirSync(uploads, { recursive: true });
  writeFileSync(
    join(uploads, "quay.jpg"),
    readFileSync(join(project, "tests/fixtures/page/en/articles/quay.jpg")),
  );
  const picture =
    '<figure><img src="https://old.example/wp-content/uploads/2024/03/quay-300x200.jpg" alt="A quay"></figure>';
  const slug = (old: string) =>
    `<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>${old}</wp:meta_value></wp:postmeta>`;
  const file = join(folder(), "export.xml");
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
  const articles = join(folder(), "articles");
  const command = ["--types", "post,page", "--media", join(folder(), "uploads"), file];
  const { stderr } = importInto(articles, command);
  expect(stderr.replace(/^articles: .*\n/gm, "")).toBe("");
  const files = everyFile(articles);
  const again = importInto(articles, command);
  expect(again.stdout).toContain("  wrote 0 articles\n  imported before, and the same: 3\n");
  expect(everyFile(articles)).toEqual(files);
  const built = buildSite({ articles: files, args: ["--strict"] });
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
  const nginx = await startServer("nginx", folder(), built.output);
  try {
    for (const [old, place] of Object.entries({
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
