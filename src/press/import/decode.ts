import iconv from "iconv-lite";
import { error, type Fault, placeAt } from "../faults/fault.ts";

/** The largest file in bytes that is read whole, which those with items are not. */
const largestWhole = 100_000_000;

/** How far into a file its XML declaration is looked for: some servers write warnings before it. */
const head = 10_000;

/**
 * The bytes of an XML file as text, by its byte order mark or its declaration; UTF-8 without either.
 *
 * @param file the path for messages
 * @returns the text, or the fault that keeps it from being read: bytes are never mended
 * @see https://www.w3.org/TR/xml/#sec-guessing
 */
export function decodeXml(file: string, data: Buffer): string | Fault {
  return decodeAs(file, data, xmlEncoding(data));
}

/**
 * Why a file cannot be text that an import reads, if it cannot.
 *
 * @param size in bytes
 * @param start its first bytes
 */
export function unreadable(file: string, size: number, start: Buffer): Fault | undefined {
  if (size === 0) return error({ file }, "the file is empty", "export it again");
  if (start[0] === 0x1f && start[1] === 0x8b)
    return error({ file }, "this is a gzip archive", "unpack it first");
  if (size > largestWhole) {
    const reason = `the file has ${size} bytes, the limit of its kind is ${largestWhole}`;
    return error({ file }, reason, "export it in parts");
  }
  return undefined;
}

/**
 * Bytes in an encoding as text.
 *
 * @param label any of the names that the web has for an encoding
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeAs(file: string, data: Buffer, label: string): string | Fault {
  const encoding = nameOf(label);
  if (encoding === undefined) {
    return error({ file, line: 1 }, `the encoding ${JSON.stringify(label)} is not known`, "save it as UTF-8");
  }
  return decoded(data, encoding) ?? undecodable(file, data, encoding);
}

/** The web's name for an encoding: `ISO-8859-1` is windows-1252, as every browser reads it. */
function nameOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Text, or nothing where a byte means nothing in the encoding. */
function decoded(data: Buffer, encoding: string): string | undefined {
  // Node reads windows-1252 as ISO-8859-1 in some versions (nodejs/node#60888), so only Unicode is left to it.
  if (!encoding.startsWith("utf-") && iconv.encodingExists(encoding)) {
    const text = iconv.decode(data, encoding);
    return text.includes("\ufffd") ? undefined : text;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
}

/** Bytes to text piece by piece. Each step gives nothing where a byte means nothing in the encoding. */
export interface Decoder {
  write(data: Buffer): string | undefined;
  end(): string | undefined;
}

/** A decoder for an encoding, by any of the names that the web has for it; nothing for a name that it does not have. */
export function decoderOf(label: string): Decoder | undefined {
  const encoding = nameOf(label);
  if (encoding === undefined) return undefined;
  if (!encoding.startsWith("utf-") && iconv.encodingExists(encoding)) {
    const decoder = iconv.getDecoder(encoding);
    const checked = (text: string | undefined) => (text?.includes("\ufffd") ? undefined : (text ?? ""));
    return { write: (data) => checked(decoder.write(data)), end: () => checked(decoder.end()) };
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const attempt = (decode: () => string) => {
    try {
      return decode();
    } catch {
      return undefined;
    }
  };
  return {
    write: (data) => attempt(() => decoder.decode(data, { stream: true })),
    end: () => attempt(() => decoder.decode()),
  };
}

function lenient(data: Buffer, encoding: string): string {
  return encoding.startsWith("utf-") || !iconv.encodingExists(encoding)
    ? new TextDecoder(encoding, { ignoreBOM: true }).decode(data)
    : iconv.decode(data, encoding);
}

/** The encoding that the bytes at the beginning of an XML file name. */
export function xmlEncoding(data: Buffer): string {
  if (data[0] === 0xff && data[1] === 0xfe) return "utf-16le";
  if (data[0] === 0xfe && data[1] === 0xff) return "utf-16be";
  const declaration = /<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    data.toString("latin1", 0, head),
  );
  return declaration?.[1]?.toLowerCase() ?? "utf-8";
}

/** Names the first line that does not decode, and the column where that can be told. */
function undecodable(file: string, data: Buffer, encoding: string): Fault {
  const remedy = "save the file in the encoding that its first line names";
  const reason = `a byte is not valid ${encoding}`;
  let line = 1;
  for (let start = 0; start < data.length; line++) {
    const feed = data.indexOf(0x0a, start);
    const end = feed < 0 ? data.length : feed;
    const column = invalidColumn(data.subarray(start, end), encoding);
    if (column !== undefined) return error({ file, line, column }, reason, remedy);
    start = end + 1;
  }
  return error({ file }, reason, remedy);
}

function invalidColumn(line: Buffer, encoding: string): number | undefined {
  if (decoded(line, encoding) !== undefined) return undefined;
  // Everything before the first replacement character decoded well: a column counts characters, not bytes.
  const text = lenient(line, encoding);
  return placeAt("", text, Math.max(0, text.indexOf("\ufffd"))).column;
}
