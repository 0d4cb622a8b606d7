import { fold } from "../text/white-space.ts";

/** What an export gives as an author: a name for the byline, or something that is nobody's name. */
export type Author = { name: string } | { refused: string };

const mail = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/;

/**
 * An author's name as a byline has it: `By Jane Roe` and `jane@site.example (Jane Roe)` are Jane Roe. An e-mail address is no name,
 * and nobody agreed to have theirs published.
 */
export function authorOf(text: string): Author {
  const plain = fold(text).replace(/^by:?\s+(?=\p{Lu})/iu, "");
  if (!mail.test(plain)) return { name: plain };
  const named = /\(([^()@]+)\)\s*$/.exec(plain)?.[1] ?? /^"?([^"<@]+?)"?\s*</.exec(plain)?.[1] ?? "";
  return named.trim() === "" ? { refused: plain } : { name: fold(named) };
}

/** Several authors in one text, as fields of bylines have them. */
export function authorsOf(text: string): Author[] {
  return text
    .split(/\s*;\s*|\s*,\s*|\s+(?:and|und|et|y|&)\s+/u)
    .filter((part) => part.trim() !== "")
    .map(authorOf);
}
