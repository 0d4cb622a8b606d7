import { error, type Fault, placeAt } from "../faults/fault.ts";

/** The largest export in bytes that is read: Node's longest string holds about as many. */
const largestExport = 500_000_000;

/**
 * The bytes of an XML file as text, by its byte order mark or its declaration; UTF-8 without either.
 *
 * @param file the path for messages
 * @returns the text, or the fault that keeps it from being read: bytes are never mended
 * @see https://www.w3.org/TR/xml/#sec-guessing
 */
export function decodeXml(file: string, data: Buffer): string | Fault {
  if (data.length === 0) return error({ file }, "the file is empty", "export it again");
  if (data.length > largestExport) {
    return error(
      { file },
      `the file has ${data.length} bytes, the limit is ${largestExport}`,
      "export it in parts",
    );
  }
  if (data.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) {
    return error({ file }, "this is a ZIP archive", "unpack it and name the .xml files in it");
  }
  if (data[0] === 0x1f && data[1] === 0x8b)
    return error({ file }, "this is a gzip archive", "unpack it first");
  const encoding = encodingOf(data);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    return error(
      { file, line: 1 },
      `the encoding ${JSON.stringify(encoding)} is not known`,
      "save it as UTF-8",
    );
  }
  try {
    return decoder.decode(data);
  } catch {
    return undecodable(file, data, encoding);
  }
}

function encodingOf(data: Buffer): string {
  if (data[0] === 0xff && data[1] === 0xfe) return "utf-16le";
  if (data[0] === 0xfe && data[1] === 0xff) return "utf-16be";
  const declaration = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    data.toString("latin1", 0, 200),
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
  const whole = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  try {
    whole.decode(line);
    return undefined;
  } catch {
    // Everything before the first replacement character decoded well: a column counts characters, not bytes.
    const lenient = new TextDecoder(encoding, { ignoreBOM: true }).decode(line);
    return placeAt("", lenient, Math.max(0, lenient.indexOf("\ufffd"))).column;
  }
}
