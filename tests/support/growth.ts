import { Session } from "node:inspector";

/* How the cost of reading grows with a text's size, measured so that neither the machine's load nor its clock decides. */

/** How a size compares with the least: each is read so many times that all runs read as much text. */
const factors = [1, 4, 16] as const;

/** Processor time in microseconds below which a run says little. */
const noise = 8_000;

/** How many runs there are at most, where the least of them is too much. */
const mostRuns = 12;

/** What reading the largest text costs, and how that grows: 1 is in proportion to the size, 2 with its square. */
export interface Growth<R = unknown> {
  /** What reading the largest text came to. */
  result: R;
  timeExponent: number;
  memoryExponent: number;
  /** Processor time in microseconds. */
  time: number;
  /** What is allocated, in bytes, garbage and all: no more can ever be in use. */
  memory: number;
  /** The figures, for messages. */
  told: string;
}

/**
 * Measures how reading grows over sixteen times the size. The small text is read as many times as it is smaller, so that all runs
 * take long, and wear out the processor's caches and the collector alike. What else a machine does only adds to a run: where the first
 * is above the limit, more are made, and the least of them counts.
 *
 * @param make a text of so many pieces
 * @param count the pieces of the smallest text
 * @param limit the exponent that is striven for
 */
export async function growth<T, R>(
  make: (count: number) => T,
  read: (input: T) => R | Promise<R>,
  count: number,
  limit: number,
): Promise<Growth<R>> {
  const inputs = factors.map((factor) => ({ input: make(factor * count), times: 16 / factor }));
  const run = async (at: number, again = 1) => {
    const { input, times } = inputs[at] as (typeof inputs)[number];
    for (let left = times * again; left > 0; left--) await read(input);
  };
  // The first run compiles the code, and tells how often a run must be repeated to be above the noise.
  const before = process.cpuUsage();
  const result = await read((inputs.at(-1) as (typeof inputs)[number]).input);
  const again = Math.ceil(noise / Math.max(1, since(before)));
  const least: number[] = [];
  const memory: number[] = [];
  for (const at of inputs.keys())
    memory[at] = await memoryOf(async () => {
      least[at] = (await timeOf(() => run(at, again))) / again;
    }, again);
  for (let round = 1; round < mostRuns && exponentOf(least) >= limit; round++)
    for (const [at, before] of least.entries())
      least[at] = Math.min(before, (await timeOf(() => run(at, again))) / again);
  const ms = least.map((time) => (time / 1000).toFixed(1));
  const mb = memory.map((bytes) => (bytes / 1e6).toFixed(1));
  return {
    result,
    timeExponent: exponentOf(least),
    memoryExponent: exponentOf(memory.map((bytes) => Math.max(bytes, smallest))),
    time: least.at(-1) as number,
    memory: memory.at(-1) as number,
    told: `as much text in 16, 4 and 1 pieces: ${ms.join(", ")} ms, ${mb.join(", ")} MB`,
  };
}

/** Allocations in bytes below which the profiler's samples say little. */
const smallest = 500_000;

/** The exponent by which costs of as much text grow, where the last text is sixteen times the first. */
function exponentOf(costs: readonly number[]): number {
  return 1 + Math.log((costs.at(-1) as number) / (costs[0] as number)) / Math.log(16);
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return since(before);
}

/** Processor time since, in microseconds. */
function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * What is allocated in one of so many runs, in bytes, from samples of V8's heap profiler.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#method-startSampling
 */
async function memoryOf(work: () => Promise<void>, again: number): Promise<number> {
  const session = new Session();
  session.connect();
  session.post("HeapProfiler.startSampling", {
    samplingInterval: 16_384,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await work();
  let bytes = 0;
  session.post("HeapProfiler.stopSampling", (_error, { profile }) => {
    const nodes = [profile.head];
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      bytes += node.selfSize;
      nodes.push(...node.children);
    }
  });
  session.disconnect();
  return bytes / again;
}
