import { closeSync, openSync, readSync } from "node:fs";
import { error, type Fault, isFault, PressError } from "../faults/fault.ts";
import { decoderOf, xmlEncoding } from "./decode.ts";
import { bound, withoutControls } from "./prolog.ts";
import type { Loss } from "./story.ts";
import { child, type Document, type Element, parseXml } from "./xml.ts";

/*
 * An export may be larger than memory. So its items are read one by one, as often as they are needed, and what stands around them is
 * kept.
 */

/** An item, and the line on which it begins. */
export interface Item {
  element: Element;
  line: number;
}

/** A file of items. */
export interface Items {
  file: string;
  /** What stands before the first item: the channel with its own elements. */
  head: Document;
  losses: Loss[];
  /**
   * The items in their order; they can be asked for again.
   *
   * @throws PressError where the file cannot be read on
   */
  read(): Iterable<Item>;
}

/** How many bytes are read at once. */
const chunkSize = 4_000_000;

/** The longest item in characters: no text is as long, and without a limit a damaged file would fill the memory. */
const longestItem = 100_000_000;

/**
 * Opens a file of items whose head holds an element.
 *
 * @param mark the element's beginning, such as `<wp:wxr_version`
 * @returns nothing where the file's head does not hold it
 */
export function openItems(file: string, mark: string): Items | Fault | undefined {
  const first = firstChunk(file);
  const start = first.toString("latin1").search(/<item[\s>]/);
  if (!first.subarray(0, start < 0 ? undefined : start).includes(mark)) return undefined;
  const text = decoderOf(xmlEncoding(first))?.write(first);
  const end = text?.search(/<item[\s>]/) ?? -1;
  if (text === undefined || end < 0) return undefined;
  const bounded = bound(file, withoutControls(text.slice(0, end)));
  const closed = `${bounded.text}</channel></rss>`;
  const head = parseXml(file, closed);
  if (isFault(head)) return head;
  const { losses } = bounded;
  return { file, head, losses, read: () => readItems(file, xmlEncoding(first), losses) };
}

function firstChunk(file: string): Buffer {
  const handle = openSync(file, "r");
  try {
    const data = Buffer.alloc(chunkSize);
    return data.subarray(0, readSync(handle, data, 0, chunkSize, 0));
  } finally {
    closeSync(handle);
  }
}

/** A file's text, piece by piece. */
function* chunksOf(file: string, encoding: string): Generator<string> {
  const handle = openSync(file, "r");
  const decoder = decoderOf(encoding);
  if (!decoder)
    throw new PressError([
      error({ file, line: 1 }, `the encoding ${encoding} is not known`, "save it as UTF-8"),
    ]);
  try {
    const data = Buffer.alloc(chunkSize);
    for (;;) {
      const length = readSync(handle, data, 0, chunkSize, null);
      const text = length === 0 ? decoder.end() : decoder.write(data.subarray(0, length));
      if (text === undefined)
        throw new PressError([
          error(
            { file },
            `a byte is not valid ${encoding}`,
            "save the file in the encoding that its first line names",
          ),
        ]);
      yield text;
      if (length === 0) return;
    }
  } finally {
    closeSync(handle);
  }
}

const token = /<!\[CDATA\[|<!--|<item(?=[\s>])|<\/item\s*>/g;

/** What has been read of a file and is not yet done with. */
interface Window {
  text: string;
  /** Where the search goes on. */
  from: number;
  /** Where the open item begins; -1 outside of items. */
  open: number;
  /** The line on which the window begins, and that of the open item. */
  line: number;
  openLine: number;
}

function* readItems(file: string, encoding: string, losses: Loss[]): Generator<Item> {
  const window: Window = { text: "", from: 0, open: -1, line: 1, openLine: 1 };
  let around = "";
  for (const chunk of chunksOf(file, encoding)) {
    window.text += chunk;
    for (let item = nextItem(window); item !== undefined; item = nextItem(window)) {
      around = item.before.slice(-1_000);
      yield parseItem(file, item.text, item.line);
    }
    if (window.text.length > longestItem) {
      const reason = `an item has more than ${longestItem} characters`;
      throw new PressError([
        error({ file, line: window.openLine }, reason, "the file is damaged: export it again"),
      ]);
    }
  }
  checkEnd(file, around, window);
  tellRest(file, window, losses);
}

/** The next whole item in a window, which is moved past it; nothing where more text is needed. */
function nextItem(window: Window): { text: string; line: number; before: string } | undefined {
  token.lastIndex = window.from;
  for (let found = token.exec(window.text); found; found = token.exec(window.text)) {
    const [sign] = found;
    if (sign.startsWith("<!")) {
      const close = window.text.indexOf(sign === "<!--" ? "-->" : "]]>", token.lastIndex);
      window.from = close < 0 ? found.index : close + 3;
      if (close < 0) return undefined;
      token.lastIndex = window.from;
    } else if (sign === "<item") {
      if (window.open < 0) {
        window.open = found.index;
        window.openLine = window.line + linesIn(window.text, 0, found.index);
      }
      window.from = token.lastIndex;
    } else {
      return taken(window, token.lastIndex);
    }
  }
  // A sign may be cut in two at the window's end.
  window.from = Math.max(window.from, window.text.length - 20);
  return undefined;
}

function taken(window: Window, end: number): { text: string; line: number; before: string } {
  const start = window.open < 0 ? end : window.open;
  const item = {
    text: window.text.slice(start, end),
    line: window.openLine,
    before: window.text.slice(0, start),
  };
  window.line += linesIn(window.text, 0, end);
  window.text = window.text.slice(end);
  window.from = 0;
  window.open = -1;
  return item;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

function parseItem(file: string, text: string, line: number): Item {
  const document = parseXml(file, withoutControls(text));
  if (isFault(document)) throw new PressError([shifted(document, line - 1)]);
  const element = child(document, "item");
  if (!element)
    throw new PressError([
      error({ file, line }, "`</item>` closes nothing", "the file is damaged: export it again"),
    ]);
  return { element, line };
}

/** A fault of an item, as one of the file: its lines are counted from the file's beginning. */
function shifted(fault: Fault, lines: number): Fault {
  const reason = fault.reason.replace(/(?<=of line )\d+/g, (line) => String(Number(line) + lines));
  return { ...fault, reason, line: (fault.line ?? 1) + lines };
}

/** A file that ends inside an item, or without its end, was cut off. */
function checkEnd(file: string, around: string, { text, open, line, openLine }: Window): void {
  const remedy = "the file is damaged or cut off: export it again";
  if (open >= 0)
    throw new PressError([error({ file, line: openLine }, "the file ends inside `<item>`", remedy)]);
  if (!/<\/rss\s*>/.test(around + text))
    throw new PressError([
      error({ file, line: line + linesIn(text, 0, text.length) }, "the file ends before `</rss>`", remedy),
    ]);
}

/** What stands after the end, such as a server's warnings, is told once, however often the items are read. */
function tellRest(file: string, { text, line }: Window, losses: Loss[]): void {
  const found = bound(file, text).losses.map(({ kind, place, what }) => {
    return { kind, place: { file, line: line + (place.line ?? 1) - 1 }, what };
  });
  for (const loss of found) if (!losses.some(({ what }) => what === loss.what)) losses.push(loss);
}
