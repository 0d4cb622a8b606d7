import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../../package.json" with { type: "json" };

/** The project's folder: the build finds its templates from there. */
const project = fileURLToPath(new URL("../../", import.meta.url));

export interface SiteSources {
  /** What lies in the folder of articles: file names and contents. */
  articles: Readonly<Record<string, string | Buffer>>;
  /** The publication's metadata, YAML. */
  metadata?: string;
  /** More arguments for the build, such as `--strict`. */
  args?: readonly string[];
}

export interface BuiltSite {
  /** The exit status; null where a signal ended the build. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** The folder of the built site. */
  output: string;
  /** The folder that holds `articles`, `metadata.yaml` and the output. */
  folder: string;
}

/** What `npm run build` runs, without npm. */
const [, ...buildCommand] = packageJson.scripts.build.split(" ");

/** The least that a publication's metadata must say. */
export const plainMetadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\n";

/** Builds a site as a maintainer does, in a temporary folder that goes with the tests' process. */
export function buildSite({ articles, metadata = plainMetadata, args = [] }: SiteSources): BuiltSite {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "articles"));
  for (const [name, content] of Object.entries(articles)) {
    writeFileSync(join(folder, "articles", name), content);
  }
  writeFileSync(join(folder, "metadata.yaml"), metadata);
  return rebuildSite(folder, args);
}

/** Builds a site of `buildSite` again where it stands. */
export function rebuildSite(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): BuiltSite {
  const output = join(folder, "dist");
  const paths = [
    `--articles=${join(folder, "articles")}`,
    `--metadata=${join(folder, "metadata.yaml")}`,
    `--output=${output}`,
  ];
  const { status, stdout, stderr } = runBuild(project, [...paths, ...args], env);
  return { status, stdout, stderr, output, folder };
}

/**
 * Runs the build, in a process of its own.
 *
 * @param cwd the project, or a copy of it
 * @param args what a maintainer types behind `npm run build --`
 * @param env what differs from the tests' own environment; `undefined` leaves a variable out
 * @param node another Node than this one
 */
export function runBuild(
  cwd: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): SpawnSyncReturns<string> {
  return spawnSync(node, [...buildCommand, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    // GitHub's annotations would repeat every fault.
    env: { ...process.env, GITHUB_ACTIONS: "", ...env },
  });
}

const folders: string[] = [];

process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "stet-site-"));
  folders.push(folder);
  return folder;
}
