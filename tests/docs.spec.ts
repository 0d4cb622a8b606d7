import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { copyProject } from "./support/project.ts";

/*
 * The documents say what can be typed; here it is typed. A command that a document names and this file does not know fails.
 */

const project = fileURLToPath(new URL("../", import.meta.url));

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

const scripts: Record<string, string> = JSON.parse(
  readFileSync(join(project, "package.json"), "utf8"),
).scripts;

/** Commands that this file does not run, each with where it is run. */
const runElsewhere: Record<string, string> = {
  "npm ci && npm test": ".ci/run, word for word",
  "npm ci && npm run build": ".ci/run runs its two halves",
  "npm ci --ignore-scripts": "tests/dependencies.spec.ts",
  "npm test": ".ci/run",
  "npm start": "tests/start.spec.ts",
  "npm run check": ".ci/run",
  "npm run faults": ".ci/run",
  "npm run bench -- --large": "by hand: it takes minutes",
  "npm run lighthouse": "by hand: it takes minutes",
  "npm run screenshots": "by hand: it writes into docs/",
};

/** Commands that need something from outside, or many minutes, and what is run in their place. */
const instead: Record<string, string> = {
  "npm run bench": "npm run bench -- --sizes 1 --runs 1",
  "npm run verify": "npm run build && npm run verify",
  "npm run verify -- --site": "npm run build && npm run verify -- --site dist",
  "npm run verify -- --site https://example.org/": "npm run build && npm run verify -- --site dist",
  "npm run verify -- --site https://example.org/ --own-sources":
    "npm run build && npm run verify -- --own-sources",
  "npm run build -- --output /srv/stet/dist": "npm run build -- --output elsewhere",
};

let folder: string;

test.beforeAll(() => {
  folder = copyProject();
  writeFileSync(join(folder, "copy.txt"), " date 2024-03-01 The ferry came back to the north quay.\n");
  expect(run("npm run build").status).toBe(0);
});

for (const command of commandsIn(documents)) {
  test(`\`${command}\` works as it is written`, () => {
    const name = /^npm run ([\w-]+)/.exec(command)?.[1];
    if (name) expect(Object.keys(scripts), `package.json has ${name}`).toContain(name);
    test.skip(command in runElsewhere, `run by ${runElsewhere[command]}`);
    // The copy shares the project's packages: an installation there would replace them.
    expect(command, "is not run where packages are shared").not.toMatch(/\bnpm (?:ci|i|install)\b/);
    const { status, stdout, stderr } = run(instead[command] ?? command);
    expect(status, stdout + stderr).toBe(0);
  });
}

for (const name of Object.keys(scripts).filter((name) => scripts[name]?.startsWith("tsx src/commands/"))) {
  test(`\`npm run ${name} -- --help\` says what it does, and an unknown option is refused`, () => {
    const help = run(`npm run --silent ${name} -- --help`);
    expect(help.stdout).toContain("--help");
    expect(help.status).toBe(0);
    const wrong = run(`npm run --silent ${name} -- --halp`);
    expect(wrong.stderr).toContain("unknown option --halp; did you mean --help?");
    expect(wrong.status).toBe(2);
  });
}

test("every link between the documents leads to a file", () => {
  const broken = documents.flatMap((name) =>
    [...withoutCode(readFileSync(join(project, name), "utf8")).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target ?? "")
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => spawnSync("test", ["-e", join(project, name, "..", target)]).status !== 0)
      .map((target) => `${name}: ${target}`),
  );
  expect(broken).toEqual([]);
});

/** A document without what stands in code marks, where a link is an example. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
}

/** The commands in the documents: lines of `sh` blocks, and what stands in code marks and begins with npm. */
function commandsIn(names: readonly string[]): string[] {
  const commands = names.flatMap((name) => {
    const text = readFileSync(join(project, name), "utf8");
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
      (block ?? "").split("\n"),
    );
    const marked = [...text.matchAll(/`(npm [^`]+)`/g)].map(([, command]) => command ?? "");
    return [...blocks, ...marked];
  });
  const plain = commands.map((line) => line.replace(/#.*$/, "").trim()).filter((line) => line !== "");
  // A command with a word in capitals for the reader to fill in is a form, not a command.
  return [...new Set(plain)].filter((line) => !/…|\b(?:FILE|DIR|NAME|ADDRESS|WHERE)\b/.test(line)).sort();
}

function run(command: string) {
  return spawnSync("bash", ["-c", command], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GITHUB_ACTIONS: "" },
  });
}
