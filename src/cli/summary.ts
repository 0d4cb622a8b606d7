import type { Built } from "../press/build/build.ts";

/** What a build did, in a few lines. */
export function summary(built: Built, seconds: number): string {
  const number = new Intl.NumberFormat("en-GB");
  const lines = [
    `${plural(built.articles, "article")}, ${plural(built.words, "word")}, ${plural(built.pages, "page")}`,
    ...(built.largest
      ? [`largest page: ${built.largest.path}, ${number.format(built.largest.bytes)} bytes compressed`]
      : []),
    ...(built.drafts.length > 0
      ? [
          `withheld: ${plural(built.drafts.length, "draft")}: ${built.drafts.map((draft) => draft.file).join(", ")}`,
        ]
      : []),
    `${built.output} built in ${seconds.toFixed(1)} s`,
  ];
  return lines.join("\n");

  function plural(count: number, noun: string): string {
    return `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
  }
}
