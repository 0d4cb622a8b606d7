import { format } from "node:util";
import { takeCoverage } from "node:v8";
import { workerData } from "node:worker_threads";

/*
 * A press that stays loaded: it runs one command after the other, each as if in a process of its own. `press.ts` waits for it.
 */

const { port, signal, program } = workerData;
let told = { stdout: "", stderr: "" };

console.log = (...args) => {
  told.stdout += `${format(...args)}\n`;
};
console.error = (...args) => {
  told.stderr += `${format(...args)}\n`;
};
const exit = process.exit;
process.exit = (code) => {
  answer(code ?? process.exitCode ?? 0, true);
  return exit(code);
};

/**
 * Tells what a command came to.
 *
 * @param {unknown} status the exit status
 * @param {boolean} gone whether the command ended its process, and so this thread
 */
function answer(status, gone) {
  port.postMessage({ status, ...told, gone });
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", async (/** @type {string[]} */ args) => {
  told = { stdout: "", stderr: "" };
  process.exitCode = 0;
  try {
    const { stet } = await import(program);
    if (args.length > 0) await stet(args);
    else takeCoverage();
  } catch (thrown) {
    console.error(thrown);
    process.exitCode = 1;
  }
  answer(process.exitCode, false);
});
