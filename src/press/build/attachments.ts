import { constants, copyFileSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { error, type Fault } from "../faults/fault.ts";
import type { CheckedMedia } from "../pictures/media.ts";
import type { Article } from "../record/article.ts";
import type { Links } from "../site/links.ts";
import { besideMedia } from "../source/media.ts";

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

/**
 * Adds the files of sounds and films, and of their captions, to those that go beside pages.
 *
 * @returns a fault for each whose place another file has
 */
export function placeMedia(
  media: CheckedMedia["files"],
  articles: readonly Article[],
  { attachments }: Pick<Links, "attachments">,
): Fault[] {
  const faults: Fault[] = [];
  for (const article of articles) {
    const names = [...(media.get(article) ?? [])].flatMap(([src, { captions }]) =>
      captions ? [src, besideMedia(src, ".vtt")] : [src],
    );
    for (const name of names) {
      const place = `${article.slug}/${basename(name)}`;
      const path = join(dirname(article.path), name);
      const other = attachments.get(place)?.path ?? path;
      if (other !== path) {
        const reason = `${other} and ${path} have one name, and both would go beside the page`;
        faults.push(error({ file: article.file }, reason, "rename one of them"));
      }
      attachments.set(place, { kind: "attachment", path, shown: article.file });
    }
  }
  return faults;
}
