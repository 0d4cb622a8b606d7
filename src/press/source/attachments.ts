import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { error, type Fault, messageOf } from "../faults/fault.ts";
import type { BesideFile } from "./folder.ts";

/** A file that a text links to, as readers are told of it. */
export interface LinkedFile {
  /** What its name ends in, in capitals: `PDF`. */
  kind: string;
  /** In bytes. */
  size: number;
}

/** What files begin with, by the endings of their names; of texts it is only known what they are not. */
const zip = ["PK\x03\x04", "PK\x05\x06"];
const compound = ["\xd0\xcf\x11\xe0"];
const beginnings: Readonly<Record<string, readonly string[]>> = {
  ".pdf": ["%PDF-"],
  ".rtf": ["{\\rtf"],
  ...Object.fromEntries(".xlsx .ods .docx .odt .pptx .odp .epub .zip".split(" ").map((end) => [end, zip])),
  ...Object.fromEntries(".xls .doc .ppt".split(" ").map((end) => [end, compound])),
};

/** How far into a file its own beginning may be: readers of PDF look for it as far. */
const farthest = 1024;

/**
 * What readers are told of a file before they open it.
 *
 * @returns a fault for one that is not what its name says, such as a page that was saved in place of a document
 */
export function readAttachment({ path, shown }: BesideFile): LinkedFile | Fault {
  const ending = extname(path).toLowerCase();
  let begin: string;
  let size: number;
  try {
    begin = beginOf(path);
    size = statSync(path).size;
  } catch (cause) {
    return error({ file: shown }, `cannot be read: ${messageOf(cause)}`, "check its permissions");
  }
  const kind = ending.slice(1).toUpperCase();
  if (size === 0) return error({ file: shown }, "the file is empty", "save it again from where it came");
  const isPage = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|script)/i.test(begin);
  const known = beginnings[ending];
  const isRight =
    known === undefined ||
    known.some((sign) => (ending === ".pdf" ? begin.includes(sign) : begin.startsWith(sign)));
  if (!isPage && isRight) return { kind, size };
  const reason = isPage ? `the file is a web page, not ${kind}` : `the file does not begin as ${kind} does`;
  return error(
    { file: shown },
    reason,
    `save ${basename(path)} again from where it came, or name it rightly`,
  );
}

/** The first bytes of a file, each as a character. */
function beginOf(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(farthest);
    return bytes.toString("latin1", 0, readSync(handle, bytes, 0, farthest, 0));
  } finally {
    closeSync(handle);
  }
}
