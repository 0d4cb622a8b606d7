import type { Place } from "../faults/fault.ts";
import type { ArticleMetadata } from "../record/schema.ts";

/** One article as an export tells it, before it becomes a file. */
export interface Story {
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
  metadata: ArticleMetadata;
  losses: Loss[];
  /** Pictures that do not stand in the body. */
  pictures: Picture[];
}

/**
 * What line breaks mean in a text: `space` as in HTML; `paragraphs` where a blank line begins a paragraph; `wordpress` where a single
 * one is a line break, too.
 */
export type LineBreaks = "space" | "paragraphs" | "wordpress";

/** Something that an export has and an article cannot carry. */
export interface Loss {
  /** What kind of thing, in the plural: reports are grouped by it. */
  kind: string;
  place: Place;
  /** Which one, in the export's words. */
  what: string;
}

/** A picture that an export names. It is listed for the maintainer, and left out of the text. */
export interface Picture {
  place: Place;
  src: string;
  alt: string;
  caption?: string;
  /** The last words before it, or `the lead image`. */
  where: string;
}

/** What was read from one file or folder. */
export interface Reading {
  /** What kind of file it is, for the report. */
  kind: string;
  stories: Story[];
  losses: Loss[];
}
