import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { parse } from "yaml";
import { publicationFiles } from "../../src/cli/init/files.ts";
import { temporaryFolder } from "../support/temporary.ts";

/*
 * What runs elsewhere: the workflows of this repository, and those that `stet init` writes, read as the service reads them.
 */

interface Step {
  id?: string;
  run?: string;
  uses?: string;
  with?: Record<string, string>;
}

interface Job {
  needs?: string;
  permissions?: Record<string, string>;
  outputs?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const made = publicationFiles({
  title: "Ferry Post",
  language: "en",
  name: "ferry-post",
  press: "0.2.0",
  day: "2023-12-02",
});

/** All workflows by the place of each. */
const workflows = new Map<string, Workflow>([
  ...readdirSync(".github/workflows").map((name): [string, Workflow] => [
    `here, ${name}`,
    parse(readFileSync(join(".github/workflows", name), "utf8")),
  ]),
  ...Object.entries(made)
    .filter(([path]) => path.startsWith(".github/workflows/"))
    .map(([path, text]): [string, Workflow] => [`stet init, ${path.slice(18)}`, parse(text)]),
]);

/** Those that put a site up. */
const publishing = ["here, publish.yml", "stet init, publish.yml"];

function workflow(name: string): Workflow {
  const found = workflows.get(name);
  if (!found) throw new Error(`no workflow ${name}`);
  return found;
}

function job(name: string, id: string): Job {
  const found = workflow(name).jobs[id];
  if (!found) throw new Error(`no job ${id} in ${name}`);
  return found;
}

const stepsOf = (jobs: Record<string, Job>) => Object.values(jobs).flatMap(({ steps }) => steps);

const commands = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

/** How a workflow names a value that is known where it runs. */
const known = (name: string) => `\${{ ${name} }}`;

test("all workflows are known", () => {
  expect([...workflows.keys()].sort()).toEqual([
    "here, nightly.yml",
    "here, publish.yml",
    "here, test.yml",
    "here, watch.yml",
    "stet init, drafts.yml",
    "stet init, publish.yml",
    "stet init, watch.yml",
  ]);
});

for (const [name, { jobs, permissions }] of workflows) {
  test(`${name}: every action is named by a commit, and nobody may write but where it is said`, () => {
    const actions = stepsOf(jobs).flatMap(({ uses }) => uses ?? []);
    for (const action of actions) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    expect(permissions).toEqual({ contents: "read" });
    const writing = Object.entries(jobs).filter(([, one]) =>
      Object.values(one.permissions ?? {}).includes("write"),
    );
    const expected: Record<string, string[]> = { publish: ["deploy"], watch: ["report"] };
    expect(writing.map(([id]) => id)).toEqual(expected[/(\w+)\.yml$/.exec(name)?.[1] ?? ""] ?? []);
    // What may write runs nothing that was installed, nor anything of the repository.
    for (const [, { steps }] of writing)
      expect(
        steps.filter(({ run, uses }) => /npm|npx|node/.test(run ?? "") || uses?.includes("checkout")),
      ).toEqual([]);
  });
}

for (const name of [...publishing, "here, watch.yml", "stet init, watch.yml", "stet init, drafts.yml"]) {
  test(`${name}: no script of a package runs as it is installed, and nothing is kept for the next run`, () => {
    const steps = stepsOf(workflow(name).jobs);
    const installs = steps
      .flatMap(({ run }) => run ?? [])
      .filter((run) => /\bnpm (?:ci|i|install)\b/.test(run));
    expect(installs.length).toBeGreaterThan(0);
    expect(new Set(installs)).toEqual(new Set(["npm ci --ignore-scripts"]));
    expect(steps.filter(({ uses }) => uses?.startsWith("actions/cache"))).toEqual([]);
    expect(steps.flatMap((step) => step.with?.cache ?? [])).toEqual([]);
  });
}

for (const name of publishing) {
  test.describe(name, () => {
    const stet = name.startsWith("here") ? "node bin/stet.js" : "npx stet";

    test("the site is built strictly from its sources alone, verified, put up, and verified where it stands", () => {
      expect(commands(job(name, "build"))).toEqual([
        "npm ci --ignore-scripts",
        `${stet} build --strict --no-cache`,
        `${stet} verify`,
        expect.stringContaining("sha256sum"),
      ]);
      expect(job(name, "build").steps.at(-1)?.with).toEqual({ path: "dist" });
      expect(job(name, "deploy").needs).toBe("build");
      expect(job(name, "verify").needs).toBe("deploy");
      expect(commands(job(name, "verify"))).toEqual([
        "npm ci --ignore-scripts",
        `${stet} verify --site "${known("needs.deploy.outputs.address")}"`,
      ]);
    });

    test("only the job that deploys has rights, and it attests the whole site by the digest of SHA256SUMS", () => {
      const { permissions, steps } = job(name, "deploy");
      expect(permissions).toEqual({ pages: "write", "id-token": "write", attestations: "write" });
      expect(commands(job(name, "deploy"))).toEqual([]);
      expect(steps.map(({ uses }) => uses?.replace(/@.*/, ""))).toEqual([
        "actions/deploy-pages",
        "actions/attest-build-provenance",
      ]);
      expect(steps.at(-1)?.with).toEqual({
        "subject-name": "SHA256SUMS",
        "subject-digest": `sha256:${known("needs.build.outputs.digest")}`,
      });
      expect(job(name, "build").outputs).toEqual({ digest: known("steps.sums.outputs.digest") });
    });

    test("the digest that is attested is what sha256sum says of the file", () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, "dist"));
      writeFileSync(join(folder, "dist/SHA256SUMS"), "abc");
      const run = job(name, "build").steps.find(({ id }) => id === "sums")?.run ?? "";
      execFileSync("bash", ["-e", "-c", run], {
        cwd: folder,
        stdio: "ignore",
        env: { ...process.env, GITHUB_OUTPUT: "out" },
      });
      // FIPS 180-2, example B.1.
      expect(readFileSync(join(folder, "out"), "utf8")).toBe(
        "digest=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
      );
    });
  });
}
