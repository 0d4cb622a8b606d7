import { error, type Fault, isError, notice } from "../faults/fault.ts";
import { direction } from "../text/direction.ts";
import { orderProblem } from "../text/screen-order.ts";
import type { Material } from "./material.ts";

/** The longest headline taken from a text, in characters. */
const longestHeadline = 100;

/** Where a sentence ends: a full stop after a word that is too long for an abbreviation, in the scripts' own signs. */
const sentenceEnd = /(?<=[\p{Ll}\p{Lo}\p{M}\p{N}]{4}["”’»)]?[.!?…]["”’»)]?)(?= )|(?<=[。！？؟۔।])/u;

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
  const sentence = (material.opening.split(sentenceEnd)[0] ?? "").trim();
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
