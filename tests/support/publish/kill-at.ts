/*
 * Preloaded before a build (`node --import tsx --import kill-at.ts?call=renameSync&name=.dist.previous build.ts`): the
 * process ends itself with SIGKILL at an exact point, so that what a kill leaves there can be looked at.
 *
 * call: the function of node:fs, or `write` for all that make files in the staging folder;
 * name: the name of the file or folder that the call makes or removes (`*` stands for anything);
 * nth: which of these calls (1); signal: another signal than SIGKILL; when: `before` or `after` the call.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

type Call = (...args: unknown[]) => unknown;

const { searchParams } = new URL(import.meta.url);
const call = searchParams.get("call") ?? "";
const when = searchParams.get("when") ?? "after";
const nth = Number(searchParams.get("nth") ?? 1);
const signal = (searchParams.get("signal") ?? "SIGKILL") as NodeJS.Signals;
const [start = "", end] = (searchParams.get("name") ?? "*").split("*");
const takesTwoPaths = /^(rename|link|copyFile)/;

let seen = 0;

function isMeant(functionName: string, args: unknown[]): boolean {
  const path = String(takesTwoPaths.test(functionName) ? args[1] : args[0]);
  if (call === "write" && !path.includes(".dist.staging/")) return false;
  const name = basename(path);
  if (end === undefined ? name !== start : !(name.startsWith(start) && name.endsWith(end))) return false;
  seen += 1;
  return seen === nth;
}

function endAt(functions: Record<string, unknown>, functionName: string): void {
  const original = functions[functionName] as Call;
  functions[functionName] = (...args: unknown[]): unknown => {
    if (!isMeant(functionName, args)) return original(...args);
    if (when !== "after") process.kill(process.pid, signal);
    const result = original(...args);
    if (when === "after") process.kill(process.pid, signal);
    return result;
  };
}

if (call === "write") {
  for (const name of ["writeFile", "link", "copyFile"])
    endAt(fs.promises as unknown as Record<string, unknown>, name);
  for (const name of ["writeFileSync", "linkSync", "copyFileSync"]) {
    endAt(fs as unknown as Record<string, unknown>, name);
  }
} else {
  endAt(fs as unknown as Record<string, unknown>, call);
}
syncBuiltinESMExports();
