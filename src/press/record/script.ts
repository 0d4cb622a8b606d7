import { quoted, warning } from "../faults/fault.ts";
import { foreignScripts } from "../text/scripts.ts";
import type { Doubt } from "./acknowledge.ts";
import type { Locator, Material } from "./material.ts";
import type { Publication } from "./publication.ts";

/**
 * A doubt where most of a text is in a script that its language does not use: the language is another, and with it the page's direction,
 * hyphenation, fonts and words would be wrong.
 *
 * @param language the article's: its own, else the publication's
 * @param own the language that the article names itself
 */
export function doubtScript(
  { text, source, first }: Material,
  own: string | undefined,
  publication: Publication,
  at: Locator,
): Doubt[] {
  const language = own ?? publication.language;
  const foreign = foreignScripts(text, language);
  if (!foreign) return [];
  const { found, expected, languages } = foreign;
  const token = `script: ${found.join(", ")}`;
  const known = languages.length > 0 ? ` (${languages.map((tag) => `\`${tag}\``).join(", ")} …)` : "";
  const place = own !== undefined ? at("language") : { file: source.file, line: first?.line ?? 1, column: 1 };
  const whose =
    own !== undefined
      ? `the language ${quoted(language)}`
      : `${quoted(language)}, the publication's language,`;
  const reason = `the text is in ${listed(found)} script, and ${whose} is written in ${listed(expected)}`;
  const remedy =
    own !== undefined
      ? `correct the \`language\`${known}`
      : `name the text's \`language\` in the metadata${known}`;
  const read = `if it is right, add to the metadata: acknowledge: [${JSON.stringify(token)}]`;
  return [{ token, warning: warning(place, reason, `${remedy}; ${read}`) }];
}

function listed(scripts: readonly string[]): string {
  return scripts.length < 2 ? scripts.join() : `${scripts.slice(0, -1).join(", ")} and ${scripts.at(-1)}`;
}
