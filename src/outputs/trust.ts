import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { contactAddress, type Publication } from "../press/record/publication.ts";
import type { Site } from "../press/site/site.ts";

/**
 * `trust.txt`: to whom the publisher belongs and what it controls, where the metadata say it.
 *
 * @see https://journallist.net/reference-document-for-trust-txt-specifications
 */
export function trust({ publication }: Site): OutputFile[] {
  return publication.trust ? [{ path: paths.trust, render: () => `${lines(publication).join("\n")}\n` }] : [];
}

function lines(publication: Publication): string[] {
  const { member, belongto, control, controlledby, social, disclosure } = publication.trust ?? {};
  const fields = { member, belongto, control, controlledby, social, disclosure };
  return Object.entries({ ...fields, contact: contactAddress(publication) }).flatMap(([name, values = []]) =>
    [values].flat().map((value) => `${name}=${value}`),
  );
}
