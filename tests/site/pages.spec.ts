import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindings } from "../support/axe.ts";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { brokenLinks, linksOf } from "../support/crawl.ts";
import { examplesIn } from "../support/examples.ts";
import { runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

const { "metadata.yaml": metadata = "", ...examples } = examplesIn("docs/pages.md");

const articles = {
  "ferry.md": "---\nheadline: The ferry is back\ndate: 2024-03-01\n---\nIt came back to the north quay.\n",
};

const files = {
  ...examples,
  "files/.well-known/keys.txt": "key\n",
  "files/reports/2024 water.csv": "a;b\r\n1;2\r\n",
};

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  site = buildSite({ articles, files, metadata: `cards: none\n${metadata}`, args: ["--strict"] });
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

const read = (path: string, folder = site.output) => readFileSync(join(folder, path), "utf8");

test("a page has its title, its text and its proof, and no date", async ({ page }) => {
  await page.goto(`${served.address}/about/`);
  await expect(page).toHaveTitle("About the Courier · The Harbour Courier");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("About the Courier");
  await expect(page.locator(".e-content p")).toHaveText([
    "The Courier is written by five people on the north quay.",
    "Readers pay for it, and nobody else.",
  ]);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Money");
  await expect(page.locator("main time")).toHaveCount(0);
  await expect(page.locator("article > footer")).toContainText("All 19 words stand as in the source");
  await expect(page.locator("meta[name=description]")).toHaveAttribute(
    "content",
    "Who writes here, and who pays for it",
  );
  await expect(page.locator("link[rel=canonical]")).toHaveAttribute("href", "https://example.org/about/");
  expect(read("about/source.md")).toBe(examples["pages/about.md"]);
});

test("a page in a folder of another language has that language and an address of its own", async ({
  page,
}) => {
  await page.goto(`${served.address}/about-ur/`);
  await expect(page.locator("html[lang=ur][dir=rtl]")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("ہمارے بارے میں");
  await expect(page.locator(".e-content")).toHaveText("کورئیر شمالی گھاٹ پر پانچ لوگ لکھتے ہیں۔");
});

test("pages are in the sitemap, on the check page and in search, and in no feed or list", async ({
  page,
}) => {
  const addresses = [...read("sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>(<lastmod>)?/g)];
  expect(addresses.filter(([, address]) => address?.includes("about")).map(([, ...rest]) => rest)).toEqual([
    ["https://example.org/about/", undefined],
    ["https://example.org/about-ur/", undefined],
  ]);
  expect(JSON.parse(read("check/articles.json")).slice(1)).toEqual([
    ["about", "About the Courier", "en"],
    ["about-ur", "ہمارے بارے میں", "ur"],
  ]);
  for (const path of ["feed.xml", "feed.json", "index.html", "archive/2024/03/index.html"])
    expect(read(path), path).not.toContain("About the Courier");
  await page.goto(`${served.address}/search/?q=quay`);
  await expect(page.locator("#results li")).toHaveText([
    /^The ferry is back.*1 March 2024$/,
    /^About the Courier.*quay/,
  ]);
  await page.goto(`${served.address}/check/?about`);
  await expect(page.locator("#status")).toHaveText("Every word of the source text stands on the page.");
});

test("a policy that names a page leads to it, and programs are told its address", async ({ page }) => {
  await page.goto(`${served.address}/ferry/`);
  const footer = page.locator("body > footer");
  await expect(footer.getByRole("link", { name: "Ownership and funding" })).toHaveAttribute(
    "href",
    "https://example.org/owners",
  );
  expect(await page.locator("script[type='application/ld+json']").textContent()).toContain(
    '"ethicsPolicy":"https://example.org/about/"',
  );
  await footer.getByRole("link", { name: "Code of ethics" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("About the Courier");
});

test("what a page was called before leads to it, and no link of the site is dead", () => {
  expect(read("_redirects")).toBe("/about-us.html /about/ 301\n");
  expect(read("about-us.html")).toContain('content="0; url=https://example.org/about/"');
  const links = linksOf(site.output, "https://example.org/").filter(
    ({ written }) => !written.endsWith("/owners"),
  );
  expect(brokenLinks(links, site.output, "https://example.org/")).toEqual([]);
});

test("files are copied byte for byte, and listed", () => {
  expect(read("ads.txt")).toBe("example.com, 1234, DIRECT\n");
  expect(read("reports/2024 water.csv")).toBe("a;b\r\n1;2\r\n");
  for (const path of ["ads.txt", ".well-known/keys.txt", "reports/2024 water.csv", "about/source.md"])
    expect(read("SHA256SUMS")).toContain(`  ${path}\n`);
});

test("axe finds nothing on a page", async ({ browser }) => {
  expect(await axeFindings(browser, `${served.address}/about/`)).toEqual([]);
});

test("verify finds a word that changed on a page, with the sources and without them", () => {
  const dist = join(site.folder, "dist");
  for (const args of [[], ["--own-sources"]]) {
    const whole = runStet(["verify", site.folder, "--site", dist, ...args]);
    expect(whole.stdout, whole.stderr).toContain("every word stands");
    const page = read("about/index.html");
    writeFileSync(join(dist, "about/index.html"), page.replace("five people", "six people"));
    const { stderr, status } = runStet(["verify", site.folder, "--site", dist, ...args]);
    expect(stderr).toContain('a word is changed: expected "five", found "six"');
    expect(status).toBe(1);
    writeFileSync(join(dist, "about/index.html"), page);
  }
});

test("a page that changes is built anew, and nobody is warned; one that goes without an alias is told", () => {
  const folder = copyOf({ "pages/terms.md": "# Terms\n\nNone.\n" });
  writeFileSync(join(folder, "pages/terms.md"), "# Terms\n\nSome.\n");
  expect(rebuildSite(folder).stderr).toBe("");
  expect(read("dist/terms/index.html", folder)).toContain("<p>Some.</p>");
  rmSync(join(folder, "pages/terms.md"));
  expect(rebuildSite(folder).stderr).toBe(
    'FOLDER/articles: warning: the article at /terms/, "Terms", of the last edition is gone (bring it back with `status: withdrawn` and a `withdrawal` with `date` and `text`, or add `aliases: [/terms/]` to the article in its place)\n1 warning\n'.replace(
      "FOLDER",
      folder,
    ),
  );
  expect(existsSync(join(folder, "dist/terms"))).toBe(false);
});

/** A small publication of its own, built. */
function copyOf(own: Record<string, string>): string {
  const { folder, status, stderr } = buildSite({ articles, files: own, metadata: small });
  expect(status, stderr).toBe(0);
  return folder;
}

const small = "title: The Post\nurl: https://example.org/\nlanguage: en\ncards: none\nsearch: off\n";

const bad: Record<
  string,
  { files?: Record<string, string>; metadata?: string; make?: (folder: string) => void; says: string[] }
> = {
  "pages that cannot be": {
    files: {
      "pages/untitled.md": "Some text.\n",
      "pages/wire.txt": " date 2024-03-01 Some copy.\n",
      "pages/beside.md": "# Beside\n\nText.\n",
      "pages/beside.yaml": "title: Beside\n",
      "pages/legal_notes/terms.md": "# Terms\n\nNone.\n",
      "pages/keys.md": "---\ntitle: Keys\nheadline: Keys\ndate: 2024-03-01\n---\nText.\n",
      "pages/archive.md": "# Archive\n\nText.\n",
      "pages/list.csv": "a;b\n",
    },
    says: [
      "pages/archive.md: the slug `archive` is taken by the site's own pages (give another `slug`)",
      "pages/beside.yaml: a page has its metadata on top of its text (put them there, between two lines of `---`, and remove this file)",
      "pages/keys.md:3:1: unknown key `headline` (did you mean `title`?)",
      "pages/keys.md:4:1: unknown key `date` (the keys are title, description, language, slug, aliases)",
      "pages/legal_notes/terms.md: a folder of pages is called by its language (put the page beside the others, or into a folder such as ur)",
      "pages/list.csv: a file of unknown kind (pages are .md, with their pictures beside them; what is to be copied as it is goes into files/)",
      "pages/untitled.md:1:1: the page has no title (begin it with `# Some words`, or add a `title` to its metadata)",
      "pages/wire.txt: a page is Markdown (name it .md)",
    ],
  },
  "addresses that are taken": {
    files: {
      "pages/ferry.md": "# The ferry\n\nText.\n",
      "pages/tide.md": "---\ntitle: Tide\naliases: [/ferry/]\n---\nText.\n",
    },
    says: [
      "articles/ferry.md: pages/ferry.md has the same slug `ferry` (give one of them another `slug`)",
      'pages/tide.md: the old address "/ferry/" is that of articles/ferry.md (remove it there)',
    ],
  },
  "a policy that names no page": {
    files: { "pages/about.md": "# About\n\nText.\n" },
    metadata: `${small}policies:\n  ethics: abuot\n  masthead: people\n`,
    says: [
      'metadata.yaml:7:11: there is no page "abuot" (did you mean `about`?)',
      'metadata.yaml:8:13: there is no page "people" (write pages/people.md, or an address)',
    ],
  },
  "files that are refused before a page is made": {
    files: { "files/.env": "secret\n", "files/a\\b.txt": "a\n" },
    make: (folder) => symlinkSync("/etc/hostname", join(folder, "files/host.txt")),
    says: [
      "files/.env: a hidden file: its name begins with a dot (rename it, or move it away)",
      "files/a\\b.txt: the name has a character that no address has (rename it)",
      "files/host.txt: a symbolic link (copy what it leads to here)",
    ],
  },
  "files that would take the place of others": {
    files: {
      "files/ferry/Index.html": "x\n",
      "files/archive": "x\n",
      "files/robots.txt/x": "x\n",
      "files/sha256sums": "x\n",
      "files/ferry/map.txt": "this one may stay\n",
    },
    says: [
      "files/archive: the site has a folder archive/ of its own (rename it, or remove it)",
      "files/ferry/Index.html: the site has a file ferry/Index.html of its own (rename it, or remove it)",
      "files/robots.txt/x: the site has a file robots.txt of its own, which cannot be a folder (rename it, or remove it)",
      "files/sha256sums: the site has a file sha256sums of its own (rename it, or remove it)",
    ],
  },
};

for (const [name, { files = {}, metadata = small, make = () => {}, says }] of Object.entries(bad)) {
  test(`${name}: nothing is built, and each is told with its place`, () => {
    const { folder, output } = buildSite({ articles, metadata: small });
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    writeFileSync(join(folder, "metadata.yaml"), metadata);
    make(folder);
    const before = read("SHA256SUMS", output);
    const { stderr, status } = rebuildSite(folder);
    const lines = stderr.replaceAll(`${folder}/`, "").trimEnd().split("\n");
    // Below a place the line itself stands, indented.
    const told = lines.slice(0, -2).filter((line) => !line.startsWith(" "));
    expect(told.sort()).toEqual(says);
    expect(status).toBe(1);
    expect(read("SHA256SUMS", output)).toBe(before);
  });
}
