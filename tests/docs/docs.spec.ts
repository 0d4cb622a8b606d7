import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { stetProgram } from "../support/build.ts";
import { serve } from "../support/serve.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * The documents say what can be typed; here it is typed, in a publication that `stet init` made, or it says where else it is run.
 */

const project = fileURLToPath(new URL("../../", import.meta.url));

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

/** A command that is one of the tests. */
const testCommand = /^(?:(\w+)=\S+ )?npx playwright test (tests\/[\w-/]+\.spec\.ts)$/;

/** Commands for whoever works on the press: the file that runs each, and the words by which it does. */
const ofDevelopers: [form: RegExp, file: string, words: string][] = [
  [/^npm ci && npm test$|^npm test$/, ".ci/run", "npm ci && npm test"],
  [/^npm ci && npm run build$/, ".ci/run", "npm run build"],
  [/^npm run check$/, ".ci/run", "npm run check"],
  [/^npm run faults$/, ".ci/run", "npm run faults"],
  [/^npm run bench\b/, "tests/project/bench.spec.ts", "tools/bench.ts"],
  [/^npm run lighthouse$/, "tests/project/lighthouse.spec.ts", "npm run --silent lighthouse"],
  [/^npm run screenshots$/, "tests/docs/screenshots.spec.ts", "npm run --silent screenshots"],
  [/^npm run coverage\b/, "package.json", "tests/tools/coverage.ts"],
  [/^STET_SEED=\d+ npm run random$/, ".github/workflows/nightly.yml", "npm run random"],
  [/^npm run schema$/, "package.json", "node bin/stet.js schema"],
  [/^node bin\/stet\.js build FOLDER$/, "tests/support/build.ts", "build"],
];

/** Commands that install packages, need a key, or wait for a reader's browser: what they do is tested where packages are not shared. */
const elsewhere: [form: RegExp, file: string][] = [
  [/^npm (?:install|update|ci|pack)\b/, "tests/project/package.spec.ts"],
  [/^(?:npm|stet) start$/, "tests/cli/start.spec.ts"],
  [/^npx stet admin\b/, "tests/cli/admin.spec.ts"],
  [/^stet (?:build --sign KEY|verify --signers FILE)$/, "tests/proof/signature.spec.ts"],
];

/** What documents leave to their reader, or have on another machine, and what stands for it here. */
const filledIn: [form: RegExp, here: string][] = [
  [/FILE…/, "copy.txt"],
  [/\bFOLDER\b/, "another-paper"],
  [/\.\.\/paper/, "another-paper"],
  [/\bpaper$/, "another-paper"],
  [/^stet init$/, "stet init another-paper"],
  [/"Headline"/, '"A headline"'],
  [/\bDIR\b/, "articles"],
  [/\bSLUG\b/, "first-article"],
  [/source\.txt/, "source.md"],
  [/\/srv\/stet\/dist/, "elsewhere"],
  [/--site$/, "--site https://example.org/"],
  // Only a fork keeps the press' own schemas; elsewhere a folder is named.
  [/^stet schema$/, "stet schema schemas"],
];

/** A publication, built, with what the documents' reader has beside it. */
let built: string;

/** A copy of it, fresh for each command. */
let folder: string;

test.beforeAll(async () => {
  built = join(temporaryFolder(), "paper");
  folder = project;
  expect((await run(`node '${stetProgram}' init '${built}'`)).status).toBe(0);
  folder = built;
  mkdirSync(join(built, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(stetProgram, "../.."), join(built, "node_modules/stet"));
  symlinkSync("../stet/bin/stet.js", join(built, "node_modules/.bin/stet"));
  writeFileSync(join(built, "copy.txt"), " date 2024-03-01 The ferry came back to the north quay.\n");
  mkdirSync(join(built, "copy"));
  cpSync(join(built, "copy.txt"), join(built, "copy/ferry.txt"));
  const exports = join(project, "tests/fixtures/import");
  for (const name of ["export.xml", "part1.xml", "part2.xml"])
    cpSync(join(exports, "cases/01-permalinks.xml"), join(built, name));
  mkdirSync(join(built, "wp-content/uploads"), { recursive: true });
  cpSync(join(exports, "ridge-review.atom.xml"), join(built, "feed.xml"));
  expect((await run("stet build")).status).toBe(0);
});

test.beforeEach(() => {
  folder = temporaryFolder();
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true });
});

const commands = commandsIn(documents);

for (const command of commands.filter((command) => !isElsewhere(command))) {
  test(`\`${command}\` works as it is written`, async () => {
    const site = await serve(join(folder, "dist"));
    const here = filledIn
      .reduce((line, [form, words]) => line.replace(form, words), command)
      .replace("https://example.org/", `${site.address}/`);
    const { status, said } = await run(here);
    await site.close();
    // An import that could not carry everything says so by its status.
    expect(/\bimport\b/.test(here) ? [0, 3] : [0], said).toContain(status);
  });
}

test("there are commands to run", () => {
  expect(commands.filter((command) => !isElsewhere(command)).length).toBeGreaterThan(15);
});

function isElsewhere(command: string): boolean {
  return testCommand.test(command) || [...ofDevelopers, ...elsewhere].some(([form]) => form.test(command));
}

test("every command that is run elsewhere is in the documents, and is run there", () => {
  for (const [form, file, words] of ofDevelopers) {
    expect(commands.filter((command) => form.test(command)).length, String(form)).toBeGreaterThan(0);
    expect(readFileSync(join(project, file), "utf8"), file).toContain(words);
  }
  for (const [form, file] of elsewhere) {
    expect(commands.filter((command) => form.test(command)).length, String(form)).toBeGreaterThan(0);
    expect(existsSync(join(project, file)), file).toBe(true);
  }
});

test("every test that the documents name is there, and reads the variables that they set for it", () => {
  for (const [, variable = "", file = ""] of commands.map((command) => testCommand.exec(command) ?? []))
    if (file !== "") expect(readFileSync(join(project, file), "utf8")).toContain(variable);
  expect(commands.filter((command) => testCommand.test(command)).length).toBeGreaterThan(2);
});

/** The commands of `stet`, each with the options that README.md lists of it. */
const listed: Record<string, readonly string[]> = {
  init: ["--title", "--language"],
  build: ["--articles", "--metadata", "--output", "--since", "--strict", "--no-cache"],
  start: [],
  new: ["--from"],
  correct: [],
  import: [],
  verify: ["--site"],
  schema: [],
};

for (const [name, options] of Object.entries(listed)) {
  test(`\`stet ${name} --help\` lists what README.md lists and nothing unknown; an unknown option is refused`, async () => {
    const readme = readFileSync(join(project, "README.md"), "utf8");
    const row = readme.split("\n").find((line) => line.startsWith(`| \`stet ${name}`)) ?? "";
    expect([...new Set(row.match(/--\w[\w-]*/g) ?? [])]).toEqual(options);
    const help = await run(`stet ${name} --help`);
    expect(help.status).toBe(0);
    const all = [...help.said.matchAll(/^ {2}(--[\w-]+)( [A-Z]\S*)? {2,}\S/gm)];
    expect(all.map(([, option]) => option)).toEqual(expect.arrayContaining([...options, "--help"]));
    // Each is given, and a value where it takes one; the last is --help.
    const given = all.map(([, option, value]) => `${option}${value ? "=x" : ""}`).join(" ");
    expect(await run(`stet ${name} ${given}`), given).toEqual(help);
    const wrong = await run(`stet ${name} --halp`);
    expect(wrong.said).toContain("unknown option --halp; did you mean --help?");
    expect(wrong.status).toBe(2);
  });
}

test("every link between the documents leads to a file", () => {
  const broken = documents.flatMap((name) =>
    [...withoutCode(readFileSync(join(project, name), "utf8")).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target ?? "")
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => !existsSync(join(project, name, "..", target)))
      .map((target) => `${name}: ${target}`),
  );
  expect(broken).toEqual([]);
});

/** A document without what stands in code marks, where a link is an example. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
}

/** The commands in the documents: lines of code blocks and what stands in code marks, where they begin as a command does. */
function commandsIn(names: readonly string[]): string[] {
  const code = names.flatMap((name) => {
    const text = readFileSync(join(project, name), "utf8");
    const blocks = [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
      block.split("\n"),
    );
    const marked = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(
      ([, mark = ""]) => mark,
    );
    return [...blocks, ...marked];
  });
  const lines = code.map((line) => line.replace(/ #.*$/, "").trim());
  return [...new Set(lines)]
    .filter((line) => /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|stet|(?:cd dist && )?sha256sum) /.test(line))
    .sort();
}

/** Runs a command in the copy; what it says on both streams comes as one. */
function run(command: string): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", command], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GITHUB_ACTIONS: "", PATH: `node_modules/.bin:${process.env.PATH}` },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, said }));
  });
}
