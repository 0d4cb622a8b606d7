import type { Language } from "./language.ts";

/** What readers should know before they read on, in one line; nothing where there is nothing. */
export function warningOf(
  { warning }: { warning?: string | undefined },
  { contentWarning, colon }: Pick<Language, "contentWarning" | "colon">,
): string | undefined {
  return warning === undefined ? undefined : `${contentWarning}${colon}${warning}`;
}
