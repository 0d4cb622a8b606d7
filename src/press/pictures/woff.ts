import { inflateSync } from "node:zlib";

const woffHeader = 44;
const woffEntry = 20;
const sfntHeader = 12;
const sfntEntry = 16;

interface Table {
  tag: Buffer;
  checksum: number;
  data: Buffer;
}

/**
 * Unpacks a WOFF 1.0 font into the plain OpenType file (sfnt) that it holds.
 *
 * @throws RangeError or a zlib error where the bytes are not a whole WOFF file
 * @see https://www.w3.org/TR/WOFF/
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new RangeError("not a WOFF file");
  const tables = readTables(woff);
  const directory = Buffer.alloc(sfntHeader + sfntEntry * tables.length);
  writeHeader(directory, woff.readUInt32BE(4), tables.length);
  const parts = [directory];
  let offset = directory.length;
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const entry = sfntHeader + sfntEntry * index;
    tag.copy(directory, entry);
    directory.writeUInt32BE(checksum, entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.concat([data], Math.ceil(data.length / 4) * 4);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function readTables(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const entry = woffHeader + woffEntry * index;
    const offset = woff.readUInt32BE(entry + 4);
    const packedLength = woff.readUInt32BE(entry + 8);
    const length = woff.readUInt32BE(entry + 12);
    const packed = woff.subarray(offset, offset + packedLength);
    return {
      tag: woff.subarray(entry, entry + 4),
      checksum: woff.readUInt32BE(entry + 16),
      // A table that does not shrink is kept as it is.
      data: packedLength < length ? inflateSync(packed) : packed,
    };
  });
}

/** The offset table, with the figures for a binary search that some readers expect. */
function writeHeader(sfnt: Buffer, flavour: number, count: number): void {
  const exponent = Math.floor(Math.log2(count));
  const range = sfntEntry * 2 ** exponent;
  sfnt.writeUInt32BE(flavour, 0);
  sfnt.writeUInt16BE(count, 4);
  sfnt.writeUInt16BE(range, 6);
  sfnt.writeUInt16BE(exponent, 8);
  sfnt.writeUInt16BE(sfntEntry * count - range, 10);
}
