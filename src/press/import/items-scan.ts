/*
 * Finds the items of an XML text that comes piece by piece. Only where they begin and end is looked for: what is in them is parsed later, each
 * by itself.
 */

/** An item as it stands in its file, with the line and the column on which it begins. */
export interface Cut {
  text: string;
  line: number;
  column: number;
}

/** What has been read of a file and is not yet done with. */
export interface Scan {
  text: string;
  token: RegExp;
  /** Where the search goes on. */
  from: number;
  /** Where the open item begins; -1 outside of items. */
  open: number;
  /** Where the text begins in the file. */
  line: number;
  column: number;
}

/**
 * Begins to look for items.
 *
 * @param name the elements' name, such as `item`
 */
export function newScan(name: string): Scan {
  const token = new RegExp(`<!\\[CDATA\\[|<!--|<${name}(?=[\\s>])|</${name}\\s*>`, "g");
  return { text: "", token, from: 0, open: -1, line: 1, column: 1 };
}

/** Where the first element of a name begins, outside of comments and CDATA; -1 where none does. */
export function firstOpen(text: string, name: string): number {
  const { token } = newScan(name);
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [sign] = found;
    if (!sign.startsWith("<!")) return sign.startsWith("</") ? -1 : found.index;
    const close = text.indexOf(sign === "<!--" ? "-->" : "]]>", token.lastIndex);
    if (close < 0) return -1;
    token.lastIndex = close;
  }
  return -1;
}

/** Takes the next whole item off a text, with what stood before it; nothing where more text is needed. */
export function nextItem(scan: Scan): { item: Cut; before: string } | undefined {
  const { token } = scan;
  token.lastIndex = scan.from;
  for (let found = token.exec(scan.text); found; found = token.exec(scan.text)) {
    const [sign] = found;
    if (sign.startsWith("<!")) {
      const close = scan.text.indexOf(sign === "<!--" ? "-->" : "]]>", token.lastIndex);
      scan.from = close < 0 ? found.index : close + 3;
      if (close < 0) return undefined;
      token.lastIndex = scan.from;
    } else if (!sign.startsWith("</")) {
      if (scan.open < 0) scan.open = found.index;
      scan.from = token.lastIndex;
    } else {
      return taken(scan, token.lastIndex);
    }
  }
  // A sign may be cut in two at the text's end.
  scan.from = Math.max(scan.from, scan.text.length - 40);
  return undefined;
}

function taken(scan: Scan, end: number): { item: Cut; before: string } {
  const start = scan.open < 0 ? end : scan.open;
  const before = scan.text.slice(0, start);
  advance(scan, start);
  const item = { text: scan.text.slice(0, end - start), line: scan.line, column: scan.column };
  advance(scan, end - start);
  scan.open = -1;
  return { item, before };
}

/** Takes a stretch off the text's beginning. */
function advance(scan: Scan, length: number): void {
  const last = length === 0 ? -1 : scan.text.lastIndexOf("\n", length - 1);
  scan.line += linesIn(scan.text, length);
  scan.column = last < 0 ? scan.column + length : length - last;
  scan.text = scan.text.slice(length);
  scan.from = 0;
}

/** How many lines end in the first characters of a text. */
export function linesIn(text: string, length: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < length; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
