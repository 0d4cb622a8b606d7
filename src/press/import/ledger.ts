import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { error, type Fault } from "../faults/fault.ts";
import { digest } from "../text/bytes.ts";
import type { Story } from "./story.ts";

/** The ledger's name, beside the articles. */
export const ledgerName = ".stet-import.json";

const entrySchema = z.strictObject({
  /** The article's file. */
  file: z.string(),
  /** What the piece said when it was imported; absent while its file is still to be written. */
  digest: z.string().optional(),
  /** The addresses under which other pieces link to it. */
  addresses: z.array(z.string()),
  draft: z.boolean().optional(),
});

const ledgerSchema = z.strictObject({ version: z.literal(1), pieces: z.record(z.string(), entrySchema) });

/** What is known of one piece that was imported. */
export type Entry = z.output<typeof entrySchema>;

/** The pieces that were imported into a folder, by their identity. */
export type Ledger = Map<string, Entry>;

/** The ledger of a folder of articles; an empty one where there is none. */
export function readLedger(folder: string): Ledger | Fault {
  const file = join(folder, ledgerName);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return new Map();
  }
  const remedy = "restore the file; without it every piece would be imported again";
  try {
    const found = ledgerSchema.safeParse(JSON.parse(text));
    if (found.success) return new Map(Object.entries(found.data.pieces));
    return error({ file }, `the ledger of imports cannot be read: ${found.error.issues[0]?.message}`, remedy);
  } catch {
    return error({ file }, "the ledger of imports is not JSON", remedy);
  }
}

/** Writes the ledger in one step, so that it is whole whenever the process ends. */
export function writeLedger(folder: string, ledger: Ledger): void {
  const sorted = [...ledger].sort(([a], [b]) => (a < b ? -1 : 1));
  // The order of the keys does not depend on how an entry came about, so that the same import leaves the same bytes.
  const pieces = Object.fromEntries(
    sorted.map(([id, { file, digest, addresses, draft }]) => [id, { file, digest, addresses, draft }]),
  );
  const draft = join(folder, `${ledgerName}.${process.pid}~`);
  writeFileSync(draft, `${JSON.stringify({ version: 1, pieces }, undefined, 1)}\n`, { flush: true });
  renameSync(draft, join(folder, ledgerName));
}

/** The digest of what a piece says. Views, locks and the like may change without it. */
export function digestOf({ headline, html, metadata }: Story): string {
  return digest(JSON.stringify([headline, html, metadata.standfirst, metadata.status]));
}
