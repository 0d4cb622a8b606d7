#!/usr/bin/env node
import { existsSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

// A build makes much garbage and little that lasts: a heap that grows by larger steps is collected less often.
setFlagsFromString("--heap-growing-percent=80");
// Small functions that are called in every word's loop are inlined less eagerly, which saves the compiler's time.
setFlagsFromString("--max-inlined-bytecode-size-cumulative=200");
// The reader of YAML asks the environment at each token, and Node's own object is slow to answer.
process.env = { ...process.env };
// Eleventy would resolve every import a second time, to see its templates change. Stet's are no files.
process.env.ELEVENTY_SKIP_ESM_RESOLVER = "1";

const source = new URL("../src/cli/stet.ts", import.meta.url);
if (existsSync(source)) {
  const { register } = await import("tsx/esm/api");
  register();
}
const { stet } = await import(existsSync(source) ? source.href : "../lib/src/cli/stet.js");
await stet(process.argv.slice(2));
