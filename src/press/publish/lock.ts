import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { error, PressError } from "../faults/fault.ts";
import { beside, checkOutput, diskError, recover } from "./publish.ts";

/*
 * The lock is the folder `.dist.lock` with one empty file in it, whose name says who holds it. A build prepares
 * such a folder under a name of its own and renames it to `.dist.lock`: rename(2) replaces an empty folder and
 * refuses a full one, so that one of many builds wins. To release is to remove the file. A dead build's file is
 * removed by its name, which no living process has: so nobody can take away a lock that is held, and neither the
 * clock nor file times are asked.
 */

/** A process, told apart from every other that has or had its number. */
interface Owner {
  pid: number;
  /** When it started, in clock ticks since the machine did; empty where the system does not say. */
  started: string;
  /** The running of the machine since it was last started; empty likewise. */
  boot: string;
  /** The space (a container's, say) in which the number counts; empty likewise. */
  space: string;
  host: string;
}

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Does work while no other process builds the same output. The lock lies beside the output folder. When the work
 * ends, however it ends (an error, an exit, SIGINT, SIGTERM, SIGHUP), staging folders and the lock are removed; what
 * a SIGKILL leaves is detected by the next process at once.
 *
 * @param output the output folder, as the maintainer typed it
 * @returns what the work returns
 * @throws PressError if another process holds the lock (nothing is touched then), the output folder is refused
 *   (see `checkOutput`), or the disk refuses the lock or the work; otherwise what the work throws
 */
export async function withLock<T>(output: string, work: () => Promise<T>): Promise<T> {
  checkOutput(output, []);
  const release = acquire(output);
  const atExit = () => {
    void recover(output).catch(() => undefined);
    release();
  };
  // Whoever else listens comes first: a progress bar shows the terminal's cursor again.
  const stop = (signal: keyof typeof EXIT_CODES) => process.nextTick(() => process.exit(EXIT_CODES[signal]));
  process.once("exit", atExit);
  process.on("SIGHUP", stop).on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work();
  } catch (thrown) {
    // The reason for the failure is worth more than a second one while tidying up; the next command tidies again.
    await recover(output).catch(() => undefined);
    tidyAtExit(output);
    throw diskError(thrown, output) ?? thrown;
  } finally {
    process.off("SIGHUP", stop).off("SIGINT", stop).off("SIGTERM", stop);
    process.off("exit", atExit);
    release();
  }
}

const untidy = new Set<string>();

/** When one page fails, others are still being written, and may make the staging folder again until the end. */
function tidyAtExit(output: string): void {
  if (untidy.size === 0) process.once("exit", () => untidy.forEach(tidy));
  untidy.add(output);
}

function tidy(output: string): void {
  try {
    const release = acquire(output);
    void recover(output).catch(() => undefined);
    release();
  } catch {
    // Another build holds the lock, and has tidied up or will.
  }
}

/** Takes the lock; returns what releases it. */
function acquire(output: string): () => void {
  const lock = beside(output, "lock");
  const me = self();
  const name = nameOf(me);
  const own = `${lock}.${name}`;
  try {
    mkdirSync(own);
    writeFileSync(join(own, name), "");
    while (!moveInto(own, lock)) clearDead(lock, me, output);
    removeDeadAttempts(lock, me);
  } catch (thrown) {
    rmSync(own, { recursive: true, force: true });
    throw diskError(thrown, output) ?? thrown;
  }
  return () => {
    rmSync(join(lock, name), { force: true });
    removeIfEmpty(lock);
  };
}

/** Renames a folder into a place that is free or an empty folder. */
function moveInto(own: string, lock: string): boolean {
  try {
    renameSync(own, lock);
    return true;
  } catch (thrown) {
    if (["ENOTEMPTY", "EEXIST"].includes(codeOf(thrown))) return false;
    throw thrown;
  }
}

/** Removes the marks of dead processes from the lock; throws if a living one holds it, or one we cannot ask. */
function clearDead(lock: string, me: Owner, output: string): void {
  for (const name of namesIn(lock)) {
    const owner = ownerOf(name);
    const state = owner === undefined ? "unknown" : stateOf(owner, me);
    if (state !== "dead") throw new PressError([heldBy(output, lock, owner, state)]);
    rmSync(join(lock, name), { force: true });
  }
}

function heldBy(output: string, lock: string, owner: Owner | undefined, state: "alive" | "unknown") {
  const who = owner === undefined ? "an unknown process" : `process ${owner.pid}`;
  if (state === "alive") {
    return error({ file: output }, `is being built by ${who}`, "wait for it, or stop it");
  }
  const where = owner === undefined ? "" : ` on another machine or in another container (${owner.host})`;
  return error(
    { file: output },
    `is being built by ${who}${where}`,
    `wait for it; if it is dead, remove ${lock}`,
  );
}

/** Removes the folders of processes that were killed while they tried to take the lock. */
function removeDeadAttempts(lock: string, me: Owner): void {
  const prefix = `${basename(lock)}.`;
  for (const name of namesIn(dirname(lock))) {
    if (!name.startsWith(prefix)) continue;
    const owner = ownerOf(name.slice(prefix.length));
    if (owner !== undefined && stateOf(owner, me) === "dead") {
      rmSync(join(dirname(lock), name), { recursive: true, force: true });
    }
  }
}

/** Whether a process is alive: known only of this machine's, in this process's own space of numbers. */
function stateOf(owner: Owner, me: Owner): "alive" | "dead" | "unknown" {
  if (owner.host !== me.host) return "unknown";
  if (owner.boot !== me.boot) return "dead";
  if (owner.space !== me.space) return "unknown";
  try {
    process.kill(owner.pid, 0);
  } catch (thrown) {
    if (codeOf(thrown) === "ESRCH") return "dead";
  }
  const started = startOf(owner.pid);
  return started === undefined || started === owner.started ? "alive" : "dead";
}

function self(): Owner {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? "",
    boot: orEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").replace(/[^0-9a-f]/g, "")),
    space: orEmpty(() => readlinkSync("/proc/self/ns/pid").replace(/[^0-9]/g, "")),
    host: hostname(),
  };
}

/**
 * When a process started, in clock ticks since the machine did: the 22nd field of /proc/PID/stat (proc(5)).
 * Undefined where the system does not say; "ended" for one that is dead and waits for its parent to take note.
 */
function startOf(pid: number): string | undefined {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The second field is the program's name in brackets, which may itself have spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "ended" : fields[19];
}

function nameOf(owner: Owner): string {
  return [owner.pid, owner.started, owner.boot, owner.space, encodeURIComponent(owner.host)].join("-");
}

function ownerOf(name: string): Owner | undefined {
  const parts = /^([1-9][0-9]*)-([0-9]*)-([0-9a-f]*)-([0-9]*)-(.*)$/.exec(name);
  if (parts === null) return undefined;
  const [, pid = "", started = "", boot = "", space = "", host = ""] = parts;
  return { pid: Number(pid), started, boot, space, host: decodeURIComponent(host) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return [];
    throw thrown;
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (thrown) {
    // Another build has just taken the lock (ENOTEMPTY), or taken and released it (ENOENT).
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(codeOf(thrown))) throw thrown;
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
