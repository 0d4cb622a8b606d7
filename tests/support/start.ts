import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainMetadata, stetProgram } from "./build.ts";
import { temporaryFolder } from "./temporary.ts";

/** The folder of a new publication, laid out as `stet init` lays one out: file names below it and their contents. */
export function publicationOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ "metadata.yaml": plainMetadata, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** `stet start` on any free port, unless its arguments say another. Whoever starts it ends it. */
export function startSite(folder: string, args: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [stetProgram, "start", folder, "--port", "0", ...args], {
    env: { ...process.env, GITHUB_ACTIONS: "" },
  });
}
