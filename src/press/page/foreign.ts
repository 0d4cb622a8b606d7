import { direction } from "../text/direction.ts";
import { foreignLanguage } from "../text/foreign-name.ts";
import { type Html, html } from "./html.ts";

/**
 * The attributes of a name, a topic or a title in another script than the page's, by which it is read and set in its own; else nothing.
 *
 * @param around the language of what the name stands in
 * @param candidates tags of languages that it may be in
 */
export function foreignName(name: string, around: string, candidates: readonly string[] = []): Html | null {
  const language = foreignLanguage(name, around, candidates);
  return language === undefined ? null : html` lang="${language}" dir="${direction(language)}"`;
}
