/*
 * `SHA256SUMS`: the digest of every file of a site but itself, as `sha256sum -c SHA256SUMS` reads them.
 */

/**
 * Writes `SHA256SUMS`, a file to a line, sorted by the bytes of their names. As sha256sum does, it escapes backslashes and ends of
 * lines in names and marks such a line by a backslash.
 *
 * @param digests SHA-256 in hexadecimal, by the files' paths from the site's root
 * @returns the file's bytes
 * @see https://www.gnu.org/software/coreutils/manual/html_node/md5sum-invocation.html
 */
export function sumsFile(digests: ReadonlyMap<string, string>): Buffer {
  // A character of Latin-1 for each byte: strings of these are sorted as their bytes are.
  const names = Array.from(digests.keys(), (path) => [Buffer.from(path).toString("latin1"), path] as const);
  names.sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = names.map(([name, path]) => {
    const written = name.replace(/[\\\n\r]/g, (character) => String(escapes[character]));
    return `${written === name ? "" : "\\"}${digests.get(path)}  ${written}\n`;
  });
  return Buffer.from(lines.join(""), "latin1");
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r" };

/** A line: whether its name is escaped, the digest, the name. */
const lineForm = /^(\\?)([0-9a-f]{64}) {2}(.+)$/;

/**
 * Reads `SHA256SUMS`.
 *
 * @returns the digests by the files' paths, or the number of the first line that is none of Stet's: its names are relative and lead
 *   out of no folder, and none stands twice
 */
export function readSums(data: Buffer): Map<string, string> | number {
  const sums = new Map<string, string>();
  const lines = data.toString("utf8").split("\n");
  if (lines.pop() !== "") return lines.length + 1;
  for (const [index, line] of lines.entries()) {
    const [, escaped, sha256, name] = lineForm.exec(line) ?? [];
    if (sha256 === undefined || name === undefined) return index + 1;
    const path = escaped === "" ? name : unescaped(name);
    if (path.split("/").some((part) => part === "" || part === "." || part === "..")) return index + 1;
    if (sums.has(path)) return index + 1;
    sums.set(path, sha256);
  }
  return sums;
}

function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, code: string) => (code === "n" ? "\n" : code === "r" ? "\r" : "\\"));
}
