import type { Fault, Place } from "../faults/fault.ts";
import type { ArticleMetadata } from "../record/schema.ts";

/** One article as an export tells it, before it becomes a file. */
export interface Story {
  /** What tells it from all others of its site, however it changes: its guid or its address. */
  id: string;
  /** Where it begins in the export. */
  place: Place;
  /** Plain text; empty where the export has none. */
  headline: string;
  /** The name that the export proposes for the file. It may be no slug. */
  name?: string;
  /** The body, as HTML. */
  html: string;
  /** What a line break in the body's text means. */
  breaks: LineBreaks;
  /** The address that relative links start from. */
  base?: string;
  /** Where the old site had it: absolute addresses, or paths where the site's own address is not told. The first is its permalink. */
  addresses: string[];
  /** Addresses that only other pieces use, such as the name of its file. */
  links?: readonly string[];
  /** What names the group of those that say the same in other languages. */
  translation?: string;
  metadata: ArticleMetadata;
  /** Custom fields and terms of other taxonomies, by name: a map gives them a place, or they are told. */
  fields?: Fields;
  /** What stands where the date is, if it cannot be read as one. */
  undated?: string;
  losses: Loss[];
  /** Pictures that do not stand in the body. */
  pictures: Picture[];
}

/** What an export says of an article under names of its own. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/**
 * What line breaks mean in a text: `space` as in HTML; `paragraphs` where a blank line begins a paragraph; `wordpress` where a single
 * one is a line break, too.
 */
export type LineBreaks = "space" | "paragraphs" | "wordpress";

/** Something that an export has and an article cannot carry as it is. */
export interface Loss {
  /** What kind of thing, in the plural: reports are grouped by it. */
  kind: string;
  place: Place;
  /** Which one, in the export's words. */
  what: string;
  /** Whether it stands in the article all the same, in another form: then it is told, and is no loss. */
  kept?: boolean;
}

/** A picture that an export names. Without its file it is listed for the maintainer, and left out of the text. */
export interface Picture {
  place: Place;
  src: string;
  alt: string;
  caption?: string;
  credit?: string;
  /** The last words before it, or `the lead image`. */
  where: string;
  /** Whether it is the article's lead image. */
  lead?: boolean;
}

/** What was read from one file or folder. */
export interface Reading {
  /** What kind of file it is, for the report. */
  kind: string;
  /** They may be asked for more than once. */
  stories: Iterable<Story>;
  losses: Loss[];
  faults?: Fault[];
  /** The address of the old site, if it is told. */
  site?: string;
}

/** Stories in the order in which they were read. */
export interface Stories extends Iterable<Story> {
  push(story: Story): void;
}

/** A reading that is made piece by piece. */
export interface Listed extends Reading {
  stories: Stories;
}

/** What a maintainer says of an import. */
export interface Options {
  /** The day of texts that tell none, `YYYY-MM-DD`. */
  date?: string | undefined;
  /** The zone of times that tell none, as in the time zone database. */
  timezone?: string | undefined;
  /** The kinds of items that become articles: `post`, `page` and whatever a site calls its own. */
  types: readonly string[];
  /** Is told how far a long import is. */
  progress?: Progress | undefined;
}

/** Is told of each phase of an import, and how far it is. */
export type Progress = (
  phase: "megabytes unpacked" | "megabytes read" | "files read" | "articles",
  done: number,
  total: number,
) => void;
