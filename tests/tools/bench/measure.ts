import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a program cost. */
export interface Cost {
  /** User and system CPU, in seconds. */
  cpu: number;
  /** Seconds on the clock. */
  wall: number;
  /** The largest resident memory of all its processes, in megabytes. */
  memory: number;
}

/** How often a program's memory is looked at, in milliseconds. The kernel keeps the peak, so few looks are enough. */
const interval = 25;

/**
 * Runs a program and measures it from outside: its CPU by the shell's `time`, which asks the kernel, its memory by `/proc`.
 *
 * @param cwd the folder it runs in
 * @throws Error if it fails, with what it said
 */
export async function measure(command: string, args: readonly string[], cwd = "."): Promise<Cost> {
  const child = spawn("bash", ["-c", 'TIMEFORMAT="%3U %3S %3R"; time "$@"', "bash", command, ...args], {
    cwd,
    // A process group of its own, so that the shell and all that it runs end together.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  // Before whatever else happens at the exit: what is still running would write into folders that are being removed.
  process.prependOnceListener("exit", end);
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  let memory = 0;
  const timer = setInterval(() => {
    memory = Math.max(memory, peakOf(child.pid));
  }, interval);
  const status = await new Promise<number | null>((done) => child.once("close", done));
  clearInterval(timer);
  process.off("exit", end);
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(said);
  if (status !== 0 || !times) throw new Error(`${command} ended with ${status}: ${said}`);
  const [user, system, wall] = times.slice(1).map(Number) as [number, number, number];
  return { cpu: user + system, wall, memory };
}

/** The peak memory of a process's children and of theirs, in megabytes: Pagefind is a process of its own. */
function peakOf(parent: number | string | undefined): number {
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim();
    if (children === "") return 0;
    return children.split(" ").reduce((sum, child) => sum + ownPeakOf(child) + peakOf(child), 0);
  } catch {
    return 0;
  }
}

function ownPeakOf(process: string): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${process}/status`, "utf8"))?.[1];
  return Number(peak ?? 0) / 1000;
}

/** Whether a program is on this machine. */
export function isThere(command: string): boolean {
  return spawnSync(command, ["version"], { stdio: "ignore" }).status === 0;
}

/** The middle of several numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
