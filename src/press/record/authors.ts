import { existsSync, readFileSync } from "node:fs";
import type { z } from "zod";
import { slugify, topicSlug } from "../address/slug.ts";
import { error, type Fault, isFault, type Place, quoted, warning } from "../faults/fault.ts";
import { nearest } from "../faults/nearest.ts";
import { read } from "../source/utf8.ts";
import { direction } from "../text/direction.ts";
import type { Doubt } from "./acknowledge.ts";
import type { ImageUse, Person } from "./article.ts";
import { authorSchema } from "./layout-schema.ts";
import type { Locator } from "./material.ts";
import { toFaults } from "./metadata.ts";
import { metadataOrderFaults } from "./order-faults.ts";
import type { ArticleMetadata } from "./schema.ts";
import { type Localized, localize } from "./sections.ts";
import { type Locate, readYaml } from "./yaml.ts";

/** Somebody whom `authors.yaml` presents. */
export interface Author {
  id: string;
  name: string;
  role?: Localized | undefined;
  /** A line of biography. */
  about?: Localized | undefined;
  portrait?: ImageUse | undefined;
  /** The author's own page. */
  url?: string | undefined;
  /** Where else on the web the author is. */
  same: readonly string[];
}

/** The authors of a publication, by what articles may write: their ids and their names. */
export type Authors = ReadonlyMap<string, Author>;

/** Of a publication that has no such file. */
export const noAuthors: Authors = new Map();

/**
 * Reads the file of authors, which a publication need not have.
 *
 * @param language the publication's, in which a text is that names no other
 */
export function loadAuthors(
  { path, shown }: { path: string; shown: string },
  language: string,
): { authors: Authors; faults: Fault[] } {
  if (!existsSync(path)) return { authors: noAuthors, faults: [] };
  const source = read(shown, readFileSync(path));
  if (isFault(source)) return { authors: noAuthors, faults: [source] };
  const yaml = readYaml(shown, source.text);
  if (Array.isArray(yaml)) return { authors: noAuthors, faults: yaml };
  const { value, locate } = yaml;
  const faults = metadataOrderFaults(value, locate, direction(language));
  const authors = new Map<string, Author>();
  for (const [id, written] of Object.entries(value)) {
    const own: Locate = (path, of) => locate([id, ...path], path.length === 0 ? "key" : of);
    faults.push(...idFaults(id, own([])));
    const result = authorSchema.safeParse(written);
    if (result.success) add(authorOf(id, result.data, own, language), authors, own, faults);
    else
      faults.push(...result.error.issues.flatMap((issue) => toFaults(issue, own, authorSchema, written, id)));
  }
  return { authors, faults };
}

function idFaults(id: string, place: Place): Fault[] {
  const slug = slugify(id);
  if (slug === id) return [];
  const reason = `the id ${quoted(id)} has other characters than lower-case letters, digits and single hyphens`;
  return [error(place, reason, slug === "" ? "write a word such as `ines`" : `write \`${slug}\``)];
}

function authorOf(
  id: string,
  { name, role, about, portrait, url, same = [] }: z.output<typeof authorSchema>,
  locate: Locate,
  language: string,
): Author {
  return {
    id,
    name,
    role: role === undefined ? undefined : localize(role, language),
    about: about === undefined ? undefined : localize(about, language),
    portrait: portrait === undefined ? undefined : { src: portrait, place: locate(["portrait"]) },
    url,
    same,
  };
}

/** Adds an author whom articles can tell from all others. */
function add(author: Author, authors: Map<string, Author>, locate: Locate, faults: Fault[]): void {
  const page = topicSlug(author.name);
  const others = [...authors].filter(([, other]) => other !== author);
  const twin = others.find(
    ([written, { name }]) => written === author.id || written === author.name || topicSlug(name) === page,
  );
  if (twin) {
    const reason = `the author \`${twin[1].id}\` has this name, too`;
    faults.push(
      error(locate(["name"]), reason, "write each author once, and give namesakes names that differ"),
    );
  }
  authors.set(author.id, author).set(author.name, author);
}

/** An article's authors as its byline has them: those that the publication presents by their names there. */
export function readAuthors(written: ArticleMetadata["authors"], authors: Authors): Person[] {
  return (written ?? []).map((each) => {
    const person = typeof each === "string" ? { name: each } : each;
    return { ...person, name: authors.get(person.name)?.name ?? person.name };
  });
}

/** Doubts of the authors whom the publication does not present, where it presents any: they may be mistyped. */
export function unknownAuthors(written: ArticleMetadata["authors"], authors: Authors, at: Locator): Doubt[] {
  if (authors.size === 0) return [];
  return (written ?? []).flatMap((each, index) => {
    const [name, place] =
      typeof each === "string" ? [each, at("authors", index)] : [each.name, at("authors", index, "name")];
    if (authors.has(name)) return [];
    const token = `author: ${name}`;
    const near = nearest(name, [...authors.keys()]);
    const remedy = near === undefined ? "add the author there;" : `did you mean \`${near}\`?`;
    const read = `if it is right, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
    const reason = `the author ${quoted(name)} is not in authors.yaml`;
    return [{ token, warning: warning(place, reason, `${remedy} ${read}`) }];
  });
}
