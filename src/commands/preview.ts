import { build } from "../press/build.ts";
import { PressError } from "../press/fault.ts";
import { checkPlace } from "../press/place.ts";
import { report } from "../press/report.ts";
import { summary } from "../press/summary.ts";

/*
 * The building half of `npm start`, a process of its own: it builds whenever it is told to, and answers with what came of it.
 */

/** What came of a build, as text for the terminal and the browser. */
export interface Outcome {
  ok: boolean;
  text: string;
}

const options: { articles: string; metadata: string; output: string } = JSON.parse(process.argv[2] ?? "{}");
const manner = { colour: Boolean(process.stdout.isTTY), github: false };

process.on("message", async () => process.send?.(await outcome()));
process.on("disconnect", () => process.exit());

async function outcome(): Promise<Outcome> {
  try {
    const started = process.hrtime.bigint();
    checkPlace(process.cwd());
    const built = await build({ ...options, strict: false, preview: true, onProgress: () => {} });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const notes = built.faults.length > 0 ? `${report(built.faults, manner)}\n` : "";
    return { ok: true, text: `${notes}${summary(built, seconds)}` };
  } catch (thrown) {
    if (thrown instanceof PressError) return { ok: false, text: report(thrown.faults, manner) };
    return { ok: false, text: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}
