import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

/** The project's folder. */
export const project = fileURLToPath(new URL("../../", import.meta.url));

/** The press' own command, compiled where the tests' setup has done so: it starts in half the time. */
export const stetProgram = join(process.env.STET_PRESS ?? project, "bin/stet.js");

/** What a run of a command came to. */
export interface Ran {
  /** The exit status; null where a signal ended the process. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Where a command runs. */
export interface Surroundings {
  /** The current folder; the project's without it. */
  cwd?: string;
  /** What differs from the tests' own environment; `undefined` leaves a variable out. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs `stet` with arguments and waits for it. Most of what a command takes is loading the press, so it runs in a thread in which the
 * press stays loaded, but for an environment or a folder that only a process of its own can have.
 */
export function runStet(args: readonly string[], { cwd = project, env = {} }: Surroundings = {}): Ran {
  if (process.env.STET_PRESS !== undefined && cwd === project && Object.keys(env).length === 0)
    return runInThread(args);
  const { status, stdout, stderr } = spawnSync(process.execPath, [stetProgram, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: { ...environment(), ...env },
  });
  return { status, stdout, stderr };
}

/** GitHub's annotations would repeat every fault. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GITHUB_ACTIONS: "" };
}

interface Thread {
  worker: Worker;
  port: MessagePort;
  /** 1 once an answer is there. */
  signal: Int32Array;
}

let thread: Thread | undefined;

/** The longest that a command may take, in milliseconds. */
const longest = 110_000;

/** Runs `stet` in that thread while the test goes on, as it must where it answers what the command asks of a server. */
export async function runStetBeside(args: readonly string[]): Promise<Ran> {
  const { port } = startIfNone();
  const answered = once(port, "message");
  port.postMessage(args);
  return ranOf((await answered)[0]);
}

function runInThread(args: readonly string[]): Ran {
  const { port, signal } = startIfNone();
  Atomics.store(signal, 0, 0);
  port.postMessage(args);
  Atomics.wait(signal, 0, 0, longest);
  const answer: Answer | undefined = receiveMessageOnPort(port)?.message;
  if (answer) return ranOf(answer);
  endThread();
  throw new Error(`stet ${args.join(" ")} gave no answer in ${longest / 1000} s`);
}

/** What a command came to, where it may have ended its thread. */
type Answer = Ran & { gone: boolean };

function ranOf({ status, stdout, stderr, gone }: Answer): Ran {
  if (gone) endThread();
  return { status, stdout, stderr };
}

function startIfNone(): Thread {
  thread ??= startThread();
  return thread;
}

function startThread(): Thread {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const program = join(process.env.STET_PRESS ?? "", "lib/src/cli/stet.js");
  const worker = new Worker(new URL("press-thread.mjs", import.meta.url), {
    workerData: { port: port2, signal, program },
    transferList: [port2],
    env: { ...environment(), ELEVENTY_SKIP_ESM_RESOLVER: "1" },
  });
  worker.unref();
  port1.unref();
  // A thread that ends with its process leaves no counts of what it ran.
  if (process.env.NODE_V8_COVERAGE !== undefined) process.once("exit", () => thread && runInThread([]));
  return { worker, port: port1, signal };
}

function endThread(): void {
  thread?.port.close();
  void thread?.worker.terminate();
  thread = undefined;
}
