import type { Portrait } from "../pictures/portraits.ts";
import type { Author, Authors } from "../record/authors.ts";

/** How a publication presents an author, with the picture as the site has it. */
export interface Profile extends Omit<Author, "portrait"> {
  portrait?: Portrait | undefined;
}

/** The profiles of a publication's authors. */
export function profilesOf(authors: Authors, portraits: ReadonlyMap<string, Portrait>): Profile[] {
  return [...new Set(authors.values())].map((author) => ({ ...author, portrait: portraits.get(author.id) }));
}
