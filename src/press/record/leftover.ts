import { type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import type { Leftover } from "../source/leftover-markup.ts";
import type { Doubt } from "./acknowledge.ts";

/** Markup that readers would see, and where. */
export interface PlacedLeftover extends Pick<Leftover, "kind" | "written"> {
  place: Place;
}

/**
 * Leftover markup with its place in the file.
 *
 * @param lines those of the text
 * @param firstLine the number of the first of them in the file
 */
export function placeLeftover(
  file: string,
  found: readonly Leftover[],
  lines: readonly string[],
  firstLine: number,
): PlacedLeftover[] {
  return found.map(({ kind, written, line }) => {
    const text = lines[line] ?? "";
    const at = text.indexOf(written);
    const column = (at >= 0 ? at : Math.max(text.search(/\S/), 0)) + 1;
    return { kind, written, place: { file, line: firstLine + line, column } };
  });
}

/** A warning of each, that an editor who means it can silence. */
export function doubtLeftover(found: readonly PlacedLeftover[]): Doubt[] {
  return found.map((one) => {
    const token = `markup: ${one.kind}`;
    const remedy = `take it out, or write it as the press reads it; if it is meant, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
    return { token, warning: { ...leftoverFault(one), remedy } };
  });
}

/** A warning of what cannot be silenced. */
export function leftoverFault({ kind, written, place }: PlacedLeftover): Fault {
  const reason = `readers would see ${kind}: ${quoted(written)}`;
  return warning(place, reason, "take it out, or write it as the press reads it");
}
