import { hash } from "node:crypto";

/** A file's bytes, and their SHA-256 in lower-case hexadecimal, as `sha256sum` prints it. */
export interface Bytes {
  data: Buffer;
  sha256: string;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** SHA-256 in lower-case hexadecimal; of a string, that of its UTF-8. */
export function digest(data: Buffer | string): string {
  return hash("sha256", data, "hex");
}

/**
 * Bytes of UTF-8 as text. A byte order mark is dropped; a second one is a character of the text.
 *
 * @throws TypeError if the bytes are not UTF-8
 */
export function decode(data: Buffer): string {
  return utf8.decode(data);
}
