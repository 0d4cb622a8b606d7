import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";
import { error, PressError } from "../faults/fault.ts";
import { folderOf, letterVersions, versionOf } from "../pictures/fonts.ts";
import type { Article } from "../record/article.ts";
import { sourceOf } from "../source/kept.ts";
import type { Store } from "../store/store.ts";
import { digest } from "../text/bytes.ts";
import { type ScarceFamily, type ServedFace, type ServedFamily, scarceFamily } from "./scarce.ts";

/** What stands between letters, and joins or parts them: a text in more fonts than one is shaped in pieces. */
const common = " \u200c\u200d.,:;!?()[]/«»“”‘’…–—-،؛؟۔0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹";

const arabic = /[\p{Script_Extensions=Arabic}]/u;

const weights = [400, 700] as const;

/**
 * Makes the files of the scarce families that a site's texts are set in, each with the letters that those texts have, their languages'
 * own letters, and every form that these take beside one another. What was made before is taken from the store.
 *
 * @param texts the site's articles and pages
 * @param words what else stands on its pages
 * @throws PressError if a family's package is not installed
 */
export async function serveFonts(
  texts: readonly Article[],
  words: string,
  store: Store,
): Promise<ServedFamily[]> {
  const needed = new Map<ScarceFamily, Set<string>>();
  for (const article of texts) {
    const family = scarceFamily(article.language);
    if (!family) continue;
    const letters = needed.get(family) ?? new Set(common + family.letters + arabicIn(words));
    needed.set(family, letters);
    for (const letter of arabicIn(JSON.stringify(article) + sourceOf(article).source.text))
      letters.add(letter);
  }
  const served: ServedFamily[] = [];
  for (const [family, letters] of needed) {
    const faces: ServedFace[] = [];
    for (const weight of weights)
      faces.push(await keptFace(family, weight, [...letters].sort().join(""), store));
    served.push({ name: family.name, instead: family.instead, faces });
  }
  return served;
}

function arabicIn(text: string): string {
  return [...new Set(text)].filter((letter) => arabic.test(letter)).join("");
}

async function keptFace(
  { files }: ScarceFamily,
  weight: ServedFace["weight"],
  letters: string,
  store: Store,
): Promise<ServedFace> {
  const name = `@fontsource/${files}`;
  const path = join(folderOf(name) ?? "", "files", `${files}-arabic-${weight}-normal.woff2`);
  if (!existsSync(path))
    throw new PressError([error({ file: name }, "the package is not installed", `run npm install ${name}`)]);
  const key = digest(
    JSON.stringify([...versionOf("subset-font"), ...letterVersions(), name, weight, letters]),
  );
  const entry =
    store.take<number>("fonts", key) ??
    (await store.keep("fonts", key, async (folder) => {
      const font = await subsetFont(readFileSync(path), letters, { targetFormat: "woff2" });
      writeFileSync(join(folder, "font.woff2"), font);
      return font.length;
    }));
  const file = entry.files.get("font.woff2") ?? "";
  const sha256 = store.digests.get(file) ?? "";
  return {
    weight,
    path: `theme/fonts/${files}-${weight}.${sha256.slice(0, 16)}.woff2`,
    file,
    bytes: entry.value,
  };
}
