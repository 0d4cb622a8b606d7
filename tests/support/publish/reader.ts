/*
 * A visitor who reads a file again and again while sites are published: `reader.ts FILE SHA256...`, the digests
 * being those of its whole versions. Says "reading" once it has begun; when its standard input ends, it writes
 * the counts as JSON.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [file = "", ...whole] = process.argv.slice(2);
const counts = { reads: 0, missed: 0, torn: 0, changes: 0 };
let last = "";

function read(): void {
  counts.reads += 1;
  try {
    const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
    if (!whole.includes(digest)) counts.torn += 1;
    if (last !== "" && digest !== last) counts.changes += 1;
    last = digest;
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT")) throw thrown;
    counts.missed += 1;
  }
}

let reading = true;
process.stdin.resume().on("end", () => {
  reading = false;
});
console.log("reading");
while (reading) {
  for (let i = 0; i < 200; i += 1) read();
  await new Promise(setImmediate);
}
console.log(JSON.stringify(counts));
