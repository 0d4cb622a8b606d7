import { fold } from "../text/white-space.ts";
import type { WireLine } from "./wire.ts";

/*
 * Which of the lines that wire copy begins with are body, told by their form: agencies put kickers, headlines, bylines and lines of
 * their transmission above it.
 */

/** What a line above the body is. */
export type LineKind = "kicker" | "byline" | "date" | "transmission";

const kickers =
  /^(?:URGENT|BULLETIN|FLASH|EXCLUSIVE|BREAKING(?: NEWS)?|ANALYSIS|FEATURE|FACTBOX|TIMELINE|ADVISORY|CORRECTION|CORRECTED|REFILE|OPINION|EDITORIAL|INTERVIEW|INSIGHT|WRAPUP|UPDATE(?: \d+)?|DEVELOPING|WORLD|SPORTS?|BUSINESS)\b[ :!.–—-]*$/i;

/** `By`, in the languages of agencies, and names: nothing but words with a capital and what joins them. */
const byline =
  /^(?:By|BY|by|Von|VON|Par|PAR|Por|POR|Di|DI|Door|Af|Av|Texto:|Text:|Autor:|Автор:|بقلم|نوشتهٔ?)(?: (?:\p{Lu}[\p{L}\p{M}.'’-]*|\p{Lo}[\p{L}\p{M}]*|and|und|et|y|e|en|og|och|de|da|van|von|of|in|for|[/&|–—-])[,;]?){1,14}$/u;

/** A person's agency or post, under a byline. */
const post =
  /^(?:\p{Lu}[\p{L}\p{M}.'’&-]*|of|the|and|[,/&|])(?:[ ,]+(?:\p{Lu}[\p{L}\p{M}.'’&-]*|of|the|and|[/&|])){0,6}$/u;

const day = String.raw`(?:\p{L}+,? )?(?:\p{Nd}{1,2}\.?(?:st|nd|rd|th)? \p{L}+\.?,? \p{Nd}{4}|\p{L}+\.? \p{Nd}{1,2}(?:st|nd|rd|th)?,? \p{Nd}{4}|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}|\p{Nd}{1,2}[./]\p{Nd}{1,2}[./]\p{Nd}{2,4})`;
const date = new RegExp(
  `^(?:(?:Published|Updated|Posted|Date|Datum|Fecha):? )?${day}(?:,? (?:at )?\\p{Nd}{1,2}[:.]\\p{Nd}{2}.{0,20})?$`,
  "u",
);

/** Slugs, priorities, word counts, and what an agency tells its clients of the text. */
const transmission =
  /^(?:ZCZC\b.*|NNNN|BC-.{1,60}|[a-z]\d{4}\b.{0,60}|[A-Z]{2,4}\d{3,4}\b.{0,60}|\(?(?:Eds?|EDS?|Editors?|EDITORS?|Note to editors?)\b ?[.:,–—-].*|\((?:Adds|Updates|Recasts|Corrects|Repeats|Removes|Fixes|Writes through|Refiles)\b.*\)?|[*•] .*|\d{1,2}[:.]\d{2}(?: ?[A-Z]{2,4})?|\^[A-Z].*)$/;

/** What a line above the body is, by its form; nothing if it may be headline or body. */
export function lineKind(line: string, before?: LineKind): LineKind | undefined {
  const text = fold(line);
  if (text.length > 120) return undefined;
  if (kickers.test(text)) return "kicker";
  if (byline.test(text) || (before === "byline" && post.test(text))) return "byline";
  if (date.test(text)) return "date";
  return transmission.test(text) ? "transmission" : undefined;
}

/** An agency's word for what a text is among its versions, before the headline: `UPDATE 2-`. */
const version =
  /^(?:UPDATE|WRAPUP|REFILE|RPT|CORRECTED|EXCLUSIVE|ANALYSIS|FACTBOX|TIMELINE|FEATURE|INTERVIEW|INSIGHT)(?: \d+)?[-–—:] ?(?=\S)/;

const agency = String.raw` ?\([^()]{2,30}\)`;
const place = String.raw`\p{Lu}[\p{Lu}\p{M} .'’/-]*[\p{Lu}.]`;
/** Where and when a text was filed, and by whom, before its first sentence: a place in capitals, or any place before an agency. */
const dateline = new RegExp(
  String.raw`^(?:${place}(?:, [^()–—]{1,40}?)?(?:${agency})?|\p{Lu}[\p{L}\p{M} .'’/-]{1,40}(?:, [^()–—]{1,40}?)?${agency}) ?(?:[–—]|--?)(?: +(?=["“'‘«(]?[\p{Lu}\p{Lo}\p{N}])|$)`,
  "u",
);

/** In characters, with the beginning of what follows. */
const longestDateline = 150;

/** A text without the dateline that it begins with. */
export function withoutDateline(text: string): string {
  const found = dateline.exec(text.slice(0, longestDateline));
  return found ? text.slice(found[0].length) : text;
}

/**
 * What a headline may be taken from: the first line that is neither kicker nor byline, date nor transmission, without its dateline;
 * and the lines behind it, if it breaks its sentence off and they go on with it.
 */
export function openingOf(lines: readonly WireLine[]): string {
  let kind: LineKind | undefined;
  for (const [index, line] of lines.entries()) {
    kind = lineKind(line.text, kind);
    const rest = withoutDateline(fold(line.text).replace(version, ""));
    if (kind !== undefined || rest === "") continue;
    return fold(withoutDateline(goingOn(line, lines.slice(index + 1))).replace(version, ""));
  }
  return fold(lines.map(({ text }) => text).join(" "));
}

/** A line, with those that go on with its sentence: in a small letter, or where both have none. */
function goingOn(line: WireLine, behind: readonly WireLine[]): string {
  let text = fold(line.text);
  for (const next of behind) {
    if (next.blankBefore || /^(?: {2}|\t)/.test(next.text) || !/^\p{Ll}/u.test(fold(next.text))) break;
    text += ` ${fold(next.text)}`;
  }
  return text;
}
