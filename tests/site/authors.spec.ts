import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

const { "articles/ferry.md": ferry = "", "authors.yaml": authors = "" } = examplesIn("docs/authors.md");

const metadata = "title: The Harbour Courier\nurl: https://example.org/\nlanguage: en\ncards: none\n";

const article = (headline: string, rest: string) =>
  `---\nheadline: ${headline}\ndate: 2024-03-02\n${rest}---\nIt came back to the north quay.\n`;

const articles = {
  "ferry.md": ferry,
  "lamp.md": article(
    "The lamp is lit",
    "authors: [Ines Marlow, { name: A. Stringer }]\nacknowledge: ['author: A. Stringer']\n",
  ),
  "mole.md": `---\nheadline: فیری واپس آ گئی\ndate: 2024-03-03\nlanguage: ur\nauthors: [ines]\n---\nفیری شمالی گھاٹ پر واپس آ گئی۔\n`,
  "draft.md": article("Not yet", "authors: [tariq]\nstatus: draft\n"),
};

const portrait = (background: string) =>
  sharp({ create: { width: 500, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const ines = await portrait("#345");
  site = buildSite({
    articles,
    metadata,
    files: { "authors.yaml": authors, "ines.jpg": ines },
    args: ["--strict"],
  });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string) => readFileSync(join(site.output, path), "utf8");

const jsonLd = (path: string): { "@type": string }[] =>
  [...read(path).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json = ""]) =>
    JSON.parse(json),
  );

test("an author's page shows portrait, name, role, biography and addresses above the list", async ({
  page,
  browser,
}) => {
  await page.goto(`${served.address}/authors/ines-marlow/`);
  const card = page.locator("main .h-card");
  await expect(card.getByRole("heading", { level: 1 })).toHaveText("Ines Marlow");
  await expect(card.locator(".p-job-title")).toHaveText("Harbour editor");
  await expect(card.locator(".p-note")).toHaveText("She has written about ships since 1998");
  const image = card.getByRole("img", { name: "Ines Marlow" });
  expect(
    await image.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => [
      naturalWidth,
      naturalHeight,
    ]),
  ).toEqual([400, 480]);
  expect((await image.boundingBox())?.width).toBe(128);
  const links = card.getByRole("link");
  await expect(links).toHaveText(["example.com/ines", "social.example/@ines", "example.net/people/ines"]);
  expect(
    await links.evaluateAll((all) => all.map((link) => `${link.className} ${link.getAttribute("rel")}`)),
  ).toEqual(["u-url me", "u-url me", "u-url me"]);
  await expect(page.locator(".list li > a")).toHaveText([
    "فیری واپس آ گئی",
    "The lamp is lit",
    "The ferry is back",
  ]);
  expect(await axeFindings(browser, `${served.address}/authors/ines-marlow/`)).toEqual([]);
});

test("search engines are told of the author on the own page, and on articles", () => {
  expect(jsonLd("authors/ines-marlow/index.html")[0]).toEqual({
    "@context": "https://schema.org",
    "@type": "ProfilePage",
    url: "https://example.org/authors/ines-marlow/",
    inLanguage: "en",
    mainEntity: {
      "@type": "Person",
      name: "Ines Marlow",
      url: "https://example.org/authors/ines-marlow/",
      jobTitle: "Harbour editor",
      sameAs: [
        "https://example.com/ines",
        "https://social.example/@ines",
        "https://www.example.net/people/ines/",
      ],
      description: "She has written about ships since 1998",
      image: expect.stringMatching(/^https:\/\/example\.org\/images\/[\da-f]{16}-400\.jpeg$/),
    },
  });
  expect(jsonLd("lamp/index.html")[0]).toMatchObject({
    "@type": "NewsArticle",
    author: [
      {
        name: "Ines Marlow",
        jobTitle: "Harbour editor",
        url: "https://example.org/authors/ines-marlow/",
        sameAs: [
          "https://example.com/ines",
          "https://social.example/@ines",
          "https://www.example.net/people/ines/",
        ],
      },
      { "@type": "Person", name: "A. Stringer", url: "https://example.org/authors/a-stringer-7077146e/" },
    ],
  });
});

test("a byline leads to the author's page, and has the role of a single author in the article's language", async ({
  page,
}) => {
  await page.goto(`${served.address}/ferry/`);
  const byline = page.locator("article header .by").first();
  await expect(byline).toHaveText("By Ines Marlow, Harbour editor");
  await expect(page.locator(".p-author.h-card .p-job-title")).toHaveText("Harbour editor");
  await byline.getByRole("link").click();
  await expect(page).toHaveURL(`${served.address}/authors/ines-marlow/index.html`);
  await page.goto(`${served.address}/mole/`);
  await expect(byline).toHaveText("تحریر: Ines Marlow، مدیر بندرگاہ");
  await page.goto(`${served.address}/lamp/`);
  await expect(byline).toHaveText("By Ines Marlow and A. Stringer");
});

test("an author who is presented has feeds of their own", () => {
  const feed = JSON.parse(read("authors/ines-marlow/feed.json"));
  expect([feed.title, feed.description, feed.home_page_url, feed.feed_url]).toEqual([
    "The Harbour Courier: Ines Marlow",
    "She has written about ships since 1998",
    "https://example.org/authors/ines-marlow/",
    "https://example.org/authors/ines-marlow/feed.json",
  ]);
  expect(feed.items.map(({ id }: { id: string }) => id)).toEqual([
    "https://example.org/mole/",
    "https://example.org/lamp/",
    "https://example.org/ferry/",
  ]);
  expect(read("authors/ines-marlow/feed.xml")).toContain("<id>https://example.org/authors/ines-marlow/</id>");
  expect(readdirSync(join(site.output, "authors/a-stringer-7077146e"))).toEqual(["index.html"]);
});

test("without the sources, a word that changed in an author's feed is found", () => {
  const folder = join(temporaryFolder(), "site");
  cpSync(site.output, folder, { recursive: true });
  const verify = () => runStet(["verify", site.folder, "--site", folder, "--own-sources"]);
  expect(verify().stdout).toContain("every word stands");
  const feed = join(folder, "authors/ines-marlow/feed.xml");
  writeFileSync(feed, readFileSync(feed, "utf8").replace("north quay", "south quay"));
  expect(verify().stderr).toContain(
    'authors/ines-marlow/feed.xml: a word of lamp is changed: expected "north", found "south"',
  );
});

test("an author without a published article has no page", () => {
  expect(existsSync(join(site.output, "authors/tariq-aziz-khan"))).toBe(false);
  expect(read("sitemap.xml")).not.toContain("tariq");
});

test("a site stands against its sources, and what changes in authors.yaml shows on pages that were kept", async () => {
  expect(runStet(["verify", site.folder]).stdout).toContain("every word stands");
  const own = buildSite({
    articles: { "ferry.md": ferry },
    metadata,
    files: { "authors.yaml": authors, "ines.jpg": await portrait("#345") },
  });
  const page = () => readFileSync(join(own.output, "authors/ines-marlow/index.html"), "utf8");
  const before = page();
  writeFileSync(join(own.folder, "ines.jpg"), await portrait("#543"));
  expect(rebuildSite(own.folder).status).toBe(0);
  const file = /images\/[\da-f]+-400\.jpeg/;
  expect(page().match(file)).not.toEqual(before.match(file));
  expect(existsSync(join(own.output, page().match(file)?.[0] ?? ""))).toBe(true);
  writeFileSync(join(own.folder, "authors.yaml"), authors.replace("Harbour editor", "Editor at large"));
  expect(rebuildSite(own.folder).status).toBe(0);
  expect(page()).toContain('<p class="p-job-title">Editor at large</p>');
  expect(readFileSync(join(own.output, "ferry/index.html"), "utf8")).toContain(">Editor at large</span>");
});

/** What a build says, from the publication's folder on, each on its line. */
function said({ stderr, folder }: BuiltSite): string[] {
  return stderr
    .split("\n")
    .filter((line) => line.startsWith(folder) && !line.endsWith("is as it was."))
    .map((line) => line.slice(folder.length + 1));
}

test("a name that the file does not have is a warning with the nearest, which an editor can quiet", () => {
  const wrong =
    "authors: [Ines Marlo, tarik, { name: Reuters }, A. Stringer]\nacknowledge: ['author: Reuters']\n";
  const built = buildSite({
    articles: { "a.md": article("Back", wrong) },
    metadata,
    files: { "authors.yaml": "ines: { name: Ines Marlow }\ntariq: { name: Tariq }\n" },
  });
  expect(built.status).toBe(0);
  expect(said(built)).toEqual([
    'articles/a.md:4:11: warning: the author "Ines Marlo" is not in authors.yaml (did you mean `Ines Marlow`? if it is right, add to the metadata: acknowledge: ["author: Ines Marlo"])',
    'articles/a.md:4:23: warning: the author "tarik" is not in authors.yaml (did you mean `tariq`? if it is right, add to the metadata: acknowledge: ["author: tarik"])',
    'articles/a.md:4:49: warning: the author "A. Stringer" is not in authors.yaml (add the author there; if it is right, add to the metadata: acknowledge: ["author: A. Stringer"])',
  ]);
});

test("whatever is wrong with the file is told with its place", () => {
  const wrong = `Ines M:
  nmae: Ines Marlow
  role: { en: Editor, x1: Nobody }
tariq: Tariq
ann:
  name: Ann
  portrait: nobody.jpg
  same: example.org
  url: ftp://example.org/
dora: { name: "" }
`;
  const built = buildSite({
    articles: { "a.md": article("Back", "") },
    metadata,
    files: { "authors.yaml": wrong },
  });
  expect(built.status).toBe(1);
  expect(said(built)).toEqual([
    'authors.yaml:1:1: the id "Ines M" has other characters than lower-case letters, digits and single hyphens (write `ines-m`)',
    "authors.yaml:2:3: `name` is missing (add it)",
    "authors.yaml:2:3: unknown key `nmae` (did you mean `name`?)",
    "authors.yaml:3:9: `role` must be a text, or a text for each language such as `en`, not a map of keys",
    'authors.yaml:4:1: `tariq` must have the keys name, role, about, portrait, url, same, not "Tariq" (write each key on a line of its own, indented below)',
    'authors.yaml:8:9: `same` must be a list of addresses, not "example.org" (write each item on a line of its own that begins with `- `)',
    'authors.yaml:9:8: `url` must be an address that begins with https:// or http://, not "ftp://example.org/"',
    "authors.yaml:10:15: `name` is empty (write a text, or remove the key)",
  ]);
  const lost = buildSite({
    articles: { "a.md": article("Back", "") },
    metadata,
    files: {
      "authors.yaml":
        "ann: { name: Ann, portrait: nobody.jpg }\nbeth: { name: Beth, portrait: ../beth.jpg }\n",
    },
  });
  expect(said(lost)).toEqual([
    'authors.yaml:1:29: the image "nobody.jpg" does not exist (save the file there)',
    'authors.yaml:2:31: the image "../beth.jpg" is outside the folder of authors.yaml (save it there and write its file name)',
  ]);
});

test("two authors cannot have one name, nor one the other's id", () => {
  const wrong = "ann: { name: Ann Lee }\nbeth: { name: ann lee }\ncara: { name: ann }\n";
  const files = { "authors.yaml": wrong };
  expect(said(buildSite({ articles: { "a.md": article("Back", "") }, metadata, files }))).toEqual([
    "authors.yaml:2:15: the author `ann` has this name, too (write each author once, and give namesakes names that differ)",
    "authors.yaml:3:15: the author `ann` has this name, too (write each author once, and give namesakes names that differ)",
  ]);
});

test("an author's entry in an article is a name, or has one", () => {
  const wrong = "authors: [{ nmae: Ann }, { name: Ann, url: no }, '', [Ann]]\n";
  expect(said(buildSite({ articles: { "a.md": article("Back", wrong) }, metadata }))).toEqual([
    "articles/a.md:4:11: `authors.name` is missing (add it)",
    "articles/a.md:4:13: unknown key `nmae` (did you mean `name`?)",
    'articles/a.md:4:44: `authors.url` must be an address that begins with https:// or http://, not "no"',
    "articles/a.md:4:50: `authors` is empty (write a text, or remove the key)",
    "articles/a.md:4:54: `authors` must be a name, an id of authors.yaml, or a `name` and a `url`, not a list",
  ]);
});
