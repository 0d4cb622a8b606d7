import { DomHandler, DomUtils, Parser, parseDocument, Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { error, type Fault, placeAt } from "../faults/fault.ts";

/** A parsed document, a node in it, and an element. */
export type Document = ReturnType<typeof parseDocument>;
export type Node = Document["children"][number];
export type Element = Extract<Node, { attribs: unknown }>;

/**
 * XML text to a tree. Tags must nest as XML wants it: where they do not, the file is cut off or damaged, and what it says cannot be
 * told. Entities that a DTD declares are left as written, and nothing is ever fetched: the parser knows neither, so that hostile
 * entities do no harm.
 *
 * @param file the path for messages
 * @see https://www.w3.org/TR/xml/#sec-well-formed
 */
export function parseXml(file: string, text: string): Document | Fault {
  return brokenNesting(file, text) ?? parseDocument(text, { xmlMode: true, withStartIndices: true });
}

/** The names of the elements that are open at the end of a text, the innermost first. */
export function openIn(text: string): string[] {
  const open: string[] = [];
  const handler = {
    onopentagname: (name: string) => void open.unshift(name),
    onclosetag: () => void open.shift(),
  };
  new Parser(handler, { xmlMode: true }).write(text);
  return open;
}

/** The line of the file on which an element begins, for many elements of one text. */
export function lineFinder(text: string): (element: Element | undefined) => number {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  return (element) => {
    const offset = element?.startIndex ?? 0;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** How deep elements may stand in one another: each is gone through by those around it, so that depth costs more than length. */
const deepest = 200;

/** HTML that nests deeper than any text does. */
export class TooDeep extends RangeError {
  override message = "its HTML is nested too deep";
}

class ShallowHandler extends DomHandler {
  override onopentag(name: string, attributes: Record<string, string>): void {
    if (this.tagStack.length > deepest) throw new TooDeep();
    super.onopentag(name, attributes);
  }
}

/**
 * HTML to a tree.
 *
 * @throws TooDeep
 */
export function parseHtml(html: string): Document {
  const handler = new ShallowHandler();
  new Parser(handler).end(html);
  return handler.root;
}

/** The HTML of a file to a tree. */
export function parseHtmlFile(file: string, html: string): Document | Fault {
  try {
    return parseHtml(html);
  } catch (thrown) {
    if (!(thrown instanceof TooDeep)) throw thrown;
    return error({ file }, thrown.message, "mend it on the old site and export again");
  }
}

/** Takes elements out of their document, however many they are and however many stand beside them. */
export function removeAll(elements: readonly Element[]): void {
  const gone = new Set<Node>(elements);
  const parents = new Set(elements.map(({ parent }) => parent));
  for (const element of elements) {
    if (element.prev) element.prev.next = element.next;
    if (element.next) element.next.prev = element.prev;
    element.prev = element.next = element.parent = null;
  }
  for (const parent of parents)
    if (parent) parent.children = parent.children.filter((node) => !gone.has(node as Node));
}

/** Whether a node is an element, and one of that name if one is given. */
export function isElement(node: Node | undefined, name?: string): node is Element {
  return node !== undefined && "attribs" in node && (name === undefined || node.name === name);
}

/** An element's children of one name. */
export function children(parent: Document | Element, name: string): Element[] {
  return parent.children.filter((node): node is Element => isElement(node, name));
}

/** An element's first child of one name. */
export function child(parent: Document | Element | undefined, name: string): Element | undefined {
  return parent?.children.find((node): node is Element => isElement(node, name));
}

/** The text of an element's first child of one name, CDATA included, without white space at its ends; empty if there is none. */
export function childText(parent: Document | Element | undefined, name: string): string {
  return rawChildText(parent, name).trim();
}

/** The same with its white space. */
export function rawChildText(parent: Document | Element | undefined, name: string): string {
  const found = child(parent, name);
  return found ? DomUtils.textContent(found) : "";
}

/** The first place at which tags do not nest, or the file ends too early. */
function brokenNesting(file: string, text: string): Fault | undefined {
  const open: { name: string; at: number }[] = [];
  let roots = 0;
  let fault: Fault | undefined;
  const report = (at: number, reason: string) => {
    fault ??= error(placeAt(file, text, at), reason, "the file is damaged or cut off: export it again");
  };
  const ignore = () => {};
  const callbacks: TokenizerCallbacks = {
    onopentagname(start, end) {
      if (open.length === 0 && ++roots > 1) report(start - 1, "a second document begins here");
      open.push({ name: text.slice(start, end), at: start - 1 });
    },
    onopentagend: ignore,
    onselfclosingtag: () => void open.pop(),
    onclosetag(start, end) {
      const name = text.slice(start, end);
      const last = open.pop();
      if (!last) report(start - 2, `\`</${name}>\` closes nothing`);
      else if (last.name !== name) {
        const line = placeAt(file, text, last.at).line;
        report(start - 2, `\`</${name}>\` stands where \`<${last.name}>\` of line ${line} must be closed`);
      }
    },
    ontext(start, end) {
      const outside = open.length === 0 ? text.slice(start, end).trim() : "";
      // The tokenizer takes a DTD's declarations one by one; what closes it is left over.
      if (outside !== "" && !(roots === 0 && outside === "]>")) {
        report(start, "text stands outside the document");
      }
    },
    oncdata: ignore,
    onattribname: ignore,
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    ontextentity: ignore,
    onend: ignore,
  };
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, callbacks);
  tokenizer.write(text);
  tokenizer.end();
  const last = open.at(-1);
  if (last) {
    const line = placeAt(file, text, last.at).line;
    report(text.length, `the file ends inside \`<${last.name}>\` of line ${line}`);
  }
  if (roots === 0) report(0, "this is not XML");
  return fault;
}
