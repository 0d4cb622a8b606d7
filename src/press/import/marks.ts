import type { Token } from "markdown-it";
import { markdownText, parseMarkdown } from "../source/markdown.ts";
import { fold } from "../text/white-space.ts";
import { noteCall } from "./tidy-work.ts";

/*
 * Emphasis in Markdown depends on its neighbours: `**word,**next` shows its asterisks. So a run of text comes here with signs for its
 * marks, spellings are tried from the nicest to the plainest, and the first that the renderer reads as it was meant is taken.
 */

/** Signs for marks, which no text holds: Unicode sets these code points aside for a program's own use. */
export const signs = {
  em: { open: "\ufdd2", close: "\ufdd3" },
  strong: { open: "\ufdd4", close: "\ufdd5" },
  del: { open: "\ufdd6", close: "\ufdd7" },
  link: { open: "\ufdd8", close: "\ufdd9" },
} as const;

/** The end of a link whose words hold a bracket and a colon that nothing escapes. */
const definition = new RegExp(
  `\\)(?=${signs.link.close})(?<=(?<!\\\\)\\]:[^${signs.link.open}${signs.link.close}]*\\))`,
  "g",
);

/** What the renderer must make of a run. */
export interface Meaning {
  text: string;
  em: number;
  strong: number;
  del: number;
  links: number;
  code: number;
}

/**
 * Spells a run of text with marks in Markdown.
 *
 * @param run Markdown with the signs for marks in it
 * @param meaning what it must show
 * @returns the Markdown, and what had to be left out of it, if anything
 */
export function spell(run: string, meaning: Meaning): { markdown: string; lost?: string } {
  const nice = run
    .replace(new RegExp(`([!^])(?=${signs.link.open})`, "g"), "\\$1")
    // A link whose words begin with a caret would begin a note.
    .replace(new RegExp(`(?<=${signs.link.open}\\[)\\^`, "g"), "\\^")
    // Code that holds a bracket and a colon would make a definition of a link that begins a line, but for a space at its end.
    .replace(definition, " )")
    .replace(new RegExp(`[${signs.link.open}${signs.link.close}]`, "g"), "");
  const moved = outside(nice);
  for (const candidate of [
    withMarks(nice, "_"),
    withMarks(nice, "*"),
    withMarks(moved, "_"),
    withMarks(moved, "*"),
  ]) {
    if (means(candidate, meaning)) return { markdown: candidate };
  }
  const struck = withMarks(without(nice, ["em", "strong"]), "*");
  if (means(struck, { ...meaning, em: 0, strong: 0 })) return { markdown: struck, lost: "emphasis" };
  const plain = without(nice, ["em", "strong", "del"]);
  const lost = meaning.del > 0 ? "struck-out words, which stand as text" : "emphasis";
  if (means(plain, { ...meaning, em: 0, strong: 0, del: 0 })) return { markdown: plain, lost };
  return { markdown: escapeAll(meaning.text), lost: "marks and links of a paragraph" };
}

/** Text in which every sign that Markdown could take is escaped. */
function escapeAll(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** Writes marks as asterisks and tildes; emphasis with the underscore where no letter touches it, if that is asked for. */
function withMarks(run: string, emphasis: "_" | "*"): string {
  const strong = run
    .replace(new RegExp(`[${signs.strong.open}${signs.strong.close}]`, "g"), "**")
    .replace(new RegExp(`[${signs.del.open}${signs.del.close}]`, "g"), "~~");
  if (emphasis === "*") return strong.replace(new RegExp(`[${signs.em.open}${signs.em.close}]`, "g"), "*");
  const pair = new RegExp(`(.|^)${signs.em.open}([^${signs.em.open}]*)${signs.em.close}(?=(.)|$)`, "gsu");
  return strong.replace(pair, (_, before: string, inner: string, after: string | undefined) => {
    const letter = /[\p{L}\p{M}\p{N}]/u;
    const sign = letter.test(before) || letter.test(after ?? "") ? "*" : "_";
    return `${before}${sign}${inner}${sign}`;
  });
}

/** Punctuation, escaped or not. Runs are short, so that a page full of signs costs no time. */
const punctuation = "((?:\\\\[\\p{P}\\p{S}]|(?!\\\\)[\\p{P}\\p{S}]){1,9})";
const inward = new RegExp(`(?<=[\\p{L}\\p{M}\\p{N}])([${opens()}]+)${punctuation}`, "gu");
const outward = new RegExp(`${punctuation}([${closes()}]+)(?=[\\p{L}\\p{M}\\p{N}])`, "gu");

function opens(): string {
  return signs.em.open + signs.strong.open + signs.del.open;
}

function closes(): string {
  return signs.em.close + signs.strong.close + signs.del.close;
}

/** Moves punctuation at the edges of marks out of them, where a letter follows: `**word**,next` is read as meant. */
function outside(run: string): string {
  return run.replace(inward, "$2$1").replace(outward, "$2$1");
}

function without(run: string, names: readonly ("em" | "strong" | "del")[]): string {
  const dropped = names.map((name) => signs[name].open + signs[name].close).join("");
  return run.replace(new RegExp(`[${dropped}]`, "g"), "");
}

function means(markdown: string, meaning: Meaning): boolean {
  const found = parseMarkdown(`x ${withCalls(markdown)}`).find((token) => token.type === "inline");
  const children = found?.children ?? [];
  const count = (type: string) => children.filter((token: Token) => token.type === type).length;
  return (
    markdownText(found ? [found] : []) === fold(`x ${withCalls(meaning.text)}`) &&
    count("em_open") === meaning.em &&
    count("strong_open") === meaning.strong &&
    count("s_open") === meaning.del &&
    count("link_open") === meaning.links &&
    count("code_inline") === meaning.code
  );
}

/** A footnote's call needs its body to be one; a number in brackets has the same effect on what stands beside it. */
function withCalls(text: string): string {
  return text.replace(noteCall, "[$1]");
}
