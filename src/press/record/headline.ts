import { error, type Fault, isError, notice, warning } from "../faults/fault.ts";
import { direction } from "../text/direction.ts";
import { orderProblem } from "../text/screen-order.ts";
import type { Material } from "./material.ts";

/** The longest headline taken from a text, in characters. */
const longestHeadline = 100;

/** Where a sentence ends: a full stop after a word that is too long for an abbreviation, in the scripts' own signs. */
const sentenceEnd = /(?<=[\p{Ll}\p{Lo}\p{M}\p{N}]{4}["”’»)]?[.!?…]["”’»)]?)(?= )|(?<=[。！？؟۔।])/u;

/** A heading that begins Markdown and is the headline, where the metadata have none. */
export function titleOf({ title, source }: Material, faults: Fault[]): string | undefined {
  if (!title) return undefined;
  if (!title.plain) {
    const place = { file: source.file, line: title.line, column: 1 };
    const remedy = "give the article a `headline` in its metadata";
    faults.push(error(place, "the heading that is the headline has a link, an image or a note", remedy));
  }
  return title.text;
}

/** The lines of a title, as a page tells them: `6`, or `6-7`. */
export function linesOf({ line, last }: { line: number; last: number }): string {
  return last > line ? `${line}-${last}` : String(line);
}

/** A warning where the text begins with the headline that the metadata give: readers would see it twice. */
export function standsTwice(headline: string | undefined, { first, form, source, text }: Material): Fault[] {
  if (
    headline === undefined ||
    !first ||
    first.text.length + 1 >= text.length ||
    bare(first.text) !== bare(headline)
  )
    return [];
  const remedy =
    form === "markdown" && first.text !== "" && "level" in first
      ? "take `headline` out of the metadata: the heading serves"
      : "take it out of the text, or let it stand there alone";
  return [
    warning(
      { file: source.file, line: first.line, column: 1 },
      "the text begins with the headline, which stands above it already",
      remedy,
    ),
  ];
}

/** A headline's letters and digits. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Without a headline the first sentence of the text serves, shortened at a word.
 *
 * @param language the article's: an isolate that the sentence's end cuts off would be shown in another order
 */
export function headlineFrom(material: Material, language: string, faults: Fault[]): string {
  if (material.metadata && material.form === "markdown") {
    const place = material.metadata.locate([]);
    faults.push(error(place, "the article has no `headline`", "add `headline: Some words` to the metadata"));
    return "";
  }
  const sentence = material.opening.split(sentenceEnd, 1).join("").trim();
  const headline = shorten(sentence);
  const reason = `no headline is given; the text's first sentence serves: ${JSON.stringify(headline)}`;
  const problem = orderProblem(headline, direction(language));
  if (problem && !faults.some(isError)) {
    const cut = `no headline is given, and in the text's first sentence ${problem.reason}`;
    faults.push(error({ file: material.source.file }, cut, "give the article a `headline`"));
  }
  // What is not built needs no headline yet.
  if (!faults.some(isError)) faults.push(notice({ file: material.source.file }, reason));
  return headline;
}

/** A text of at most `longestHeadline` characters, shortened after a word. */
function shorten(text: string): string {
  if (text.length <= longestHeadline) return text;
  const cut = text.slice(0, longestHeadline);
  const space = cut.lastIndexOf(" ");
  const kept = space > longestHeadline / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, "");
  return `${kept.replace(/[\s,;:–—-]+$/u, "")}…`;
}
