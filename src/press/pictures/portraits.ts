import { dirname } from "node:path";
import { folders } from "../address/paths.ts";
import { type Fault, isFault } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import type { Author, Authors } from "../record/authors.ts";
import type { Store } from "../store/store.ts";
import { checkImage } from "./check-image.ts";
import { type CheckedImage, type ImageSource, makeImage } from "./make-image.ts";

/** An author's picture as the site has it: its smallest files, one for each format, the best first, by their places on the site. */
export interface Portrait {
  sources: readonly { type: ImageSource["type"]; path: string }[];
  /** In pixels. */
  width: number;
  height: number;
}

/** Portraits that were found and proved, by their author's id. */
export type CheckedPortraits = ReadonlyMap<string, CheckedImage>;

/**
 * Finds and proves the portraits that a publication's authors have.
 *
 * @param file the file of authors, beside which they lie
 * @param store what earlier builds made
 */
export async function checkPortraits(
  authors: Authors,
  file: string,
  store: Store,
): Promise<{ checked: CheckedPortraits; faults: Fault[] }> {
  const faults: Fault[] = [];
  const checked = new Map<string, CheckedImage>();
  const beside = dirname(file);
  for (const { id, portrait } of new Set(authors.values())) {
    if (!portrait) continue;
    const image = await checkImage(portrait.place, portrait.src, { beside, articles: beside }, store);
    if (isFault(image)) faults.push(ofAuthor(image));
    else checked.set(id, image);
  }
  return { checked, faults };
}

/** A fault of a picture that no article names. */
function ofAuthor({ remedy, ...fault }: Fault): Fault {
  const own = (text: string) =>
    text.replace("the article's folder", "the folder of authors.yaml").replace("beside the article", "there");
  return { ...fault, reason: own(fault.reason), ...(remedy !== undefined && { remedy: own(remedy) }) };
}

/**
 * Makes the portraits of those who wrote an article: nobody else has a page.
 *
 * @param articles those that lists have
 * @param files where files lie, by their places on the site; is added to
 */
export async function makePortraits(
  authors: Authors,
  articles: readonly Article[],
  checked: CheckedPortraits,
  store: Store,
  files: Map<string, string>,
): Promise<Map<string, Portrait>> {
  const portraits = new Map<string, Portrait>();
  for (const { id } of writersAmong(authors, articles)) {
    const image = checked.get(id);
    if (!image) continue;
    const made = await makeImage(image, store);
    const { width, height, sources } = made.value;
    const smallest = sources.flatMap(({ type, srcset: [first] }) => (first ? { type, ...first } : []));
    for (const { file } of smallest) files.set(`${folders.images}/${file}`, made.files.get(file) ?? "");
    const own = smallest[0]?.width ?? width;
    portraits.set(id, {
      sources: smallest.map(({ type, file }) => ({ type, path: `${folders.images}/${file}` })),
      width: own,
      height: Math.round((height * own) / width),
    });
  }
  return portraits;
}

function writersAmong(authors: Authors, articles: readonly Article[]): Set<Author> {
  const names = new Set(articles.flatMap((article) => article.authors.map(({ name }) => name)));
  return new Set([...authors.values()].filter(({ name }) => names.has(name)));
}
