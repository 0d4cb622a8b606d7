import { type Fault, type Place, quoted, warning } from "../faults/fault.ts";

/** A warning, and what an editor who has read it writes into the metadata to be rid of it. */
export interface Doubt {
  token: string;
  warning: Fault;
}

/**
 * Leaves out the warnings that an editor has read.
 *
 * @param acknowledged what the metadata's `acknowledge` lists
 * @param placeOf where in the metadata an item of that list stands
 * @returns the other warnings, and one for each item that quiets none: it is mistyped, or what it told of is gone
 */
export function unread(
  doubts: readonly Doubt[],
  acknowledged: readonly string[],
  placeOf: (index: number) => Place,
): Fault[] {
  const tokens = new Set(doubts.map(({ token }) => token));
  const read = new Set(acknowledged);
  const open = doubts.filter(({ token }) => !read.has(token));
  const remedy = open.length > 0 ? "write it as the warning does, or remove it" : "remove it";
  const idle = [...acknowledged.entries()].filter(([, token]) => !tokens.has(token));
  return [
    ...open.map(({ warning }) => warning),
    ...idle.map(([index, token]) =>
      warning(placeOf(index), `\`acknowledge\`: no warning says ${quoted(token)}`, remedy),
    ),
  ];
}
