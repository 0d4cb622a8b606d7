import { splitWords } from "../account/words.ts";
import { slugify } from "../address/slug.ts";
import { error, type Fault, isFault, quoted } from "../faults/fault.ts";
import { readHeader } from "../source/header.ts";
import { readMarkdown } from "../source/markdown.ts";
import type { Source } from "../source/utf8.ts";
import { findWithheld, hasWords, type Range, redact, type Withhold } from "../source/withhold.ts";
import { digest } from "../text/bytes.ts";
import { charactersOf } from "../text/unspaced.ts";
import { fold } from "../text/white-space.ts";
import type { Withheld } from "./article.ts";
import type { Sifted } from "./metadata.ts";
import type { ArticleMetadata } from "./schema.ts";

/** A source as it is served, and what of it is withheld. */
export interface Redacted {
  source: Source;
  withheld: Withheld;
}

/**
 * Takes out of a source what its metadata withhold.
 *
 * @param metadata the article's, from beside the text or from its front matter
 * @param inFront whether they are front matter, which is served with the text
 * @param faults what cannot be withheld, and where withheld words still stand, is added
 */
export function withhold(
  source: Source,
  form: "wire" | "markdown",
  { metadata, locate }: Sifted<ArticleMetadata>,
  inFront: boolean,
  faults: Fault[],
): Redacted | undefined {
  const items = metadata.withhold;
  if (!items) return undefined;
  const start = form === "wire" ? headerEnd(source) : frontMatterEnd(source);
  const { ranges, problems } = findWithheld(source.text, start, items);
  for (const { index, reason, remedy } of problems)
    faults.push(error(locate(["withhold", index]), `\`withhold\`: ${reason}`, remedy));
  if (inFront && items.some(({ words }) => words !== undefined)) {
    const remedy = "write the metadata into a .yaml file beside the text, or give the `lines`";
    faults.push(
      error(
        locate(["withhold"]),
        "the front matter is served with the text, and has the withheld words",
        remedy,
      ),
    );
  }
  const text = redact(source.text, ranges);
  const data = Buffer.from(text);
  faults.push(...remaining(source, text.slice(start), ranges, items, { metadata, locate }));
  return {
    source: { file: source.file, text, sha256: digest(data), bytes: data.length },
    withheld: { ranges, ...countIn(ranges.map(([start, end]) => source.text.slice(start, end))) },
  };
}

function countIn(stretches: readonly string[]): Pick<Withheld, "words" | "characters"> {
  return {
    words: stretches.reduce((sum, stretch) => sum + splitWords(stretch).length, 0),
    characters: charactersOf(stretches.join(" "))?.characters,
  };
}

function headerEnd({ file, text }: Source): number {
  // Each line end is one character for the header, and may be two in the file.
  const header = readHeader(file, text.replaceAll("\r\n", " \n").replaceAll("\r", "\n"));
  return isFault(header) ? 0 : header.end;
}

function frontMatterEnd(source: Source): number {
  const parts = readMarkdown(source);
  if (isFault(parts) || !parts.frontMatter) return 0;
  let start = 0;
  for (let line = 1; line < parts.bodyLine; line++) {
    const next = /\r\n|\r|\n/.exec(source.text.slice(start));
    start += next ? next.index + next[0].length : 0;
  }
  return start;
}

/** A line of fewer words may stand elsewhere by chance. */
const fewWords = 4;

/** Where words that are withheld are still said: in the text in another form, or in the metadata. */
function remaining(
  source: Source,
  served: string,
  ranges: readonly Range[],
  items: readonly Withhold[],
  { metadata: { withhold: _, ...others }, locate }: Pick<Sifted<ArticleMetadata>, "metadata" | "locate">,
): Fault[] {
  const words = [...new Set(items.flatMap((item) => item.words ?? []).map(fold))];
  const lines = new Set(ranges.map(([start, end]) => fold(source.text.slice(start, end))));
  const long = [...lines].filter((line) => splitWords(line).length >= fewWords);
  const again = served
    .split(/\r\n|\r|\n/)
    .map(fold)
    .filter((line) => lines.has(line) && splitWords(line).length >= fewWords);
  // Markdown's signs within words would hide them.
  const plain = served.replace(/[*_~`\\]+/g, "");
  const said = words.filter((phrase) => hasWords(served, phrase) || hasWords(plain, phrase));
  const faults = [...said, ...again].map((phrase) => {
    const reason = `the withheld words ${quoted(phrase)} stand in the text in another form or place`;
    return error({ file: source.file }, reason, "withhold them there, too, or take them out");
  });
  for (const { path, value } of textsOf(others)) {
    const told =
      words.find((phrase) => hasWords(value, phrase)) ?? long.find((line) => fold(value).includes(line));
    if (told === undefined) continue;
    const name = path.filter((step) => typeof step === "string").join(".");
    faults.push(error(locate(path), `\`${name}\` has the withheld words ${quoted(told)}`, "take them out"));
  }
  return faults;
}

/** Whether a slug tells withheld words. */
export function slugTells(slug: string, items: readonly Withhold[] = []): boolean {
  return items.some(({ words }) => {
    const told = words === undefined ? "" : slugify(words);
    return told !== "" && `-${slug}-`.includes(`-${told}-`);
  });
}

function textsOf(
  value: unknown,
  path: (string | number)[] = [],
): { path: (string | number)[]; value: string }[] {
  if (typeof value === "string") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    textsOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
