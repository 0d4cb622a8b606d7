import type { Built } from "../press/build/build.ts";
import type { Article } from "../press/record/article.ts";

function filesOf(articles: readonly Article[]): string {
  return articles.map(({ file }) => file).join(", ");
}

/** How long texts are together: in words, in characters, or in both. */
export function lengthIn(
  { words, characters }: { words: number; characters: number },
  plural: (count: number, noun: string) => string,
): string {
  const told = characters > 0 ? [plural(characters, "character")] : [];
  return [...(words > 0 || characters === 0 ? [plural(words, "word")] : []), ...told].join(" and ");
}

/**
 * What a build did, in a few lines.
 *
 * @param forEditors whether nothing is withheld
 */
export function summary(built: Built, seconds: number, forEditors = false): string {
  const number = new Intl.NumberFormat("en-GB");
  const lines = [
    `${plural(built.articles, "article")}, ${lengthIn(built, plural)}, ${plural(built.pages, "page")}`,
    ...(built.largest
      ? [`largest page: ${built.largest.path}, ${number.format(built.largest.bytes)} bytes compressed`]
      : []),
    ...(built.fonts ?? []).map(fontLine),
    ...(forEditors ? withDrafts(built) : withheld(built)),
    `${built.output} built in ${seconds.toFixed(1)} s`,
  ];
  return lines.join("\n");

  /** What a reader fetches once whose machine lacks the letters. */
  function fontLine({ name, faces }: NonNullable<Built["fonts"]>[number]): string {
    const [regular = 0, bold = 0] = faces.map(({ bytes }) => bytes);
    return `font: ${name}, ${number.format(regular)} bytes, and ${number.format(bold)} in bold`;
  }

  /** What readers do not have yet. */
  function withDrafts({ drafts, toCome }: Built): string[] {
    const told = [
      ...(drafts.length > 0 ? [plural(drafts.length, "draft")] : []),
      ...(toCome.length > 0 ? [`${plural(toCome.length, "article")} dated later`] : []),
    ];
    return [`for editors alone${told.length > 0 ? `, with ${told.join(" and ")}` : ""}`];
  }

  function withheld({ drafts, toCome }: Built): string[] {
    const told = drafts.length > 0 ? [`withheld: ${plural(drafts.length, "draft")}: ${filesOf(drafts)}`] : [];
    return [...told, ...dueNext(toCome)];
  }

  /** What comes out later, and when somebody has to build again for it. */
  function dueNext(toCome: readonly Article[]): string[] {
    const next = toCome.at(-1);
    if (!next) return [];
    const { iso, instant } = next.date;
    return [
      `withheld until its date: ${plural(toCome.length, "article")}: ${filesOf(toCome)}`,
      `the next build falls due ${instant === undefined ? "on" : "at"} ${iso}`,
    ];
  }

  function plural(count: number, noun: string): string {
    return `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
  }
}
