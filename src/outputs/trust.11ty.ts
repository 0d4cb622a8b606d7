import { contactAddress, type Publication } from "../press/record/publication.ts";
import type { Site } from "../press/site/site.ts";

/** To whom the publisher belongs and what it controls, where the metadata say it. */
export const data = {
  eleventyExcludeFromCollections: true,
  permalink: ({ site }: { site: Site }) => (site.publication.trust ? ".well-known/trust.txt" : false),
};

/** @see https://journallist.net/reference-document-for-trust-txt-specifications */
export function render({ site: { publication } }: { site: Site }): string {
  return `${lines(publication).join("\n")}\n`;
}

function lines(publication: Publication): string[] {
  const { member, belongto, control, controlledby, social, disclosure } = publication.trust ?? {};
  const fields = { member, belongto, control, controlledby, social, disclosure };
  return Object.entries({ ...fields, contact: contactAddress(publication) }).flatMap(([name, values = []]) =>
    [values].flat().map((value) => `${name}=${value}`),
  );
}
