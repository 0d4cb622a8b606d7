import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { start } from "../support/publish/run.ts";
import { median } from "../tools/bench/measure.ts";

/* `npm run bench` as far as no clock decides; `tests/docs/docs.spec.ts` runs all of it. */

const program = fileURLToPath(new URL("../tools/bench.ts", import.meta.url));

for (const [option, value] of [
  ["sizes", "x"],
  ["sizes", "1,,10"],
  ["sizes", "1e3"],
  ["runs", "0"],
  ["runs", "1.5"],
  ["runs", ""],
] as const) {
  test(`--${option} refuses "${value}"`, () => {
    const command = ["--import", "tsx", program, `--${option}=${value}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    const wrong = value === "1,,10" ? "" : value;
    expect(stderr).toBe(
      `--${option} takes whole numbers from 1 on, not "${wrong}"; --help lists the options\n`,
    );
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
}

for (const [signal, status] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test(`${signal} ends it, with the build that it measures, and leaves no folder behind`, async () => {
    test.skip(process.platform !== "linux", "looks into /proc");
    const bench = start(program, ["--sizes=1", "--runs=1"]);
    // The build that it measures names the folder.
    await expect.poll(() => roomOf(bench.process.pid)).toMatch(/stet-bench-\w+$/);
    const room = roomOf(bench.process.pid);
    bench.process.kill(signal);
    expect(await bench.ended).toMatchObject({ end: status, stderr: "" });
    expect(existsSync(room)).toBe(false);
    await expect.poll(() => processesNaming(room)).toEqual([]);
  });
}

test("the median of an even count lies between the middle two", () => {
  expect(median([4, 1, 3])).toBe(3);
  expect(median([10, 1, 4, 3])).toBe(3.5);
  expect(median([7])).toBe(7);
});

/** The folder in which a bench builds; nothing before it does. */
function roomOf(bench: number | undefined): string {
  const [child = ""] = readFileSync(`/proc/${bench}/task/${bench}/children`, "utf8").split(" ");
  return /--articles=(.*?\/stet-bench-[^/]+)/.exec(commandOf(child))?.[1] ?? "";
}

/** The processes whose command line names a folder. */
function processesNaming(folder: string): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name).includes(folder));
}

function commandOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
