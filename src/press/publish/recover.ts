import { renameSync, rmdirSync } from "node:fs";
import { resolve } from "node:path";
import { beside, exists } from "./beside.ts";
import { diskError } from "./disk-error.ts";
import { remove, retire, syncParent } from "./folders.ts";
import { checkOwn, isMarked } from "./mark.ts";
import { checkOutput } from "./output.ts";

/** The staging folders that this process made. What a failed build still writes may come when the mark has gone. */
const claimed = new Set<string>();

/** Makes `recover` take whatever is in the staging folder for this process' own. */
export function claim(output: string): void {
  claimed.add(beside(output, "staging"));
}

/** Ends what `claim` began. */
export function disclaim(output: string): void {
  claimed.delete(beside(output, "staging"));
}

/**
 * Puts right what a killed build left beside the output folder. Call it at the start of every command, under the
 * lock. Nothing is awaited inside: called from an exit handler, it does all its work.
 *
 * @returns "restored" if the output folder was missing and the previous site stands there again
 * @throws PressError if something that Stet did not make stands in a place of its own; nothing is touched then
 */
export async function recover(output: string): Promise<"nothing" | "restored"> {
  const [staging, previous, removing] = [
    beside(output, "staging"),
    beside(output, "previous"),
    beside(output, "removing"),
  ];
  try {
    for (const own of [staging, previous, removing]) if (!claimed.has(own)) checkOwn(own);
    remove(removing);
    retire(staging, output);
    if (isMarked(output)) retire(previous, output);
    if (!exists(previous)) return "nothing";
    if (exists(output)) {
      checkOutput(output);
      rmdirSync(output);
    }
    renameSync(previous, resolve(output));
    syncParent(output);
    return "restored";
  } catch (thrown) {
    throw diskError(thrown, output) ?? thrown;
  }
}
