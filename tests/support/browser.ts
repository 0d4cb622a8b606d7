import { type ChildProcessByStdio, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { resolve as absolute, delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { chromium } from "@playwright/test";

/** What the search for a browser asks of the machine it runs on. */
export interface Machine {
  /** The value of STET_CHROMIUM: the browser that the user wants. */
  named: string | undefined;
  /** Where Playwright keeps the Chromium that it downloads, whether it is there or not. */
  playwrights: string;
  /** Whether the user may install packages. */
  root: boolean;
  /** The paths that the programs of these names have on the system at this moment. */
  installed(names: readonly string[]): string[];
  /** Runs a command to its end, for `limit` seconds at most; returns what went wrong, if anything did. */
  run(command: string, args: readonly string[], limit: number): Promise<string | undefined>;
  /** Tells the user why the next step takes long. */
  say(line: string): void;
}

/** A browser that starts, or why there is none. */
type Found = { path: string } | { reason: string };

/** The arguments every start of the browser needs: no traffic of its own, and no sandbox as root, who may have none. */
export const browserArguments: readonly string[] = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(isRoot() ? ["--no-sandbox"] : []),
];

/** Chromium without windows, as Debian packages it: a page costs a third of what it does in a browser that could show it. */
const shellName = "chromium-headless-shell";

const systemNames = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];

const macApplications = ["Google Chrome", "Chromium"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Seconds. The machine may be busy, and the first start reads the browser from the disk. */
const startLimit = 60;
/** Seconds for Playwright's download: some 180 MB where there is a network, and seconds where there is none. */
const downloadLimit = 240;
/** Seconds. A guard against a hanging mirror only: a package manager should not be stopped half-way. */
const packagesLimit = 600;

let found: Promise<string> | undefined;

/**
 * The path of the browser for the tests; installs one where the machine has none. The search is made once in a
 * process.
 *
 * @throws Error that says what was tried, why each try failed, and what to do.
 */
export function findBrowser(): Promise<string> {
  found ??= searchBrowser(thisMachine(process.env));
  return found;
}

/**
 * Searches a machine in order: STET_CHROMIUM, Chromium without windows, Playwright's own Chromium, Chrome or Chromium of the
 * system, Playwright's download, Debian's package. A browser counts as found if it tells its version: one that lacks a library does not.
 *
 * @throws Error that says what was tried, why each try failed, and what to do.
 */
export async function searchBrowser(machine: Machine): Promise<string> {
  if (machine.named) return namedBrowser(machine, machine.named);
  const steps: [string, (machine: Machine) => Promise<Found>][] = [
    [shellName, (m) => systemBrowser(m, [shellName])],
    ["Playwright's own Chromium", (m) => firstThatStarts(m, [m.playwrights])],
    ["Chrome or Chromium of the system", (m) => systemBrowser(m, systemNames)],
    ["playwright install chromium", downloadedBrowser],
    ["apt-get install chromium", packagedBrowser],
  ];
  const tried = ["STET_CHROMIUM: not set"];
  for (const [name, step] of steps) {
    const result = await step(machine);
    if ("path" in result) return result.path;
    tried.push(`${name}: ${result.reason}`);
  }
  throw new Error(
    [
      "There is no browser for the tests, and none could be installed. What was tried:",
      ...tried.map((line) => `- ${line}`),
      "Install Chrome or Chromium, or name one: STET_CHROMIUM=/path/to/chromium npm test",
    ].join("\n"),
  );
}

/** The machine that this process runs on, with the given environment variables. */
export function thisMachine(env: NodeJS.ProcessEnv): Machine {
  return {
    named: env.STET_CHROMIUM,
    playwrights: chromium.executablePath(),
    root: isRoot(),
    installed: (names) => executables(env.PATH ?? "", names),
    run: (command, args, limit) => run(command, args, limit, env),
    say: (line) => console.error(line),
  };
}

/** A browser that the user named and that does not start is an error: another one would hide the mistake. */
async function namedBrowser(machine: Machine, path: string): Promise<string> {
  const result = await firstThatStarts(machine, [absolute(path)]);
  if ("path" in result) return result.path;
  throw new Error(
    `STET_CHROMIUM names a browser that does not start: ${result.reason}\n` +
      "Name the program itself (STET_CHROMIUM=/path/to/chromium), or unset it to have one found.",
  );
}

async function systemBrowser(machine: Machine, names: readonly string[]): Promise<Found> {
  const paths = machine.installed(names);
  if (paths.length === 0) return { reason: `no ${names.join(", ")} on the PATH` };
  return firstThatStarts(machine, paths);
}

async function downloadedBrowser(machine: Machine): Promise<Found> {
  machine.say("The tests need a browser, and there is none yet. Playwright tries to download its Chromium …");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const install = [cli, "install", "--no-shell", "chromium"];
  const problem = await machine.run(process.execPath, install, downloadLimit);
  if (problem !== undefined) return { reason: problem };
  return firstThatStarts(machine, [machine.playwrights]);
}

async function packagedBrowser(machine: Machine): Promise<Found> {
  if (!machine.root) return { reason: "only root may install packages" };
  machine.say("That failed. Debian's Chromium is being installed; this takes a minute or two …");
  const update = ["update", "-o", "APT::Update::Error-Mode=any"];
  // A source list of a third party may be out of reach, and the package still at hand: the install decides.
  const stale = await machine.run("apt-get", update, packagesLimit);
  let problem: string | undefined;
  // An older Debian has the whole browser alone.
  for (const name of [shellName, "chromium"]) {
    problem = await machine.run("apt-get", [...installing, name, ...fonts], packagesLimit);
    if (problem === undefined) return systemBrowser(machine, [name]);
  }
  return { reason: stale === undefined ? `${problem}` : `${problem} (apt-get update: ${stale})` };
}

/** How packages are installed without a question. */
const installing = ["install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"];

/** Pages are set in system fonts, and a bare Debian has none: with these two a page measures the same everywhere. */
const fonts = ["fonts-dejavu-core", "fonts-liberation"];

async function firstThatStarts(machine: Machine, paths: readonly string[]): Promise<Found> {
  const reasons: string[] = [];
  for (const path of paths) {
    const problem = await machine.run(path, ["--version"], startLimit);
    if (problem === undefined) return { path };
    reasons.push(`${path}: ${problem}`);
  }
  return { reason: reasons.join("; ") };
}

function executables(path: string, names: readonly string[]): string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const applications = process.platform === "darwin" && names === systemNames ? macApplications : [];
  return [...onPath, ...applications].filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Quiet: what the command writes is only read for the reason of its failure. */
function run(
  command: string,
  args: readonly string[],
  limit: number,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A process group of its own, so that a command that takes too long goes with all its children.
    const child = spawn(command, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...env, DEBIAN_FRONTEND: "noninteractive", PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const timer = setTimeout(() => {
      stop(child);
      resolve(`no end within ${limit} s`);
    }, limit * 1000);
    child.on("error", (failure: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(failure.code === "ENOENT" ? "no such file" : failure.message);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? undefined : `${signal ?? `exit status ${code}`}${telling(output)}`);
    });
  });
}

/** Ends a command with its children, and waits for none of them. */
function stop(child: ChildProcessByStdio<null, Readable, Readable>): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  } catch {
    // It has just ended by itself.
  }
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
}

/** The line of a failed command's output that says why: the first that speaks of an error, else the last. */
function telling(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const line = lines.find((text) => /^E: |\berror\b/i.test(text)) ?? lines.findLast((text) => text !== "");
  return line === undefined ? "" : `, ${line}`;
}
