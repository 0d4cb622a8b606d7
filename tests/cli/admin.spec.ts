import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { parse } from "yaml";
import { type BuiltSite, buildSite, rebuildSite } from "../support/build.ts";
import { project, runStet } from "../support/press.ts";
import { type Served, serve } from "../support/serve.ts";

/*
 * The editor is opened, and an article edited and saved, in a real browser. The folder that it asks for cannot be chosen by a test: one
 * of the browser's own file system, through the same interface, stands for it. GitHub, and signing in there, are not tested.
 */

const ferry = `---
headline: The ferry is back
date: 2024-03-01
authors: [ines, { name: A. Stringer, url: "https://example.com/a" }]
topics: [Ships]
acknowledge: ["author: A. Stringer"]
---
It *came* back to the north quay.[^1]

| boat | day |
| - | - |
| Ann | 1 |

[^1]: A note.
`;

const metadata = `title: The Harbour Courier
url: https://example.org/
language: en
cards: none
sections:
  - name: { en: Harbour, ur: بندرگاہ }
    accent: "#0b5563"
menu: [Harbour, { title: Tips, url: "https://example.com/tips" }]
`;

const sources = {
  "articles/ferry.md": ferry,
  "metadata.yaml": metadata,
  "authors.yaml": "ines: { name: Ines Marlow, role: { en: Editor } }\n",
};

let site: BuiltSite;
let served: Served;

test.beforeAll(async () => {
  const { "metadata.yaml": _, "articles/ferry.md": __, ...files } = sources;
  const first = buildSite({ articles: { "ferry.md": ferry }, metadata, files });
  mkdirSync(join(first.folder, "node_modules"));
  symlinkSync(join(project, "node_modules/@sveltia"), join(first.folder, "node_modules/@sveltia"));
  const { stdout, stderr } = runStet(["admin", first.folder, "--repo", "courier/paper"]);
  expect(stderr).toBe("");
  expect(stdout).toContain("files/admin/ with Sveltia CMS ");
  site = rebuildSite(first.folder, ["--strict"]);
  expect(site.stderr).toBe("");
  served = await serve(site.output);
});

test.afterAll(() => served.close());

/** Files of the folder that stands for the publication's, to be read or written, by their paths. */
async function inFolder(page: Page, files: Record<string, string>): Promise<Record<string, string>> {
  return page.evaluate(async (given) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("paper", { create: true });
    await folder.getDirectoryHandle(".git", { create: true });
    for (const [path, text] of Object.entries(given)) {
      const names = path.split("/");
      let place = folder;
      for (const name of names.slice(0, -1)) place = await place.getDirectoryHandle(name, { create: true });
      const handle = await place.getFileHandle(names.at(-1) ?? "", { create: true });
      const writer = await handle.createWritable();
      await writer.write(text);
      await writer.close();
    }
    const found: Record<string, string> = {};
    const read = async (place: FileSystemDirectoryHandle, prefix: string) => {
      // The types of this TypeScript lack the iteration of folders.
      const entries = (place as unknown as { values: () => AsyncIterable<FileSystemHandle> }).values();
      for await (const entry of entries) {
        if (entry.kind === "directory")
          await read(entry as FileSystemDirectoryHandle, `${prefix}${entry.name}/`);
        else found[prefix + entry.name] = await (await (entry as FileSystemFileHandle).getFile()).text();
      }
    };
    await read(folder, "");
    return found;
  }, files);
}

/** Opens the editor on the folder. */
async function openEditor(page: Page): Promise<void> {
  // Letters and icons come from elsewhere, and nothing of this needs the net.
  await page.route(
    (url) => url.hostname !== "127.0.0.1",
    (route) => route.abort(),
  );
  await page.goto(`${served.address}/robots.txt`);
  await inFolder(page, sources);
  await page.addInitScript(() => {
    const pick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("paper");
    Object.assign(window, { showDirectoryPicker: pick });
  });
  await page.goto(`${served.address}/admin/`);
  await page.getByRole("button", { name: "Work with Local Repository" }).click();
  await expect(page.getByText("The ferry is back").first()).toBeVisible();
}

/** Saves what is open, and reads the folder when the editor has led back to its list: until then it has a file of its own beside it. */
async function save(page: Page): Promise<Record<string, string>> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Cancel Editing" })).toBeHidden();
  return inFolder(page, {});
}

test("an article is opened, edited and saved, and the rest of it stays as it was", async ({ page }) => {
  await openEditor(page);
  await page.getByText("The ferry is back").first().click();
  // What is typed before the text is there is lost.
  await expect(page.getByRole("textbox", { name: "text", exact: true })).toHaveValue(/^It \*came\* back/);
  const standfirst = page.getByRole("textbox", { name: "standfirst" });
  await standfirst.fill("Nobody had expected it");
  await expect(standfirst).toHaveValue("Nobody had expected it");
  const { "articles/ferry.md": saved = "", ...others } = await save(page);
  const [, front = "", text = ""] = saved.split(/^---\n/m);
  expect(parse(front)).toEqual({
    headline: "The ferry is back",
    standfirst: "Nobody had expected it",
    date: "2024-03-01",
    topics: ["Ships"],
    acknowledge: ["author: A. Stringer"],
    authors: ["ines", { name: "A. Stringer", url: "https://example.com/a" }],
  });
  expect(text.trim()).toBe(ferry.split(/^---\n/m)[2]?.trim());
  expect(others).toEqual({ "metadata.yaml": metadata, "authors.yaml": sources["authors.yaml"] });
});

test("what the editor writes builds: a new article, and another title of the publication", async ({
  page,
}) => {
  await openEditor(page);
  await page.goto(`${served.address}/admin/#/collections/articles/new`);
  await page.getByRole("textbox", { name: "headline" }).fill("The lamp is lit");
  await page.getByRole("textbox", { name: "date" }).first().fill("2024-03-02");
  await page.getByRole("textbox", { name: "text", exact: true }).fill("The *lamp* is lit.");
  await save(page);
  await page.goto(`${served.address}/admin/#/collections/publication/entries/metadata`);
  await expect(page.getByRole("textbox", { name: "title" }).first()).toHaveValue("The Harbour Courier");
  await page.getByRole("textbox", { name: "title" }).first().fill("The Quay Courier");
  await save(page);
  await page.goto(`${served.address}/admin/#/collections/publication/entries/authors`);
  await expect(page.getByRole("textbox", { name: "name", exact: true })).toHaveValue("Ines Marlow");
  await page.getByRole("textbox", { name: "url" }).fill("https://example.com/ines");
  const files = await save(page);
  expect(parse(files["metadata.yaml"] ?? "")).toEqual({
    title: "The Quay Courier",
    url: "https://example.org/",
    language: "en",
    cards: "none",
    sections: [{ name: { en: "Harbour", ur: "بندرگاہ" }, accent: "#0b5563" }],
    menu: ["Harbour", { title: "Tips", url: "https://example.com/tips" }],
  });
  expect(parse(files["authors.yaml"] ?? "")).toEqual({
    ines: { name: "Ines Marlow", role: { en: "Editor" }, url: "https://example.com/ines" },
  });
  expect(Object.keys(files).sort()).toEqual([
    "articles/ferry.md",
    "articles/the-lamp-is-lit.md",
    "authors.yaml",
    "metadata.yaml",
  ]);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site.folder, path)), { recursive: true });
    writeFileSync(join(site.folder, path), text);
  }
  const built = rebuildSite(site.folder, ["--strict"]);
  expect(built.stderr).toBe("");
  const made = readFileSync(join(built.output, "the-lamp-is-lit/index.html"), "utf8");
  expect(made).toContain("<title>The lamp is lit · The Quay Courier</title>");
  expect(made).toContain("<p>The <em>lamp</em> is lit.</p>");
});

test("its forms are those of the press' schemas, and its policy is its own", () => {
  const config = parse(readFileSync(join(site.folder, "files/admin/config.yml"), "utf8"));
  expect(config.backend).toEqual({ name: "github", repo: "courier/paper", branch: "main" });
  const [articles, pages, publication] = config.collections;
  const names = (fields: { name: string }[]) => fields.map(({ name }) => name);
  expect([articles.folder, pages.folder]).toEqual(["articles", "pages"]);
  expect(names(articles.fields).slice(0, 5)).toEqual(["headline", "standfirst", "date", "body", "updated"]);
  expect(names(pages.fields)).toEqual(["title", "body", "description", "language", "slug", "aliases"]);
  expect(articles.fields.find(({ name }: { name: string }) => name === "status")).toMatchObject({
    widget: "select",
    options: ["published", "draft", "withdrawn"],
  });
  expect(publication.files.map(({ file }: { file: string }) => file)).toEqual([
    "metadata.yaml",
    "authors.yaml",
  ]);
  expect(names(publication.files[1].fields)).toEqual(["ines"]);
  const headers = readFileSync(join(site.output, "_headers"), "utf8");
  const own = "script-src 'self'; style-src 'self' 'unsafe-inline';";
  expect(headers.split("/admin/*\n")[1]?.split("\n\n")[0]).toContain(own);
  expect(headers.split("/admin/*\n")[0]).not.toContain(own);
  expect(readFileSync(join(site.output, "_server/policy.nginx.conf"), "utf8")).toContain(
    '~^/(admin)/ "default-src',
  );
  expect(readFileSync(join(site.output, "_server/policy.caddy"), "utf8")).toContain(
    '~^/(admin)/ "default-src',
  );
  expect(runStet(["verify", site.folder]).stdout).toContain("every word stands");
});

test("without the package, or without a repository, it says what to do", () => {
  const { folder } = buildSite({ articles: { "ferry.md": ferry }, metadata });
  const missing = runStet(["admin", folder, "--repo", "courier/paper"]);
  expect([missing.status, missing.stderr]).toEqual([
    1,
    "Sveltia CMS is not installed here: npm install --save-dev @sveltia/cms\n",
  ]);
  const unnamed = runStet(["admin", folder]);
  expect([unnamed.status, unnamed.stderr]).toEqual([
    2,
    "--repo OWNER/NAME must name the publication's repository on GitHub; --help says more\n",
  ]);
  expect(readFileSync(join(folder, "dist/_headers"), "utf8")).not.toContain("/admin/");
});
