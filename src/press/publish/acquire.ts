import { randomBytes } from "node:crypto";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { error, type Fault, PressError } from "../faults/fault.ts";
import { beside, exists } from "./beside.ts";
import { diskError } from "./disk-error.ts";
import { createLocked, isLocked } from "./file-lock.ts";
import { foreign } from "./mark.ts";

/*
 * The lock is the folder `.dist.lock` with one empty file in it, the holder's: the kernel says whether its process lives (see
 * file-lock.ts), its name says which one it is. A build prepares such a folder under a name of its own and renames it to
 * `.dist.lock`: rename(2) replaces an empty folder and refuses a full one, so that one of many builds wins. To release is to
 * remove the file. A dead build's file is removed by its name, which no other file has: so nobody can take away a lock that is held.
 *
 * Containers that share a folder of one machine see each other's locks. Machines do as far as their network file system
 * carries locks, which NFS does.
 */

/** What a holder's file is called: the process's number, where that counts (see `here`), and chance. */
const NAME = /^([1-9][0-9]*)-([0-9]+-([\w.-]*))-[0-9a-f]{16}$/;

/** What follows `.dist.lock` in the name of a folder that is prepared. */
const ATTEMPT = /^\.[0-9a-f]{16}$/;

/**
 * Takes the lock of an output folder.
 *
 * @returns what releases it
 * @throws PressError if another process holds the lock, something that Stet did not make stands in its place, or the
 *   disk refuses it; nothing is left then
 */
export function acquire(output: string): () => void {
  for (;;) {
    try {
      return tryToAcquire(output);
    } catch (thrown) {
      // The build that holds the lock took this attempt for a dead build's, and removed it before its file was locked.
      if (codeOf(thrown) === "ENOENT" && exists(dirname(beside(output, "lock")))) continue;
      throw diskError(thrown, output) ?? thrown;
    }
  }
}

function tryToAcquire(output: string): () => void {
  const lock = beside(output, "lock");
  const chance = randomBytes(8).toString("hex");
  const name = `${process.pid}-${here()}-${chance}`;
  const attempt = `${lock}.${chance}`;
  let [at, file] = [attempt, -1];
  const release = () => {
    rmSync(join(at, name), { force: true });
    if (file !== -1) closeSync(file);
    removeIfEmpty(at);
  };
  mkdirSync(attempt);
  try {
    file = createLocked(join(attempt, name));
    while (!moveInto(attempt, lock)) clearDead(lock, output);
    at = lock;
    // Throws if the file was removed before it was locked: an empty folder keeps nobody out.
    statSync(join(lock, name));
  } catch (thrown) {
    release();
    throw thrown;
  }
  removeDeadAttempts(lock);
  return release;
}

/** Renames a folder into a place that is free or an empty folder. */
function moveInto(attempt: string, lock: string): boolean {
  try {
    renameSync(attempt, lock);
    return true;
  } catch (thrown) {
    if (["ENOTEMPTY", "EEXIST"].includes(codeOf(thrown))) return false;
    if (codeOf(thrown) === "ENOTDIR") throw new PressError([foreign(lock)]);
    throw thrown;
  }
}

/** Removes dead processes' files from the lock; throws if a living one holds it, or if one of them is not ours. */
function clearDead(lock: string, output: string): void {
  for (const name of readdirSync(lock)) {
    const path = join(lock, name);
    if (!NAME.test(name) || !isFile(path)) {
      // The holder may have released the lock meanwhile.
      if (exists(path)) throw new PressError([foreign(path)]);
    } else if (isLocked(path)) throw new PressError([heldBy(output, name)]);
    rmSync(path, { force: true });
  }
}

/** What to tell a build that is kept out by the holder of a file with this name. */
function heldBy(output: string, name: string): Fault {
  const [pid, where, machine] = ["$1", "$2", "$3"].map((part) => name.replace(NAME, part));
  const elsewhere = where === here() ? "" : ` in another container or on another machine (${machine})`;
  return error({ file: output }, `is being built by process ${pid}${elsewhere}`, "wait for it, or stop it");
}

/** Removes the folders of processes that were killed while they tried to take the lock. */
function removeDeadAttempts(lock: string): void {
  for (const name of readdirSync(dirname(lock))) {
    if (!name.startsWith(basename(lock)) || !ATTEMPT.test(name.slice(basename(lock).length))) continue;
    try {
      removeDeadAttempt(join(dirname(lock), name));
    } catch {
      // Its process has just ended and removed it, or another user owns it, who can remove it.
    }
  }
}

function removeDeadAttempt(attempt: string): void {
  if (!lstatSync(attempt).isDirectory()) return;
  const paths = readdirSync(attempt).map((name) => join(attempt, name));
  if (paths.some((path) => !NAME.test(basename(path)) || !isFile(path) || isLocked(path))) return;
  for (const path of paths) rmSync(path, { force: true });
  removeIfEmpty(attempt);
}

/** Where this process's number counts: its space of numbers, where the system has several, and the machine's name. */
function here(): string {
  const machine = hostname().replace(/[^\w.-]/g, "_");
  return `${spaceOfNumbers()}-${machine.slice(0, 64)}`;
}

function spaceOfNumbers(): string {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/[^0-9]/g, "");
  } catch {
    return "0";
  }
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
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
