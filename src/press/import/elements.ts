import type { Element } from "./xml.ts";

/*
 * What the import knows of HTML's elements.
 */

/** Elements that begin and end a paragraph and have no other meaning here. */
export const containers: ReadonlySet<string> = new Set(
  "address article aside body caption center col colgroup dd details div dl dt fieldset figcaption figure footer header hgroup html legend main nav p section stet-note summary tbody td tfoot th thead tr".split(
    " ",
  ),
);

/** All elements between which text does not run on. */
export const blocks: ReadonlySet<string> = new Set([
  ...containers,
  ..."blockquote dir h1 h2 h3 h4 h5 h6 hr li menu ol pre stet-breaks table ul".split(" "),
]);

/** The marks that Markdown has, by the elements that mean them. */
export const marks: ReadonlyMap<string, "em" | "strong" | "del"> = new Map([
  ...["b", "strong"].map((name) => [name, "strong"] as const),
  ...["em", "i", "cite", "dfn", "var"].map((name) => [name, "em"] as const),
  ...["s", "strike", "del"].map((name) => [name, "del"] as const),
]);

/** Elements whose text is code. */
export const code: ReadonlySet<string> = new Set(["code", "kbd", "samp", "tt"]);

/** What a page of text cannot hold: its elements, by the name that a report gives them. */
const unheld: Record<string, string> = {
  "scripts and styles": "script style link meta base title template noscript",
  "embedded pages": "iframe frame",
  "embedded objects": "object embed applet canvas",
  drawings: "svg",
  "audio and video": "audio video",
  forms: "form input button select textarea",
};

/** The elements that are taken out, and how a report names each. */
export const removed: ReadonlyMap<string, string> = new Map(
  Object.entries(unheld).flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind] as const)),
);

/** The elements that text may hold without meaning to show its tags. */
export const known: ReadonlySet<string> = new Set([
  ...blocks,
  ...code,
  ...marks.keys(),
  ...removed.keys(),
  ..."a abbr acronym bdi bdo big br data font img ins label mark math picture q rb rp rt ruby small source span sub sup time track u wbr".split(
    " ",
  ),
]);

/** What is left where an element was taken out: a style sheet leaves nothing, a player parts two words. */
export function gap(element: Element): string {
  return removed.get(element.name) === "scripts and styles" ? "" : " ";
}
