import { z } from "zod";
import { error, type Fault, isFault } from "../faults/fault.ts";
import { read } from "../source/utf8.ts";
import type { ProofRecord } from "./proof-json.ts";
import { parseJson, readProof } from "./read-served.ts";
import { type Served, type ServedLimits, servedFolder, servedSite } from "./served.ts";

/*
 * What stands published: the last edition of a site, in its folder or on the web. Its list of digests is read as a whole, and the
 * articles' own files only where they are asked for.
 */

/** An edition that stands published. */
export interface Edition {
  served: Served;
  /** Its articles, by slug. */
  records: ReadonlyMap<string, ProofRecord>;
}

/** What one look at a hosted edition may take: it holds up a build. */
const limits: ServedLimits = { milliseconds: 300_000, bytes: 2_000_000_000 };

/** A site by its address or its folder; nothing if what looks like an address is none. */
export function servedAt(where: string): Served | undefined {
  if (!/^https?:\/\//i.test(where)) return servedFolder(where);
  return URL.canParse(where) ? servedSite(new URL(where), limits) : undefined;
}

/** The edition that a site holds; faults where it holds none. */
export async function readEdition(served: Served): Promise<Edition | Fault[]> {
  const faults: Fault[] = [];
  const proof = await readProof(served, faults);
  if (proof) return { served, records: new Map(proof.records.map((record) => [record.slug, record])) };
  const reason = served.ended?.();
  return faults.length > 0 || reason === undefined ? faults : [error({ file: served.name }, reason)];
}

/** What an edition said of an article to programs, as far as changes are told by it. */
export interface Told {
  published?: string | undefined;
  updated?: string | undefined;
  corrections: readonly { date: string; text: string }[];
}

const toldShape = z.object({
  published: z.string().optional(),
  updated: z.string().optional(),
  corrections: z.array(z.object({ date: z.string(), text: z.string() })).default([]),
});

/** What an edition told of an article; as little as there may be, where its record is missing. */
export async function readTold({ served }: Edition, slug: string): Promise<Told> {
  const data = await readOrNothing(served, [slug, "article.json"]);
  const parsed = toldShape.safeParse(data && parseJson(data));
  return parsed.success ? parsed.data : { corrections: [] };
}

/** The text of an article's source in an edition; nothing where it cannot be read. */
export async function readText({ served }: Edition, { source }: ProofRecord): Promise<string | undefined> {
  const data = await readOrNothing(served, source.split("/"));
  const text = data && read(`${served.name}${source}`, data);
  return text && !isFault(text) ? text.text : undefined;
}

/** A missing file makes a report shorter, and no change goes untold for it. */
async function readOrNothing(served: Served, path: readonly string[]): Promise<Buffer | undefined> {
  try {
    return await served.read(path);
  } catch {
    return undefined;
  }
}
