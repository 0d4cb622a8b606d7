import { readFileSync } from "node:fs";
import { join } from "node:path";
import { error, type Fault } from "../faults/fault.ts";
import { differencesOf } from "./file-difference.ts";
import { parseJson, readOrReport } from "./read-served.ts";
import type { Served } from "./served.ts";
import { inParallel } from "./served-files.ts";

/** What to say of a site that another version of the press made. It is a difference, or a forger would only have to claim it. */
export function otherPress(served: Served, theirs: string | undefined, ours: string | undefined): Fault {
  const reason = `Stet ${theirs ?? "of an unknown version"} made the site, and this is ${ours}: words, metadata and lists were compared, not bytes`;
  const remedy = "check it with that version, or publish the site again";
  return error({ file: `${served.name}proof.json` }, reason, remedy);
}

/**
 * Compares the articles' records with those that the sources make, as far as both versions of the press tell the same things.
 *
 * @param edition the folder in which the edition was built anew
 * @param slugs the articles that both have
 */
export async function compareRecords(
  served: Served,
  edition: string,
  slugs: readonly string[],
  faults: Fault[],
): Promise<void> {
  await inParallel(served, slugs, async (slug) => {
    const path = `${slug}/article.json`;
    const place = { file: served.name + path };
    // That it is missing or no record is told where it is held against the site.
    const data = await readOrReport(served, path.split("/"), place, []);
    const found = data === undefined || data === "unreadable" ? undefined : fieldsOf(parseJson(data));
    const expected = fieldsOf(parseJson(readFileSync(join(edition, path))));
    if (!found || !expected) return;
    const [wanted, got] = [common(expected, found), common(found, expected)];
    if (wanted.equals(got)) return;
    for (const { reason } of differencesOf(path, wanted, got))
      faults.push(error(place, reason, "publish the site again, or find out who changed it"));
  });
}

function fieldsOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

/** The fields of a record that another one has, too, sorted by their names. */
function common(record: Record<string, unknown>, other: Record<string, unknown>): Buffer {
  const keys = Object.keys(record).filter((key) => key in other);
  return Buffer.from(JSON.stringify(Object.fromEntries(keys.sort().map((key) => [key, record[key]]))));
}
