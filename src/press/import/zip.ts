import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { Inflate } from "fflate";
import { error, type Fault } from "../faults/fault.ts";
import { chunkSize, firstBytes, megabytes } from "./chunks.ts";
import type { Options } from "./story.ts";
import { temporaryFile } from "./temporary.ts";
import { openTree, type Tree } from "./tree.ts";

/*
 * An archive may be larger than memory. So its list of files is read, and then one file after the other.
 */

/** The most that an archive may unpack to, in bytes and in files. */
const largestArchive = 4_000_000_000;
const mostFiles = 200_000;

/** A file of an archive. */
interface Packed {
  name: string;
  /** Whether it is deflated; else it is stored as it is. */
  deflated: boolean;
  /** Where its header begins, and how many bytes it has in the archive. */
  start: number;
  length: number;
}

/** Why an archive cannot be unpacked. */
class Unreadable extends Error {}

/** Whether a file is a ZIP archive. */
export function isZip(path: string): boolean {
  return firstBytes(path).subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"));
}

/**
 * Unpacks a ZIP archive into a folder of its own, which goes when the process ends. A name that leads out of the archive is not written.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function unpack(file: string, { progress }: Options): Tree | Fault {
  const root = temporaryFile("archive");
  mkdirSync(root);
  const archive = openSync(file, "r");
  try {
    let room = largestArchive;
    const files = listIn(archive);
    const total = files.reduce((sum, { length }) => sum + length, 0);
    let done = 0;
    const told = (bytes: number) => {
      const before = megabytes(done);
      done += bytes;
      if (megabytes(done) > before) progress?.("megabytes unpacked", megabytes(done), megabytes(total));
    };
    for (const packed of files) {
      if (packed.name.endsWith("/") || leadsOut(packed.name)) {
        told(packed.length);
        continue;
      }
      const path = join(root, packed.name);
      mkdirSync(dirname(path), { recursive: true });
      room -= unpackOne(archive, packed, path, { room, told });
    }
  } catch (thrown) {
    if (thrown instanceof TooLarge)
      return error({ file }, "the ZIP archive unpacks to too much", "unpack it and name its folders");
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return error({ file }, `the ZIP archive cannot be read: ${reason}`, "unpack it and name the folder");
  } finally {
    closeSync(archive);
  }
  return openTree(root, file);
}

class TooLarge extends Error {}

function leadsOut(name: string): boolean {
  return name.split(/[/\\]/).includes("..") || /^[/\\]|^[a-z]:/i.test(name);
}

/** Bytes of an archive. */
function bytesAt(archive: number, start: number, length: number): Buffer {
  const data = Buffer.alloc(length);
  if (start < 0 || readSync(archive, data, 0, length, start) < length)
    throw new Unreadable("the file is cut off");
  return data;
}

/** The files that an archive's list names, which stands at its end. */
function listIn(archive: number): Packed[] {
  const { count, start, length } = endOf(archive);
  if (count > mostFiles || length > 100_000_000) throw new TooLarge();
  const list = bytesAt(archive, start, length);
  const files: Packed[] = [];
  for (let at = 0; files.length < count; ) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50)
      throw new Unreadable("its list of files is damaged");
    const flags = list.readUInt16LE(at + 8);
    const method = list.readUInt16LE(at + 10);
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [28, 30, 32].map((field) =>
      list.readUInt16LE(at + field),
    );
    const name = list.toString(flags & 0x800 ? "utf8" : "latin1", at + 46, at + 46 + nameLength);
    if (flags & 1) throw new Unreadable(`${name} is encrypted`);
    if (method !== 0 && method !== 8) throw new Unreadable(`${name} is packed in a way of its own`);
    const extra = list.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    files.push({ name, deflated: method === 8, ...placeIn(list.subarray(at), extra) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

/** Where a file lies, by its entry in the list and, for large archives, the entry's extra field. */
function placeIn(entry: Buffer, extra: Buffer): { start: number; length: number } {
  const places = [24, 20, 42].map((field) => entry.readUInt32LE(field));
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    // The field holds those numbers that are too large for the entry, in this order.
    let field = at + 4;
    for (const [index, place] of places.entries()) {
      if (place !== 0xffffffff) continue;
      places[index] = Number(extra.readBigUInt64LE(field));
      field += 8;
    }
  }
  const [, length = 0, start = 0] = places;
  return { start, length };
}

/** Where the list of files lies. */
function endOf(archive: number): { count: number; start: number; length: number } {
  const { size } = fstatSync(archive);
  const from = Math.max(0, size - 65_557);
  const tail = bytesAt(archive, from, size - from);
  const at = tail.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (at < 0 || at + 22 > tail.length) throw new Unreadable("its list of files is missing");
  const end = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    start: tail.readUInt32LE(at + 16),
  };
  if (end.count !== 0xffff && end.start !== 0xffffffff) return end;
  if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) return end;
  const large = bytesAt(archive, Number(tail.readBigUInt64LE(at - 12)), 56);
  const [count, length, start] = [32, 40, 48].map((field) => Number(large.readBigUInt64LE(field)));
  return { count: count ?? 0, length: length ?? 0, start: start ?? 0 };
}

/**
 * Unpacks one file.
 *
 * @param room how many bytes it may have
 * @param told is told how many bytes of the archive were read
 * @returns how many it has
 */
function unpackOne(
  archive: number,
  { deflated, start, length }: Packed,
  path: string,
  { room, told }: { room: number; told: (bytes: number) => void },
): number {
  const header = bytesAt(archive, start, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw new Unreadable("its list of files is wrong");
  const from = start + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const target = openSync(path, "w");
  let written = 0;
  const write = (data: Uint8Array) => {
    written += data.length;
    if (written > room) throw new TooLarge();
    writeSync(target, data);
  };
  const inflate = new Inflate(write);
  try {
    for (let at = 0; at < length || (deflated && length === 0); at += chunkSize) {
      const data = bytesAt(archive, from + at, Math.min(chunkSize, length - at));
      if (deflated) inflate.push(data, at + chunkSize >= length);
      else write(data);
      told(data.length);
      if (length === 0) break;
    }
  } finally {
    closeSync(target);
  }
  return written;
}
