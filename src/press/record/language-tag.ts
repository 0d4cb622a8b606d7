/**
 * Whether a text is a well-formed language tag. It is kept as written: canonical forms would turn `prs` into `fa-AF`.
 *
 * @see https://www.rfc-editor.org/info/bcp47
 */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
