import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environment, project, type Ran, runStet, stetProgram } from "./press.ts";
import { temporaryFolder } from "./temporary.ts";

export { stetProgram } from "./press.ts";

export interface SiteSources {
  /** What lies in the folder of articles: file names and contents. */
  articles: Readonly<Record<string, string | Buffer>>;
  /** What else lies in the publication's folder: paths and contents. */
  files?: Readonly<Record<string, string | Buffer>>;
  /** The publication's metadata, YAML. */
  metadata?: string;
  /** More arguments for the build, such as `--strict`. */
  args?: readonly string[];
  /** What differs from the tests' own environment. */
  env?: NodeJS.ProcessEnv;
}

export interface BuiltSite extends Ran {
  /** The folder of the built site. */
  output: string;
  /** The folder that holds `articles`, `metadata.yaml` and the output. */
  folder: string;
}

/** The least that a publication's metadata must say. */
export const plainMetadata = "title: The Test Post\nurl: https://example.org/\nlanguage: en\n";

/** Builds a site as a maintainer does, in a temporary folder that goes with the tests' process. */
export function buildSite({
  articles,
  files = {},
  metadata = plainMetadata,
  args = [],
  env = {},
}: SiteSources): BuiltSite {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "articles"));
  writeAll(join(folder, "articles"), articles);
  writeAll(folder, files);
  writeFileSync(join(folder, "metadata.yaml"), metadata);
  return rebuildSite(folder, args, env);
}

function writeAll(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** Builds a site of `buildSite` again where it stands. */
export function rebuildSite(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): BuiltSite {
  const output = join(folder, "dist");
  return { ...runStet(["build", folder, ...args], { env }), output, folder };
}

/**
 * Runs the build.
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
): Ran {
  const own = cwd !== project && existsSync(join(cwd, "bin/stet.js"));
  if (!own && node === process.execPath) return runStet(["build", ...args], { cwd, env });
  const program = own ? join(cwd, "bin/stet.js") : stetProgram;
  return spawnSync(node, [program, "build", ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...environment(), ...env },
  });
}
