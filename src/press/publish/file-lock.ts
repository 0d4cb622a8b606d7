import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { error, PressError } from "../faults/fault.ts";

/*
 * Locks of flock(2): the kernel holds one for an open file and frees it when the process ends, however it ends, in whatever
 * container it runs. Node has no call for it. On macOS open(2) takes the lock; elsewhere the program flock(1) does (util-linux,
 * BusyBox): it locks the very open file that it inherits, so that the lock stays with this process when flock has ended.
 */

/** Flags of open(2) on macOS for a shared and an exclusive lock (<sys/fcntl.h>); Node has no names for them. */
const [O_SHLOCK, O_EXLOCK] = [0x10, 0x20];

/**
 * Makes an empty file that this process holds the lock of until it ends or closes the file.
 *
 * @returns the open file
 * @throws PressError if this machine has no program flock; an error with a code that `diskError` knows if the file
 *   cannot be made or locked
 */
export function createLocked(path: string): number {
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  if (process.platform === "darwin") return openSync(path, O_RDWR | O_CREAT | O_EXCL | O_EXLOCK);
  const file = openSync(path, O_RDWR | O_CREAT | O_EXCL);
  try {
    // This waits for whoever asks at this moment whether the lock is held.
    flock(file, "-x");
  } catch (thrown) {
    closeSync(file);
    throw thrown;
  }
  return file;
}

/**
 * Whether a living process holds a file's lock. A shared lock is tried, so that many can ask at once.
 *
 * @throws as `createLocked`
 */
export function isLocked(path: string): boolean {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  const flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
  if (process.platform === "darwin") return !opens(path, flags | O_SHLOCK);
  const file = openSync(path, flags);
  try {
    return !flock(file, "-s", "-n");
  } finally {
    closeSync(file);
  }
}

/** Whether a file can be opened; false if its lock is held. */
function opens(path: string, flags: number): boolean {
  try {
    closeSync(openSync(path, flags));
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EAGAIN") return false;
    throw thrown;
  }
}

/** Runs flock(1) on an open file; false if another open file has its lock. */
function flock(file: number, ...options: string[]): boolean {
  const {
    status,
    stderr,
    error: notRun,
  } = spawnSync("flock", [...options, "3"], {
    stdio: ["ignore", "ignore", "pipe", file],
    encoding: "utf8",
  });
  if (notRun !== undefined) throw notFound(notRun);
  if (status === 0) return true;
  // Status 1 and no word is "held"; anything else is the system's refusal.
  if (status === 1 && stderr === "") return false;
  throw Object.assign(new Error(`flock: ${stderr.trim()}`), { code: "ENOLCK" });
}

function notFound(notRun: Error): Error {
  if (!("code" in notRun && notRun.code === "ENOENT")) return notRun;
  const reason = "is not installed; by it a build keeps others out of its output";
  return new PressError([error({ file: "flock" }, reason, "install util-linux, which has it")]);
}
