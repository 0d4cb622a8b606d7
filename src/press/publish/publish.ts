import { mkdirSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Fault, messageOf, warning } from "../faults/fault.ts";
import { beside, exists, shown } from "./beside.ts";
import { onDisk } from "./disk-error.ts";
import { retire, syncParent } from "./folders.ts";
import { isFinished, MARK, mark } from "./mark.ts";
import { checkOutput } from "./output.ts";
import { claim } from "./recover.ts";

/*
 * A build writes into `.dist.staging`, beside `dist`. Publishing renames `dist` to `.dist.previous`, the staging
 * folder to `dist`, and the previous site to `.dist.removing`, which is then removed. So `.dist.previous` is
 * always a whole site, and the other two are always rubbish: whatever a killed build leaves can be put right.
 *
 * Everything here blocks on purpose: nothing of this process, no signal handler either, runs between two renames,
 * and removing 30,000 files this way takes a third of the processor time of `fs.promises.rm`.
 */

/**
 * Makes the folder in which a build writes the new site: beside the output folder, so that it can be renamed into its
 * place, and with nothing in it but an empty `proof.json`, by which the next build knows it as Stet's. `recover` must
 * have run.
 *
 * @param sources the folders and files that the build reads; the output may neither hold them nor lie in them
 * @param precious folders in which the output may lie, but which it must not hold: the press, the publication
 * @returns the absolute path of the staging folder, the same for every build of this output
 * @throws PressError if the output folder is refused (see `checkOutput`), or the disk does not let us
 */
export async function openStaging(
  output: string,
  sources: readonly string[],
  precious: readonly string[] = [],
): Promise<string> {
  checkOutput(output, sources, precious);
  const staging = beside(output, "staging");
  onDisk(output, () => {
    mkdirSync(staging);
    claim(output);
    mark(staging);
  });
  return staging;
}

/**
 * Puts a finished site in the place of the old one, with two renames, and removes the old one. Hosts can go on
 * reading: each read gets the old site or the new one, except in the instant between the renames (some ten
 * microseconds), when there is none. Links inside the old site are removed, never followed.
 *
 * A process killed at any point leaves the old site or the new one, whole, once `recover` has run. For a power
 * loss nothing is promised: the files are not flushed (30,000 of them would take 7 seconds), so that files of the
 * last half minute may come back empty; then build again.
 *
 * @param staging what `openStaging` gave, with the whole site in it
 * @returns a warning if the old site could not be removed: the new one stands all the same
 * @throws PressError if the disk does not let us; the old site stands then
 */
export async function publish(staging: string, output: string): Promise<Fault[]> {
  await hearSignals();
  if (!isFinished(staging)) throw new Error(`${staging} has no ${MARK}: this is not a finished site`);
  // Once more, since the build began somebody may have put something there.
  checkOutput(output);
  onDisk(output, () => swap(staging, resolve(output), beside(output, "previous")));
  try {
    retire(beside(output, "previous"), output);
  } catch (thrown) {
    return [notRemoved(output, thrown)];
  }
  return [];
}

/** What is left of the old site stands where its removal stopped: before it was renamed, or after. */
function notRemoved(output: string, thrown: unknown): Fault {
  const previous = beside(output, "previous");
  const left = exists(previous) ? previous : beside(output, "removing");
  const reason = `the old site could not be removed: ${messageOf(thrown)}`;
  return warning({ file: shown(left) }, reason, "the new site stands; remove this folder by hand");
}

/**
 * Lets a signal that came while the process was busy have its say. Signals are heard when the event loop polls,
 * which it does at least once between two immediates, not before the first.
 */
async function hearSignals(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** The two renames. If the second fails, the first is undone. */
function swap(staging: string, output: string, previous: string): void {
  const replaces = exists(output);
  if (replaces) renameSync(output, previous);
  try {
    renameSync(staging, output);
  } catch (thrown) {
    if (replaces) renameSync(previous, output);
    throw thrown;
  }
  // The new name has to be on the disk before the old site goes.
  syncParent(output);
}
