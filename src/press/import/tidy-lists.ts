import { excerpt } from "./tidy-text.ts";
import { type Context, type Run, span, type Work } from "./tidy-work.ts";
import { type Element, isElement, type Node } from "./xml.ts";

/** A list as HTML; empty where it has no text. */
export function list(element: Element, context: Context, work: Work): string {
  const { name, attribs } = element;
  const ordered = name === "ol";
  const kept = ordered && /^\d{1,9}$/.test(attribs.start ?? "") ? ` start="${attribs.start}"` : "";
  const values = element.children.some((node) => isElement(node, "li") && node.attribs.value !== undefined);
  if (
    ordered &&
    (values || "reversed" in attribs || (attribs.start && kept === "") || /^[ai]$/i.test(attribs.type ?? ""))
  ) {
    work.lose("the numbering of lists", `<ol>: ${excerpt([element], work)}`);
  }
  const html = items(element.children, context, work);
  return html === "" ? "" : ordered ? `<ol${kept}>${html}</ol>` : `<ul>${html}</ul>`;
}

/** List items; what stands between them belongs to the item before. */
export function items(nodes: readonly Node[], context: Context, work: Work): string {
  const found: Run[][] = [];
  let between: Node[] = [];
  const close = () => {
    const strays = work.set.runs(between, context, work);
    if (found.length > 0) found.at(-1)?.push(...strays);
    else found.push(strays);
    between = [];
  };
  for (const node of nodes) {
    if (isElement(node, "li")) {
      close();
      found.push(work.set.runs(node.children, context, work));
    } else between.push(node);
  }
  close();
  return found.map(item).join("");
}

function item(found: Run[]): string {
  if (found.length === 0) return "";
  const tight = found.filter((run) => "text" in run).length < 2;
  const html = found.map((run) =>
    "block" in run ? run.block : tight ? span(run.text) : `<p>${span(run.text)}</p>`,
  );
  return `<li>${html.join("")}</li>`;
}
