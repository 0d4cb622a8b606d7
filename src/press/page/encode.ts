import { transcode } from "node:buffer";

/** A text on its way. What is longer takes the usual one. */
const utf16 = Buffer.allocUnsafeSlow(1_000_000);

/** A text as UTF-8, by way of UTF-16: the straight way takes longer for a text with a curly quote in it, above all on Node 24. */
export function encode(text: string): Buffer {
  if (text.length * 2 > utf16.length) return Buffer.from(text);
  const end = utf16.write(text, "utf16le");
  try {
    return transcode(utf16.subarray(0, end), "utf16le", "utf8");
  } catch {
    // It has half of a surrogate pair, which becomes U+FFFD.
    return Buffer.from(text);
  }
}
