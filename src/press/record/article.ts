import type { Place } from "../faults/fault.ts";
import type { LinePart } from "../source/line-parts.ts";
import type { Parting } from "../source/wire.ts";
import type { Range } from "../source/withhold.ts";
import type { CivilDate } from "./date.ts";
import type { LabelledKind, SeriesPart } from "./kinds.ts";
import type { License } from "./license.ts";
import type { Live } from "./live.ts";
import type { Obituary } from "./obituary.ts";

/** Somebody who wrote an article, or whom it came from. */
export interface Person {
  name: string;
  url?: string | undefined;
}

export interface Correction {
  date: CivilDate;
  text: string;
  was?: string | undefined;
  now?: string | undefined;
}

/** That an article was withdrawn. */
export interface Withdrawal {
  date: CivilDate;
  /** Why. */
  text: string;
  /** Whether the text stays, below the notice. */
  keep: boolean;
  /** The images that went with the text, and the files that it linked to. */
  gone: readonly ImageUse[];
}

/** An image that an article names, and where. */
export interface ImageUse {
  /** As written: a file beside the article. */
  src: string;
  place: Place;
}

/** A sound or a film that an article shows, and where. */
export interface MediaUse {
  /** As written: a file beside the article. */
  src: string;
  /** What one hears or sees. */
  alt: string;
  caption?: string | undefined;
  credit?: string | undefined;
  /** What is said in it: the id of the heading that it stands under, and the text. */
  transcript?: { id: string; text: string } | undefined;
  place: Place;
}

/** A link that leads to a page or a file of the site, or is meant to. */
export interface LinkUse {
  /** As a page would have it. */
  href: string;
  place: Place;
  /** What it is, if it is not a link that somebody wrote into the text. */
  kind?: "translation" | "mention" | undefined;
}

/** The lead image as the metadata name it. */
export interface LeadImage {
  src: string;
  alt: string;
  caption?: string | undefined;
  credit?: string | undefined;
  copyright?: string | undefined;
  license?: string | undefined;
  /** Where a licence can be had. */
  licensing?: string | undefined;
}

/** What of an article's source is not published. */
export interface Withheld {
  /** Where it stands in the text of the maintainer's file, in characters. */
  ranges: readonly Range[];
  /** How many words that are. */
  words: number;
  /** How many characters, where the script has no spaces. */
  characters?: number | undefined;
}

/**
 * The article record: all that is known of an article but its body, which is read from the source when a page needs it, so that
 * an archive's texts never lie in memory together. Everything that Stet emits comes from here.
 */
export interface Article {
  slug: string;
  form: "wire" | "markdown";
  /** The source's path as messages show it. */
  file: string;
  /** The source's absolute path. */
  path: string;
  /** The source's name on the site: `source.txt` or `source.md`. */
  sourceName: string;
  /** SHA-256 of the source's bytes, hexadecimal. */
  sha256: string;
  /** The source's size in bytes. */
  bytes: number;
  /** What tells the article's files from all others: their kind and digests. The same publication makes the same record of them. */
  origin: string;
  /** How many words the text has: runs of characters between white space. */
  words: number;
  /** How many characters it has, where its script has no spaces: then these are told, and not the words. */
  characters?: number | undefined;
  /** How long it takes to read, in whole minutes. */
  minutes: number;
  withheld?: Withheld | undefined;
  headline: string;
  /** Lines of the source that are no body, in their order; of Markdown the heading that is the headline. */
  parts: readonly LinePart[];
  standfirst?: string | undefined;
  date: CivilDate;
  updated?: CivilDate | undefined;
  /** The latest of date, update and corrections. */
  modified: CivilDate;
  authors: readonly Person[];
  dateline?: string | undefined;
  section?: string | undefined;
  /** What it is, where it is no news. */
  kind?: LabelledKind | undefined;
  /** Who paid for it. */
  sponsor?: string | undefined;
  /** What readers should know before they read on. */
  warning?: string | undefined;
  /** Whether a list of its headings stands above the text. */
  contents?: true | undefined;
  obituary?: Obituary | undefined;
  live?: Live | undefined;
  series?: SeriesPart | undefined;
  topics: readonly string[];
  language: string;
  source?: Person | undefined;
  image?: LeadImage | undefined;
  /** Every image that the article names: the lead image and those in the text. */
  images: readonly ImageUse[];
  /** Every sound and film in the text. */
  media: readonly MediaUse[];
  /** Every link into the site: in the text, and to translations. */
  links: readonly LinkUse[];
  /** What links can lead to on the article's page: its headings and notes. */
  ids: readonly string[];
  /** Newest first. */
  corrections: readonly Correction[];
  draft: boolean;
  withdrawal?: Withdrawal | undefined;
  /** What stands in place of the source, of an article that was withdrawn with its text. */
  notice?: string | undefined;
  license?: License | undefined;
  translations: readonly { language: string; url: string }[];
  /** Paths below the site's address where the article stood before. */
  aliases: readonly string[];
  parting?: Parting | undefined;
  /** Whether it is a page of the publication, such as "About": it is proved likewise, and its date means nothing. */
  isPage?: true | undefined;
}
