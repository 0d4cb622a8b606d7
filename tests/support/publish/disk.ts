import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Every file of a folder with the SHA-256 of its bytes, by path; symbolic links are read, not followed. */
export function readTree(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const tree = new Map<string, string>();
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) continue;
    const bytes = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
    tree.set(relative(folder, path), createHash("sha256").update(bytes).digest("hex"));
  }
  return tree;
}

/** The names that a build left beside its output folder: locks, staging folders, old sites. */
export function leftovers(output: string): string[] {
  return readdirSync(dirname(output)).filter((name) => name.startsWith(".dist."));
}

/** Mounts a file system of the given size in memory; says why if that is not possible. */
export function mountMemory(folder: string, size: string): { reason: string } | undefined {
  mkdirSync(folder, { recursive: true });
  if (process.platform !== "linux") return { reason: "needs Linux" };
  if (process.getuid?.() !== 0) return { reason: "needs root, to mount a small file system" };
  return mount(["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]);
}

/** Makes what `mountMemory` mounted read-only. */
export function makeReadOnly(folder: string): void {
  const failed = mount(["-o", "remount,ro", folder]);
  if (failed !== undefined) throw new Error(failed.reason);
}

export function unmount(folder: string): void {
  if (existsSync(folder)) spawnSync("umount", [folder]);
}

function mount(args: string[]): { reason: string } | undefined {
  const { status, stderr, error } = spawnSync("mount", args, { encoding: "utf8" });
  return status === 0 ? undefined : { reason: `mount failed: ${error?.message ?? stderr.trim()}` };
}
