import { ar } from "./ar.ts";
import { bn } from "./bn.ts";
import { de } from "./de.ts";
import { en, enUS } from "./en.ts";
import { es } from "./es.ts";
import { fa } from "./fa.ts";
import { fr } from "./fr.ts";
import { hi } from "./hi.ts";
import { id } from "./id.ts";
import { it } from "./it.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import type { Language } from "./language.ts";
import { nl } from "./nl.ts";
import { pl } from "./pl.ts";
import { prs } from "./prs.ts";
import { ps } from "./ps.ts";
import { pt } from "./pt.ts";
import { ru } from "./ru.ts";
import { sw } from "./sw.ts";
import { ta } from "./ta.ts";
import { tr } from "./tr.ts";
import { uk } from "./uk.ts";
import { ur } from "./ur.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

export { direction } from "../text/direction.ts";

/** The languages that Stet speaks. */
const spoken: readonly Language[] = [
  ...[en, enUS, fr, de, es, pt, it, nl, pl, ru, uk, tr, sw, id],
  ...[hi, bn, ta, ur, ar, fa, ps, prs, zhHans, zhHant, ja, ko],
];

/** Other tags of these languages. Chinese goes by its script, which the tag may leave to the country. */
const otherTags: readonly [tag: string, language: Language][] = [
  ["fa-AF", prs],
  ["zh", zhHans],
  ["zh-CN", zhHans],
  ["zh-SG", zhHans],
  ["zh-TW", zhHant],
  ["zh-HK", zhHant],
  ["zh-MO", zhHant],
];

/** Languages whose newspapers are written in another: Cantonese ones in standard Chinese. */
const servedBy: readonly [tag: string, language: Language][] = [
  ["yue", zhHant],
  ["yue-Hans", zhHans],
  ["yue-CN", zhHans],
  ["zh-yue", zhHant],
  ["zh-yue-Hans", zhHans],
];

/** Every tag that names a language which Stet speaks, in lower case. */
const languages = byTag([...spoken.map((language) => [language.tag, language] as const), ...otherTags]);

/** Every tag that texts are found by. */
const texts = new Map([...languages, ...byTag(servedBy)]);

function byTag(tags: readonly (readonly [tag: string, language: Language])[]): Map<string, Language> {
  return new Map(tags.map(([tag, language]) => [tag.toLowerCase(), language]));
}

/**
 * The texts for a page in a language: by the whole tag, else by ever shorter ones (`pt-BR` is served by `pt`). Where
 * Stet does not speak the language, those of the fallback; the texts' own `tag` tells which came of it.
 *
 * @param tag the page's language, a BCP 47 tag in any case
 * @param fallback the publication's language; English where Stet does not speak that either
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function languageFor(tag: string, fallback = "en"): Language {
  return lookUp(tag) ?? lookUp(fallback) ?? en;
}

function lookUp(tag: string): Language | undefined {
  let range = tag.toLowerCase();
  while (range !== "") {
    const language = texts.get(range);
    if (language) return language;
    // A single letter or digit opens an extension and does not stand at the end of a tag.
    range = range.replace(/(?:^|(?:-[^-])?-)[^-]*$/, "");
  }
  return undefined;
}

/**
 * A language's name in that language, for a link to a translation: `دری` for `prs`, `italiano` for `it`.
 *
 * @param tag a well-formed BCP 47 tag
 */
export function languageName(tag: string): string {
  const language = languages.get(tag.toLowerCase());
  // English comes second, or the machine's own language would serve for a tag that `Intl` does not know.
  return language?.name ?? new Intl.DisplayNames([tag, "en"], { type: "language" }).of(tag) ?? tag;
}

/**
 * What stands between the names of a list in a sentence: one text fewer than there are names. `Intl.ListFormat` would put a comma
 * before "and" in some languages.
 */
export function separators(names: readonly string[], language: Language): string[] {
  const last = names.length - 1;
  return names
    .slice(1)
    .map((name, index) => (index + 1 === last ? language.and(name, names.length) : language.between));
}
