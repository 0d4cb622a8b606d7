import { constants, copyFileSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CheckedMedia } from "../pictures/media.ts";
import type { Article } from "../record/article.ts";
import type { Links } from "../site/links.ts";
import type { BesideFile } from "../source/folder.ts";
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

/** The files of sounds and films, and of their captions, by their places beside the pages that show them. */
export function mediaFiles(
  media: CheckedMedia["files"],
  articles: readonly Article[],
): (readonly [place: string, file: BesideFile])[] {
  return articles.flatMap((article) =>
    [...(media.get(article) ?? [])].flatMap(([src, { captions }]) =>
      [src, ...(captions ? [besideMedia(src, ".vtt")] : [])].map((name) => {
        const path = join(dirname(article.path), name);
        return [
          `${article.slug}/${basename(name)}`,
          { kind: "attachment" as const, path, shown: article.file },
        ] as const;
      }),
    ),
  );
}
