import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

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

/** The address of a file beside this one, with a query: what `node --import` takes. */
export function here(file: string, query: Record<string, string> = {}): string {
  return `${new URL(file, import.meta.url)}?${new URLSearchParams(query)}`;
}

/** Starts a TypeScript program in a process of its own, the very one that a signal then meets. */
export function start(program: string, args: readonly string[], preloads: readonly string[] = []): Running {
  const imports = ["tsx", ...preloads].flatMap((module) => ["--import", module]);
  const child = spawn(process.execPath, [...imports, program, ...args], { stdio: "pipe" });
  return follow(child);
}

/** Starts the small press of the tests (see press.ts). */
export function startPress(
  output: string,
  version: string,
  pages: number,
  how = "",
  preloads: string[] = [],
) {
  const program = fileURLToPath(new URL("press.ts", import.meta.url));
  return start(program, [output, version, String(pages), how], preloads);
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
