import { charactersOf, hasUnspaced } from "../text/unspaced.ts";
import { markdownWords } from "./markdown-words.ts";
import { countWireWords, wireText } from "./wire-words.ts";

/** How long a source's text is. */
export interface Length {
  /** Runs of characters between white space. */
  words: number;
  /** Characters, of a text whose script has no spaces: its runs are no words, and nobody is told of them. */
  characters?: number | undefined;
  /** Whether these are of an alphabet. */
  alphabetic?: boolean;
}

/** How long the text of a source is that must stand on the page. */
export function lengthOf(form: "wire" | "markdown", text: string): Length {
  if (form === "wire") return { words: countWireWords(text), ...charactersOf(wireText(text)) };
  const words = markdownWords(text);
  if (!hasUnspaced(text)) return { words: words.length };
  return { words: words.length, ...charactersOf(words.map((word) => word.text).join(" ")) };
}

/** A length as people are told it: in words or in characters, never in both. */
export function countOf({ words, characters }: Length): { words: number } | { characters: number } {
  return characters === undefined ? { words } : { characters };
}
