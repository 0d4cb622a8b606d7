import type { Places } from "../press/build/places.ts";
import { type Preview, type Refreshed, refresh } from "../press/build/preview.ts";
import { PressError } from "../press/faults/fault.ts";
import { report } from "./report.ts";
import { summary } from "./summary.ts";

/*
 * The building half of `stet start`, a process of its own: it builds whenever it is told to, and answers with what came of it.
 */

/** What came of a build, as text for the terminal and the browser. */
export interface Outcome {
  ok: boolean;
  text: string;
}

let last: Preview | undefined;

/** Builds whenever the process that started this one says so. */
export function run([wish = "{}"]: readonly string[]): void {
  const places: Places = JSON.parse(wish);
  let work = Promise.resolve();
  process.on("message", () => {
    work = work.then(() => buildAndTell(places));
  });
  process.on("disconnect", () => process.exit());
}

const manner = { colour: Boolean(process.stdout.isTTY), github: false };

async function buildAndTell(places: Places): Promise<void> {
  const { settle, ...outcome } = await attempt(places);
  process.send?.(outcome satisfies Outcome);
  if (settle) settleLater(settle);
}

let newest: Refreshed["settle"] | undefined;
let settling = Promise.resolve();

/** Builds go on meanwhile. Of those that wait, only the newest is worth settling. */
function settleLater(settle: Refreshed["settle"]): void {
  newest = settle;
  settling = settling.then(async () => {
    if (newest === settle) await settle().catch((thrown) => console.error(told(thrown)));
  });
}

async function attempt(places: Places): Promise<Outcome & Partial<Pick<Refreshed, "settle">>> {
  try {
    const started = process.hrtime.bigint();
    const { built, preview, settle } = await refresh(places, last);
    last = preview;
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const notes = built.faults.length > 0 ? `${report(built.faults, manner)}\n` : "";
    return { ok: true, text: `${notes}${summary(built, seconds)}`, settle };
  } catch (thrown) {
    return { ok: false, text: told(thrown) };
  }
}

function told(thrown: unknown): string {
  if (thrown instanceof PressError) return report(thrown.faults, manner);
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
