/*
 * Preloaded before a build (`node --import tsx --import kill-at.ts?call=renameSync&path=.dist.previous build.ts`):
 * the process ends itself with SIGKILL at an exact point, so that what a kill leaves there can be looked at.
 *
 * call: the function of node:fs; path: what its last path argument ends with (`*` stands for anything);
 * when: `before` or `after` the call, or `half`, for rmSync: with half of the folder's files removed.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, join } from "node:path";

const { searchParams } = new URL(import.meta.url);
const call = searchParams.get("call") as "mkdirSync" | "renameSync" | "rmSync" | "rmdirSync";
const when = searchParams.get("when") ?? "after";
const [start = "", end] = (searchParams.get("path") ?? "").split("*");

const original = fs[call] as (...args: unknown[]) => unknown;

function isMeant(args: unknown[]): boolean {
  const name = basename(String(call === "renameSync" ? args[1] : args[0]));
  return end === undefined ? name === start : name.startsWith(start) && name.endsWith(end);
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  // The signal is delivered before kill(2) returns; this is for the types.
  throw new Error("killed");
}

function removeHalf(folder: string): void {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile());
  for (const file of files.slice(0, files.length / 2)) fs.unlinkSync(join(file.parentPath, file.name));
}

Object.assign(fs, {
  [call]: (...args: unknown[]): unknown => {
    if (!isMeant(args)) return original(...args);
    if (when === "half" && fs.existsSync(String(args[0]))) {
      removeHalf(String(args[0]));
      die();
    }
    if (when === "before") die();
    const result = original(...args);
    if (when === "after") die();
    return result;
  },
});
syncBuiltinESMExports();
