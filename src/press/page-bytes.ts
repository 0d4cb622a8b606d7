/*
 * Eleventy holds all pages of a run until it ends. Held as text, each is moved about by the garbage collector, and takes two bytes a
 * character if only one of its quotes is curly.
 */

/** Where the pages of a run lie, one after the other, in bytes. What no page has used takes no memory. */
const room = Buffer.allocUnsafeSlow(32_000_000);

let used = 0;

/** UTF-8 takes no more bytes than this for a UTF-16 code unit. */
const mostBytes = 3;

/** A page as UTF-8. Good until `forgetPages`. */
export function pageBytes(html: string): Buffer {
  if (used + html.length * mostBytes > room.length) return Buffer.from(html);
  const start = used;
  used += room.write(html, start);
  return room.subarray(start, used);
}

/** Makes room for the pages of the next run. */
export function forgetPages(): void {
  used = 0;
}
