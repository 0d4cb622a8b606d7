import { isLanguageTag } from "../record/language-tag.ts";

/*
 * What an export says of a text, in the form that an article's metadata want it.
 */

/** Whether metadata can name an address. */
export function isWeb(address: string | undefined): address is string {
  return (
    address !== undefined &&
    /^https?:\/\/[^\s<>"\\]+$/i.test(address) &&
    URL.canParse(address) &&
    new URL(address).username === ""
  );
}

/** A language tag, if it is one; `en-us` as `en-US`, with nothing exchanged. */
export function languageOf(text: string | undefined): string | undefined {
  const tag = text?.trim() ?? "";
  if (tag === "" || !isLanguageTag(tag)) return undefined;
  return tag.replace(/-([a-z]{2})$/i, (_, region: string) => `-${region.toUpperCase()}`);
}

/** The scripts of languages that are written in more than one, by the code that stands for all of them. */
const mixed: Record<string, string[]> = {
  Hans: ["Hani"],
  Hant: ["Hani"],
  Jpan: ["Hani", "Hira", "Kana"],
  Kore: ["Hang", "Hani"],
};

/** Whether most of a text's letters belong to a script that its language is not written in. */
export function isForeign(text: string, language: string): boolean {
  const script = new Intl.Locale(language).maximize().script;
  if (script === undefined) return false;
  const own = (mixed[script] ?? [script]).map((code) => `\\p{Script=${code}}`).join("");
  try {
    const foreign = text.replace(/\P{L}+/gu, "");
    return foreign.replace(new RegExp(`[${own}]+`, "gu"), "").length > foreign.length / 2;
  } catch {
    // A script that this Node does not know.
    return false;
  }
}
