import { type Fault, isFault } from "../faults/fault.ts";
import { kept } from "./kept.ts";
import type { Loss, Reading, Story } from "./story.ts";

/**
 * Rows as stories. Those that become none are told once, however often the stories are asked for.
 *
 * @param make a row as a story, or why it is none
 */
export function storiesOf<T>(
  rows: Iterable<T>,
  make: (row: T, number: number) => Story | Loss | Fault,
): Pick<Reading, "stories" | "losses"> & { faults: Fault[] } {
  const losses: Loss[] = [];
  const faults: Fault[] = [];
  let told = false;
  function* stories(): Generator<Story> {
    let number = 0;
    for (const row of rows) {
      const made = make(row, ++number);
      if ("html" in made) yield made;
      else if (told) continue;
      else if (isFault(made)) faults.push(kept(made));
      else losses.push(kept(made));
    }
    told = true;
  }
  return { stories: { [Symbol.iterator]: stories }, losses, faults };
}
