import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { type Fault, isFault } from "../faults/fault.ts";
import { kept } from "./kept.ts";
import type { Loss, Reading, Stories, Story } from "./story.ts";
import { temporaryFile } from "./temporary.ts";

/** How many bytes of stories are held in memory before they go into a file. */
const mostHeld = 8_000_000;

/**
 * A list of stories that may be larger than memory: what does not fit lies in a file for the time of the import, so that an export is
 * parsed once, however often its stories are asked for.
 */
export function newStories(): Stories {
  let held: Buffer[] = [];
  let size = 0;
  let path: string | undefined;
  const lengths: number[] = [];
  const put = () => {
    path ??= temporaryFile("stories");
    const file = openSync(path, "a");
    try {
      for (const data of held) writeSync(file, data);
    } finally {
      closeSync(file);
    }
    [held, size] = [[], 0];
  };
  return {
    push(story) {
      const data = serialize(story);
      held.push(data);
      lengths.push(data.length);
      size += data.length;
      if (size > mostHeld) put();
    },
    *[Symbol.iterator]() {
      if (path !== undefined) yield* storiesIn(path, lengths.slice(0, lengths.length - held.length));
      for (const data of held) yield deserialize(data) as Story;
    },
  };
}

function* storiesIn(path: string, lengths: readonly number[]): Generator<Story> {
  const file = openSync(path, "r");
  try {
    for (const length of lengths) {
      const data = Buffer.alloc(length);
      for (let read = 0; read < length; ) {
        const more = readSync(file, data, read, length - read, null);
        if (more === 0) throw new Error(`${path} was cut off while it was read`);
        read += more;
      }
      yield deserialize(data) as Story;
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Rows as stories, in one pass.
 *
 * @param make a row as a story, or why it is none; nothing where that needs no word
 */
export function storiesOf<T>(
  rows: Iterable<T>,
  make: (row: T, number: number) => Story | Loss | Fault | undefined,
): Pick<Reading, "stories" | "losses"> & { faults: Fault[] } {
  const stories = newStories();
  const losses: Loss[] = [];
  const faults: Fault[] = [];
  let number = 0;
  for (const row of rows) {
    const made = make(row, ++number);
    if (made === undefined) continue;
    if ("html" in made) stories.push(made);
    else if (isFault(made)) faults.push(kept(made));
    else losses.push(kept(made));
  }
  return { stories, losses, faults };
}
