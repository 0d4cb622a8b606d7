import { z } from "zod";
import { escapeHtml } from "../page/html.ts";
import { type Card, cardHtml } from "./ghost-cards.ts";

/*
 * The two forms in which Ghost's editor keeps a text, for posts of which an export has no HTML.
 */

type Lose = (kind: string, what: string) => void;

/** A text in the editor's form as HTML; nothing where there is none. */
export function editorHtml(
  lexical: string | null | undefined,
  mobiledoc: string | null | undefined,
  lose: Lose,
): string | undefined {
  const tree = lexicalSchema.safeParse(parsed(lexical));
  if (tree.success) return nodesHtml(tree.data.root.children, lose) || undefined;
  const doc = mobiledocSchema.safeParse(parsed(mobiledoc));
  return doc.success ? mobiledocHtml(doc.data, lose) || undefined : undefined;
}

function parsed(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}

type Node = z.output<typeof nodeSchema>;

const nodeSchema = z.looseObject({
  type: z.string(),
  get children(): z.ZodOptional<z.ZodArray<typeof nodeSchema>> {
    return z.array(nodeSchema).optional();
  },
});

const lexicalSchema = z.object({ root: z.object({ children: z.array(nodeSchema) }) });

/** The elements that mark a text, by the bit that Lexical has for them; underlined words are marked by no element of their own. */
const marks: readonly [bit: number, name: string][] = [
  [16, "code"],
  [1, "strong"],
  [2, "em"],
  [4, "s"],
  [32, "sub"],
  [64, "sup"],
  [128, "mark"],
];

function nodesHtml(nodes: readonly Node[], lose: Lose): string {
  return nodes.map((node) => nodeHtml(node, lose)).join("");
}

/** @see https://lexical.dev/docs/concepts/nodes */
function nodeHtml(node: Node, lose: Lose): string {
  const { type, children } = node;
  if (typeof node.text === "string" && children === undefined)
    return marked(node.text, Number(node.format ?? 0));
  if (type === "linebreak") return "<br>";
  if (type === "tab") return "\t";
  // An editor's note to come back to, and a joint between letters: neither has a word of its own.
  if (children === undefined) return ["tk", "zwnj"].includes(type) ? "" : cardHtml(type, node, lose);
  const inner = nodesHtml(children, lose);
  const name = elementOf(node);
  if (name === undefined) return inner;
  if (name === "a") return `<a href="${escapeHtml(String(node.url ?? ""))}">${inner}</a>`;
  const start = name === "ol" && typeof node.start === "number" ? ` start="${node.start}"` : "";
  return `<${name}${start}>${inner}</${name}>`;
}

/** The element for a node that holds others; nothing where only what it holds is shown. */
function elementOf({ type, tag, listType }: Node): string | undefined {
  switch (type.replace(/^extended-/, "")) {
    case "paragraph":
      return "p";
    case "heading":
      return typeof tag === "string" && /^h[1-6]$/.test(tag) ? tag : "h2";
    case "quote":
    case "aside":
      return "blockquote";
    case "list":
      return listType === "number" || tag === "ol" ? "ol" : "ul";
    case "listitem":
      return "li";
    case "link":
    case "autolink":
    case "at-link":
      return "a";
    default:
      return undefined;
  }
}

function marked(text: string, format: number): string {
  return marks.reduce(
    (html, [bit, name]) => (format & bit ? `<${name}>${html}</${name}>` : html),
    escapeHtml(text),
  );
}

const mobiledocSchema = z.object({
  markups: z.array(z.tuple([z.string()]).rest(z.array(z.string()))).default([]),
  atoms: z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())).default([]),
  cards: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])).default([]),
  sections: z.array(z.tuple([z.number()]).rest(z.unknown())).default([]),
});

type Mobiledoc = z.output<typeof mobiledocSchema>;

/** @see https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md */
function mobiledocHtml(doc: Mobiledoc, lose: Lose): string {
  const card = ([type, payload]: [string, Card]) => cardHtml(type, payload, lose);
  if (doc.sections.length === 0) return doc.cards.map(card).join("");
  return doc.sections
    .map(([kind, first, second]) => {
      if (kind === 10) {
        const found = doc.cards[Number(first)];
        return found ? card(found) : "";
      }
      if (kind === 2) return `<img src="${escapeHtml(String(first))}" alt="">`;
      const name =
        typeof first === "string" && /^(?:[ou]l|h[1-6]|blockquote|aside)$/.test(first) ? first : "p";
      const wrap = name === "aside" ? "blockquote" : name;
      if (kind !== 3) return `<${wrap}>${markersHtml(second, doc)}</${wrap}>`;
      const items = (Array.isArray(second) ? second : []).map((item) => `<li>${markersHtml(item, doc)}</li>`);
      return `<${wrap}>${items.join("")}</${wrap}>`;
    })
    .join("");
}

const markersSchema = z.array(
  z.tuple([z.number(), z.array(z.number()), z.number(), z.union([z.string(), z.number()])]),
);

/** Stretches of text, each with the marks that begin before it and how many end after it. */
function markersHtml(value: unknown, { markups, atoms }: Mobiledoc): string {
  const markers = markersSchema.safeParse(value).data ?? [];
  const open: string[] = [];
  let html = "";
  for (const [kind, begin, ended, text] of markers) {
    for (const index of begin) {
      const [name = "span", attributes = []] = markups[index] ?? [];
      const href = attributes[attributes.indexOf("href") + 1];
      html += name === "a" ? `<a href="${escapeHtml(href ?? "")}">` : `<${name}>`;
      open.push(name);
    }
    const atom = typeof text === "number" ? atoms[text] : undefined;
    html +=
      kind === 1
        ? atom?.[0] === "soft-return"
          ? "<br>"
          : escapeHtml(atom?.[1] ?? "")
        : escapeHtml(String(text));
    for (let left = ended; left > 0; left--) html += `</${open.pop() ?? "span"}>`;
  }
  return (
    html +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join("")
  );
}
