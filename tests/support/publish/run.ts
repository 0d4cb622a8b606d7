import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface Ended {
  /** The exit status, or the name of the signal that ended the process. */
  end: number | string;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  /** Waits until a line has been written to standard output. */
  said: (line: string) => Promise<void>;
  /** Answers a process that holds. */
  goOn: () => void;
  ended: Promise<Ended>;
}

/** The path of a program of this folder: compiled where the tests' setup has done so, which starts in a third of the time. */
export function program(name: string): string {
  const press = process.env.STET_PRESS;
  if (press !== undefined) return join(press, "lib/tests/support/publish", `${name}.js`);
  return fileURLToPath(new URL(`${name}.ts`, import.meta.url));
}

/** The address of a program of this folder, with a query: what `node --import` takes. */
export function here(name: string, query: Record<string, string> = {}): string {
  return `${pathToFileURL(program(name))}?${new URLSearchParams(query)}`;
}

/** Starts a program in a process of its own, the very one that a signal then meets. */
export function start(file: string, args: readonly string[], preloads: readonly string[] = []): Running {
  const modules = file.endsWith(".ts") ? ["tsx", ...preloads] : preloads;
  const imports = modules.flatMap((module) => ["--import", module]);
  return follow(spawn(process.execPath, [...imports, file, ...args], { stdio: "pipe" }));
}

/** Starts the small press of the tests (see press.ts). */
export function startPress(
  output: string,
  version: string,
  pages: number,
  how = "",
  preloads: string[] = [],
) {
  return start(program("press"), [output, version, String(pages), how], preloads);
}

export function follow(child: ChildProcess): Running {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(
    ([status, signal]): Ended => ({ end: status ?? signal, stdout, stderr }),
  );
  const said = async (line: string): Promise<void> => {
    const over = ended.then(() => "over");
    while (!stdout.split("\n").includes(line)) {
      const next = child.stdout === null ? "over" : await Promise.race([once(child.stdout, "data"), over]);
      if (next === "over" && !stdout.includes(line)) throw new Error(`ended before "${line}": ${stderr}`);
    }
  };
  return { process: child, said, goOn: () => child.stdin?.write("\n"), ended };
}
