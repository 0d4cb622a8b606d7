import { encode } from "./encode.ts";

/*
 * Eleventy holds all pages of a run until it ends. Held as text, each is moved about by the garbage collector, and takes two bytes a
 * character if only one of its quotes is curly. A transform of Eleventy's would be given these bytes.
 */

/** Where the pages of a run lie, one after the other, in bytes. What no page has used takes no memory. */
const room = Buffer.allocUnsafeSlow(32_000_000);

let used = 0;

/** A page as UTF-8. Good until `forgetPages`. */
export function pageBytes(html: string): Buffer {
  const page = encode(html);
  const start = used;
  if (start + page.length > room.length) return page;
  used += page.copy(room, start);
  return room.subarray(start, used);
}

/** Makes room for the pages of the next run. */
export function forgetPages(): void {
  used = 0;
}
