import { type Fault, warning } from "../faults/fault.ts";
import type { Article } from "../record/article.ts";
import type { Publication } from "../record/publication.ts";
import type { Store } from "../store/store.ts";
import { type ServedFamily, scarceFamily, scarceLanguages } from "../theme/scarce.ts";

/** The fonts that a site's pages bring along. What makes them is loaded only for a publication that wants them. */
export async function loadFonts(
  publication: Publication,
  texts: readonly Article[],
  store: Store,
): Promise<ServedFamily[]> {
  if (publication.fonts === "system" || !texts.some(isScarce)) return [];
  const { serveFonts } = await import("../theme/served-fonts.ts");
  return serveFonts(texts, JSON.stringify(publication), store);
}

/**
 * Tells that fonts are wanted, and no text needs any.
 *
 * @param metadata the file that asks for them, as messages name it
 */
export function fontFaults({ fonts }: Publication, texts: readonly Article[], metadata: string): Fault[] {
  if (fonts === "system" || texts.some(isScarce)) return [];
  const reason = `\`theme: {fonts: served}\` serves none: no text is in ${scarceLanguages.join(", ")}`;
  return [warning({ file: metadata }, reason, "remove it; other languages have good fonts on every machine")];
}

function isScarce({ language }: Article): boolean {
  return scarceFamily(language) !== undefined;
}
