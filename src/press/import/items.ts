import { error, type Fault, isFault, PressError } from "../faults/fault.ts";
import { chunksOf, firstBytes } from "./chunks.ts";
import { xmlEncoding } from "./decode.ts";
import { type Cut, firstOpen, linesIn, newScan, nextItem, type Scan } from "./items-scan.ts";
import { bound, withoutControls } from "./prolog.ts";
import type { Loss, Progress } from "./story.ts";
import { type Document, type Element, isElement, openIn, parseXml } from "./xml.ts";

/*
 * An export may be larger than memory. So its items are read one by one, as often as they are needed, and what stands around them is
 * kept.
 */

/** An item, the line on which it begins, and its text. */
export interface Item {
  element: Element;
  line: number;
  text: string;
}

/** A file of items. */
export interface Items {
  file: string;
  /** What stands before the first item: the channel with its own elements, closed. */
  head: Document;
  /** The same as text, unclosed. */
  opening: string;
  /** What stands between the items and after them, with the end tags; it is known when they have been cut once. */
  rest: string;
  losses: Loss[];
  /**
   * The items in their order as they stand in the file; they can be asked for again.
   *
   * @throws PressError where the file cannot be read on
   */
  cuts(progress?: Progress): Iterable<Cut>;
}

/** The longest item and the longest head in characters: none is as long, and without a limit a damaged file would fill the memory. */
const longest = 50_000_000;

/** How much of what stands between items is kept, in characters. */
const longestRest = 100_000;

/** The element that begins an export or a feed. */
const rootTag = /<((?:\w[\w.-]*:)?(?:rss|feed|RDF))(?=[\s>])/;

/**
 * Opens an export or a feed.
 *
 * @param path where it lies
 * @param file the path for messages
 * @returns nothing where its beginning holds no item
 */
export function openItems(path: string, file = path): Items | Fault | undefined {
  const start = startOf(path, file);
  if (start === undefined) return undefined;
  const { text: opening, losses } = bound(file, withoutControls(start.text));
  const closing = openIn(opening).map((name) => `</${name}>`);
  const head = parseXml(file, opening + closing.join(""));
  if (isFault(head)) return head;
  const items: Items = {
    file,
    head,
    opening,
    rest: "",
    losses,
    cuts: (progress) => cutItems(path, start, items, progress),
  };
  return items;
}

/** How a file of items begins. */
interface Start {
  encoding: string;
  /** What stands before the first item. */
  text: string;
  /** The names of the root and of the items. */
  root: string;
  item: string;
}

function startOf(path: string, file: string): Start | undefined {
  const encoding = xmlEncoding(firstBytes(path));
  let text = "";
  try {
    for (const chunk of chunksOf(path, encoding, file)) {
      text += chunk;
      const root = rootTag.exec(text.slice(0, 100_000))?.[1];
      if (root === undefined || text.length > longest) return undefined;
      const item = root.endsWith("feed") ? root.replace(/feed$/, "entry") : "item";
      const found = firstOpen(text, item);
      if (found >= 0) return { encoding, text: text.slice(0, found), root, item };
    }
  } catch (thrown) {
    // What cannot be decoded is told by its line, where the file is read as a whole.
    if (!(thrown instanceof PressError)) throw thrown;
  }
  return undefined;
}

function* cutItems(
  path: string,
  { encoding, root, item }: Start,
  items: Items,
  progress?: Progress,
): Generator<Cut> {
  const { file } = items;
  const scan = newScan(item);
  let rest: string | undefined;
  for (const chunk of chunksOf(path, encoding, file, progress)) {
    scan.text += chunk;
    for (let found = nextItem(scan); found !== undefined; found = nextItem(scan)) {
      if (rest === undefined) rest = "";
      else if (rest.length < longestRest) rest += found.before;
      yield found.item;
    }
    if (scan.text.length > longest) {
      const reason = `an item has more than ${longest} characters`;
      throw new PressError([
        error({ file, line: scan.line }, reason, "the file is damaged: export it again"),
      ]);
    }
  }
  checkEnd(file, scan, root);
  const end = bound(file, scan.text);
  items.rest = rest + end.text;
  tellRest(scan, end.losses, items);
}

/** The items in their order, each parsed by itself. */
export function* readItems({ file, cuts }: Items, progress?: Progress): Generator<Item> {
  for (const cut of cuts(progress)) yield parseItem(file, cut);
}

/**
 * An item as it stands in its file as an element.
 *
 * @throws PressError where its tags do not nest
 */
export function parseItem(file: string, { text: cut, line, column }: Cut): Item {
  const text = withoutControls(cut);
  const document = parseXml(file, text);
  if (isFault(document)) throw new PressError([shifted(document, line, column)]);
  const element = document.children.find((node) => isElement(node)) as Element;
  return { element, line, text };
}

/** A fault of an item, as one of the file: its lines are counted from the file's beginning. */
function shifted(fault: Fault, line: number, column: number): Fault {
  const own = fault.line ?? 1;
  const reason = fault.reason.replace(/(?<=of line )\d+/g, (told) => String(Number(told) + line - 1));
  const at = own === 1 && fault.column !== undefined ? { column: fault.column + column - 1 } : {};
  return { ...fault, reason, line: own + line - 1, ...at };
}

/** A file that ends inside an item, or without its end, was cut off. */
function checkEnd(file: string, { text, open, line, column }: Scan, root: string): void {
  if (open >= 0) {
    const cut = parseXml(file, text.slice(open));
    const before = text.slice(0, open);
    const lines = linesIn(text, open);
    const start = lines === 0 ? column + open : open - before.lastIndexOf("\n");
    if (isFault(cut)) throw new PressError([shifted(cut, line + lines, start)]);
  }
  if (!text.includes(`</${root}`)) {
    const place = { file, line: line + linesIn(text, text.length) };
    const remedy = "the file is damaged or cut off: export it again";
    throw new PressError([error(place, `the file ends before \`</${root}>\``, remedy)]);
  }
}

/** What stands after the end, such as a server's warnings, is told once, however often the items are read. */
function tellRest({ line }: Scan, told: readonly Loss[], { file, losses }: Items): void {
  for (const { kind, place, what } of told) {
    const loss = { kind, place: { file, line: line + (place.line ?? 1) - 1 }, what };
    if (!losses.some((other) => other.what === what)) losses.push(loss);
  }
}
