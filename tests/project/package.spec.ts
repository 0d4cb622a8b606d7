import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * The press as npm packs it, in a folder of its own with the packages that it depends on and no others: what a maintainer installs.
 */

const project = fileURLToPath(new URL("../..", import.meta.url));

let room: string;
/** A folder in which the press is installed from its tarball; its name is one that addresses would misread. */
let desk: string;
let tarball: string;

test.beforeAll(() => {
  room = temporaryFolder();
  desk = join(room, "my desk 100% #1?");
  mkdirSync(join(desk, "node_modules"), { recursive: true });
  execFileSync("npm", ["pack", "--silent", "--pack-destination", room], { cwd: project, encoding: "utf8" });
  tarball = readdirSync(room).find((name) => name.endsWith(".tgz")) ?? "";
  install(join(desk, "node_modules/stet"));
  writeFileSync(join(desk, "package.json"), `{"dependencies":{"stet":"file:../${tarball}"}}\n`);
});

/** Unpacks the tarball as a package, beside the packages that it depends on. */
function install(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", join(room, tarball), "-C", folder, "--strip-components=1"]);
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(join(project, "package-lock.json"), "utf8"),
  );
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    // Packages within packages come along with them.
    const own = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (own === undefined || dev || !existsSync(join(project, path))) continue;
    const link = join(dirname(folder), own);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(join(project, path), link);
  }
}

function stet(cwd: string, ...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(desk, "node_modules/stet/bin/stet.js"), ...args],
    { cwd, encoding: "utf8", env: { ...process.env, GITHUB_ACTIONS: "" } },
  );
  return { status, said: stdout + stderr };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

test("the tarball has compiled code with its types, and neither TypeScript nor tests", () => {
  const files = filesIn(join(desk, "node_modules/stet"));
  expect(files).toContain("bin/stet.js");
  expect(files).toContain("lib/src/index.js");
  expect(files).toContain("lib/src/index.d.ts");
  expect(files).toContain("_includes/style.css");
  expect(files).toContain("schemas/article.schema.json");
  expect(files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))).toEqual([]);
  expect(files.filter((name) => name.startsWith("tests/") || name.startsWith("src/"))).toEqual([]);
});

test("a publication that stet init made builds and verifies, from any current folder", () => {
  const made = stet(desk, "init", "ferry-post", "--title", "The Ferry: Post", "--language", "ur");
  expect(made).toEqual({
    status: 0,
    said: `wrote ferry-post/package.json
wrote ferry-post/metadata.yaml
wrote ferry-post/articles/first-article.md
wrote ferry-post/README.md
wrote ferry-post/.gitignore
wrote ferry-post/.gitattributes
wrote ferry-post/.github/workflows/publish.yml
wrote ferry-post/.github/workflows/drafts.yml
wrote ferry-post/.github/workflows/watch.yml
next: cd ferry-post && npm install && npm run build
`,
  });
  const paper = join(desk, "ferry-post");
  expect(JSON.parse(readFileSync(join(paper, "package.json"), "utf8"))).toEqual({
    name: "ferry-post",
    private: true,
    type: "module",
    scripts: {
      build: "stet build",
      start: "stet start",
      new: "stet new",
      import: "stet import",
      verify: "stet verify",
    },
    dependencies: { stet: `file:../../${tarball}` },
    allowScripts: { sharp: false },
  });
  expect(readFileSync(join(paper, "metadata.yaml"), "utf8")).toBe(
    `# yaml-language-server: $schema=node_modules/stet/schemas/publication.schema.json
title: "The Ferry: Post"
# Where the site will stand: feeds, the sitemap and link previews name it.
url: https://example.org/
language: ur
`,
  );
  const built = stet(room, "build", paper, "--strict");
  expect(built.said).toContain("1 article, 48 words");
  expect(built.status).toBe(0);
  expect(readFileSync(join(paper, "dist/index.html"), "utf8")).toContain("The first article");
  const verified = stet(paper, "verify");
  expect(verified.said).toContain("1 article, 48 words: 0 lost, 0 added, 0 changed\nevery word stands");
  expect(verified.status).toBe(0);
});

test("stet init never writes over a file", () => {
  const folder = join(desk, "taken");
  mkdirSync(folder);
  writeFileSync(join(folder, "metadata.yaml"), "title: Mine\n");
  expect(stet(desk, "init", "taken")).toEqual({
    status: 2,
    said: "there already: taken/metadata.yaml; nothing was written. Give another folder, or move them away\n",
  });
  expect(filesIn(folder)).toEqual(["metadata.yaml"]);
  expect(readFileSync(join(folder, "metadata.yaml"), "utf8")).toBe("title: Mine\n");
});

test("a press that was installed by its version or its git address stands so in the publication", () => {
  for (const spec of ["0.2.0", "git+https://git.example/stet.git#v0.2.0"]) {
    const there = temporaryFolder();
    mkdirSync(join(there, "node_modules"));
    cpSync(join(desk, "node_modules"), join(there, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    writeFileSync(join(there, "package.json"), JSON.stringify({ devDependencies: { stet: spec } }));
    const { status } = spawnSync(
      process.execPath,
      [join(there, "node_modules/stet/bin/stet.js"), "init", join(there, "paper")],
      { encoding: "utf8" },
    );
    expect(status).toBe(0);
    const { dependencies } = JSON.parse(readFileSync(join(there, "paper/package.json"), "utf8"));
    expect(dependencies).toEqual({ stet: spec });
  }
});

test("a folder without a publication is told how to begin one", () => {
  const empty = temporaryFolder();
  const { status, said } = stet(empty, "build");
  expect(said).toBe(
    ".: there is no publication in this folder: it has no metadata.yaml (name a publication's folder, or make one with `stet init FOLDER`)\n1 error\ndist is as it was.\n",
  );
  expect(status).toBe(1);
});

test("an unknown command is told with the nearest", () => {
  expect(stet(desk, "biuld")).toEqual({
    status: 2,
    said: "unknown command biuld; did you mean stet build?\n",
  });
});

test("a newer press builds the publication without a touch to it, and takes nothing of the older one's for its own", () => {
  const paper = join(desk, "upgraded");
  expect(stet(desk, "init", "upgraded").status).toBe(0);
  expect(stet(paper, "build").status).toBe(0);
  const before = filesIn(paper).filter((name) => !/^(?:dist|\.cache)\//.test(name));
  const texts = before.map((name) => readFileSync(join(paper, name), "utf8"));
  expect(readFileSync(join(paper, "dist/first-article/index.html"), "utf8")).not.toContain("--newer");

  const newer = join(room, "newer/node_modules/stet");
  install(newer);
  appendFileSync(join(newer, "_includes/style.css"), "\nmain { --newer: 1; }\n");
  const manifest = join(newer, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"version": "0.2.0"', '"version": "0.3.0"'));
  const { status, stderr } = spawnSync(process.execPath, [join(newer, "bin/stet.js"), "build", "--strict"], {
    cwd: paper,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  expect(readFileSync(join(paper, "dist/first-article/index.html"), "utf8")).toContain("--newer");
  const after = filesIn(paper).filter((name) => !/^(?:dist|\.cache)\//.test(name));
  expect(after).toEqual(before);
  expect(after.map((name) => readFileSync(join(paper, name), "utf8"))).toEqual(texts);
  // The way back.
  expect(stet(paper, "build").status).toBe(0);
  expect(readFileSync(join(paper, "dist/first-article/index.html"), "utf8")).not.toContain("--newer");
});

test("programs build and verify by the package's functions", () => {
  expect(stet(desk, "init", "by-program").status).toBe(0);
  const program = `import { build, verify, PressError } from "stet";
const built = await build("by-program", { strict: true });
const { lost, added, changed, faults } = await verify("by-program");
console.log(JSON.stringify([built.articles, built.words, lost, added, changed, faults.length]));
try {
  await build("nowhere");
} catch (thrown) {
  console.log(thrown instanceof PressError, thrown.faults[0].file);
}
`;
  writeFileSync(join(desk, "program.mjs"), program);
  const said = execFileSync(process.execPath, ["program.mjs"], { cwd: desk, encoding: "utf8" });
  expect(said).toBe("[1,48,0,0,0,0]\ntrue nowhere\n");
});
