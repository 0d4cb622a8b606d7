import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { runBuild } from "../support/build.ts";
import { copyProject } from "../support/project.ts";
import { readTree } from "../support/publish/disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * Builds of the same sources in other surroundings come to the same bytes under the same names. Their files' modes are those of the
 * umask, as of every program's files: who may read them is for the person who builds to say.
 */

const metadata = `title: The Test Post
url: https://example.org/news/
language: en
description: News of fish
contact: desk@example.org
license: CC-BY-4.0
calendars: [gregorian, persian]
cards: article
search: "on"
`;

/** Articles of every kind: wire copy, Markdown with an image, a correction, Persian. */
async function articles(): Promise<Record<string, string | Buffer>> {
  return {
    "wire.txt": " date 2023-12-02 Fish rose on Friday.\n\nSalmon leapt over the weir.\n",
    "corrected.txt": " date 2023-12-01 Twelve boats put to sea.\n",
    "corrected.yaml": `headline: Twelve boats
authors:
  - name: Zoë Ångström
topics: [Fish, Ships & boats, İzmir, Czar, Çay]
corrections:
  - date: 2023-12-03
    text: The number of boats was wrong.
    was: Eleven boats
    now: Twelve boats
`,
    "persian.txt": " date 2023-12-02 سفارت افغانستان در دهلی نو بسته شد.\n",
    "persian.yaml": "headline: سفارت بسته شد\nlanguage: fa-AF\ntopics: [ماهی, Fish]\n",
    "weir.md": `---
headline: The weir at dusk
date: 2023-11-30T23:30:00+01:00
updated: 2023-12-01
section: Science
topics: [Fish, fish, Zander]
image:
  src: weir.png
  alt: The weir
---
Fish *rose*.[^note]

![The quay](quay.png "Dusk. | Ann Doe")

[^note]: On Friday.
`,
    "weir.png": await drawing("#246"),
    "quay.png": await drawing("#426"),
  };
}

/** A picture of one colour. */
function drawing(background: string): Promise<Buffer> {
  return sharp({ create: { width: 120, height: 80, channels: 3, background } })
    .png()
    .toBuffer();
}

interface Surroundings {
  TZ?: string;
  LANG?: string;
  umask?: number;
  /** Another Node than this one. */
  node?: string;
}

/** Builds a project in given surroundings, in a process of its own. */
function build(project: string, { TZ, LANG, umask = 0o022, node }: Surroundings = {}, articles = 4): void {
  const language = { LC_TIME: undefined, LANGUAGE: undefined, LC_ALL: LANG, ...(LANG && { LANG }) };
  // A process has the umask of the one that starts it.
  const own = process.umask(umask);
  const built = runBuild(project, [], { ...language, ...(TZ && { TZ }) }, node);
  process.umask(own);
  expect(built.stderr).not.toContain("error");
  expect(built.stdout).toContain(`${articles} articles, `);
  expect(built.status).toBe(0);
}

/** A built site: the digest of each file, by its path. */
function siteOf(project: string): [path: string, sha256: string][] {
  return [...readTree(join(project, "dist"))].sort(([a], [b]) => (a < b ? -1 : 1));
}

function forget(project: string): void {
  for (const name of ["dist", ".cache"]) rmSync(join(project, name), { recursive: true, force: true });
}

/** Which files on the disk the articles' pages are: a page that an earlier build made is the same file still. */
function pagesOf(project: string): Record<string, number> {
  const names = ["corrected", "persian", "weir", "wire"];
  return Object.fromEntries(
    names.map((name) => [name, statSync(join(project, "dist", name, "index.html")).ino]),
  );
}

/** The names of the pages that two builds have not in common. */
function madeAnew(before: Record<string, number>, after: Record<string, number>): string[] {
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

/** Every file of the sources, as if it had been written long ago. */
function touch(folder: string): void {
  const time = new Date("2001-02-03T04:05:06Z");
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) touch(join(folder, entry.name));
    if (!entry.isSymbolicLink()) utimesSync(join(folder, entry.name), time, time);
  }
}

const elsewhere = temporaryFolder();

/** The project, and a copy in a folder whose name is a trap for patterns. */
let here: string;
let there: string;
let first: ReturnType<typeof siteOf>;

test.beforeAll(async () => {
  const sources = await articles();
  const make = () => {
    const project = copyProject();
    const folder = join(project, "src/articles");
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const [name, content] of Object.entries(sources)) writeFileSync(join(folder, name), content);
    writeFileSync(join(project, "_data/metadata.yaml"), metadata);
    return project;
  };
  here = make();
  there = join(elsewhere, "Ein Ordner* (2) [neu] {a,b} – ü&'");
  renameSync(make(), there);
  build(here);
  first = siteOf(here);
});

test("the site has all that could differ", () => {
  const paths = first.map(([path]) => path);
  for (const path of [
    "index.html",
    "corrected/card.png",
    "corrected/article.json",
    "feed.xml",
    "feed.json",
    "sitemap.xml",
    "sitemap-news.xml",
    "proof.json",
    "pagefind/en/pagefind-entry.json",
    "pagefind/fa/pagefind-entry.json",
    "icon.png",
    "topics/fish/index.html",
  ]) {
    expect(paths).toContain(path);
  }
  const images = paths.filter((path) => path.startsWith("weir/images/"));
  expect(images.map((path) => path.replace(/.*\./, ".")).sort()).toEqual([
    ".avif",
    ".avif",
    ".jpeg",
    ".jpeg",
    ".webp",
    ".webp",
  ]);
});

test("another folder, Auckland's time, German, file times of 2001 and another umask: the same bytes", () => {
  touch(join(there, "src"));
  touch(join(there, "_data"));
  touch(join(there, "_includes"));
  build(there, { TZ: "Pacific/Auckland", LANG: "de_DE.UTF-8", umask: 0o077 });
  expect(siteOf(there)).toEqual(first);
  for (const page of ["index.html", "wire/index.html"]) {
    expect(rightsOf(join(there, "dist", page))).toBe("600");
    expect(rightsOf(join(here, "dist", page))).toBe("644");
  }
});

test("with the umask mended, a page that says the same has the new rights, too", () => {
  build(there, { umask: 0o022 });
  expect(rightsOf(join(there, "dist/wire/index.html"))).toBe("644");
  expect(siteOf(there)).toEqual(first);
});

/** Who may read and write a file, in octal digits. */
function rightsOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test("another version of Node, Kabul's time and the C locale: the same bytes", () => {
  const other = process.versions.node.startsWith("24.") ? "20" : "24";
  const found = spawnSync(
    "npx",
    ["-y", `node@${other}`, "-p", "process.execPath + '\\n' + process.version"],
    {
      encoding: "utf8",
      timeout: 100_000,
    },
  );
  const [node = "", version = ""] = (found.stdout ?? "").trim().split("\n");
  test.skip(found.status !== 0, `npx cannot get node@${other}: ${found.stderr?.trim().split("\n").at(-1)}`);
  expect(version).toMatch(new RegExp(`^v${other}\\.`));
  forget(there);
  build(there, { TZ: "Asia/Kabul", LANG: "C", node });
  expect(siteOf(there)).toEqual(first);
});

test("a second build over the first takes every page over, and comes to the same bytes", () => {
  const pages = pagesOf(here);
  build(here);
  expect(madeAnew(pages, pagesOf(here))).toEqual([]);
  expect(siteOf(here)).toEqual(first);
});

test("after one edit only the edited page and those that name it are made anew, and a cold build elsewhere, in Los Angeles and in Turkish, comes to the same bytes", () => {
  const pages = pagesOf(here);
  for (const project of [here, there])
    appendFileSync(join(project, "src/articles/wire.txt"), "\nCod slept on Friday.\n");
  build(here);
  // The edit changes no headline, so that the pages before and after it say of it what they said.
  expect(madeAnew(pages, pagesOf(here))).toEqual(["wire"]);
  forget(there);
  build(there, { TZ: "America/Los_Angeles", LANG: "tr_TR.UTF-8" });
  const edited = siteOf(here);
  expect(siteOf(there)).toEqual(edited);
  expect(edited).not.toEqual(first);
  const unlike = edited.filter(
    ([path, sha256]) => !first.some(([was, then]) => was === path && then === sha256),
  );
  expect(unlike.map(([path]) => path)).toContain("wire/index.html");
  expect(unlike.map(([path]) => path)).not.toContain("weir/index.html");
});

/** Edits of articles, each with the pages that are made anew: those that say anything else than before. */
const edits: [what: string, edit: (articles: string) => Promise<void>, anew: string[]][] = [
  [
    "a headline, which the pages before and after it show",
    async (articles) => {
      const path = join(articles, "corrected.yaml");
      const text = readFileSync(path, "utf8");
      writeFileSync(path, text.replace("headline: Twelve boats", "headline: Twelve boats go"));
    },
    ["corrected", "weir", "wire"],
  ],
  [
    "the bytes of an image in a text",
    async (articles) => writeFileSync(join(articles, "quay.png"), await drawing("#642")),
    ["weir"],
  ],
];

for (const [what, edit, anew] of edits) {
  test(`after a change of ${what}, its pages are made anew, and a cold build comes to the same bytes`, async () => {
    const pages = pagesOf(here);
    for (const project of [here, there]) await edit(join(project, "src/articles"));
    build(here);
    expect(madeAnew(pages, pagesOf(here))).toEqual(anew);
    forget(there);
    build(there);
    expect(siteOf(there)).toEqual(siteOf(here));
  });
}

test("an article that is taken away leaves nothing behind, and one that comes back is as it was", () => {
  const before = siteOf(here);
  const files = ["corrected.txt", "corrected.yaml"];
  for (const project of [here, there])
    for (const name of files) renameSync(join(project, "src/articles", name), join(project, name));
  build(here, {}, 3);
  expect(siteOf(here).filter(([path]) => path.startsWith("corrected/"))).toEqual([]);
  forget(there);
  build(there, {}, 3);
  expect(siteOf(there)).toEqual(siteOf(here));
  for (const name of files) renameSync(join(here, name), join(here, "src/articles", name));
  build(here);
  expect(siteOf(here)).toEqual(before);
});

const changes: [what: string, change: () => void][] = [
  ["a template", () => appendFileSync(join(here, "_includes/cite.ts"), "\n// Changed.\n")],
  ["the style", () => appendFileSync(join(here, "_includes/style.css"), "\nmain { --changed: 1; }\n")],
  [
    "a setting",
    () => writeFileSync(join(here, "_data/metadata.yaml"), metadata.replace("Test Post", "Other Post")),
  ],
  [
    "Stet's version",
    () => {
      const path = join(here, "package.json");
      writeFileSync(path, readFileSync(path, "utf8").replace('"version": "', '"version": "9'));
    },
  ],
];

for (const [what, change] of changes) {
  test(`after a change of ${what} every page is made anew`, () => {
    const pages = pagesOf(here);
    change();
    build(here);
    expect(madeAnew(pages, pagesOf(here))).toEqual(["corrected", "persian", "weir", "wire"]);
  });
}

test("icons are kept for the same title, and drawn anew for another", () => {
  const iconsOf = (title: string) => {
    writeFileSync(join(here, "_data/metadata.yaml"), metadata.replace("The Test Post", title));
    build(here);
    return ["icon.svg", "icon.png"].map((name) => readFileSync(join(here, "dist", name), "base64"));
  };
  const drawn = iconsOf("Weir Post");
  const kept = iconsOf("Weir Post");
  const other = iconsOf("Kabul Post");
  expect(kept).toEqual(drawn);
  expect(other[0]).not.toBe(drawn[0]);
  expect(other[1]).not.toBe(drawn[1]);
});

test("a page that somebody changed in the site is made anew, not taken over", () => {
  const page = join(here, "dist/weir/index.html");
  const before = readFileSync(page, "utf8");
  mkdirSync(join(here, "dist/extra"));
  writeFileSync(join(here, "dist/extra/index.html"), "left behind");
  writeFileSync(page, before.replace("rose", "fell"));
  build(here);
  expect(readFileSync(page, "utf8")).toBe(before);
  expect(readdirSync(join(here, "dist"))).not.toContain("extra");
});

test("a list that says the same is taken over, and one that somebody changed in the site is made anew", () => {
  const [fish, month] = ["topics/fish/index.html", "archive/2023/11/index.html"].map((path) =>
    join(here, "dist", path),
  ) as [string, string];
  const before = readFileSync(fish, "utf8");
  const { ino } = statSync(month);
  rmSync(fish);
  writeFileSync(fish, before.replace("Fish", "Fowl"));
  build(here);
  expect(readFileSync(fish, "utf8")).toBe(before);
  expect(statSync(month).ino).toBe(ino);
});

test("a folder that somebody moved away and linked into the site is made anew", () => {
  const before = siteOf(here);
  for (const name of ["weir", "topics"]) {
    renameSync(join(here, "dist", name), join(here, `${name}-moved`));
    symlinkSync(join(here, `${name}-moved`), join(here, "dist", name));
  }
  build(here);
  for (const name of ["weir", "topics"])
    expect(lstatSync(join(here, "dist", name)).isSymbolicLink(), name).toBe(false);
  expect(siteOf(here)).toEqual(before);
});
