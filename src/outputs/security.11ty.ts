import { absolute } from "../press/address/address.ts";
import { contactAddress, type Publication } from "../press/record/publication.ts";
import type { Site } from "../press/site/site.ts";

const path = ".well-known/security.txt";

/** Whom to tell of a hole in the site's security, where the metadata say it. */
export const data = {
  eleventyExcludeFromCollections: true,
  permalink: ({ site }: { site: Site }) => (site.publication.security ? path : false),
};

/** @see https://www.rfc-editor.org/rfc/rfc9116#section-2.5 */
export function render({ site: { publication } }: { site: Site }): string {
  const { security, language } = publication;
  const fields = [
    ["Contact", contactAddress(publication)],
    ["Expires", security?.expires],
    ["Preferred-Languages", language],
    ["Canonical", canonical(publication)],
    ["Policy", security?.policy],
  ];
  return fields.map(([name, value]) => (value === undefined ? "" : `${name}: ${value}\n`)).join("");
}

/** Only addresses that begin with https:// may stand in the file. */
function canonical(publication: Publication): string | undefined {
  const address = absolute(publication, path);
  return address.startsWith("https:") ? address : undefined;
}
