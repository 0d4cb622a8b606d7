import { topicSlug } from "../address/slug.ts";
import { error, type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import type { WrittenText } from "./layout-schema.ts";
import type { PublicationMetadata } from "./schema.ts";
import type { Locate } from "./yaml.ts";

/** A text in some languages, by their tags. The publication's own comes first where there is one. */
export type Localized = Readonly<Record<string, string>>;

/** A section that the publication lists. */
export interface Section {
  /** Its name in the publication's language, from which its address is made. */
  name: string;
  names: Localized;
  description?: Localized | undefined;
  /** Its own colour, as #rrggbb. */
  accent?: string | undefined;
}

/** What stands in the menu, as the metadata have it. */
export interface MenuItem {
  /** The name of a section, or the slug of a page. */
  named?: string | undefined;
  /** Another address, and what it is called. */
  address?: { url: string; titles: Localized } | undefined;
  place: Place;
}

/** A text of the metadata by languages; one for all is in the publication's. */
export function localize(written: WrittenText, language: string): Localized {
  if (typeof written === "string") return { [language]: written };
  const own = written[language];
  return { ...(own !== undefined && { [language]: own }), ...written };
}

/** A text as it is in a language, else in its main language, else in the first that there is; and which language that is. */
export function textIn(texts: Localized, language: string): { text: string; language: string } {
  const main = language.replace(/-.*$/, "");
  const found =
    [language, main].find((tag) => Object.hasOwn(texts, tag)) ?? Object.keys(texts)[0] ?? language;
  return { text: texts[found] ?? "", language: found };
}

/** Reads the sections that the metadata list, and tells those that cannot be told apart. */
export function readSections(
  { sections = [], language = "en" }: Partial<PublicationMetadata>,
  locate: Locate,
): { sections: Section[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const owners = new Map<string, number>();
  const read = sections.map(({ name, description, accent }, index) => {
    const names = localize(name, language);
    const place = locate(["sections", index, "name"]);
    const own = names[language];
    if (own === undefined)
      faults.push(error(place, `the section has no name in ${language}`, `add \`${language}: Some words\``));
    for (const text of new Set(Object.values(names).map(topicSlug))) {
      const owner = owners.get(text);
      if (owner !== undefined && owner !== index)
        faults.push(error(place, "another section has this name", "write each section once"));
      owners.set(text, index);
    }
    return {
      name: own ?? Object.values(names)[0] ?? "",
      names,
      description: description === undefined ? undefined : localize(description, language),
      accent,
    };
  });
  return { sections: read, faults };
}

/** Reads the menu that the metadata have. Whether what it names is there is not known yet. */
export function readMenu(
  { menu = [], language = "en" }: Partial<PublicationMetadata>,
  locate: Locate,
): MenuItem[] {
  return menu.map((item, index) => {
    const place = locate(["menu", index]);
    if (typeof item === "string") return { named: item, place };
    return { address: { url: item.url, titles: localize(item.title, language) }, place };
  });
}

/** The section of a name, in whichever of its languages. */
export function sectionNamed(name: string, sections: readonly Section[]): Section | undefined {
  const slug = topicSlug(name);
  return sections.find(({ names }) => Object.values(names).some((each) => topicSlug(each) === slug));
}

/** Where sections are listed, tells those of articles that are not, each once: it may be mistyped. */
export function unlistedSections(
  articles: readonly { file: string; section?: string | undefined }[],
  sections: readonly Section[],
): Fault[] {
  if (sections.length === 0) return [];
  const names = sections.flatMap((section) => Object.values(section.names));
  const found = new Map<string, { file: string; count: number }>();
  for (const { file, section } of articles) {
    if (section === undefined) continue;
    const known = found.get(section);
    if (known) known.count++;
    else if (!sectionNamed(section, sections)) found.set(section, { file, count: 1 });
  }
  return [...found].map(([name, { file, count }]) => {
    const near = nearest(name, names);
    const of = count === 1 ? "" : ` of ${count} articles`;
    const remedy = near === undefined ? "add it to `sections` in metadata.yaml" : `did you mean \`${near}\`?`;
    return warning({ file }, `the section ${quoted(name)}${of} is not listed`, remedy);
  });
}
