import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { type BuiltSite, buildSite } from "../support/build.ts";
import { brokenLinks, fileOf, filesIn, type Link, linksOf } from "../support/crawl.ts";
import { serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** One pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

/** Articles with all that can hold a link, the newest in Markdown: the front page has it, too, one folder further up. */
const articles = {
  "notes.md": `---
headline: Notes from the quay
date: 2023-12-03
authors: [{ name: Ada Müller }, { name: "José & Sons" }]
topics: [C++, Ferries & boats, 港]
image: { src: quay.png, alt: The quay }
corrections:
  - { date: 2023-12-04, text: A name was wrong. }
---

See the [other article](../سلام-دنیا/index.html), the [web](https://other.example/?a=1&b=2), [below](#fn1) and a note.[^1]

![The quay at dawn](quay%20at%20dawn.png)

[^1]: A note, and [the archive](../archive/index.html).
`,
  "quay.png": picture,
  "quay at dawn.png": picture,
  "سلام-دنیا.txt": "date 2023-12-02 سلام دنیا، این یک متن است.",
  "سلام-دنیا.yaml": "headline: سلام دنیا\nlanguage: fa\nauthors: [{ name: Ada Müller }]\ntopics: [C++]\n",
  ...Object.fromEntries(
    Array.from({ length: 205 }, (_, index) => [
      `old-${index + 1}.txt`,
      `date 2023-0${(index % 3) + 1}-01 Article number ${index + 1} of the quay.`,
    ]),
  ),
  ...Object.fromEntries(
    Array.from({ length: 205 }, (_, index) => [
      `old-${index + 1}.yaml`,
      `headline: Article number ${index + 1}\ntopics: [Old news]\n`,
    ]),
  ),
};

const metadata = (url: string) =>
  `title: The Quay\nurl: ${url}\nlanguage: en\ncards: publication\ncontact: desk@quay.example\n` +
  "security: { expires: 2027-01-01T00:00:00Z }\ntrust: { social: [https://social.example/@quay] }\n";

const bases = ["https://example.org/", "https://example.org/a/b/"];

for (const base of bases) {
  test.describe(`built at ${base}`, () => {
    let site: BuiltSite;
    let links: Link[];

    test.beforeAll(() => {
      site = buildSite({ articles, metadata: metadata(base) });
      expect(site.status, site.stderr).toBe(0);
      links = linksOf(site.output, base);
    });

    test("no link in any file is broken", () => {
      const from = new Set(links.map((link) => link.from));
      for (const file of filesIn(site.output)) {
        if (/\.(?:html|xml)$/.test(file) || /^(?:robots\.txt|feed\.json)$/.test(file))
          expect(from).toContain(file);
      }
      expect(links.length).toBeGreaterThan(5_000);
      expect(shown(brokenLinks(links, site.output, base))).toEqual([]);
    });

    test("every page leads to both feeds and to the log of corrections", () => {
      for (const file of filesIn(site.output).filter((name) => name.endsWith(".html"))) {
        const targets = links.filter(({ from }) => from === file).map(({ url }) => url.href);
        const wanted = [`${base}feed.xml`, `${base}feed.json`, `${base}corrections/index.html`];
        expect(targets, file).toEqual(expect.arrayContaining(wanted));
      }
    });

    test("every address of the site is answered by a server that has it there", async () => {
      const server = await serve(site.output, { below: new URL(base).pathname });
      const own = links.filter(({ url }) => fileOf(url, base) !== undefined);
      const paths = new Set(own.map(({ url }) => url.pathname));
      const missing: string[] = [];
      for (const path of paths) {
        const { status } = await fetch(server.address + path, { method: "HEAD" });
        if (status !== 200) missing.push(`${status} ${path}`);
      }
      await server.close();
      expect(paths.size).toBeGreaterThan(200);
      expect(missing).toEqual([]);
    });

    test("opened from disk, every relative link leads to a file", () => {
      const missing = links
        .filter(
          ({ from, written }) => from.endsWith(".html") && from !== "404.html" && !/^[a-z]+:/i.test(written),
        )
        .filter(({ from, written }) => {
          const target = fileURLToPath(new URL(written, pathToFileURL(join(site.output, from))));
          return !target.startsWith(site.output) || !existsSync(target) || !statSync(target).isFile();
        });
      expect(shown(missing)).toEqual([]);
    });

    test("404.html, which a server shows at any depth, has links that begin at the server's root", () => {
      const own = links.filter(({ from, written }) => from === "404.html" && !/^(?:[a-z]+:|#)/.test(written));
      expect(own.length).toBeGreaterThan(5);
      expect(own.filter(({ written }) => !written.startsWith(new URL(base).pathname))).toEqual([]);
    });
  });
}

test.describe("opened from disk in a browser", () => {
  let site: BuiltSite;
  test.beforeAll(() => {
    site = buildSite({ articles, metadata: metadata("https://example.org/a/b/") });
  });

  test("a reader gets from the front page to an article, its topic, the archive and back", async ({
    page,
  }) => {
    await page.goto(pathToFileURL(join(site.output, "index.html")).href);
    await page.getByRole("link", { name: "سلام دنیا" }).first().click();
    await expect(page).toHaveTitle("سلام دنیا · The Quay");
    await page.getByRole("link", { name: "C++" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("C++");
    await page
      .getByRole("navigation", { name: "You are here" })
      .getByRole("link", { name: "Topics" })
      .click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Topics");
    await page.getByRole("link", { name: "Archive" }).first().click();
    await page.getByRole("link", { name: "January 2023" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("January 2023");
    await page.getByRole("link", { name: "The Quay" }).click();
    await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText("Notes from the quay");
  });

  test("the pictures of the newest article work from the front page and from its own, and so do its links", async ({
    page,
  }) => {
    for (const [path, link, count] of [
      ["index.html", "سلام دنیا", 1],
      ["notes/index.html", "other article", 2],
    ] as const) {
      await page.goto(pathToFileURL(join(site.output, path)).href);
      const pictures = page.locator("article img");
      await expect(pictures).toHaveCount(count);
      for (const image of await pictures.all()) {
        await image.scrollIntoViewIfNeeded();
        await expect(image).toHaveJSProperty("naturalWidth", 1);
      }
      await page.getByRole("link", { name: link }).click();
      await expect(page).toHaveTitle("سلام دنیا · The Quay");
    }
  });
});

test("a page that is gone and an anchor that is gone are found", () => {
  const site = buildSite({
    articles: {
      "notes.md": articles["notes.md"].replace(/image.*\n|!.*\n/g, ""),
      "سلام-دنیا.txt": articles["سلام-دنیا.txt"],
    },
  });
  expect(site.status, site.stderr).toBe(0);
  const folder = temporaryFolder();
  cpSync(site.output, folder, { recursive: true });
  rmSync(join(folder, "سلام-دنیا", "source.txt"));
  rmSync(join(folder, "feed.json"));
  const notes = join(folder, "notes", "index.html");
  writeFileSync(notes, readFileSync(notes, "utf8").replace('id="fn1"', ""));
  const broken = brokenLinks(linksOf(folder, "https://example.org/"), folder, "https://example.org/");
  const targets = new Set(broken.map(({ url }) => decodeURI(url.href)));
  rmSync(folder, { recursive: true });
  expect([...targets].sort()).toEqual([
    "https://example.org/feed.json",
    "https://example.org/notes/#fn1",
    "https://example.org/سلام-دنیا/source.txt",
  ]);
});

function shown(links: readonly Link[]): string[] {
  return links.map(({ from, written, url }) => `${from}: ${written} -> ${url.href}`);
}
