import { absolute } from "../press/address/address.ts";
import { paths } from "../press/address/paths.ts";
import type { OutputFile } from "../press/page/render.ts";
import { contactAddress, type Publication } from "../press/record/publication.ts";
import type { Site } from "../press/site/site.ts";

/** `security.txt`: whom to tell of a hole in the site's security, where the metadata say it. */
export function security({ publication }: Site): OutputFile[] {
  return publication.security ? [{ path: paths.security, render: () => securityText(publication) }] : [];
}

/** @see https://www.rfc-editor.org/rfc/rfc9116#section-2.5 */
function securityText(publication: Publication): string {
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
  const address = absolute(publication, paths.security);
  return address.startsWith("https:") ? address : undefined;
}
