/*
 * Eleventy holds all pages of a run until it ends. Held as text, each is moved about by the garbage collector, and takes two bytes a
 * character if only one of its quotes is curly. A transform of Eleventy's would be given these bytes.
 */

/** Where the pages of a run lie, one after the other, in bytes. What no page has used takes no memory. */
const room = Buffer.allocUnsafeSlow(32_000_000);

let used = 0;

/** A page as UTF-8. Good until `forgetPages`. */
export function pageBytes(html: string): Buffer {
  // A character takes three bytes at most.
  if (used + html.length * 3 > room.length) return Buffer.from(html);
  const start = used;
  used += room.write(html, start);
  return room.subarray(start, used);
}

/** Makes room for the pages of the next run. */
export function forgetPages(): void {
  used = 0;
}
