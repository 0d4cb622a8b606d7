import type { Length } from "../account/length.ts";
import type { Place } from "../faults/fault.ts";
import type { LinePart } from "../source/line-parts.ts";
import type { LiveHeading } from "../source/live.ts";
import type { Title } from "../source/markdown.ts";
import type { Turn } from "../source/turns.ts";
import type { Source } from "../source/utf8.ts";
import type { ImageUse, LinkUse, MediaUse, Withheld } from "./article.ts";
import type { PlacedLeftover } from "./leftover.ts";
import type { Sifted } from "./metadata.ts";
import type { ArticleMetadata } from "./schema.ts";

/** What the readers found in an article's files. */
export interface Material {
  /** The files' path below the folder of articles, without its ending. */
  name: string;
  form: "wire" | "markdown";
  /** The text's absolute path. */
  path: string;
  source: Source;
  origin: string;
  /** What the source has no longer: it is as it will be served. */
  withheld?: Withheld | undefined;
  metadata?: Sifted<ArticleMetadata>;
  /** The date of a wire header. */
  date?: { text: string; place: Place };
  /** The text without marks, white space folded to single spaces. */
  text: string;
  /** What a headline may be taken from, where none is given: the first line that is body, or the text. */
  opening: string;
  /** The first line or block of the text, and its line. */
  first?: { text: string; line: number } | undefined;
  /** Lines of wire copy that are no body. */
  parts: readonly LinePart[];
  /** A heading that begins the text and is the article's headline, or the line that is. */
  title?: Title | undefined;
  /** The images in the text. */
  images: readonly ImageUse[];
  /** The sounds and films in the text. */
  media: readonly MediaUse[];
  /** The links in the text that lead into the site. */
  links: readonly LinkUse[];
  /** What links can lead to in the text. */
  ids: readonly string[];
  /** The headings of Markdown that begin with a time, of an article that is told live. */
  headings?: readonly LiveHeading[];
  /** Who speaks where, in Markdown of an interview. */
  turns?: readonly Turn[];
  /** Markup that is left over in the text. */
  leftover: readonly PlacedLeftover[];
  length: Length;
}

/** Finds where a value of an article's metadata stands. */
export type Locator = (...path: (string | number)[]) => Place;

/** Where a value of the metadata stands; the text as a whole, where the article has none. */
export function locatorOf({ metadata, source }: Material): Locator {
  return (...path) => metadata?.locate(path) ?? { file: source.file };
}
