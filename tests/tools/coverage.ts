import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/*
 * How many branches of the rooms that decide about words are run by the specs of these rooms. Node counts them, c8 finds their lines.
 * With `--add` the counts join those of earlier runs, so that one room may be measured after the other; the code must be the same.
 */

const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(project, "coverage");

/** The rooms, and the share of branches that must be run, in per cent. */
const rooms = ["source", "record", "account", "proof", "publish"];
const least = 95;

/** The specs of the rooms, and those that reach into them from others. */
const specs = [...rooms, "build", "cli", "outputs", "site", "store"].map((room) => `tests/${room}/`);

/** Runs a package's command. Returns whether it went well. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const { status } = spawnSync(join(project, "node_modules/.bin", command), args, {
    cwd: project,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  return status === 0;
}

const adds = process.argv.includes("--add");
const asked = process.argv.slice(2).filter((argument) => argument !== "--add");
rmSync(adds ? join(folder, "press") : folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const passed = run("playwright", ["test", ...(asked.length > 0 ? asked : specs), "--reporter=line"], {
  STET_COVERAGE: join(folder, "press"),
  NODE_V8_COVERAGE: join(folder, "counts"),
  NODE_OPTIONS: `--import ${pathToFileURL(join(project, "tests/tools/coverage/register.mjs"))}`,
});
const filters = rooms.flatMap((room) => ["--include", `src/press/${room}/**`]);
const places = ["--temp-directory", join(folder, "counts"), "--reports-dir", folder];
const reports = ["--reporter", "json-summary", "--reporter", "json"];
if (!run("c8", ["report", ...places, ...reports, ...filters, "--exclude-after-remap", "--merge-async"]))
  process.exit(1);

interface Count {
  total: number;
  covered: number;
}

const summary: Record<string, { branches: Count }> = JSON.parse(
  readFileSync(join(folder, "coverage-summary.json"), "utf8"),
);
let failed = false;
for (const room of rooms) {
  const files = Object.entries(summary).filter(([file]) =>
    relative(project, file).startsWith(`src/press/${room}/`),
  );
  const sum = (key: keyof Count) => files.reduce((all, [, { branches }]) => all + branches[key], 0);
  const share = (100 * sum("covered")) / sum("total");
  failed ||= !(share >= least);
  console.log(`${room}: ${sum("covered")} of ${sum("total")} branches, ${share.toFixed(1)} %`);
}
if (failed) {
  console.error(`fewer than ${least} % of a room's branches were run`);
}
if (failed || !passed) process.exitCode = 1;
