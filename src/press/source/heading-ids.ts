import type { Token } from "markdown-it";
import { slugify } from "../address/slug.ts";
import { markdownText } from "./markdown.ts";

/** Ids that a page has of its own: those of notes, of what was corrected, of `main`. */
const pageIds = /^(?:fn(?:ref)?\d+|corrections|main)$/;

/** In characters. */
const longestId = 60;

/**
 * Gives every heading an id that is made of its words, in any script. A heading that says the same as an earlier one gets a number, so
 * that an id stays what it is when a text goes on.
 *
 * @param tokens those that a page shows, in its order
 * @returns all ids that links can lead to: the headings' and the notes'
 */
export function nameHeadings(tokens: readonly Token[]): string[] {
  /** The highest number given with each name. */
  const given = new Map<string, number>();
  const ids: string[] = [];
  let notes = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "footnote_open") notes++;
    if (token.type !== "heading_open") continue;
    const id = unique(nameOf(tokens.slice(index + 1, index + 2)), given);
    token.attrSet("id", id);
    // Reader views drop what has a word such as `meta` or `social` in its id, be it in the midst of another, unless its class says that it is text.
    token.attrSet("class", "body");
    ids.push(id);
  }
  for (let number = 1; number <= notes; number++) ids.push(`fn${number}`, `fnref${number}`);
  return ids;
}

function nameOf(words: readonly Token[]): string {
  const text = markdownText(words);
  // Twice as many characters leave enough of a name.
  const slug = slugify(text.slice(0, 2 * longestId));
  const name = [...slug].slice(0, longestId).join("").replace(/-$/, "");
  if (name === "") return "heading";
  return pageIds.test(name) ? `${name}-heading` : name;
}

function unique(name: string, given: Map<string, number>): string {
  let number = given.get(name) ?? 0;
  let id = name;
  // What was given with this name is not tried again.
  while (given.has(id)) id = `${name}-${Math.max(++number, 2)}`;
  given.set(name, Math.max(number, 1));
  if (id !== name) given.set(id, 1);
  return id;
}
