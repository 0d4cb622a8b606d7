import { constants, copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Links } from "../site/links.ts";

/**
 * Copies the files that articles link to beside their pages, byte for byte. No hard link: an editor that writes into the file would
 * change the published site.
 *
 * @param folder the site's
 */
export function placeAttachments({ attachments }: Pick<Links, "attachments">, folder: string): void {
  for (const [place, { path }] of attachments) {
    const target = join(folder, place);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target, constants.COPYFILE_FICLONE);
  }
}
