import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "./ledger.ts";
import { freeName, type Shelf } from "./write.ts";

/** A piece as the ledger knows it. */
export interface Piece {
  id: string;
  /** The digest of what it says. */
  digest: string;
  /** Names for its file, in the order of preference. */
  proposals: readonly string[];
  day?: string | undefined;
  addresses: string[];
  draft?: boolean;
  ending: ".md" | ".txt";
}

/**
 * What there is to do with a piece: `new` is to be written; `same` and `changed` were imported before; `gone` was, and a maintainer
 * has removed or renamed its file since; `again` stands in this run for the second time.
 */
export type State = "new" | "same" | "changed" | "gone" | "again";

/** A piece with its place on the shelf. */
export interface Entered {
  name: string;
  state: State;
  entry: Entry;
  /** The digest of what the piece says. */
  digest: string;
}

/**
 * Enters a piece into the shelf's ledger, and gives it a name if it is new.
 *
 * @param seen the pieces of this run
 */
export function enter(shelf: Shelf, piece: Piece, seen: Map<string, Entered>): Entered {
  const { id, digest, addresses } = piece;
  const before = seen.get(id);
  if (before) return { ...before, state: before.digest === digest ? "again" : "changed" };
  const known = shelf.ledger.get(id);
  const entered = (known && stateOf(shelf, known, digest)) ?? added(shelf, piece);
  entered.entry.addresses = [...new Set([...entered.entry.addresses, ...addresses])];
  seen.set(id, entered);
  return entered;
}

/** Notes in the ledger that a piece's file stands. */
export function standing({ entry, digest }: Entered): void {
  entry.digest = digest;
}

/** What a piece that the ledger knows has come to; nothing where its file was never written. */
function stateOf(shelf: Shelf, entry: Entry, digest: string): Entered | undefined {
  if (entry.digest === undefined) return undefined;
  const name = entry.file.replace(/\.[^.]*$/, "");
  const state = !existsSync(join(shelf.folder, entry.file))
    ? "gone"
    : entry.digest === digest
      ? "same"
      : "changed";
  return { name, state, entry, digest };
}

function added(shelf: Shelf, { id, digest, proposals, day, addresses, draft, ending }: Piece): Entered {
  const name = freeName(shelf, proposals, day);
  const entry: Entry = { file: name + ending, addresses, ...(draft && { draft }) };
  shelf.ledger.set(id, entry);
  return { name, state: "new", entry, digest };
}
