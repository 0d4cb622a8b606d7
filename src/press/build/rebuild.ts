import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Served } from "../proof/served.ts";
import { type Verified, verify } from "../proof/verify.ts";
import type { Now } from "../record/now.ts";
import { build } from "./build.ts";
import type { Places } from "./places.ts";

/**
 * Checks a site against a publication's sources: the edition is built from them anew, and every byte of the site is compared with it.
 *
 * @param now what is dated later need not be on the site
 * @throws PressError if the sources are faulty
 */
export function verifyPublication(served: Served, places: Places, now?: Now): Promise<Verified> {
  return verify(served, { ...places, anew: (moment, work) => withEdition(places, moment, work) }, now);
}

/** Builds an edition in a temporary folder, with nothing that earlier builds kept, and removes it when the work is done. */
async function withEdition<T>(places: Places, now: Now, work: (folder: string) => Promise<T>): Promise<T> {
  const room = mkdtempSync(join(tmpdir(), "stet-edition-"));
  try {
    const folder = join(room, "site");
    await build({ ...places, output: { path: folder, shown: folder } }, { cache: false, now });
    return await work(folder);
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}
