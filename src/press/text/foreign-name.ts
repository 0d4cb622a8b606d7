/** Scripts, their letters, and the press' languages that are printed in them. What tells kana and Hangul stands before what they share. */
const scripts: readonly { code: string; letters: RegExp; languages: string }[] = [
  { code: "Latn", letters: /\p{sc=Latin}/u, languages: "de en es fr id it nl pl pt sw tr" },
  { code: "Arab", letters: /\p{sc=Arabic}/u, languages: "ar fa prs ps ur" },
  { code: "Cyrl", letters: /\p{sc=Cyrillic}/u, languages: "ru uk" },
  { code: "Deva", letters: /\p{sc=Devanagari}/u, languages: "hi" },
  { code: "Beng", letters: /\p{sc=Bengali}/u, languages: "bn" },
  { code: "Taml", letters: /\p{sc=Tamil}/u, languages: "ta" },
  { code: "Kore", letters: /\p{sc=Hangul}/u, languages: "ko" },
  { code: "Jpan", letters: /[\p{sc=Hiragana}\p{sc=Katakana}]/u, languages: "ja" },
  { code: "Hani", letters: /\p{sc=Han}/u, languages: "zh ja" },
];

function isPrintedIn(tag: string, { languages }: (typeof scripts)[number]): boolean {
  return languages.split(" ").includes(tag.replace(/-.*$/, "").toLowerCase());
}

/**
 * The language of a name in another script than that of what it stands in, as a tag: that of a language which it may be in, else one
 * that says the script alone, `und-Arab`.
 *
 * @param around the language of what the name stands in
 * @param candidates tags of languages that it may be in
 * @returns nothing for a name with a letter of the script around it, or of no script that the press knows
 */
export function foreignLanguage(
  name: string,
  around: string,
  candidates: readonly string[] = [],
): string | undefined {
  const own = scripts.filter((script) => isPrintedIn(around, script));
  if (own.length === 0 || own.some(({ letters }) => letters.test(name))) return undefined;
  const script = scripts.find(({ letters }) => letters.test(name));
  return script && (candidates.find((tag) => isPrintedIn(tag, script)) ?? `und-${script.code}`);
}
