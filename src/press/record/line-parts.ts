import { error, type Fault, type Place, quoted, warning } from "../faults/fault.ts";
import { type LinePart, type PartKind, type PartPlace, partOf, rangeOf } from "../source/line-parts.ts";
import type { Title } from "../source/markdown.ts";
import type { Person } from "./article.ts";
import type { Locator, Material } from "./material.ts";
import type { Sifted } from "./metadata.ts";
import type { ArticleMetadata } from "./schema.ts";

/*
 * `parts`: what lines of wire copy are, held against the text and against what else the metadata say.
 */

/** What an article has once; subheads and notes it may have many. */
const single: ReadonlySet<PartKind> = new Set(["headline", "byline", "dateline", "caption"]);

/** The lines that the metadata give, in their order. Lines that are two things, and a second headline, are faults. */
export function placesOf(metadata: Sifted<ArticleMetadata> | undefined, faults: Fault[]): PartPlace[] {
  const parts = metadata?.metadata.parts;
  if (!metadata || !parts) return [];
  const sorted = [...parts].sort((a, b) => rangeOf(a.lines)[0] - rangeOf(b.lines)[0]);
  const seen = new Map<PartKind, string>();
  let end = 0;
  for (const { lines, kind } of sorted) {
    const place = metadata.locate(["parts", lines], "key");
    const [first, last] = rangeOf(lines);
    if (first <= end)
      faults.push(error(place, `\`parts\`: line ${first} is named twice`, "keep one of the two"));
    end = Math.max(end, last);
    const other = seen.get(kind);
    seen.set(kind, lines);
    if (other === undefined || !single.has(kind)) continue;
    const remedy = `give lines that follow each other as one, such as \`1-2: ${kind}\``;
    faults.push(error(place, `\`parts\`: line ${other} is the ${kind} already`, remedy));
  }
  return sorted;
}

/** A line that is the headline, as a heading of Markdown would be. */
export function titleFrom({ lines, text }: LinePart): Title {
  const [line, last] = rangeOf(lines);
  return { text, line, last, level: 1, plain: true };
}

/** An article's dateline and lead image, with what lines of its text say of them. */
export function fromParts(
  parts: readonly LinePart[],
  { dateline, image }: ArticleMetadata,
): Pick<ArticleMetadata, "dateline" | "image"> {
  const caption = partOf(parts, "caption")?.text;
  return {
    dateline: dateline ?? partOf(parts, "dateline")?.text,
    image: image && caption ? { ...image, caption } : image,
  };
}

/** Where `parts` contradict the text or the rest of the metadata. */
export function partFaults(
  material: Material,
  metadata: ArticleMetadata,
  authors: readonly Person[],
  at: Locator,
): Fault[] {
  if (!metadata.parts) return [];
  if (material.form === "markdown") {
    const remedy = "remove it, and write `# ` before the headline, `## ` before a subhead";
    return [error(at("parts"), "`parts` is for wire copy only: Markdown has markup of its own", remedy)];
  }
  const told = new Map(material.parts.map((part) => [part.lines, part.text]));
  const empty = metadata.parts
    .filter(({ lines }) => (told.get(lines) ?? "") === "")
    .map(({ lines }) => {
      const remedy = "count lines from 1, or remove the item";
      return error(at("parts", lines), `\`parts\`: the text has no words on line ${lines}`, remedy);
    });
  return [
    ...empty,
    ...contradiction("headline", material, metadata.headline, at("headline"), (one, other) => one === other),
    ...contradiction("dateline", material, metadata.dateline, at("dateline"), (one, other) =>
      bare(other).includes(bare(one)),
    ),
    ...bylineFaults(material, authors, at),
    ...captionFaults(material, metadata, at),
  ];
}

function contradiction(
  kind: PartKind,
  { parts }: Material,
  given: string | undefined,
  place: Place,
  agrees: (given: string, line: string) => boolean,
): Fault[] {
  const part = partOf(parts, kind);
  if (!part || part.text === "" || given === undefined || agrees(given, part.text)) return [];
  const reason = `the metadata say ${quoted(given)}, line ${part.lines} says ${quoted(part.text)}`;
  return [error(place, reason, `remove \`${kind}\`, or the line from \`parts\``)];
}

/** Authors whom the byline does not name. */
function bylineFaults({ parts }: Material, authors: readonly Person[], at: Locator): Fault[] {
  const byline = partOf(parts, "byline");
  if (!byline) return [];
  return [...authors.entries()].flatMap(([index, { name }]) => {
    if (bare(byline.text).includes(bare(name))) return [];
    const reason = `the byline on line ${byline.lines} does not name ${quoted(name)}: ${quoted(byline.text)}`;
    return [warning(at("authors", index, "name"), reason, "correct one of the two")];
  });
}

function captionFaults({ parts }: Material, { image }: ArticleMetadata, at: Locator): Fault[] {
  const part = partOf(parts, "caption");
  if (!part) return [];
  const place = at("parts", part.lines);
  if (!image) {
    const remedy = "give the article an `image`, or call the line a note";
    return [error(place, `line ${part.lines} is a caption, and the article has no lead image`, remedy)];
  }
  if (image.caption === undefined || image.caption === part.text) return [];
  const reason = `the image has the caption ${quoted(image.caption)}, line ${part.lines} says ${quoted(part.text)}`;
  return [error(at("image", "caption"), reason, "remove `caption`, or the line from `parts`")];
}

/** A text without its case and the forms of its characters. */
function bare(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
