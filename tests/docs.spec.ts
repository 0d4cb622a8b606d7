import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { firstArticle } from "./support/pages.ts";
import { copyProject } from "./support/project.ts";
import { serve } from "./support/serve.ts";
import { temporaryFolder } from "./support/temporary.ts";

/*
 * The documents say what can be typed; here it is typed, or it says where else it is run.
 */

const project = fileURLToPath(new URL("../", import.meta.url));

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

/** A command that is one of the tests. */
const testCommand = /^(?:(\w+)=\S+ )?npx playwright test (tests\/[\w-]+\.spec\.ts)$/;

const scripts: Record<string, string> = JSON.parse(
  readFileSync(join(project, "package.json"), "utf8"),
).scripts;

/** Commands that this file does not run: the file that runs each, and the words by which it does. */
const runElsewhere: Record<string, [file: string, words: string]> = {
  "npm ci && npm test": [".ci/run", "npm ci && npm test"],
  "npm ci && npm run build": [".ci/run", "npm run build"],
  "npm ci --ignore-scripts": ["tests/dependencies.spec.ts", '"npm", ["ci", ...options]'],
  "npm test": [".ci/run", "npm test"],
  "npm start": ["tests/start.spec.ts", "src/cli/start.ts"],
  "npm run check": [".ci/run", "npm run check"],
  "npm run faults": [".ci/run", "npm run faults"],
  "npm run lighthouse": ["tests/lighthouse.spec.ts", "npm run --silent lighthouse"],
  "npm run screenshots": ["tests/screenshots.spec.ts", "npm run --silent screenshots"],
};

/** What documents leave to their reader, or have on another machine, and what stands for it here. */
const filledIn: [form: RegExp, here: string][] = [
  [/FILE…/, "copy.txt"],
  [/\bDIR\b/, "src/articles"],
  [/\bSLUG\b/, firstArticle],
  [/\/srv\/stet\/dist/, "elsewhere"],
  [/--site$/, "--site https://example.org/"],
  // A hundred thousand articles take minutes; its words are read all the same.
  [/^(npm run bench -- .*--large)$/, "$1 --help"],
  [/^npm run bench$/, "npm run bench --"],
  [/^(npm run bench --(?!.*--help).*)$/, "$1 --sizes 1 --runs 1"],
];

/** The project, built, with what the documents' reader has beside it. */
let built: string;

/** A copy of it, fresh for each command. */
let folder: string;

test.beforeAll(async () => {
  built = copyProject();
  folder = built;
  writeFileSync(join(built, "copy.txt"), " date 2024-03-01 The ferry came back to the north quay.\n");
  mkdirSync(join(built, "copy"));
  cpSync(join(built, "copy.txt"), join(built, "copy/ferry.txt"));
  const exports = join(project, "tests/fixtures/import");
  cpSync(join(exports, "valley-herald.wxr.xml"), join(built, "export.xml"));
  cpSync(join(exports, "ridge-review.atom.xml"), join(built, "feed.xml"));
  expect((await run("npm run build")).status).toBe(0);
});

test.beforeEach(() => {
  folder = temporaryFolder();
  cpSync(built, folder, { recursive: true });
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const commands = commandsIn(documents);

for (const command of commands.filter((command) => !(command in runElsewhere) && !isTest(command))) {
  test(`\`${command}\` works as it is written`, async () => {
    const site = await serve(join(folder, "dist"));
    const here = filledIn
      .reduce((line, [form, words]) => line.replace(form, words), command)
      .replace("https://example.org/", `${site.address}/`);
    // The copy shares the project's packages: an installation there would replace them.
    expect(here, "is not run where packages are shared").not.toMatch(/\bnpm (?:ci|i|install)\b/);
    const { status, said } = await run(here);
    await site.close();
    expect(status, said).toBe(0);
  });
}

test("every command that is run elsewhere is in the documents, and is run there", () => {
  for (const [command, [file, words]] of Object.entries(runElsewhere)) {
    expect(commands).toContain(command);
    expect(readFileSync(join(project, file), "utf8"), command).toContain(words);
  }
});

test("every test that the documents name is there, and reads the variables that they set for it", () => {
  for (const [, variable = "", file = ""] of commands.map((command) => testCommand.exec(command) ?? []))
    if (file !== "") expect(readFileSync(join(project, file), "utf8")).toContain(variable);
  expect(commands.filter(isTest)).toContain("npx playwright test tests/reader.spec.ts");
});

for (const name of Object.keys(scripts).filter((name) =>
  /^(?:tsx|node .*--import tsx(?:\/esm)?) src\/commands\//.test(scripts[name] ?? ""),
)) {
  test(`\`npm run ${name} -- --help\` lists what README.md lists and nothing unknown; an unknown option is refused`, async () => {
    const help = await run(`npm run --silent ${name} -- --help`);
    expect(help.status).toBe(0);
    const options = [...help.said.matchAll(/^ {2}(--[\w-]+)( [A-Z]\S*)? {2,}\S/gm)];
    const names = options.map(([, option]) => option);
    expect(names).toContain("--help");
    expect(names).toEqual(expect.arrayContaining(optionsInReadme(name)));
    // Each is given, and a value where it takes one; the last is --help.
    const all = options.map(([, option, value]) => `${option}${value ? "=x" : ""}`).join(" ");
    expect(await run(`npm run --silent ${name} -- ${all}`), all).toEqual(help);
    const wrong = await run(`npm run --silent ${name} -- --halp`);
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

/** The options that README.md has in a command's row of the table. */
function optionsInReadme(name: string): string[] {
  const readme = readFileSync(join(project, "README.md"), "utf8");
  const rows = readme.split("\n").filter((line) => RegExp(`^\\| .*\`npm (?:run )?${name}\\b`).test(line));
  expect(rows, `rows for ${name}`).toHaveLength(1);
  return rows.flatMap((row) => row.match(/--\w[\w-]*/g) ?? []);
}

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
    .filter((line) => /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|sha256sum) /.test(line))
    .sort();
}

function isTest(command: string): boolean {
  return testCommand.test(command);
}

/** Runs a command in the copy; what it says on both streams comes as one. */
function run(command: string): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", command], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GITHUB_ACTIONS: "" },
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
