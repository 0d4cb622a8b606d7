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

/** The bodies of a run's pages, by slug: the records beside a page hold its body, too. */
const bodies = new Map<string, Buffer>();

/** Keeps a page's body until the next run, if there is room. */
export function keepBody(slug: string, html: string): void {
  if (used + html.length * 3 <= room.length) bodies.set(slug, pageBytes(html));
}

/** The body of a page of this run, if it was kept. */
export function keptBody(slug: string): string | undefined {
  return bodies.get(slug)?.toString();
}

/** Makes room for the pages of the next run. */
export function forgetPages(): void {
  used = 0;
  bodies.clear();
}
