import { error, type Fault, type Place, placeAt } from "../faults/fault.ts";
import { decode, digest } from "../text/bytes.ts";
import { turning } from "../text/screen-order.ts";

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

/** Controls that no text needs: C0 but tab, line feed and carriage return, DEL, C1 but NEL, and what turns the text around it. */
const forbidden = new RegExp(
  `[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f]|${turning.source}`,
);

/**
 * Bytes to text, strictly: what is not whole, printable UTF-8 text is refused, never mended.
 *
 * @param file the path for messages
 * @param data the file's bytes
 * @param sha256 their digest
 * @returns the text, or the first fault found in it
 */
export function read(file: string, data: Buffer, sha256 = digest(data)): Source | Fault {
  const start = { file, line: 1, column: 1 };
  const bytes = data.length;
  if (bytes === 0) return error(start, "the file is empty", "write the text into it, or remove the file");
  if (bytes > largestSource) return tooLarge(file, bytes);
  const known = signature(data);
  if (known) return error(start, `this is ${known.name}, not UTF-8 text`, known.remedy);
  const decoded = decodeOrFault(file, data);
  if (typeof decoded !== "string") return decoded;
  if (decoded.trim() === "") {
    return error(
      start,
      "the file holds nothing but white space",
      "write the text into it, or remove the file",
    );
  }
  const control = forbidden.exec(decoded);
  if (control) return forbiddenCharacter(placeAt(file, decoded, control.index), control[0]);
  return { file, text: decoded, sha256, bytes };
}

/** What is wrong with a file that is larger than any source. */
export function tooLarge(file: string, bytes: number): Fault {
  return error(
    { file, line: 1, column: 1 },
    `the file has ${bytes} bytes, the limit is ${largestSource}`,
    "divide it into several articles",
  );
}

function decodeOrFault(file: string, data: Buffer): string | Fault {
  try {
    return decode(data);
  } catch {
    const offset = firstInvalid(data);
    const before = decode(data.subarray(0, offset));
    const [reason, remedy] = invalidity(data, offset);
    return error(placeAt(file, before, before.length), reason, remedy);
  }
}

/** The offset of the first byte that begins no character, found by halving: what can be completed stays so when shortened. */
function firstInvalid(data: Buffer): number {
  let good = 0;
  let bad = data.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefixOfText(data.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The bytes before may begin a character that this one does not complete: then the first of them is the wrong one.
  while (!isWhole(data.subarray(0, good))) good -= 1;
  return good;
}

function isWhole(data: Buffer): boolean {
  try {
    decode(data);
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

/** What is wrong with the bytes at an offset, as a reason and a remedy. */
function invalidity(data: Buffer, offset: number): [reason: string, remedy: string] {
  const [byte = 0, next = 0] = data.subarray(offset);
  const shown = `byte 0x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  if (isCutOff(data, offset))
    return [`the file ends within a character, at ${shown}`, "it was cut off: copy it anew"];
  const followed = (next & 0xc0) === 0x80;
  if (followed && (byte === 0xc0 || byte === 0xc1))
    return [`${shown} begins an overlong form, which is not valid UTF-8`, "save the file as UTF-8 anew"];
  if (followed && byte === 0xed)
    return [
      `${shown} begins half of a surrogate pair, which is not valid UTF-8`,
      "save the file as UTF-8 anew",
    ];
  const looks = byte >= 0x80 && byte <= 0x9f ? "Windows-1252" : "Latin-1";
  return [`${shown} is not valid UTF-8`, `save the file as UTF-8; it looks like ${looks}`];
}

/** Whether a text ends within a character. One byte alone, after plain ASCII, is rather a letter of Latin-1. */
function isCutOff(data: Buffer, offset: number): boolean {
  if (!isPrefixOfText(data.subarray(offset))) return false;
  return data.length - offset > 1 || data.subarray(0, offset).some((byte) => byte >= 0x80);
}

interface Signature {
  name: string;
  magic: readonly number[];
  remedy: string;
}

const asText = "save it as UTF-8 text";
const asImage = "move it away, or give it the ending of an image";
const signatures: readonly Signature[] = [
  { name: "UTF-16", magic: [0xff, 0xfe], remedy: asText },
  { name: "UTF-16", magic: [0xfe, 0xff], remedy: asText },
  { name: "a gzip archive", magic: [0x1f, 0x8b], remedy: "unpack it" },
  { name: "a PNG image", magic: [0x89, 0x50, 0x4e, 0x47], remedy: asImage },
  { name: "a JPEG image", magic: [0xff, 0xd8, 0xff], remedy: asImage },
  { name: "a PDF document", magic: [0x25, 0x50, 0x44, 0x46, 0x2d], remedy: "save its text as UTF-8 text" },
  {
    name: "a ZIP archive or an office document",
    magic: [0x50, 0x4b, 0x03, 0x04],
    remedy: "save its text as UTF-8 text",
  },
];

/** What a file is that is no text, by its first bytes. */
function signature(data: Buffer): Pick<Signature, "name" | "remedy"> | undefined {
  const first = data.subarray(0, 8);
  const known = signatures.find(({ magic }) => magic.every((byte, index) => first[index] === byte));
  if (known) return known;
  // UTF-16 without a byte order mark: every other byte of Latin letters is zero.
  if (!first.includes(0)) return undefined;
  const zeros = [...first.subarray(0, 4)].map((byte) => (byte === 0 ? "0" : "x")).join("");
  return zeros === "0x0x" || zeros === "x0x0" ? { name: "UTF-16", remedy: asText } : undefined;
}

function forbiddenCharacter(place: Place, character: string): Fault {
  const code = `U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}`;
  const kind = turning.test(character)
    ? "turns the direction of the text around it"
    : "is a control character";
  return error(place, `${code} ${kind}`, "remove it");
}
