import { hash } from "node:crypto";
import { error, type Fault, type Place, placeAt } from "./fault.ts";

/** A source file as text, with what proves its bytes. */
export interface Source {
  /** The path as messages show it. */
  file: string;
  /** The text: without a byte order mark, line ends as they came. */
  text: string;
  /** SHA-256 of the file's bytes, in lower-case hexadecimal, as `sha256sum` prints it. */
  sha256: string;
  /** The file's size in bytes. */
  bytes: number;
}

/** The largest source in bytes: a long book. More than that is a mistake, or an attack. */
export const largestSource = 5_000_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Controls that no text needs: C0 but tab, line feed and carriage return, DEL, C1 but NEL, and the bidi overrides. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202d\u202e]/;

/**
 * Bytes to text, strictly: what is not whole, printable UTF-8 text is refused, never mended.
 *
 * @param file the path for messages
 * @param data the file's bytes
 * @returns the text, or the first fault found in it
 */
export function read(file: string, data: Buffer): Source | Fault {
  if (data.length === 0)
    return error({ file }, "the file is empty", "write the text into it, or remove the file");
  if (data.length > largestSource) return tooLarge(file, data.length);
  const known = signature(data);
  if (known)
    return error({ file, line: 1, column: 1 }, `this is ${known}, not text`, "save it as UTF-8 text");
  const decoded = decode(file, data);
  if (typeof decoded !== "string") return decoded;
  if (decoded.trim() === "") {
    return error(
      { file },
      "the file holds nothing but white space",
      "write the text into it, or remove the file",
    );
  }
  const control = forbidden.exec(decoded);
  if (control) return forbiddenCharacter(placeAt(file, decoded, control.index), control[0]);
  return { file, text: decoded, sha256: digest(data), bytes: data.length };
}

/** SHA-256 in lower-case hexadecimal. */
export function digest(data: Buffer | string): string {
  return hash("sha256", data, "hex");
}

/** Whether a reading came out as a fault. */
export function isFault(result: object): result is Fault {
  return "reason" in result && "level" in result;
}

function tooLarge(file: string, bytes: number): Fault {
  return error(
    { file },
    `the file has ${bytes} bytes, the limit is ${largestSource}`,
    "divide it into several articles",
  );
}

function decode(file: string, data: Buffer): string | Fault {
  try {
    // A byte order mark is dropped by the decoder; a second one is a character of the text.
    return utf8.decode(data);
  } catch {
    const offset = firstInvalid(data);
    const place = placeAt(
      file,
      data.toString("utf8", 0, offset).replace(/^\uFEFF/, ""),
      Number.POSITIVE_INFINITY,
    );
    const byte = (data[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    return error(place, `byte 0x${byte} is not valid UTF-8`, `save the file as UTF-8${guess(data)}`);
  }
}

/** The offset of the first byte that does not decode, found by halving: valid prefixes stay valid when shortened. */
function firstInvalid(data: Buffer): number {
  let good = 0;
  let bad = data.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefixOfText(data.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The bad byte may continue a sequence: name the byte that begins it.
  while (good > 0 && ((data[good] ?? 0) & 0xc0) === 0x80 && ((data[good - 1] ?? 0) & 0x80) !== 0) {
    if (isWhole(data.subarray(0, good))) break;
    good -= 1;
  }
  return good;
}

function isWhole(data: Buffer): boolean {
  try {
    utf8.decode(data);
    return true;
  } catch {
    return false;
  }
}

/** Valid so far: whole text, or text that ends within a character. */
function isPrefixOfText(data: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(data, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function guess(data: Buffer): string {
  const cp1252 = data.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return cp1252 ? "; it looks like Windows-1252" : "; it looks like Latin-1";
}

const signatures: readonly [string, readonly number[]][] = [
  ["UTF-16 text", [0xff, 0xfe]],
  ["UTF-16 text", [0xfe, 0xff]],
  ["a gzip archive", [0x1f, 0x8b]],
  ["a PNG image", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG image", [0xff, 0xd8, 0xff]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["a ZIP archive or an office document", [0x50, 0x4b, 0x03, 0x04]],
];

function signature(data: Buffer): string | undefined {
  return signatures.find(([, magic]) => magic.every((byte, index) => data[index] === byte))?.[0];
}

function forbiddenCharacter(place: Place, character: string): Fault {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const bidi = character === "\u202d" || character === "\u202e";
  const kind = bidi ? "turns the direction of the text around it" : "is a control character";
  return error(place, `${code} ${kind}`, "remove it");
}
