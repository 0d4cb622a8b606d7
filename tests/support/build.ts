import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary.ts";

/** The project's folder. */
const project = fileURLToPath(new URL("../../", import.meta.url));

/** The press' own command, compiled where the tests' setup has done so: it starts in half the time. */
export const stetProgram = join(process.env.STET_PRESS ?? project, "bin/stet.js");

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

/** The least that a publication's metadata must say. */
export const plainMetadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\n";

/** Builds a site as a maintainer does, in a temporary folder that goes with the tests' process. */
export function buildSite({ articles, metadata = plainMetadata, args = [] }: SiteSources): BuiltSite {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "articles"));
  for (const [name, content] of Object.entries(articles)) {
    const file = join(folder, "articles", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
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
  const { status, stdout, stderr } = runBuild(project, [folder, ...args], env);
  return { status, stdout, stderr, output, folder };
}

/**
 * Runs the build, in a process of its own.
 *
 * @param cwd the current folder; where it is a copy of the project, its press builds
 * @param args what a maintainer types behind `stet build`
 * @param env what differs from the tests' own environment; `undefined` leaves a variable out
 * @param node another Node than this one
 */
export function runBuild(
  cwd: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  node = process.execPath,
): SpawnSyncReturns<string> {
  const own = join(cwd, "bin/stet.js");
  const program = cwd !== project && existsSync(own) ? own : stetProgram;
  return spawnSync(node, [program, "build", ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    // GitHub's annotations would repeat every fault.
    env: { ...process.env, GITHUB_ACTIONS: "", ...env },
  });
}
