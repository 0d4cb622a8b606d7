import { type BuildOptions, type Built, build as buildSite } from "./press/build/build.ts";
import { type Named, placesOf } from "./press/build/places.ts";
import { verifyPublication } from "./press/build/rebuild.ts";
import { servedFolder, servedSite } from "./press/proof/served.ts";
import type { Verified } from "./press/proof/verify.ts";

/*
 * The public face: what programs may ask of the press. People ask it by the command `stet`.
 */

export type { Built, Progress } from "./press/build/build.ts";
export { type Fault, oneLine, PressError } from "./press/faults/fault.ts";
export type { Verified } from "./press/proof/verify.ts";

/**
 * Builds a publication, as `stet build` does: the site takes the old one's place only when every word of every source stands on it.
 *
 * @param folder the publication's folder
 * @param options `articles`, `metadata`, `output`: places other than the publication's own; `strict`: warnings stop the build, too;
 *   `drafts`: an edition for editors, into an `output` of its own;
 *   `cache: false`: nothing is taken over from earlier builds; `now`: the present, by which articles are withheld until their date;
 *   `since`: the address or the folder of the last edition, where the output is not it
 * @throws PressError with every fault found; the output is as it was then
 */
export function build(folder: string, options: Named & BuildOptions = {}): Promise<Built> {
  return buildSite(placesOf(folder, options), options);
}

/**
 * Checks a site against a publication, as `stet verify` does.
 *
 * @param folder the publication's folder
 * @param site the site's address, or its folder; the publication's own output without it
 * @returns the differences, as faults with their places in the sources
 * @throws PressError if the sources are faulty
 */
export function verify(folder: string, site?: string): Promise<Verified> {
  const places = placesOf(folder);
  const where = site ?? places.output.path;
  const served = /^https?:\/\//i.test(where) ? servedSite(new URL(where)) : servedFolder(where);
  return verifyPublication(served, places);
}
export type { ArticleEndInput, FrontPageInput, PartInput, Parts } from "./press/site/parts.ts";
export type { Html, Value } from "./press/text/html.ts";
