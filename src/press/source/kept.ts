import { readFileSync } from "node:fs";
import { error, PressError } from "../faults/fault.ts";
import { type Bytes, decode, digest } from "../text/bytes.ts";
import type { Source } from "./utf8.ts";
import { type Range, redact } from "./withhold.ts";

/** An article's source, and its bytes. */
interface Read {
  source: Source;
  data: Buffer;
}

/** What is known of the file that a record was made from. */
interface Known {
  /** The path as messages show it. */
  file: string;
  /** The absolute path. */
  path: string;
  sha256: string;
  /** The size in bytes. */
  bytes: number;
  /** What stands in place of the file's text. */
  notice?: string | undefined;
  /** What is not served of the file. */
  withheld?: { ranges: readonly Range[] } | undefined;
}

/*
 * A source is read for its record, and again for its page, which is made when all records are known. What there is room for waits in
 * between. An archive's texts never lie in memory together.
 */

/** What was read for a record, by path, until a page is made from it. */
const waiting = new Map<string, Bytes>();

/** How many bytes may wait: those of some ten thousand articles. */
const mostWaiting = 32_000_000;

let waitingBytes = 0;

/** What was asked for last, by path, oldest first: a page is typeset from its source, and soon after proved against it. */
const recent = new Map<string, Read>();

/** How many bytes of those are kept: more than one run through Eleventy has. */
const mostRecent = 6_000_000;

let recentBytes = 0;

/** Keeps a source's bytes, as they were read for its record, if there is room. */
export function keepSource(path: string, bytes: Bytes): void {
  take(path);
  if (waitingBytes + bytes.data.length > mostWaiting) return;
  waiting.set(path, bytes);
  waitingBytes += bytes.data.length;
}

/** What waited under a path, and no longer does. */
function take(path: string): Bytes | undefined {
  const bytes = waiting.get(path);
  if (!bytes) return undefined;
  waiting.delete(path);
  waitingBytes -= bytes.data.length;
  return bytes;
}

/**
 * An article's source, as it was when its record was made: what was kept of it, or else read anew and held against the digest.
 *
 * @throws PressError if the file is no longer what the record was made from
 */
export function sourceOf(article: Known): Read {
  if (article.notice !== undefined) return readNotice(article, article.notice);
  const known = recent.get(article.path);
  if (known?.source.sha256 === article.sha256) return known;
  const read = readAgain(article);
  if (known) drop(article.path, known);
  recent.set(article.path, read);
  recentBytes += read.source.bytes;
  for (const [path, oldest] of recent) {
    if (recentBytes <= mostRecent) break;
    drop(path, oldest);
  }
  return read;
}

function readNotice({ file, sha256, bytes }: Known, text: string): Read {
  return { source: { file, text, sha256, bytes }, data: Buffer.from(text) };
}

function drop(path: string, { source }: Read): void {
  recent.delete(path);
  recentBytes -= source.bytes;
}

function readAgain({ file, path, sha256, bytes, withheld }: Known): Read {
  if (withheld) {
    const text = redact(decode(readFileSync(path)), withheld.ranges);
    const served = Buffer.from(text);
    if (digest(served) !== sha256) throw changed(file);
    return { source: { file, text, sha256, bytes }, data: served };
  }
  const kept = take(path);
  const data = kept?.sha256 === sha256 ? kept.data : unchangedBytes(file, path, sha256);
  // The bytes were found good when the record was made of them.
  return { source: { file, text: decode(data), sha256, bytes }, data };
}

function unchangedBytes(file: string, path: string, sha256: string): Buffer {
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch {
    throw changed(file);
  }
  if (digest(data) !== sha256) throw changed(file);
  return data;
}

function changed(file: string): PressError {
  return new PressError([error({ file }, "the file changed during the build", "build again")]);
}
