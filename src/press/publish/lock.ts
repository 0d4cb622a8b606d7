import { acquire } from "./acquire.ts";
import { diskError } from "./disk-error.ts";
import { checkOutput } from "./output.ts";
import { disclaim, recover } from "./recover.ts";

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Does work while no other process builds the same output. The lock lies beside the output folder. When the work
 * ends, however it ends (an error, an exit, SIGINT, SIGTERM, SIGHUP), staging folders and the lock are removed; what
 * a SIGKILL leaves is detected by the next process at once, in another container too.
 *
 * @param output the output folder, as the maintainer typed it
 * @returns what the work returns
 * @throws PressError if another process holds the lock (nothing is touched then), the output folder is refused
 *   (see `checkOutput`), or the disk refuses the lock or the work; otherwise what the work throws
 */
export async function withLock<T>(output: string, work: () => Promise<T>): Promise<T> {
  checkOutput(output);
  const release = acquire(output);
  const atExit = () => {
    void recover(output).catch(() => undefined);
    release();
  };
  // Whoever else listens comes first: a progress bar shows the terminal's cursor again.
  const stop = (signal: keyof typeof EXIT_CODES) => process.nextTick(() => process.exit(EXIT_CODES[signal]));
  process.once("exit", atExit);
  process.on("SIGHUP", stop).on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const result = await work();
    disclaim(output);
    return result;
  } catch (thrown) {
    // The reason for the failure is worth more than a second one while tidying up; the next command tidies again.
    await recover(output).catch(() => undefined);
    tidyAtExit(output);
    throw diskError(thrown, output) ?? thrown;
  } finally {
    process.off("SIGHUP", stop).off("SIGINT", stop).off("SIGTERM", stop);
    process.off("exit", atExit);
    release();
  }
}

const untidy = new Set<string>();

/** When one page fails, others are still being written, and may make the staging folder again until the end. */
function tidyAtExit(output: string): void {
  if (untidy.size === 0) process.once("exit", () => untidy.forEach(tidy));
  untidy.add(output);
}

function tidy(output: string): void {
  try {
    const release = acquire(output);
    void recover(output).catch(() => undefined);
    release();
  } catch {
    // Another build holds the lock, and has tidied up or will.
  }
}
